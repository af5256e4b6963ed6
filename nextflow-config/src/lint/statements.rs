//! What the text says in a form that does not do what it looks like: colons in place of
//! equals signs, and settings that are made twice.

use crate::declarations::{Applies, Declaration, DeclarationForm, Declarations, Label};
use crate::diagnostic::Diagnostic;
use crate::rule::rules;
use crate::token::Span;
use crate::tree::{Document, ExprKind, ItemKind};

use super::Input;
use super::sink::{DiagnosticSink, MOST_OF_A_CODE};

rules! {
    /// A setting is written with a colon in place of the equals sign.
    pub LABEL_NOT_ASSIGNMENT = "label-not-assignment" {
        severity: Warning,
        why: "The legacy parser takes the colon for a label and goes on without a word, so nothing \
              is set. The strict parser refuses it.",
        action: "Put an equals sign in place of the colon.",
    }

    /// A setting is made more than once.
    pub DUPLICATE_SETTING = "duplicate-setting" {
        severity: Warning,
        why: "Nextflow uses the last one, so the earlier one has no effect.",
        action: "Keep one of them. If both say the same, nothing goes wrong.",
    }
}

/// Says where a colon stands in place of an equals sign.
pub(super) fn labels(
    document: &Document<'_>,
    declarations: &Declarations<'_>,
    sink: &mut DiagnosticSink,
) {
    let text = document.text;
    let of_value = |label: &Label<'_>| {
        let is_selector = matches!(&*label.name.text, "withName" | "withLabel");
        match label.inner.map(|inner| &inner.kind) {
            Some(ItemKind::Expression(_)) => !is_selector,
            _ => false,
        }
    };
    let labels = declarations.labels().iter().filter(|label| of_value(label));
    for label in labels.take(MOST_OF_A_CODE) {
        let name = &label.name.text;
        let Some(ItemKind::Expression(value)) = label.inner.map(|inner| &inner.kind) else {
            continue;
        };
        let message = if document.problems.is_empty() {
            format!(
                "With a colon {name} is not set: the legacy parser takes the colon for a label \
                 and goes on without a word, and the strict one refuses it. Settings are assigned \
                 with an equals sign."
            )
        } else {
            // It does not come that far.
            format!("With a colon {name} is not set. Settings are assigned with an equals sign.")
        };
        let place = label.name.span.to(value.span);
        let mut new = Diagnostic::warning(LABEL_NOT_ASSIGNMENT, message).at(place);
        let gap = Span {
            start: label.name.span.end,
            end: value.span.start,
        };
        let is_value = !matches!(value.kind, ExprKind::Assign(..) | ExprKind::Call(..));
        if let Some(at) = gap.of(text).find(':')
            && is_value
            && !label.name.quoted
            && !gap.of(text).contains(['\n', '\r'])
        {
            let colon = Span {
                start: gap.start + at,
                end: gap.start + at + 1,
            };
            let with = if at == 0 { " =" } else { "=" };
            new = new.suggest_replacing("Put an equals sign", colon, with);
        }
        sink.push(new);
    }
}

/// Says which settings are made again further down, so that the first time does not count.
pub(super) fn duplicates(input: &Input<'_>, sink: &mut DiagnosticSink) {
    let text = input.document.text;
    let counts = |declaration: &&Declaration<'_>| {
        declaration.applies == Applies::Always
            && declaration.form == DeclarationForm::Assigned
            && !matches!(declaration.value.kind, ExprKind::Map(_))
    };
    let declarations = || input.declarations.iter().filter(counts);
    let mut last: Vec<Option<Span>> = vec![None; input.declarations.path_count()];
    for declaration in declarations() {
        if let Some(last) = last.get_mut(declaration.number) {
            *last = Some(declaration.value.span);
        }
    }
    let last = |declaration: &Declaration<'_>| last.get(declaration.number).copied().flatten();
    let earlier = declarations().filter_map(|declaration| Some((declaration, last(declaration)?)));
    let earlier = earlier.filter(|(declaration, last)| declaration.value.span != *last);
    for (declaration, later) in earlier.take(MOST_OF_A_CODE) {
        let path = &declaration.path;
        let is_same = later.of(text) == declaration.value.span.of(text);
        let new = if is_same {
            Diagnostic::info(
                DUPLICATE_SETTING,
                format!("{path} is set again further down, to the same. One of them is enough."),
            )
        } else {
            Diagnostic::warning(
                DUPLICATE_SETTING,
                format!("{path} is set again further down. The last one counts, not this one."),
            )
        };
        sink.push(new.at(declaration.span()));
    }
}

#[cfg(test)]
mod tests;
