//! What only a run can tell: computed values, conditions, included files.

use crate::declarations::Applies;
use crate::diagnostic::Diagnostic;
use crate::reading::Certainty;
use crate::rule::rules;
use crate::token::Span;
use crate::tree::{Expr, ExprKind, TextPart};
use crate::value::Value;

use super::Input;
use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;

rules! {
    /// A setting depends on a condition.
    pub CONDITIONAL_SETTING = "conditional-setting" {
        severity: Info,
        why: "Only a run can tell whether the condition holds, so the value is not known for \
              certain here.",
        action: "There is nothing to do. If the value matters, check it for the run that you have \
                 in mind.",
    }

    /// A setting is computed.
    pub DYNAMIC_VALUE = "dynamic-value" {
        severity: Info,
        why: "Its value is made of parameters, of the environment or of code, so only a run can \
              tell for certain what it is.",
        action: "There is nothing to do. If the value matters, check it for the run that you have \
                 in mind.",
    }

    /// Other files are included, and they are not read here.
    pub INCLUDES_UNKNOWN = "includes-unknown" {
        severity: Info,
        why: "What they set is not known here. It may change what the text says before the lines \
              that include them.",
        action: "There is nothing to do. If an included file may set the same options, check it as \
                 well.",
    }
}

pub(super) fn check(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    for setting in settings.iter() {
        let path = &setting.path;
        let is_open = is_open(&setting.value);
        let changes = setting.certainty == Certainty::UnlessParams;
        // A name that is set nowhere stops the parser, and is told of itself. That a file
        // included later may change a value is told where it is included.
        if settings.takes_missing_name(path) || !is_open && !changes {
            continue;
        }
        let declaration = input.declarations.at(path, setting.span);
        let in_condition = input
            .declarations
            .of_path(path)
            .find(|it| it.applies == Applies::Conditionally);
        let is_written = declaration.is_some_and(|it| !is_computed(it.value));
        if let Some(declaration) = in_condition
            && (is_written || setting.value == Value::Unknown)
        {
            let message = if is_open {
                format!(
                    "{path} depends on a condition that only a run can tell, so it is not known \
                     here."
                )
            } else {
                format!(
                    "{path} depends on a condition that a run with other parameters may decide \
                     otherwise. As far as this text tells it is {}.",
                    sink.value(path, &setting.value)
                )
            };
            sink.push(Diagnostic::info(CONDITIONAL_SETTING, message).at(declaration.span()));
            if is_written || declaration.value.span != setting.span {
                continue;
            }
        }
        let message = if is_open {
            format!("{path} is computed: only a run can tell what it is, so it is not known here.")
        } else {
            format!("{path} is made of parameters, so a run with other parameters may change it.")
        };
        sink.push(Diagnostic::info(DYNAMIC_VALUE, message).at(setting.span));
    }
}

/// Whether a value, or a part of it, is not known.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::List(values) => values.iter().any(is_open),
        Value::Map(entries) => entries.iter().any(|(_, value)| is_open(value)),
        _ => false,
    }
}

/// Whether a value is made of others, and not only written down.
fn is_computed(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Closure(_) => false,
        ExprKind::Text(_, parts) => !parts.iter().all(|part| matches!(part, TextPart::Chunk(_))),
        ExprKind::List(values) => values.iter().any(is_computed),
        ExprKind::Map(entries) => entries.iter().any(|entry| is_computed(&entry.value)),
        ExprKind::Property(property) => is_computed(&property.target),
        ExprKind::Unary(_, inner)
        | ExprKind::As(inner, _)
        | ExprKind::Cast(_, inner)
        | ExprKind::Paren(inner)
        | ExprKind::Spread(inner) => is_computed(inner),
        ExprKind::Binary(binary) => is_computed(&binary.left) || is_computed(&binary.right),
        ExprKind::Name(_)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Ternary(..)
        | ExprKind::New(_)
        | ExprKind::Assign(..) => true,
    }
}

/// Says that other files have a say.
pub(super) fn includes(places: &[Span], sink: &mut DiagnosticSink) {
    let Some(first) = places.first() else { return };
    let message = match places.len() {
        1 => "Another file is included here, which is not read. What it sets is not known here, \
              and may change what the text says before this line."
            .to_owned(),
        count => format!(
            "{count} other files are included, from here on, which are not read. What they set is \
             not known here, and may change what the text says before those lines."
        ),
    };
    sink.push(Diagnostic::info(INCLUDES_UNKNOWN, message).at(*first));
}

#[cfg(test)]
mod tests;
