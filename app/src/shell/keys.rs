//! Keys that work on every page: commands, help, the search, arrows in menus.
//!
//! Here is only what recognises such a key, so that the browser does not do something else with it.
//! What it does comes with the first one that is pressed, in [`keyboard`].

mod commands;
mod help;
mod keyboard;
mod matching;
mod menu_keys;
mod palette;
mod press;
mod shortcuts;
mod step;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::later_styles;
use super::lazy::{FetchView, MakeView, comes_later};
use super::lazy_part::LazyPart;
use crate::browser;
use crate::ui::reactive::flag;
use keyboard::Keyboard;
use press::{Press, Situation};

/// The id of a page's search field, where it has one.
pub(crate) const SEARCH: &str = "credentials-search";

/// The key that shows which keys there are.
const HELP: &str = "?";

/// The key that leads to the search field.
const FIND: &str = "/";

/// Where it is kept whether keys work that are pressed alone.
const SINGLE_KEYS: &str = "wavepass.single-keys";

/// What is kept there when they do not.
const OFF: &str = "off";

/// Where a key is part of what is typed or chosen, or belongs to a dialog.
const TYPING: &str =
    "input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable],dialog";

/// What was pressed, and what is needed to do it.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    /// The keys, until what they do is under way: that comes with the first of them.
    pressed: RwSignal<Vec<String>>,
    /// Signs out.
    on_sign_out: Callback<()>,
}

impl Keys {
    /// Nothing is pressed yet.
    pub(super) fn new(on_sign_out: Callback<()>) -> Self {
        Self {
            pressed: RwSignal::default(),
            on_sign_out,
        }
    }

    /// Shows which keys there are.
    pub(super) fn help(self) {
        self.press(HELP.to_owned());
    }

    /// Signs out.
    pub(super) fn sign_out(self) {
        self.on_sign_out.run(());
    }

    fn press(self, key: String) {
        self.pressed.update(|keys| keys.push(key));
    }

    fn on_key(self, event: &KeyboardEvent) {
        let (key, code) = (event.key(), event.code());
        let press = Press {
            key: &key,
            code: &code,
            ctrl: event.ctrl_key(),
            meta: event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
        };
        if !press.is_ours(|| situation(event)) {
            return;
        }
        if key != FIND {
            self.press(key);
        } else if !browser::focus(SEARCH) {
            return;
        }
        event.prevent_default();
    }
}

/// Where a key was pressed.
fn situation(event: &KeyboardEvent) -> Situation {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_in = |selector| {
        let inside = target.as_ref().map(|it| it.closest(selector));
        matches!(inside, Some(Ok(Some(_))))
    };
    let is_open = |selector| matches!(document().query_selector(selector), Ok(Some(_)));
    Situation {
        is_taken: event.is_composing() || event.default_prevented(),
        is_typing: is_in(TYPING),
        is_in_menu: is_in(".wp-menu"),
        is_modal: is_open("dialog[open]:not([id^=keys-])"),
        has_single_keys: has_single_keys(),
        is_apple: browser::is_apple(),
    }
}

/// Whether keys work that are pressed alone. Some people press them by mistake, or with their voice.
fn has_single_keys() -> bool {
    browser::stored(SINGLE_KEYS).as_deref() != Some(OFF)
}

/// Hears of keys as long as it is shown, and does what they do.
#[component]
pub(super) fn KeyHandler(keys: Keys) -> impl IntoView {
    let listener = window_event_listener_untyped("keydown", move |event| {
        // A browser that fills in a form tells of a key that is none.
        if let Some(event) = event.dyn_ref() {
            keys.on_key(event);
        }
    });
    on_cleanup(move || listener.remove());
    provide_context(keys);
    let wanted = flag(move || !keys.pressed.with(Vec::is_empty));
    let fetch: FetchView = Box::new(|| Box::pin(keyboard()));
    view! { <LazyPart what="Keyboard support" wanted soon=wanted fetch/> }
}

comes_later! {
    /// What the keys do.
    fn keyboard() -> MakeView {
        later_styles::apply();
        Arc::new(|| view! { <Keyboard/> }.into_any())
    }
}
