//! What is said of a marked place, shown there: for the pointer over it and for the caret in it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::caret::Place;
use super::rows::VisibleLines;
use super::sheet::{Mark, Sheet};
use crate::ui::menu;
use crate::ui::reactive::{dynamic, follow};
use crate::ui::sentence::Sentence;

/// What is said, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    /// Where what it is said of begins, on the line that was pointed at.
    at: Place,
    messages: Vec<Arc<str>>,
}

/// Shows what is said of a place.
#[derive(Clone, Copy)]
pub(super) struct Tip {
    said: RwSignal<Option<Said>>,
    sheet: Memo<Arc<Sheet>>,
    marks: Signal<Arc<Vec<Mark>>>,
}

impl Tip {
    pub(super) fn new(sheet: Memo<Arc<Sheet>>, marks: Signal<Arc<Vec<Mark>>>) -> Self {
        Self {
            said: RwSignal::new(None),
            sheet,
            marks,
        }
    }

    /// Shows what is said of a place, or nothing.
    pub(super) fn look(self, place: Place) {
        // The page may be gone.
        let Some(marks) = self.marks.try_get_untracked() else {
            return;
        };
        let found = self
            .sheet
            .try_with_untracked(|sheet| sheet.marks_at(place, &marks));
        let said = found.flatten().map(|(column, marks)| Said {
            at: Place { column, ..place },
            messages: marks.iter().map(|mark| Arc::clone(&mark.message)).collect(),
        });
        if self.said.with_untracked(|old| *old != said) {
            self.said.set(said);
        }
    }

    /// Shows nothing.
    pub(super) fn hide(self) {
        if self.said.with_untracked(Option::is_some) {
            self.said.set(None);
        }
    }

    /// Whether something is shown.
    pub(super) fn is_shown(self) -> bool {
        self.said.with_untracked(Option::is_some)
    }
}

/// What is said of the place.
#[component]
pub(super) fn TipView(tip: Tip, sight: VisibleLines) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    follow(move || {
        let Some(panel) = panel.get() else { return };
        let at = tip.said.with(|said| said.as_ref().map(|said| said.at));
        let corner = at.and_then(|at| sight.corner(at));
        // Each fails only where there is nothing to do.
        match corner {
            Some((left, top, bottom)) => {
                let _ = panel.show_popover();
                menu::place_at(&panel, left, top, bottom);
            }
            None => {
                let _ = panel.hide_popover();
            }
        }
    });
    let messages = dynamic(move || {
        let said = tip.said.get();
        let messages = said.map(|said| said.messages).unwrap_or_default();
        messages
            .into_iter()
            .map(|message| view! { <p><Sentence text=message.to_string()/></p> }.into_any())
            .collect::<Vec<_>>()
            .into_any()
    });
    view! {
        <div
            class="wp-menu wp-editor__tip"
            popover="manual"
            node_ref=panel
            on:pointerleave=move |_| tip.hide()
        >
            <div role="status">{messages}</div>
        </div>
    }
}
