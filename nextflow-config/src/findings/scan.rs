//! Scans and compression: words and levels that there are not.

use super::super::options::option;
use super::super::reading::Setting;
use super::super::value::Value;
use super::said::{Said, quoted, shown};
use super::view::{Known, View};
use super::wave::named;
use crate::diagnostic::Diagnostic;
use crate::rule::{Code, rules};

rules! {
    /// The scan mode is none that exists.
    pub SCAN_MODE_INVALID = "scan-mode-invalid" {
        severity: Error,
        why: "The modes are none, async and required. With another one Nextflow stops.",
        action: "Use one of them, in lower case.",
    }

    /// An allowed level of vulnerabilities is none that exists.
    pub SCAN_LEVEL_INVALID = "scan-level-invalid" {
        severity: Error,
        why: "The levels are low, medium, high and critical, as a list or as one text with commas. \
              With anything else Nextflow stops.",
        action: "Use these levels only.",
    }

    /// Levels of vulnerabilities are set, but the scan mode does not look at them.
    pub SCAN_LEVELS_NEED_REQUIRED = "scan-levels-need-required" {
        severity: Warning,
        why: "Levels count only when wave.scan.mode is 'required'. Otherwise every container may \
              be used, whatever the scan finds.",
        action: "Set wave.scan.mode to 'required', or take the levels out.",
    }

    /// The compression mode is none that exists, or its level is out of range.
    pub COMPRESSION_MODE_INVALID = "compression-mode-invalid" {
        severity: Error,
        why: "The modes are gzip, estargz and zstd; with another one Nextflow stops. Levels go \
              from 0 to 9, for zstd to 22; Wave most likely refuses others.",
        action: "Use one of these modes, and a level in its range.",
    }
}

pub(super) fn report(view: &View<'_>, said: &mut Said) {
    scan(view, said);
    compression(view, said);
}

fn values_of(path: &str) -> &'static [&'static str] {
    option(path).map_or(&[], |option| option.values)
}

/// Says that a word is none of those that there are.
fn invalid(code: Code, setting: &Setting, word: &str, path: &str) -> Diagnostic {
    let message = format!(
        "{} is no value of {path}: there are {}. Nextflow stops.",
        quoted(word),
        values_of(path).join(", ")
    );
    Diagnostic::error(code, message).at(setting.place)
}

fn scan(view: &View<'_>, said: &mut Said) {
    let path = "wave.scan.mode";
    if let Some((setting, mode)) = view.text(path)
        && !mode.is_empty()
        && !values_of(path).contains(&mode)
    {
        let mut new = invalid(SCAN_MODE_INVALID, setting, mode, path);
        let lower = mode.trim().to_ascii_lowercase();
        if values_of(path).contains(&lower.as_str()) {
            new = new.set(format!("Set it to '{lower}'"), path, Value::Text(lower));
        }
        said.say(new);
    }
    let path = "wave.scan.allowedLevels";
    let Known::Is(setting) = view.known(path) else {
        return;
    };
    if setting.value.truth() == Some(false) {
        return;
    }
    match (named(&setting.value), &setting.value) {
        (Some(levels), _) => {
            let known = values_of(path);
            let is_level = |level: &&String| {
                let lower = level.to_ascii_lowercase();
                !known.contains(&lower.as_str())
            };
            if let Some(bad) = levels.iter().find(is_level) {
                said.say(invalid(SCAN_LEVEL_INVALID, setting, bad, path));
                return;
            }
        }
        (None, Value::List(_)) => return,
        (None, other) => {
            let message = format!(
                "Levels are a list, or one text with commas. Nextflow stops with: Invalid value \
                 for 'wave.scan.levels' setting - offending value: {}.",
                shown(path, other)
            );
            let finding = Diagnostic::error(SCAN_LEVEL_INVALID, message);
            said.say(finding.at(setting.place));
            return;
        }
    }
    let is_looked_at = match view.known("wave.scan.mode") {
        Known::Is(mode) => {
            !matches!(&mode.value, Value::Text(mode) if mode == "none" || mode == "async")
        }
        Known::Unset => !view.is_whole,
        Known::Unknown => true,
    };
    if !is_looked_at {
        let message = "Levels are looked at only when wave.scan.mode is 'required', which it is \
                       not here. So every container may be used, whatever the scan finds.";
        let finding = Diagnostic::warning(SCAN_LEVELS_NEED_REQUIRED, message);
        said.say(finding.at(setting.place).set(
            "Set wave.scan.mode to 'required'",
            "wave.scan.mode",
            Value::Text("required".to_owned()),
        ));
    }
}

fn compression(view: &View<'_>, said: &mut Said) {
    let path = "wave.build.compression.mode";
    let mode = view.text(path);
    if let Some((setting, mode)) = mode
        && !mode.is_empty()
        && !values_of(path).contains(&mode.to_ascii_lowercase().as_str())
    {
        said.say(invalid(COMPRESSION_MODE_INVALID, setting, mode, path));
        return;
    }
    let Known::Is(level) = view.known("wave.build.compression.level") else {
        return;
    };
    let number = match &level.value {
        Value::Int(number) => *number,
        Value::Text(text) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) => return,
        },
        _ => return,
    };
    let (name, most) = match (mode, view.known(path)) {
        (Some((_, mode)), _) if mode.eq_ignore_ascii_case("zstd") => ("zstd", 22),
        (Some(_), _) | (None, Known::Unset) => ("gzip and estargz", 9),
        _ => ("zstd", 22),
    };
    if !(0..=most).contains(&number) {
        let message = format!(
            "Levels of {name} go from 0 to {most}, and {number} is none of them. Wave most likely \
             refuses it."
        );
        let finding = Diagnostic::warning(COMPRESSION_MODE_INVALID, message);
        said.say(finding.at(level.place));
    }
}
