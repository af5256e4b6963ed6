//! What schemathesis, a program of others, makes of the description of the embedded Platform
//! (`docs/openapi.json`): requests that fit it and that do not, whose answers have to be as they
//! are described, and never a failure of the server. Start at [`check`].
//!
//! A server that holds a record of each kind is started for each round, by the program that asks
//! the contract cases.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::Value;
use xshell::Shell;

use super::Programs;
use crate::interop::{PythonEnvironment, pinned};

const REQUIREMENTS: &str = "interop/schemathesis.txt";

/// How long a round may take; it takes a quarter of that.
const LONGEST: Duration = Duration::from_secs(45);

/// How many requests of each kind are made for an operation.
const EXAMPLES: &str = "20";

/// A round: who asks for what.
struct Round {
    what: &'static str,
    has_token: bool,
    /// Whether the ids in paths are those of records that are there.
    has_ids: bool,
    /// What narrows the operations.
    options: &'static [&'static str],
}

const ROUNDS: [Round; 4] = [
    Round {
        what: "without a token",
        has_token: false,
        has_ids: false,
        options: &[],
    },
    // The token that asks would be among those that are deleted.
    Round {
        what: "with a token, any ids",
        has_token: true,
        has_ids: false,
        options: &["--exclude-path-regex", "^/tokens/"],
    },
    // Nor may the records be gone after the first request.
    Round {
        what: "with a token, ids of records",
        has_token: true,
        has_ids: true,
        options: &[
            "--exclude-path-regex",
            "^/tokens/",
            "--exclude-method",
            "DELETE",
        ],
    },
    Round {
        what: "with a token, tokens are deleted",
        has_token: true,
        has_ids: false,
        options: &["--include-path-regex", "^/tokens/"],
    },
];

/// Runs every round; whether all of them found nothing.
pub(super) fn check(sh: &Shell, programs: &Programs) -> anyhow::Result<bool> {
    let version = pinned(&sh.read_file(REQUIREMENTS)?, "schemathesis")?;
    let name = format!("schemathesis-{version}");
    let environment = PythonEnvironment::with(sh, REQUIREMENTS, &name)?;
    let mut holds = true;
    for round in &ROUNDS {
        let held = Held::start(programs)?;
        let folder = sh.create_temp_dir()?;
        let found = run(&environment, round, &held, folder.path())?;
        let since = found.since.elapsed().as_secs();
        println!(
            "schemathesis {version} {}: {} ({since} s)",
            round.what,
            found.last()
        );
        if !found.is_fine {
            holds = false;
            println!("{}", found.output);
        }
    }
    Ok(holds)
}

/// A server with a record of each kind, until it is let go.
struct Held {
    child: Child,
    url: String,
    token: String,
    /// The ids of the records by their names in the description.
    ids: Vec<(String, Value)>,
}

impl Held {
    fn start(programs: &Programs) -> anyhow::Result<Self> {
        let mut child = Command::new(&programs.contract)
            .arg(&programs.server)
            .arg("--hold")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", programs.contract.display()))?;
        let mut line = String::new();
        let output = child.stdout.take().context("it says nothing")?;
        BufReader::new(output).read_line(&mut line)?;
        let told: Value = serde_json::from_str(&line).context("no server was started")?;
        let text = |name: &str| {
            told[name]
                .as_str()
                .map(str::to_owned)
                .context("it says no address")
        };
        let ids = told["ids"].as_object().context("it says no ids")?;
        Ok(Self {
            url: text("url")?,
            token: text("token")?,
            ids: ids
                .iter()
                .map(|(name, id)| (name.clone(), id.clone()))
                .collect(),
            child,
        })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Without its input it stops the server and ends.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What a round found.
struct Found {
    is_fine: bool,
    output: String,
    since: Instant,
}

impl Found {
    /// What schemathesis says at the end.
    fn last(&self) -> &str {
        let lines = self
            .output
            .lines()
            .rev()
            .map(|line| line.trim_matches(['=', ' ']));
        lines
            .filter(|line| !line.is_empty())
            .find(|line| !line.is_empty())
            .unwrap_or("nothing")
    }
}

fn run(
    environment: &PythonEnvironment,
    round: &Round,
    held: &Held,
    folder: &Path,
) -> anyhow::Result<Found> {
    let config = folder.join("schemathesis.toml");
    let mut text = String::from("[parameters]\n");
    for (name, id) in held.ids.iter().filter(|_| round.has_ids) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\"path.{name}\" = {id}");
    }
    std::fs::write(&config, text)?;
    let (log, api) = (folder.join("log"), format!("{}/api", held.url));
    let mut command = environment.command("schemathesis");
    command
        .arg("--config-file")
        .arg(&config)
        .args([
            "run",
            &format!("{}/openapi/seqera-api-latest.yml", held.url),
        ])
        .args(["--url", &api, "--phases", "coverage,fuzzing", "--seed", "1"])
        .args([
            "--max-examples",
            EXAMPLES,
            "--warnings",
            "off",
            "--no-color",
        ])
        // What a name may be and what a provider needs is more than the description says.
        .args(["--exclude-checks", "positive_data_acceptance"])
        .args(round.options)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&log)?)
        .stderr(std::fs::File::options().append(true).open(&log)?);
    if round.has_token {
        command
            .arg("--header")
            .arg(format!("Authorization: Bearer {}", held.token));
    }
    let since = Instant::now();
    let mut child = command.spawn().context("schemathesis does not start")?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if since.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            bail!(
                "schemathesis took longer than {} s {}",
                LONGEST.as_secs(),
                round.what
            );
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    Ok(Found {
        is_fine: status.success(),
        output: std::fs::read_to_string(&log)?,
        since,
    })
}
