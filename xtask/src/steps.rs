//! Says what is done while somebody waits: which step of how many, how long it usually takes,
//! and, where nobody sees cargo's own progress, that it goes on.

use std::io::{self, IsTerminal};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use xshell::Cmd;

/// How often a log says that a step goes on.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Steps that are known before the first one begins.
pub(crate) struct Steps {
    begun: usize,
    all: usize,
    since: Instant,
}

impl Steps {
    /// For so many steps.
    pub(crate) fn new(all: usize) -> Self {
        Self {
            begun: 0,
            all,
            since: Instant::now(),
        }
    }

    /// Says that the next step begins. `usually` is what it takes on two cores that have
    /// nothing else to do.
    pub(crate) fn begin(&mut self, what: &str, usually: Option<Duration>) {
        self.begun += 1;
        let line = heading(what, (self.begun, self.all), usually, self.since.elapsed());
        println!("\n{line}");
    }
}

fn heading(
    what: &str,
    (step, all): (usize, usize),
    usually: Option<Duration>,
    passed: Duration,
) -> String {
    let mut line = format!("=== Step {step} of {all}: {what}");
    let mut notes = Vec::new();
    notes.extend(usually.map(|time| format!("usually about {}", in_words(time))));
    if step > 1 {
        notes.push(format!("{} passed", in_words(passed)));
    }
    if !notes.is_empty() {
        line = format!("{line} ({})", notes.join("; "));
    }
    line
}

/// Runs a command that takes long. On a terminal its own progress is seen; into a log it
/// writes nothing but its errors and warnings, and a line now and then says that it goes on.
pub(crate) fn wait_for(command: Cmd<'_>) -> anyhow::Result<()> {
    let shown = command.to_string();
    println!("$ {shown}");
    let mut command = Command::from(command);
    let is_seen = io::stderr().is_terminal();
    if !is_seen {
        command.env("CARGO_TERM_QUIET", "true");
    }
    let mut child = command.spawn().with_context(|| format!("no {shown}"))?;
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait()));
    let since = Instant::now();
    let status = loop {
        match end.recv_timeout(SIGN_OF_LIFE) {
            Ok(status) => break status?,
            Err(RecvTimeoutError::Timeout) if is_seen => {}
            Err(RecvTimeoutError::Timeout) => {
                println!("    … {}", in_words(since.elapsed()));
            }
            Err(error) => return Err(error.into()),
        }
    };
    ensure!(status.success(), "{shown} ended with {status}");
    Ok(())
}

/// A time as people say it.
fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xshell::{Shell, cmd};

    #[test]
    fn a_step_says_what_it_is_how_far_and_how_long() {
        let minutes = Duration::from_mins;
        assert_eq!(
            heading("Trunk", (1, 3), Some(minutes(2)), Duration::ZERO),
            "=== Step 1 of 3: Trunk (usually about 2 min)"
        );
        assert_eq!(
            heading("App", (2, 3), None, Duration::from_secs(125)),
            "=== Step 2 of 3: App (2 min 5 s passed)"
        );
    }

    #[test]
    fn a_command_that_fails_is_named() {
        let sh = Shell::new().unwrap();
        assert!(wait_for(cmd!(sh, "true")).is_ok());
        let error = wait_for(cmd!(sh, "false")).unwrap_err();
        assert!(error.to_string().starts_with("false ended with"), "{error}");
        let error = wait_for(cmd!(sh, "no-such-program")).unwrap_err();
        assert!(format!("{error:#}").contains("no no-such-program"));
    }
}
