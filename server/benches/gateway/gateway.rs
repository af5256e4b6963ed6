//! The gateway that is measured.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// A running gateway, ended with this program.
pub(crate) struct Gateway {
    child: Child,
    /// Address and port.
    pub(crate) address: String,
    _stdout: Lines<BufReader<ChildStdout>>,
    _data: TempDir,
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Gateway {
    /// In front of that Platform, on two threads, with its log in a file.
    pub(crate) fn start(platform: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let log = File::create(data.path().join("log")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_wavepass"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(["--platform", &format!("http://{platform}/api"), "--data"])
            .arg(data.path().join("data"))
            .env("TOKIO_WORKER_THREADS", "2")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| {
                line.split_once("http://")
                    .map(|(_, after)| after.to_owned())
            })
            .unwrap();
        Self {
            child,
            address,
            _stdout: lines,
            _data: data,
        }
    }

    /// The memory that it uses, in bytes; 0 where the system does not tell.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        kilobytes.map_or(0, |number| number.parse::<u64>().unwrap_or(0) * 1024)
    }
}
