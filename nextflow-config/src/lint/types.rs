//! Values of a type that a setting does not take.

use crate::diagnostic::Diagnostic;
use crate::options::{ConfigOption, OptionType, is_known_scope, option};
use crate::reading::Setting;
use crate::rule::Severity;
use crate::rule::rules;
use crate::value::Value;

use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;

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

pub(super) fn check(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    for setting in settings.iter() {
        match option(&setting.path) {
            Some(option) => value(setting, option, sink),
            None if is_known_scope(&setting.path) && !setting.path.contains('.') => {
                scope(setting, sink);
            }
            None => {}
        }
    }
}

/// A scope that is assigned something else than a map.
fn scope(setting: &Setting, sink: &mut DiagnosticSink) {
    let is_nothing = setting.value.truth() == Some(false);
    if is_nothing || setting.value == Value::Unknown {
        return;
    }
    let path = &setting.path;
    let message = format!(
        "{path} is a scope with settings in it and is set to {} itself, so nothing in it is set. \
         Most likely {path}.enabled was meant.",
        sink.value(path, &setting.value)
    );
    sink.push(wrong(setting, Severity::Warning, message));
}

fn wrong(setting: &Setting, severity: Severity, message: String) -> Diagnostic {
    let mut new = Diagnostic::error(WRONG_TYPE, message)
        .about(setting.path.as_str())
        .at(setting.span);
    new.severity = severity;
    new
}

fn value(setting: &Setting, option: &ConfigOption, sink: &mut DiagnosticSink) {
    let (path, value) = (option.path, &setting.value);
    if matches!(value, Value::Unknown | Value::Null) || has_rule_of_its_own(path) {
        return;
    }
    if option.value_type == OptionType::Bool {
        return flag(setting, option, sink);
    }
    if is_taken(option.value_type, value) {
        return;
    }
    let is = sink.value(path, value);
    let (severity, message) = match option.value_type {
        OptionType::Bool => return,
        OptionType::Text | OptionType::TextOrBool => (
            Severity::Warning,
            format!("{path} takes a text, and {is} is none. Nextflow makes one of it."),
        ),
        OptionType::TextList => (
            Severity::Warning,
            format!("{path} takes a list of texts, or one text with commas, and {is} is neither."),
        ),
        OptionType::Int | OptionType::Number => (
            Severity::Error,
            format!("{path} takes a number, and {is} is none. Nextflow stops."),
        ),
        OptionType::Duration => (
            Severity::Error,
            format!("{path} takes a duration, such as '40m', and {is} is none. Nextflow stops."),
        ),
        OptionType::Memory => (
            Severity::Error,
            format!("{path} takes an amount, such as '100 GB', and {is} is none. Nextflow stops."),
        ),
    };
    sink.push(wrong(setting, severity, message));
}

/// Whether an option of a type takes a value that is neither null nor unknown.
fn is_taken(value_type: OptionType, value: &Value) -> bool {
    match value_type {
        OptionType::Bool => matches!(value, Value::Bool(_)),
        OptionType::Text | OptionType::TextOrBool => {
            !matches!(value, Value::List(_) | Value::Map(_) | Value::Closure)
        }
        // What counts as false is no list, and does as if it were not there.
        OptionType::TextList => {
            matches!(value, Value::Text(_) | Value::List(_)) || value.truth() == Some(false)
        }
        OptionType::Int | OptionType::Number => match value {
            Value::Int(_) | Value::Float(_) => true,
            Value::Text(text) => text.trim().parse::<f64>().is_ok(),
            _ => false,
        },
        OptionType::Duration => match value {
            Value::Duration(_) | Value::Int(_) => true,
            Value::Text(text) => is_duration(text),
            _ => false,
        },
        OptionType::Memory => match value {
            Value::Memory(_) | Value::Int(_) => true,
            Value::Text(text) => Value::parse_units(text, false).is_some() || is_digits(text),
            _ => false,
        },
    }
}

/// Settings whose values have rules of their own.
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
fn flag(setting: &Setting, option: &ConfigOption, sink: &mut DiagnosticSink) {
    let path = option.path;
    let is = || sink.value(path, &setting.value);
    let message = match (&setting.value, path) {
        (Value::Bool(_), _) => return,
        (Value::Text(text), _) => return text_flag(setting, path, text, sink),
        (_, "wave.enabled") => format!(
            "Wave stays off: wave.enabled has to be true, and {} is not. Write \
             wave.enabled = true.",
            is()
        ),
        (Value::Int(_) | Value::Float(_), _) => return,
        (other, _) => {
            let counts = if other.truth() == Some(true) {
                "true"
            } else {
                "false"
            };
            let is = is();
            format!("{path} takes true or false, and {is} is neither. It counts as {counts}.")
        }
    };
    sink.push(wrong(setting, Severity::Warning, message));
}

fn text_flag(setting: &Setting, path: &str, text: &str, sink: &mut DiagnosticSink) {
    let is = sink.value(path, &setting.value);
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
    let new = if meant == Some(counts) {
        Diagnostic::info(TEXT_BOOLEAN, message)
    } else {
        Diagnostic::warning(TEXT_BOOLEAN, message)
    };
    let mut new = new.about(path).at(setting.span);
    if let Some(meant) = meant {
        new = new.suggest_setting(format!("Set it to {meant}"), path, Value::Bool(meant));
    }
    sink.push(new);
}

#[cfg(test)]
mod tests;
