//! Programs that are asked on standard input and answer on standard output.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, ensure};
use serde_json::Value;

/// Gives a program its whole input and returns its whole answer. A program that fails is an
/// error with what it said.
pub(super) fn ask(command: &mut Command, input: &str) -> anyhow::Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} does not start"))?;
    let stdin = child.stdin.take();
    // Written beside reading, or both would wait for the other once the pipes are full.
    let output = thread::scope(|scope| {
        scope.spawn(move || {
            // A program that stops reading says why by itself.
            let _ = stdin.map(|mut stdin| stdin.write_all(input.as_bytes()));
        });
        child.wait_with_output()
    })?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{name} ended with {}: {}",
        output.status,
        said.trim()
    );
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed no text"))
}

/// Gives a program one line of JSON for each question and takes as many answers.
pub(super) fn ask_each(command: &mut Command, questions: &[Value]) -> anyhow::Result<Vec<Value>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    let input = lines.join("\n");
    let answers = ask(command, &input)?;
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("{name}: {line}")))
        .collect::<Result<_, _>>()?;
    ensure!(
        answers.len() == questions.len(),
        "{name} gave {} answers to {} questions",
        answers.len(),
        questions.len()
    );
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_text_that_fills_every_pipe_comes_back() {
        let long = "line\n".repeat(100_000);
        assert_eq!(ask(&mut sh("cat"), &long).unwrap(), long);
    }

    #[test]
    fn a_program_that_fails_says_why() {
        let error = ask(&mut sh("echo 'no store' >&2; exit 3"), "").unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains('3') && error.contains("no store"), "{error}");
        let error = ask(&mut Command::new("no-such-program"), "").unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program does not start"));
    }

    #[test]
    fn an_answer_that_is_left_out_is_an_error() {
        let questions = [Value::Null, Value::Null];
        assert!(ask_each(&mut sh("cat"), &questions).is_ok());
        let error = ask_each(&mut sh("head -n 1"), &questions).unwrap_err();
        assert!(error.to_string().contains("1 answers to 2 questions"));
        assert!(ask_each(&mut sh("echo tired; echo"), &questions).is_err());
    }
}
