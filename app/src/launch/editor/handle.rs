//! A handle on an editor, for those who put texts in and take them out.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nextflow_config::{Replacement, Span};
use web_sys::HtmlTextAreaElement;

use super::caret::Place;
use super::rows::VisibleLines;
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
    /// The lines that are drawn, in the box that scrolls.
    pub(super) sight: VisibleLines,
    /// The line that somebody was led to a moment ago, counted from 0.
    pub(super) led_to: RwSignal<Option<usize>>,
}

/// For how long that line is marked, in milliseconds.
const MARKED: u32 = 2500;

impl Editor {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self {
            text: RwSignal::new("".into()),
            area: NodeRef::new(),
            is_writing: StoredValue::new(false),
            sight: VisibleLines::new(),
            led_to: RwSignal::new(None),
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
        self.show_caret();
    }

    /// Leads to a place: it is selected, its line stands in the middle and is marked for a moment.
    pub(crate) fn go_to(self, span: Span) {
        self.select(span);
        let Some(place) = self.caret() else { return };
        self.sight.bring_to_middle(place);
        self.led_to.set(Some(place.line));
        spawn_local(async move {
            TimeoutFuture::new(MARKED).await;
            // The page may be gone, or somebody be led elsewhere.
            if self.led_to.try_get_untracked() == Some(Some(place.line)) {
                self.led_to.set(None);
            }
        });
    }

    /// Where the caret is.
    pub(super) fn caret(self) -> Option<Place> {
        // The page may be gone.
        let area = self.area.try_get_untracked().flatten()?;
        let (_, head) = selection(&area);
        Some(Place::of(&area.value(), head))
    }

    /// Scrolls as little as it takes to see the caret.
    pub(super) fn show_caret(self) {
        if let Some(place) = self.caret() {
            self.sight.bring(place);
        }
    }

    /// Moves the caret by as many lines as can be seen, down or up; with the selection if it
    /// is to be extended.
    pub(super) fn turn_page(self, pages: isize, extends: bool) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let text = area.value();
        let (anchor, head) = selection(&area);
        let mut place = Place::of(&text, head);
        place.line = place
            .line
            .saturating_add_signed(pages.saturating_mul(self.sight.page()));
        let head = place.unit(&text);
        let anchor = if extends { anchor } else { head };
        let direction = if head < anchor { "backward" } else { "forward" };
        // It fails only for an element that is not in the page.
        let _ =
            area.set_selection_range_with_direction(anchor.min(head), anchor.max(head), direction);
    }
}

/// Where a selection began, and where the caret is, in the browser's units.
fn selection(area: &HtmlTextAreaElement) -> (u32, u32) {
    let at = |unit: Result<Option<u32>, _>| unit.ok().flatten().unwrap_or_default();
    let (start, end) = (at(area.selection_start()), at(area.selection_end()));
    let direction = area.selection_direction().ok().flatten();
    if direction.as_deref() == Some("backward") {
        (end, start)
    } else {
        (start, end)
    }
}
