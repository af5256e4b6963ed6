//! What the text says in a form that does not do what it looks like: colons in place of
//! equals signs, and settings that are made twice.

use super::super::token::Span;
use super::super::tree::{ExprKind, ItemKind};
use super::About;
use super::said::{MOST_OF_A_KIND, Said};
use super::written::{Entry, Form, Label, Place, Written};
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

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
pub(super) fn labels(text: &str, written: &Written<'_>, said: &mut Said) {
    let of_value = |label: &Label<'_>| {
        let is_selector = matches!(&*label.name.text, "withName" | "withLabel");
        match label.inner.map(|inner| &inner.kind) {
            Some(ItemKind::Expression(_)) => !is_selector,
            _ => false,
        }
    };
    let labels = written.labels.iter().filter(|label| of_value(label));
    for label in labels.take(MOST_OF_A_KIND) {
        let name = &label.name.text;
        let Some(ItemKind::Expression(value)) = label.inner.map(|inner| &inner.kind) else {
            continue;
        };
        let message = format!(
            "With a colon {name} is not set: the legacy parser takes the colon for a label and \
             goes on without a word, and the strict one refuses it. Settings are assigned with an \
             equals sign."
        );
        let finding = Diagnostic::warning(LABEL_NOT_ASSIGNMENT, message);
        let mut new = finding.at(label.name.span.to(value.span));
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
            new = new.replace("Put an equals sign", colon, with);
        }
        said.say(new);
    }
}

/// Says which settings are made again further down, so that the first time does not count.
pub(super) fn duplicates(about: &About<'_>, said: &mut Said) {
    let text = about.document.text;
    let counts = |entry: &&Entry<'_>| {
        entry.place == Place::Base
            && entry.form == Form::Assigned
            && !matches!(entry.value.kind, ExprKind::Map(_))
    };
    let entries = || about.written.settings.iter().filter(counts);
    let mut last: Vec<Option<Span>> = vec![None; about.written.names()];
    for entry in entries() {
        if let Some(last) = last.get_mut(entry.id) {
            *last = Some(entry.value.span);
        }
    }
    let last = |entry: &Entry<'_>| last.get(entry.id).copied().flatten();
    let earlier = entries().filter_map(|entry| Some((entry, last(entry)?)));
    let earlier = earlier.filter(|(entry, last)| entry.value.span != *last);
    for (entry, later) in earlier.take(MOST_OF_A_KIND) {
        let path = &entry.path;
        let is_same = later.of(text) == entry.value.span.of(text);
        let finding = if is_same {
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
        said.say(finding.at(entry.span()));
    }
}
