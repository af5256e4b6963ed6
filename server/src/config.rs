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
    Change, ConfigFinding, Context, Document, EditOptions, Lines, Reading, Semantics, edit,
    findings_of, read,
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
        profiles: &profiles,
        removes_duplicates: options.remove_duplicates,
    };
    let edited = match edit(text.as_str(), changes, &rules) {
        Ok(edited) => edited,
        Err(refused) => {
            let lines = Lines::of(text.as_str());
            let line = refused.place.map(|span| lines.line(span.start));
            let at = line.map_or_else(String::new, |line| format!("{line}: "));
            let (path, why) = (&refused.path, &refused.finding.message);
            say(&format!("{}:{at} error: {path}: {why}", input.name()));
            return End::Refused;
        }
    };
    let document = Document::parse(&edited.text);
    let context = Context {
        semantics: options.semantics(),
        profiles: &profiles,
        nextflow: options.nextflow,
        target: options.target(),
        expects_credentials: options.expect_wave,
        credentials: None,
    };
    let legacy = read(&document, Semantics::V1, &profiles);
    let strict = read(&document, Semantics::V2, &profiles);
    let said = findings_of(&document, &legacy, &strict, &context);
    let reading = match options.semantics() {
        Some(Semantics::V2) => strict,
        Some(Semantics::V1) | None => legacy,
    };
    let written = if options.in_place {
        input.write(&text.like(&edited.text))
    } else if options.json || options.check {
        Ok(())
    } else {
        print(&text.like(&edited.text).to_bytes())
    };
    let printed = written.and_then(|()| {
        if options.json {
            let line = json::line(input.name(), options, &document, &reading, &said);
            return print(format!("{line}\n").as_bytes());
        }
        tell(input.name(), &edited.text, &said);
        for note in &edited.notes {
            say(&format!("{}: {}", input.name(), note.message));
        }
        Ok(())
    });
    if let Err(message) = printed {
        say(&format!("{}: {message}", input.name()));
        return End::File;
    }
    if options.check && has_errors(&said, &reading) {
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
