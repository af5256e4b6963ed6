//! What a real shell makes of commands.
//!
//! `sh -n` takes the whole text, and then the programs are replaced by functions that only say
//! which words they were given. Start at [`commands`].

use std::process::Command;

use anyhow::{Context, bail, ensure};

use super::logins::{Case, variable};
use super::process;

/// Functions in the place of the programs. Each says how many words it was given, and the
/// words; `docker` also what came on standard input, and `aws` answers something.
const PROGRAMS: &str = r#"
exec 3>&1 1>&2
say() { printf '%s\0' "$#" "$@" >&3; }
zenml() { say zenml "$@"; }
tw() { say tw "$@"; }
wave() { say wave "$@" "token: $TOWER_ACCESS_TOKEN"; }
docker() { say docker "$@" "input: $(cat)"; }
aws() { say aws "$@" "key: $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"; printf 'made by aws'; }
"#;

/// The commands of a text, each as its words, after a shell has read it.
pub(super) fn commands(case: &Case, text: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let read = || {
        let mut check = Command::new("sh");
        process::ask(check.arg("-n"), text)?;
        let mut run = Command::new("sh");
        run.args(["-eu", "-c", &format!("{PROGRAMS}\n{text}")]);
        run.envs(case.variables());
        cut(&process::ask(&mut run, "")?)
    };
    read().with_context(|| format!("{}: the shell does not read: {text}", case.login.name))
}

/// Cuts what the functions said into commands.
fn cut(said: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let mut words = said.split_terminator('\0');
    let mut commands = Vec::new();
    while let Some(count) = words.next() {
        let count: usize = count.parse().context("no number of words")?;
        let command: Vec<String> = words.by_ref().take(count).map(str::to_owned).collect();
        ensure!(command.len() == count, "a command was cut off");
        commands.push(command);
    }
    Ok(commands)
}

/// Compares the commands of `tw`, `wave` and `docker` with the words that they have to get.
pub(super) fn check(cases: &[Case]) -> anyhow::Result<()> {
    let (mut texts, mut words, mut noticed) = (0, 0, 0);
    for case in cases {
        for (target, expected) in [
            ("Tw", tw(case)),
            ("WaveCli", wave(case)),
            ("Docker", docker(case)),
        ] {
            let found = commands(case, case.text(target)?)?;
            if found == expected {
                texts += 1;
                words += found.iter().map(Vec::len).sum::<usize>();
            } else if case.is_control() {
                noticed += 1;
            } else {
                bail!(
                    "{}, {target}: the shell reads\n  {found:?}\nwhere this was meant:\n  {expected:?}",
                    case.login.name
                );
            }
        }
    }
    // Only docker is given the password.
    ensure!(noticed == 1, "a wrong password was not noticed");
    println!("sh: {texts} texts, {words} words as they were meant; the wrong one was noticed");
    Ok(())
}

fn tw(case: &Case) -> Vec<Vec<String>> {
    let login = &case.login;
    let mut words = owned(&["tw", "credentials", "add", "container-reg"]);
    words.push(format!("--name={}", login.name));
    words.push(format!("--username={}", login.arrives));
    words.push(format!("--registry={}", login.host));
    words.extend(login.workspace.map(|at| format!("--workspace={}", at.id)));
    words.push("--password".to_owned());
    vec![words]
}

fn wave(case: &Case) -> Vec<Vec<String>> {
    let login = &case.login;
    let mut words = owned(&["wave", "-i"]);
    words.push(format!("{}/<repository>:<tag>", login.host));
    let workspace = |id| format!("--tower-workspace-id={id}");
    words.extend(login.workspace.map(|at| workspace(at.id)));
    words.push(format!("token: {}", variable("TOWER_ACCESS_TOKEN")));
    vec![words]
}

fn docker(case: &Case) -> Vec<Vec<String>> {
    let login = &case.login;
    let mut commands = Vec::new();
    let (mut user, mut input) = (login.arrives, case.expected_password());
    if let Some(asked) = login.aws {
        let mut words = owned(&["aws"]);
        words.extend(owned(asked));
        // The stored key where it is one, else that of whoever runs it.
        let (id, secret) = if login.arrives.starts_with("AKIA") {
            (login.arrives, login.password)
        } else {
            (
                variable("AWS_ACCESS_KEY_ID"),
                variable("AWS_SECRET_ACCESS_KEY"),
            )
        };
        words.push(format!("key: {id} {secret}"));
        commands.push(words);
        (user, input) = ("AWS", "made by aws");
    }
    let mut words = owned(&["docker", "login"]);
    words.push(format!("--username={user}"));
    words.push("--password-stdin".to_owned());
    // Docker Hub is docker's own default.
    words.extend((login.host != "docker.io").then(|| login.host.to_owned()));
    words.push(format!("input: {input}"));
    commands.push(words);
    commands
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_cut_where_their_words_end() {
        let said = "2\0tw\0a b\n\x001\0zenml\x000\0";
        assert_eq!(
            cut(said).unwrap(),
            [vec!["tw", "a b\n"], vec!["zenml"], vec![]]
        );
        assert!(cut("").unwrap().is_empty());
    }

    #[test]
    fn what_is_cut_off_or_no_number_is_an_error() {
        assert!(cut("3\0tw\0").is_err());
        assert!(cut("tw\0").is_err());
    }
}
