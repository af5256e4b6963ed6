//! Whether a secret is shown, and the button that shows and hides it.

use leptos::prelude::*;

use super::handlers::pressed;
use super::reactive::{follow, text};

/// Whether the secret in an input is shown; not at first.
pub(super) fn use_revealed(value: Signal<String>) -> RwSignal<bool> {
    let shown = RwSignal::new(false);
    // A secret that was emptied from outside is hidden again.
    follow(move || {
        if value.with(String::is_empty) {
            shown.set(false);
        }
    });
    shown
}

/// Shows and hides a secret.
#[component]
pub(super) fn RevealButton(
    /// Whether it is shown.
    shown: RwSignal<bool>,
    /// What the secret is called.
    noun: String,
    /// The classes of the button.
    class: &'static str,
) -> impl IntoView {
    let verb = text(move || if shown.get() { "Hide" } else { "Show" });
    view! {
        <button
            type="button"
            class=class
            on:click=pressed(move || shown.update(|shown| *shown = !*shown))
        >
            {verb}
            <span class="wp-visually-hidden">" " {noun}</span>
        </button>
    }
}
