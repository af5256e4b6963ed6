//! The program as an embedded Platform: started, asked over a real socket, and killed at the end.
//! Start at [`Platform::start`].

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, ensure};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method};
use tempfile::TempDir;

/// A Platform that nobody else uses.
pub(crate) struct Platform {
    program: PathBuf,
    data: TempDir,
    child: Child,
    /// Kept open: who writes into a pipe that nobody reads is stopped.
    _stdout: Lines<BufReader<ChildStdout>>,
    /// `http://` and what follows, without a slash at the end.
    pub(crate) url: String,
    client: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Platform {
    /// Starts the program on an empty data folder and a free port.
    pub(crate) fn start(program: &Path) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let mut child = command(program)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "error",
                "--data",
            ])
            // The server makes it, for itself alone.
            .arg(data.path().join("data"))
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", program.display()))?;
        let stdout = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let told = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let at = line.find("http://")?;
            let address = line[at..].split("/sign-in").next()?;
            Some(address.trim_end_matches('/').to_owned())
        });
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()?;
        let mut started = Self {
            program: program.to_owned(),
            data,
            child,
            _stdout: lines,
            url: String::new(),
            client,
        };
        started.url = told.context("the server ended without telling its address")?;
        Ok(started)
    }

    /// Runs a command of the program on the same data, and gives what it says.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = command(&self.program)
            .args(["--log", "error"])
            .args(arguments)
            .arg("--data")
            .arg(self.data.path().join("data"))
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "{}: {}",
            arguments.join(" "),
            said.trim()
        );
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// Sends a request, as it is.
    pub(crate) async fn send(
        &self,
        method: &str,
        address: &str,
        headers: &[(String, String)],
        body: Option<String>,
    ) -> anyhow::Result<Answer> {
        let method = Method::from_bytes(method.as_bytes())?;
        let mut request = self
            .client
            .request(method, format!("{}{address}", self.url));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let answer = request.send().await.context("there is no answer")?;
        Ok(Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: answer.text().await.context("the answer breaks off")?,
        })
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        // One that has ended already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, away from the settings of this machine.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WAVEPASS_") {
            command.env_remove(name);
        }
    }
    command
}
