//! `wavepass config`: reads and edits Nextflow configurations for scripts.
//!
//! What a text means and how it is changed is core's; here are files, output and exit codes.
//! Start at [`run`].

mod bytes;
mod files;
mod json;
mod options;

use std::io::{self, Write};
use std::process::ExitCode;

use wavepass_core::finding::Severity;
use wavepass_core::nextflow::{
    Change, Config, ConfigFinding, Context, EditOptions, Lines, Reading, Readings, Semantics,
    findings_of,
};

use files::Input;
pub use options::ConfigOptions;

/// How a command ended. The worst of several files counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Everything was done.
    #[default]
    Done,
    /// `--check` found an error.
    Errors,
    /// A change cannot take effect; the file stays as it is.
    Refused,
    /// A file cannot be read or written.
    File,
}

impl End {
    const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            // 2 is a wrong command line, said by clap.
            Self::Refused => 3,
            Self::File => 4,
        }
    }
}

/// Reads, changes and writes the files.
pub fn run(options: &ConfigOptions) -> ExitCode {
    let changes = match options.changes() {
        Ok(changes) => changes,
        Err(message) => {
            say(&format!("error: {message}"));
            return ExitCode::from(2);
        }
    };
    if options.files.iter().filter(|name| *name == "-").count() > 1 {
        say("error: standard input (-) can be read only once");
        return ExitCode::from(2);
    }
    let mut end = End::Done;
    for name in &options.files {
        end = end.max(one_file(&Input::named(name), options, &changes));
    }
    ExitCode::from(end.code())
}

fn one_file(input: &Input, options: &ConfigOptions, changes: &[Change]) -> End {
    let text = match input.read() {
        Ok(text) => text,
        Err(message) => {
            say(&format!("{}: {message}", input.name()));
            return End::File;
        }
    };
    let profiles = options.profiles();
    let rules = EditOptions {
        removes_duplicates: options.remove_duplicates,
    };
    let mut config = Config::parse(text.as_str()).with_profiles(profiles.iter().copied());
    let edited = match config.edit(changes, rules) {
        Ok(edited) => edited,
        Err(error) => {
            let line = error.line;
            let at = line.map_or_else(String::new, |line| format!("{line}: "));
            let path = &error.path;
            say(&format!("{}:{at} error: {path}: {error}", input.name()));
            return End::Refused;
        }
    };
    let document = config.document();
    let context = Context {
        semantics: options.semantics(),
        profiles: &profiles,
        nextflow: options.nextflow,
        target: options.target(),
        expects_credentials: options.expect_wave,
        credentials: None,
    };
    let Readings { legacy, strict } = config.readings();
    let said = findings_of(&document, legacy, strict, &context);
    let reading = match options.semantics() {
        Some(Semantics::V2) => strict,
        Some(Semantics::V1) | None => legacy,
    };
    let written = if options.in_place {
        input.write(&text.like(config.as_str()))
    } else if options.json || options.check {
        Ok(())
    } else {
        print(&text.like(config.as_str()).to_bytes())
    };
    let printed = written.and_then(|()| {
        if options.json {
            let line = json::line(input.name(), options, &document, reading, &said);
            return print(format!("{line}\n").as_bytes());
        }
        tell(input.name(), config.as_str(), &said);
        for note in &edited.notes {
            say(&format!("{}: {}", input.name(), note.message));
        }
        Ok(())
    });
    if let Err(message) = printed {
        say(&format!("{}: {message}", input.name()));
        return End::File;
    }
    if options.check && has_errors(&said, reading) {
        return End::Errors;
    }
    End::Done
}

fn has_errors(said: &[ConfigFinding], reading: &Reading) -> bool {
    let is_error = |said: &ConfigFinding| said.finding.severity == Severity::Error;
    reading.refusal.is_some() || said.iter().any(is_error)
}

/// Says findings the way compilers do, so that editors find the place.
fn tell(name: &str, text: &str, said: &[ConfigFinding]) {
    let lines = Lines::of(text);
    for said in said {
        let line = said.span.map(|span| lines.line(span.start));
        let at = line.map_or_else(String::new, |line| format!("{line}: "));
        let severity = json::severity(said.finding.severity);
        let (message, code) = (&said.finding.message, said.code());
        say(&format!("{name}:{at} {severity}: {message} [{code}]"));
    }
}

fn say(line: &str) {
    // Nobody is left to tell when this fails.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

fn print(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| format!("standard output: {error}"))
}
