//! What seqerakit makes of the files for it.
//!
//! With `--dryrun` it prints the command of `tw` that it would run, as text for a shell, so a
//! shell reads it here as well. Start at [`check`].

use std::process::Stdio;

use anyhow::{Context, bail, ensure};
use xshell::Shell;

use super::logins::{Case, variable};
use super::programs::{self, PythonPrograms};
use super::shell;

/// What stands before the command.
const MARK: &str = "DRYRUN: Running command ";

/// Reads each file and compares the words that `tw` would be given.
pub(super) fn check(sh: &Shell, cases: &[Case]) -> anyhow::Result<()> {
    let python = programs::python_programs(sh)?;
    let folder = sh.create_temp_dir()?;
    let (mut files, mut noticed) = (0, 0);
    for case in cases {
        let name = case.login.name;
        let file = folder.path().join(format!("{name}.yml"));
        std::fs::write(&file, case.text("Seqerakit")?)?;
        let line = dry_run(&python, case, &file).with_context(|| format!("{name}: seqerakit"))?;
        let found = shell::commands(case, &line)?;
        let expected = expected(case);
        if found == [expected.as_slice()] {
            files += 1;
        } else if case.is_control() {
            noticed += 1;
        } else {
            bail!(
                "{name}: seqerakit would run\n  {found:?}\nwhere this was meant:\n  {expected:?}"
            );
        }
    }
    ensure!(noticed == 1, "a wrong password was not noticed");
    println!(
        "seqerakit {}: {files} files, each the command that was meant; the wrong one was noticed",
        python.seqerakit
    );
    Ok(())
}

fn dry_run(python: &PythonPrograms, case: &Case, file: &std::path::Path) -> anyhow::Result<String> {
    let output = python
        .command("seqerakit")
        .arg("--dryrun")
        .arg(file)
        .envs(case.variables())
        .stdin(Stdio::null())
        .output()?;
    // Its log is on standard error.
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find_map(|line| line.split_once(MARK));
    match line {
        Some((_, command)) if output.status.success() => Ok(command.to_owned()),
        _ => bail!("ended with {}: {}", output.status, said.trim()),
    }
}

fn expected(case: &Case) -> Vec<String> {
    let login = &case.login;
    let workspace = login.workspace.map(|at| format!("{}/{}", at.org, at.name));
    let workspace = workspace.unwrap_or_else(|| variable("TOWER_WORKSPACE_ID").to_owned());
    [
        "tw",
        "credentials",
        "add",
        "container-reg",
        "--name",
        login.name,
        "--workspace",
        &workspace,
        "--username",
        login.arrives,
        "--password",
        case.expected_password(),
        "--registry",
        login.host,
    ]
    .map(str::to_owned)
    .to_vec()
}
