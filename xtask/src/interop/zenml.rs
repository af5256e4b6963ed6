//! What `ZenML` stores after it has executed the commands for it.
//!
//! A shell reads the commands, `ZenML`'s command line executes them against a store of its own in
//! an empty folder, and the store is read back (`interop/zenml_store.py`). Start at [`check`].

use anyhow::{Context, bail, ensure};
use serde_json::{Map, Value, json};
use xshell::Shell;

use super::logins::{Access, Case, PASSWORD};
use super::{process, programs, shell};

/// Executes the commands of every case and compares what is stored.
pub(super) fn check(sh: &Shell, cases: &[Case]) -> anyhow::Result<()> {
    let python = programs::python_programs(sh)?;
    let mut count = 0;
    let mut asked = Vec::new();
    for case in cases {
        let mut commands = shell::commands(case, case.text("Zenml")?)?;
        for command in &mut commands {
            let program = command.remove(0);
            ensure!(program == "zenml", "{}: runs {program}", case.login.name);
            count += 1;
        }
        asked.push(json!({ "name": case.login.name, "commands": commands }));
    }
    let folder = sh.create_temp_dir()?;
    let script = sh.current_dir().join("interop/zenml_store.py");
    let mut command = python.command("python");
    command
        .arg(script)
        .current_dir(folder.path())
        // Nothing of this machine's, and nothing is sent anywhere.
        .env("HOME", folder.path())
        .env("ZENML_CONFIG_PATH", folder.path().join("store"))
        .env("ZENML_ANALYTICS_OPT_IN", "false")
        .env("ZENML_LOGGING_COLORS_DISABLED", "true");
    let answers = process::ask_each(&mut command, &asked).context("ZenML's store")?;
    let (mut stored, mut noticed) = (0, 0);
    for (case, found) in cases.iter().zip(answers) {
        let name = case.login.name;
        if let Some(error) = found.get("error") {
            bail!("{name}: {}", error.as_str().unwrap_or_default());
        }
        let expected = expected(case);
        if found == expected {
            stored += 1;
        } else if case.is_control() {
            noticed += 1;
        } else {
            bail!("{name}: ZenML stored\n  {found}\nwhere this was meant:\n  {expected}");
        }
    }
    ensure!(noticed == 1, "a wrong password was not noticed");
    println!(
        "ZenML {}: {count} commands, {stored} stacks as they were meant; the wrong one was noticed",
        python.zenml
    );
    Ok(())
}

fn expected(case: &Case) -> Value {
    let login = &case.login;
    let password = case.expected_password();
    let (connector, secret) = match login.zenml.access {
        Access::Secret => (
            Value::Null,
            json!({ "username": login.arrives, "password": password }),
        ),
        Access::Connector {
            kind,
            method,
            resource,
            fields,
        } => {
            let field = |(name, value): &(&str, &str)| {
                let value = if *value == PASSWORD { password } else { value };
                ((*name).to_owned(), json!(value))
            };
            let connector = json!({
                "type": kind,
                "method": method,
                "kinds": ["docker-registry"],
                "resource": resource,
                "fields": fields.iter().map(field).collect::<Map<_, _>>(),
            });
            (connector, Value::Null)
        }
    };
    json!({
        "name": login.name,
        "registry": {
            "flavor": login.zenml.flavor,
            "uri": login.zenml.uri,
            "secret": (!secret.is_null()).then_some(login.name),
        },
        "connector": connector,
        "secret": secret,
        "stack": login.name,
    })
}
