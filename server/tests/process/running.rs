//! The real program, started and stopped.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A running `wavepass serve`, killed at the end of the test.
pub(crate) struct Running {
    child: Child,
    /// Kept open: who writes into a pipe that nobody reads is stopped.
    _stdout: Lines<BufReader<ChildStdout>>,
    pub(crate) log: Log,
    /// What stands after `http://`: address and port.
    pub(crate) address: String,
    pub(crate) link: Option<String>,
}

/// What the program wrote to its log so far, read while it runs.
pub(crate) struct Log {
    lines: Receiver<String>,
    read: String,
}

impl Log {
    fn of(stderr: ChildStderr) -> Self {
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let mut stderr = BufReader::new(stderr);
            let mut line = Vec::new();
            while stderr
                .read_until(b'\n', &mut line)
                .is_ok_and(|read| read > 0)
            {
                let text = String::from_utf8_lossy(&line).into_owned();
                line.clear();
                if sender.send(text).is_err() {
                    break;
                }
            }
        });
        Self {
            lines,
            read: String::new(),
        }
    }

    /// Waits until the log says these words.
    pub(crate) fn wait_for(&mut self, words: &str) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while !self.read.contains(words) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("the log does not say {words:?}:\n{}", self.read);
            };
            self.read.push_str(&line);
        }
    }

    /// What was read of it.
    pub(crate) fn so_far(&self) -> &str {
        &self.read
    }

    /// All of it, when the program has ended.
    pub(crate) fn rest(&mut self) -> String {
        self.read.extend(self.lines.iter());
        std::mem::take(&mut self.read)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn wavepass() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wavepass"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WAVEPASS_") {
            command.env_remove(name);
        }
    }
    command
}

/// A temporary folder that is its owner's only, as a data folder has to be.
pub(crate) fn private_folder() -> tempfile::TempDir {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(PermissionsExt::from_mode(0o700));
    }
    builder.tempdir().unwrap()
}

pub(crate) fn start(data: &Path, extra: &[&str]) -> Running {
    start_with(data, extra, &[])
}

pub(crate) fn start_with(data: &Path, extra: &[&str], environment: &[(&str, &str)]) -> Running {
    let mut child = wavepass()
        .envs(environment.iter().copied())
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "trace",
            "--data",
        ])
        .arg(data)
        .args(extra)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines
        .by_ref()
        .map(Result::unwrap)
        .find_map(|line| line.find("://").map(|at| line[at + 3..].to_owned()))
        .expect("the server prints its address");
    let (address, link) = match url.split_once("/sign-in#link=") {
        Some((address, link)) => (address.to_owned(), Some(link.to_owned())),
        None => (url, None),
    };
    Running {
        _stdout: lines,
        log: Log::of(child.stderr.take().unwrap()),
        child,
        address,
        link,
    }
}

impl Running {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The address that it listens on, whatever the URL is under which people reach it.
    pub(crate) fn listens_on(&mut self) -> String {
        const WORDS: &str = "listening address=";
        self.log.wait_for(WORDS);
        let (_, after) = self.log.so_far().rsplit_once(WORDS).unwrap();
        after.split_whitespace().next().unwrap().to_owned()
    }

    pub(crate) fn stop(mut self) -> (bool, String) {
        let done = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(done.success());
        let log = self.log.rest();
        (self.child.wait().unwrap().success(), log)
    }
}

pub(crate) fn token(data: &Path, name: &str) -> String {
    let output = wavepass()
        .args(["token", "create", name, "--data"])
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub(crate) fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
