//! The focus on a row of the list, which stays where somebody is when the rows are made anew.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::choice::box_id;
use super::toolbar::SEARCH;
use crate::browser;
use crate::ui::page_heading::focus_heading;

/// What takes the focus in a row, in its order.
const CONTROLS: [&str; 3] = ["INPUT", "A", "BUTTON"];

/// Keeps the focus on the rows of a list.
#[derive(Clone, Copy)]
pub(crate) struct RowFocus {
    /// The ids of the rows that are shown, in their order.
    shown: Memo<Vec<String>>,
    /// Puts the focus on the box of a row, by its place.
    go_to: Callback<usize>,
    /// The number of the answer whose rows were made last, and their ids.
    made: StoredValue<(usize, Vec<String>)>,
    /// The first of those that somebody has just deleted.
    deleted: StoredValue<Option<String>>,
}

/// Where the focus is.
enum Focused {
    /// On a control of a row, by the row's id and the control's number.
    Row(String, usize),
    /// On what goes with the rows that are deleted: their bar, or nothing any more.
    Nothing,
    /// Somewhere else, where it stays.
    Elsewhere,
}

/// Keeps the focus on the rows of a list, by their ids.
pub(crate) fn use_row_focus(shown: Memo<Vec<String>>, go_to: Callback<usize>) -> RowFocus {
    on_cleanup(|| {
        // With the last row the list goes.
        request_animation_frame(|| {
            if matches!(focused(), Focused::Nothing) {
                focus_heading();
            }
        });
    });
    RowFocus {
        shown,
        go_to,
        made: StoredValue::new((0, Vec::new())),
        deleted: StoredValue::new(None),
    }
}

impl RowFocus {
    /// Somebody has deleted rows, which go with the next answer.
    pub(crate) fn are_deleted(self, ids: &[String]) {
        let first = self.shown.with_untracked(|shown| {
            let mut shown = shown.iter();
            shown.find(|id| ids.contains(id)).cloned()
        });
        self.deleted
            .set_value(first.or_else(|| ids.first().cloned()));
    }

    /// The rows of an answer are about to be made: those of another one are other elements.
    pub(crate) fn are_made(self, answer: usize) {
        let now = (answer, self.shown.get_untracked());
        let made = self
            .made
            .try_update_value(|made| std::mem::replace(made, now));
        let Some((_, before)) = made.filter(|(last, _)| *last != answer) else {
            return;
        };
        let deleted = self.deleted.try_update_value(Option::take).flatten();
        let (id, number) = match (focused(), deleted) {
            (Focused::Row(id, number), _) => (id, number),
            (Focused::Nothing, Some(first)) => (first, 0),
            (Focused::Nothing | Focused::Elsewhere, _) => return,
        };
        // In the same turn, so that no key is lost.
        queue_microtask(move || {
            let now = self.shown.try_get_untracked();
            let next = now.and_then(|now| {
                let place = heir(&before, &id, &now)?;
                Some((place, now.get(place) == Some(&id)))
            });
            match next {
                Some((_, true)) if focus_control(&id, number) => {}
                Some((place, _)) => self.go_to.run(place),
                None => {
                    browser::focus(SEARCH);
                }
            }
        });
    }
}

/// The place of the row that has the focus after a row that had it: the same one, else the next
/// one that is still there, else the one before.
fn heir(before: &[String], id: &str, now: &[String]) -> Option<usize> {
    let place = |wanted: &str| now.iter().position(|it| it == wanted);
    let at = before.iter().position(|it| it == id);
    let (earlier, later) = before.split_at_checked(at.unwrap_or(0)).unwrap_or_default();
    let mut next = later.iter().chain(earlier.iter().rev());
    place(id).or_else(|| next.find_map(|it| place(it)))
}

fn focused() -> Focused {
    let Some(element) = document()
        .active_element()
        .filter(|it| it.tag_name() != "BODY")
    else {
        return Focused::Nothing;
    };
    let inside = |of: &str| element.closest(of).ok().flatten();
    if inside(".wp-bulk").is_some() {
        return Focused::Nothing;
    }
    let row = inside("tbody tr").and_then(|row| {
        let choice = row.query_selector("input[type=checkbox]").ok()??;
        let id = choice.id().strip_prefix(&box_id(""))?.to_owned();
        let number = controls(&row).iter().position(|it| *it == element)?;
        Some(Focused::Row(id, number))
    });
    row.unwrap_or(Focused::Elsewhere)
}

fn controls(row: &Element) -> Vec<Element> {
    let all = row.get_elements_by_tag_name("*");
    let all = (0..all.length()).filter_map(|at| all.item(at));
    all.filter(|it| CONTROLS.contains(&it.tag_name().as_str()))
        .collect()
}

/// Puts the focus on a control of a row. Whether it is there.
fn focus_control(id: &str, number: usize) -> bool {
    let choice = document().get_element_by_id(&box_id(id));
    let row = choice.and_then(|it| it.closest("tr").ok().flatten());
    let control = row.and_then(|row| controls(&row).into_iter().nth(number));
    let control = control.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    control.is_some_and(|it| it.focus().is_ok() && browser::has_focus(&it))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_same_row_keeps_the_focus_and_else_the_next_or_the_one_before_has_it() {
        let ids = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        for (before, id, now, heir_id) in [
            ("abc", "b", "abc", "b"),
            // Another order, and new ones beside it.
            ("abc", "b", "xbca", "b"),
            ("abc", "b", "ac", "c"),
            ("abcde", "b", "xea", "e"),
            ("abc", "c", "ab", "b"),
            ("abcd", "d", "a", "a"),
            ("abc", "b", "", ""),
            ("abc", "b", "xy", ""),
            // It was not shown.
            ("abc", "x", "ac", "a"),
            ("abc", "x", "xac", "x"),
        ] {
            let now = ids(now);
            let place = heir(&ids(before), id, &now);
            let found = place.map_or("", |place| now[place].as_str());
            assert_eq!(found, heir_id, "{before} {id} {now:?}");
        }
    }
}
