//! A button for something that takes a while.

use leptos::prelude::*;

use super::handlers::pressed;
use super::reactive::text;

/// A button that says when its work is under way. It stays pressable, so that it keeps the
/// focus; who listens ignores a second press.
#[component]
pub(crate) fn BusyButton(
    /// Whether the work is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// What it says while the work is under way.
    busy_label: &'static str,
    /// Its classes.
    class: &'static str,
    /// What a press does; without it, the form is submitted.
    #[prop(into, optional)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let kind = if on_press.is_some() {
        "button"
    } else {
        "submit"
    };
    let words = text(move || {
        if pending.get() {
            busy_label.to_owned()
        } else {
            label.get()
        }
    });
    view! {
        <button
            type=kind
            class=class
            aria-disabled=text(move || pending.get().to_string())
            on:click=pressed(move || {
                if let Some(on_press) = on_press {
                    on_press.run(());
                }
            })
        >
            {words}
        </button>
    }
}
