//! What the text says in a form that does not do what it looks like: colons in place of
//! equals signs, and settings that are made twice.

use std::collections::HashMap;

use super::super::token::Span;
use super::super::tree::{ExprKind, ItemKind};
use super::said::Said;
use super::written::{Form, Place, Written};
use super::{About, ConfigFinding};
use crate::finding::{Code, Finding};

/// Says where a colon stands in place of an equals sign.
pub(super) fn labels(text: &str, written: &Written<'_>, said: &mut Said) {
    for label in &written.labels {
        let name = &*label.name.text;
        let is_selector = matches!(name, "withName" | "withLabel");
        let Some(inner) = label.inner else {
            continue;
        };
        let value = match &inner.kind {
            ItemKind::Expression(value) if !is_selector => value,
            _ => continue,
        };
        let message = format!(
            "With a colon {name} is not set: the legacy parser takes the colon for a label and \
             goes on without a word, and the strict one refuses it. Settings are assigned with an \
             equals sign."
        );
        let finding = Finding::warning(Code::LabelNotAssignment, message);
        let mut new = ConfigFinding::new(finding).at(label.name.span.to(value.span));
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
    let mut last: HashMap<&str, Span> = HashMap::new();
    for entry in about.written.settings.iter().rev() {
        if entry.place != Place::Base
            || entry.form != Form::Assigned
            || matches!(entry.value.kind, ExprKind::Map(_))
        {
            continue;
        }
        let Some(later) = last.get(entry.path.as_str()) else {
            last.insert(&entry.path, entry.value.span);
            continue;
        };
        let path = &entry.path;
        let is_same = later.of(text) == entry.value.span.of(text);
        let finding = if is_same {
            Finding::info(
                Code::DuplicateSetting,
                format!("{path} is set again further down, to the same. One of them is enough."),
            )
        } else {
            Finding::warning(
                Code::DuplicateSetting,
                format!("{path} is set again further down. The last one counts, not this one."),
            )
        };
        said.say(ConfigFinding::new(finding).at(entry.span()));
    }
}
