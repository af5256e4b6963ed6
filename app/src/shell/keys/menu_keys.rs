//! Arrow keys in an open menu: the focus goes from item to item.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::step::Step;

/// What can have the focus.
const ITEMS: [&str; 3] = ["A", "BUTTON", "INPUT"];

/// Takes a step in the menu that has the focus.
pub(super) fn go(step: Step) {
    let focused = document().active_element();
    let menu = focused.as_ref().and_then(|it| it.closest(".wp-menu").ok()?);
    let items = menu.map(|menu| items(&menu)).unwrap_or_default();
    let at = items.iter().position(|it| Some(it) == focused.as_ref());
    let next = step.from(at, items.len()).and_then(|at| items.get(at));
    if let Some(next) = next.and_then(|it| it.dyn_ref::<HtmlElement>()) {
        // It fails only for what is not in the page.
        let _ = next.focus();
    }
}

/// The items that can be seen, from top to bottom.
fn items(menu: &Element) -> Vec<Element> {
    let all = menu.get_elements_by_tag_name("*");
    let all = (0..all.length()).filter_map(|at| all.item(at));
    all.filter(|it| ITEMS.contains(&it.tag_name().as_str()))
        .filter(|it| !it.has_attribute("disabled") && it.get_bounding_client_rect().height() > 0.0)
        .collect()
}
