//! `cargo xtask interop`: what Wavepass writes, given to the programs that it is written for.
//!
//! Core's own tests read its texts with libraries for Rust. Here Groovy evaluates edited
//! configurations, a shell takes commands apart, `ZenML` executes them, and seqerakit reads its
//! files. Each comparison also has a case that must fail. This module may not know a rule of
//! core's: it runs the programs that people run. Start at [`run`].

mod groovy;
mod logins;
mod process;
mod programs;
mod seqerakit;
mod shell;
mod texts;
mod zenml;

use clap::ValueEnum;
use xshell::{Shell, cmd};

use crate::step;
use crate::workspace::{SERVER, Workspace};
use programs::Program;
pub(crate) use programs::{PythonEnvironment, pinned};

/// Options of `cargo xtask interop`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these; without a name, all.
    #[arg(value_enum)]
    readers: Vec<Reader>,
}

/// What reads Wavepass's texts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reader {
    /// Groovy evaluates edited configurations.
    Groovy,
    /// A shell takes commands apart.
    Shell,
    /// A command line of the same name executes the commands for it.
    Zenml,
    /// seqerakit reads its files.
    Seqerakit,
}

impl Reader {
    const fn needs(self) -> &'static [Program] {
        match self {
            Self::Groovy => &[Program::Java, Program::Npm, Program::Tar],
            Self::Shell => &[Program::Shell],
            Self::Zenml | Self::Seqerakit => &[Program::Shell, Program::Python],
        }
    }
}

/// Says which programs are missing for all readers, before anything that takes long.
pub(crate) fn ensure_programs() -> anyhow::Result<()> {
    programs::ensure(&needs(Reader::value_variants()))
}

/// Runs every reader.
pub(crate) fn all(sh: &Shell) -> anyhow::Result<()> {
    run(
        sh,
        &Options {
            readers: Vec::new(),
        },
    )
}

/// Runs the readers that were named.
pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<()> {
    let readers = match options.readers.as_slice() {
        [] => Reader::value_variants(),
        named => named,
    };
    programs::ensure(&needs(readers))?;
    let mut logins = None;
    for reader in readers {
        if *reader == Reader::Groovy {
            step("Groovy evaluates edited configurations");
            cmd!(sh, "cargo build --quiet --package {SERVER}")
                .quiet()
                .run()?;
            let wavepass = Workspace::read(sh)?.program("wavepass");
            groovy::check(sh, &wavepass)?;
            continue;
        }
        if logins.is_none() {
            cmd!(
                sh,
                "cargo build --quiet --package wavepass-core --example snippets"
            )
            .quiet()
            .run()?;
            let example = Workspace::read(sh)?.program("examples/snippets");
            logins = Some(logins::with_snippets(&example)?);
        }
        let logins = logins.as_deref().unwrap_or_default();
        match reader {
            Reader::Groovy => {}
            Reader::Shell => {
                step("A shell takes commands apart");
                shell::check(logins)?;
            }
            Reader::Zenml => {
                step("ZenML executes its commands");
                zenml::check(sh, logins)?;
            }
            Reader::Seqerakit => {
                step("seqerakit reads its files");
                seqerakit::check(sh, logins)?;
            }
        }
    }
    Ok(())
}

/// Each program once.
fn needs(readers: &[Reader]) -> Vec<Program> {
    let mut needs = Vec::new();
    for program in readers.iter().flat_map(|reader| reader.needs()) {
        if !needs.contains(program) {
            needs.push(*program);
        }
    }
    needs
}
