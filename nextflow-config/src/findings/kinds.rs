//! Values of a kind that a setting does not take.

use super::super::options::{ConfigOption, Takes, is_known_scope, option};
use super::super::reading::Setting;
use super::super::value::Value;
use super::said::{Said, shown};
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

rules! {
    /// A text stands where true or false is expected.
    pub TEXT_BOOLEAN = "text-boolean" {
        severity: Warning,
        why: "For wave.enabled Nextflow compares with true, so with a text Wave stays off. \
              Elsewhere every text that is not empty counts as true, 'false' too.",
        action: "Write true or false without quotes.",
    }

    /// The value is of a kind that the setting does not take.
    pub WRONG_TYPE = "wrong-type" {
        severity: Error,
        why: "Where a number, a duration or an amount is expected, Nextflow stops. Other values \
              are converted or count as true or false; wave.enabled has to be true itself, or Wave \
              stays off.",
        action: "Give a value of the kind that is named. If a whole scope was set, set an option \
                 in it, such as its enabled.",
    }
}

pub(super) fn report(view: &View<'_>, said: &mut Said) {
    for setting in view.settings() {
        match option(&setting.path) {
            Some(option) => check(setting, option, said),
            None if is_known_scope(&setting.path) && !setting.path.contains('.') => {
                scope(setting, said);
            }
            None => {}
        }
    }
}

/// A scope that is assigned something else than a map.
fn scope(setting: &Setting, said: &mut Said) {
    let is_nothing = setting.value.truth() == Some(false);
    if is_nothing || setting.value == Value::Unknown {
        return;
    }
    let path = &setting.path;
    let message = format!(
        "{path} is a scope with settings in it and is set to {} itself, so nothing in it is set. \
         Most likely {path}.enabled was meant.",
        shown(path, &setting.value)
    );
    said.say(wrong(setting, message, Weight::Warning));
}

#[derive(Clone, Copy)]
enum Weight {
    Warning,
    Error,
}

fn wrong(setting: &Setting, message: String, weight: Weight) -> Diagnostic {
    let finding = match weight {
        Weight::Warning => Diagnostic::warning(WRONG_TYPE, message),
        Weight::Error => Diagnostic::error(WRONG_TYPE, message),
    };
    finding.about(setting.path.as_str()).at(setting.place)
}

fn check(setting: &Setting, option: &ConfigOption, said: &mut Said) {
    let (path, value) = (option.path, &setting.value);
    if matches!(value, Value::Unknown | Value::Null) || has_rule_of_its_own(path) {
        return;
    }
    let is = shown(path, value);
    match option.takes {
        Takes::Bool => flag(setting, option, said),
        Takes::Text | Takes::TextOrBool => {
            if matches!(value, Value::List(_) | Value::Map(_) | Value::Closure) {
                let message =
                    format!("{path} takes a text, and {is} is none. Nextflow makes one of it.");
                said.say(wrong(setting, message, Weight::Warning));
            }
        }
        Takes::Texts => {
            if !matches!(value, Value::Text(_) | Value::List(_)) && value.truth() == Some(true) {
                let message = format!(
                    "{path} takes a list of texts, or one text with commas, and {is} is neither."
                );
                said.say(wrong(setting, message, Weight::Warning));
            }
        }
        Takes::Int | Takes::Number => {
            let is_number = match value {
                Value::Int(_) | Value::Float(_) => true,
                Value::Text(text) => text.trim().parse::<f64>().is_ok(),
                _ => false,
            };
            if !is_number {
                let message = format!("{path} takes a number, and {is} is none. Nextflow stops.");
                said.say(wrong(setting, message, Weight::Error));
            }
        }
        Takes::Duration => {
            let is_duration = match value {
                Value::Duration(_) | Value::Int(_) => true,
                Value::Text(text) => is_duration(text),
                _ => false,
            };
            if !is_duration {
                let message = format!(
                    "{path} takes a duration, such as '40m', and {is} is none. Nextflow stops."
                );
                said.say(wrong(setting, message, Weight::Error));
            }
        }
        Takes::Size => {
            let is_size = match value {
                Value::Memory(_) | Value::Int(_) => true,
                Value::Text(text) => Value::parse_units(text, false).is_some() || is_digits(text),
                _ => false,
            };
            if !is_size {
                let message = format!(
                    "{path} takes an amount, such as '100 GB', and {is} is none. Nextflow stops."
                );
                said.say(wrong(setting, message, Weight::Error));
            }
        }
    }
}

/// Settings whose values have findings with names of their own.
fn has_rule_of_its_own(path: &str) -> bool {
    matches!(
        path,
        "tower.workspaceId" | "wave.strategy" | "wave.scan.allowedLevels"
    )
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Durations are also written with a clock's colons.
fn is_duration(text: &str) -> bool {
    let is_clock = text.contains(':') && text.split(':').all(is_digits);
    is_clock || is_digits(text) || Value::parse_units(text, true).is_some()
}

/// A setting that is on or off.
fn flag(setting: &Setting, option: &ConfigOption, said: &mut Said) {
    let path = option.path;
    let is = shown(path, &setting.value);
    let message = match (&setting.value, path) {
        (Value::Bool(_), _) => return,
        (Value::Text(text), _) => return text_flag(setting, path, text, said),
        (_, "wave.enabled") => format!(
            "Wave stays off: wave.enabled has to be true, and {is} is not. Write \
             wave.enabled = true."
        ),
        (Value::Int(_) | Value::Float(_), _) => return,
        (other, _) => {
            let counts = if other.truth() == Some(true) {
                "true"
            } else {
                "false"
            };
            format!("{path} takes true or false, and {is} is neither. It counts as {counts}.")
        }
    };
    said.say(wrong(setting, message, Weight::Warning));
}

fn text_flag(setting: &Setting, path: &str, text: &str, said: &mut Said) {
    let is = shown(path, &setting.value);
    let meant = match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" | "" => Some(false),
        _ => None,
    };
    let counts = path != "wave.enabled" && !text.is_empty();
    let consequence = match path {
        "wave.enabled" => {
            "Wave stays off: Nextflow compares it with true, and a text is not equal to that. \
             For Fusion the same text counts as on"
        }
        _ if !counts => "An empty text counts as false",
        "wave.freeze" => "Every text that is not empty counts as true, so Wave freezes",
        "wave.mirror" => "Every text that is not empty counts as true, so Wave mirrors",
        "fusion.enabled" => {
            "Every text that is not empty counts as true, so Fusion is on and demands Wave"
        }
        _ => "Every text that is not empty counts as true",
    };
    let message = format!("{is} is a text, not true or false. {consequence}.");
    let code = TEXT_BOOLEAN;
    let finding = if meant == Some(counts) {
        Diagnostic::info(code, message)
    } else {
        Diagnostic::warning(code, message)
    };
    let mut new = finding.about(path).at(setting.place);
    if let Some(meant) = meant {
        new = new.set(format!("Set it to {meant}"), path, Value::Bool(meant));
    }
    said.say(new);
}
