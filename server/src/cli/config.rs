//! `wavepass config`: reads and edits Nextflow configurations for scripts.
//!
//! What a text means and how it is edited is core's; here are files, output and exit codes.
//! Start at [`run`].

mod bytes;
mod files;
mod json;
mod options;
mod strict;

use std::process::ExitCode;

use nextflow_config::syntax::Lines;
use nextflow_config::{Change, Config, EditOptions, Parser};
use wavepass_core::launch::{ConfigFinding, Context, findings_of};

use files::Input;
pub use options::ConfigOptions;
use strict::Strict;

use super::{report, severity_name, write_stdout};

/// How a file was done. The worst outcome of several files is the command's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
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

impl Outcome {
    const fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            // 2 is a wrong command line, which clap reports.
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
            report(&format!("error: {message}"));
            return ExitCode::from(2);
        }
    };
    if options.files.iter().filter(|name| *name == "-").count() > 1 {
        report("error: standard input (-) can be read only once");
        return ExitCode::from(2);
    }
    let mut outcome = Outcome::Done;
    for name in &options.files {
        outcome = outcome.max(process(&Input::named(name), options, &changes));
    }
    ExitCode::from(outcome.exit_code())
}

fn process(input: &Input, options: &ConfigOptions, changes: &[Change]) -> Outcome {
    let text = match input.read() {
        Ok(text) => text,
        Err(message) => {
            report(&format!("{}: {message}", input.name()));
            return Outcome::File;
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
            report(&format!("{}:{at} error: {path}: {error}", input.name()));
            return Outcome::Refused;
        }
    };
    let strict = options.strict.then(|| Strict::make(&mut config));
    let document = config.document();
    let context = Context {
        semantics: options.semantics(),
        profiles: &profiles,
        nextflow: options.nextflow,
        target: options.target(),
        expects_credentials: options.expect_wave,
        credentials: None,
        wave: None,
    };
    let readings = config.readings();
    let mut findings = findings_of(&document, readings, &context);
    if strict.is_some() {
        findings.retain(|it| !strict::is_told(it.finding.code.as_str()));
    }
    let reading = match options.semantics() {
        Some(Parser::Strict) => &readings.strict,
        Some(Parser::Legacy) | None => &readings.legacy,
    };
    let written = if options.in_place {
        input.write(&text.with_text(config.as_str()))
    } else if options.json || options.check {
        Ok(())
    } else {
        write_stdout(&text.with_text(config.as_str()).encode())
    };
    let printed = written.and_then(|()| {
        if options.json {
            let mut line = json::line(input.name(), options, &document, reading, &findings);
            if let (Some(strict), Some(line)) = (&strict, line.as_object_mut()) {
                line.insert("strict".to_owned(), strict.to_json());
            }
            return write_stdout(format!("{line}\n").as_bytes());
        }
        if let Some(strict) = &strict {
            strict.print(input.name());
        }
        print_findings(input.name(), config.as_str(), &findings);
        for note in &edited.notes {
            report(&format!("{}: {}", input.name(), note.message));
        }
        Ok(())
    });
    if let Err(message) = printed {
        report(&format!("{}: {message}", input.name()));
        return Outcome::File;
    }
    let is_refused = strict.is_some_and(|it| it.is_refused());
    if options.check && (is_refused || options.check_rules().fails(&findings)) {
        return Outcome::Errors;
    }
    Outcome::Done
}

/// Prints diagnostics the way compilers do, so that editors find the line.
fn print_findings(name: &str, text: &str, findings: &[ConfigFinding]) {
    let lines = Lines::of(text);
    for finding in findings {
        let line = finding.span.map(|span| lines.line(span.start));
        let at = line.map_or_else(String::new, |line| format!("{line}: "));
        let severity = severity_name(finding.finding.severity);
        let (message, code) = (&finding.finding.message, finding.code());
        report(&format!("{name}:{at} {severity}: {message} [{code}]"));
    }
}
