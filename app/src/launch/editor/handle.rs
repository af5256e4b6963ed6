//! A handle on an editor, for those who put texts in and take them out.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use nextflow_config::{Replacement, Span};

use super::typed;
use crate::browser;

/// A handle on an editor: what is in it, and how to change that.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    /// The text, byte for byte. The textarea has its line ends in the browser's form.
    pub(crate) text: RwSignal<Arc<str>>,
    pub(super) area: NodeRef<html::Textarea>,
    /// Whether a text is being put in. The textarea then tells of input that nobody typed, and
    /// of a text that lacks the line ends of this one.
    pub(super) is_writing: StoredValue<bool>,
}

impl Editor {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self {
            text: RwSignal::new("".into()),
            area: NodeRef::new(),
            is_writing: StoredValue::new(false),
        }
    }

    /// Puts another text in. It can be undone unless the editor was empty.
    pub(crate) fn set(self, text: &str) {
        let old = self.text.get_untracked();
        if !old.is_empty()
            && let Some(area) = self.area.get_untracked()
        {
            area.select();
            self.insert(text);
        }
        self.text.set(text.into());
    }

    /// Replaces ranges of the text, so that it can be undone.
    pub(crate) fn replace(self, replacements: &[Replacement]) {
        let mut text = self.text.get_untracked().to_string();
        // From the end, so that the places of the others stay.
        for replacement in replacements.iter().rev() {
            let range = replacement.span.start..replacement.span.end;
            if text.get(range.clone()).is_none() {
                continue;
            }
            self.select(replacement.span);
            self.insert(&replacement.with);
            text.replace_range(range, &replacement.with);
        }
        self.text.set(text.into());
    }

    /// Puts a text in place of what is selected, so that it can be undone.
    fn insert(self, text: &str) {
        self.is_writing.set_value(true);
        browser::insert_text(&typed::shown(text));
        self.is_writing.set_value(false);
    }

    /// Moves the focus to a place and selects it.
    pub(crate) fn select(self, span: Span) {
        let text = self.text.get_untracked();
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let at = |byte: usize| typed::units(text.get(..byte).unwrap_or(&text));
        // It fails only for an element that is not in the page.
        let _ = area.focus();
        let _ = area.set_selection_range(at(span.start), at(span.end));
    }
}
