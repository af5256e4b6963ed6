//! The boxes with which rows are selected: one for each, and one for all that are shown.
//!
//! They are worked with a pointer or with keys alone: Space selects, Shift goes from the row that
//! was pressed last to this one, the arrows go from box to box, Escape selects nothing, Delete asks
//! what the button beside it asks.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::selection::Selection;
use crate::ui::foreign::visible;
use crate::ui::reactive::{follow, text};

/// The rows of a list that are selected, as its views share them.
#[derive(Clone, Copy)]
pub(crate) struct Choosing {
    /// What is selected.
    pub(crate) selection: RwSignal<Selection>,
    /// The ids of the rows that are shown, in their order.
    pub(crate) shown: Memo<Vec<String>>,
    /// Puts the focus on the box of a row, by its place among those that are shown.
    pub(crate) go_to: Callback<usize>,
    /// Asks whether what is selected is to be deleted.
    pub(crate) delete: Callback<()>,
    /// Asks what is to be written about what is selected.
    pub(crate) describe: Callback<()>,
    /// Whether Space was pressed together with Shift. Firefox does not tell it with the click that
    /// follows.
    pub(crate) is_range: StoredValue<bool>,
}

/// The id of the box of a row.
pub(crate) fn box_id(id: &str) -> String {
    format!("select-{id}")
}

/// The box of a row.
pub(crate) fn row_box(choosing: Choosing, id: Option<&str>, name: &str) -> AnyView {
    let choice = id.map(|id| {
        let label = format!("Select {}", visible(name));
        let of = id.to_owned();
        let is_selected =
            Memo::new(move |_| choosing.selection.with(|selection| selection.has(&of)));
        let of = id.to_owned();
        let press = move |event: MouseEvent| {
            let input = event_target::<HtmlInputElement>(&event);
            choosing.selection.update(|selection| {
                let by_key = event.detail() == 0 && choosing.is_range.get_value();
                if event.shift_key() || by_key {
                    let shown = choosing.shown.get_untracked();
                    selection.extend(&of, &shown);
                } else {
                    selection.set(&of, input.checked());
                }
            });
            // A range may have left the row as it was, which the browser has changed already.
            input.set_checked(is_selected.get_untracked());
        };
        let of = id.to_owned();
        view! {
            <input
                type="checkbox"
                class="wp-checkbox"
                id=box_id(id)
                aria-label=label
                prop:checked=is_selected
                on:click=press
                on:keydown=move |event| on_key(choosing, &of, &event)
            />
        }
    });
    view! {
        <td role="cell" class="wp-table__choice">
            {choice}
        </td>
    }
    .into_any()
}

/// The box in the head of the table, for all rows that are shown.
#[component]
pub(crate) fn AllBox(choosing: Choosing) -> impl IntoView {
    let Choosing {
        selection, shown, ..
    } = choosing;
    let extent = move || selection.with(|selection| shown.with(|shown| selection.extent(shown)));
    let has_all = Memo::new(move |_| extent().has_all());
    let has_some = Memo::new(move |_| extent().has_some());
    let node = NodeRef::<html::Input>::new();
    follow(move || {
        let (some, input) = (has_some.get(), node.get());
        if let Some(input) = input {
            input.set_indeterminate(some);
        }
    });
    let press = move |event: MouseEvent| {
        let ids = shown.get_untracked();
        selection.update(|selection| selection.press_all(&ids));
        let input = event_target::<HtmlInputElement>(&event);
        input.set_checked(has_all.get_untracked());
        input.set_indeterminate(has_some.get_untracked());
    };
    let label = text(move || match shown.with(Vec::len) {
        1 => "Select the one row that is shown".to_owned(),
        count => format!("Select all {count} rows that are shown"),
    });
    view! {
        <th scope="col" role="columnheader" class="wp-table__choice">
            <input
                type="checkbox"
                class="wp-checkbox"
                aria-label=label
                node_ref=node
                prop:checked=has_all
                on:click=press
            />
        </th>
    }
}

/// A key was pressed on the box of a row.
fn on_key(choosing: Choosing, id: &str, event: &KeyboardEvent) {
    let step = |forwards: bool| {
        let place = choosing
            .shown
            .with_untracked(|shown| shown.iter().position(|it| it == id));
        let Some(place) = place else { return };
        let next = if forwards {
            Some(place + 1)
        } else {
            place.checked_sub(1)
        };
        if let Some(next) = next {
            choosing.go_to.run(next);
        }
    };
    match event.key().as_str() {
        " " => {
            choosing.is_range.set_value(event.shift_key());
            return;
        }
        "ArrowDown" => step(true),
        "ArrowUp" => step(false),
        "Delete" if choosing.selection.with_untracked(|it| !it.is_empty()) => {
            choosing.delete.run(());
        }
        _ => return,
    }
    event.prevent_default();
}

/// Escape was pressed inside the list: whether there was something selected, which no longer is.
/// What is open in front of the list has it first.
pub(crate) fn on_escape(selection: RwSignal<Selection>, event: &KeyboardEvent) -> bool {
    let is_in_front = |element: Element| {
        let inside = element.closest("[popover], dialog, input[type=search]");
        matches!(inside, Ok(Some(_)))
    };
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_ours = event.key() == "Escape"
        && !target.is_some_and(is_in_front)
        && selection.with_untracked(|it| !it.is_empty());
    if is_ours {
        selection.update(Selection::clear);
    }
    is_ours
}
