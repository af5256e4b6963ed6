//! Which keys there are, and the switch for those that are pressed alone.

use leptos::ev::Event;
use leptos::prelude::*;

use super::shortcuts::{self, Shortcut};
use super::{OFF, SINGLE_KEYS, has_single_keys};
use crate::browser;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, only_if};

/// The dialog.
#[component]
pub(super) fn KeysHelp(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let close = move || open.set(false);
    view! {
        <Dialog id="keys-help" title="Keyboard shortcuts" open on_cancel=move |()| close()>
            <Keys/>
            <div class="wp-dialog__buttons">
                <button type="button" class="wp-button" autofocus=true on:click=pressed(close)>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
}

/// The keys that work on the page, and the switch.
#[component]
fn Keys() -> impl IntoView {
    let is_on = RwSignal::new(has_single_keys());
    let is_refused = RwSignal::new(false);
    let switch = move |event: Event| {
        let wanted = event_target_checked(&event);
        browser::store(SINGLE_KEYS, if wanted { "on" } else { OFF });
        let kept = has_single_keys();
        is_on.set(kept);
        is_refused.set(kept != wanted);
        event_target::<web_sys::HtmlInputElement>(&event).set_checked(kept);
    };
    let rows = move || {
        let has = |selector: &str| matches!(document().query_selector(selector), Ok(Some(_)));
        let rows = shortcuts::here(is_on.get(), has).into_iter();
        rows.map(|shortcut| view! { <Row shortcut/> })
            .collect_view()
            .into_any()
    };
    view! {
        <dl class="wp-keys">{dynamic(rows)}</dl>
        <div>
            <label class="wp-check">
                <input
                    class="wp-checkbox"
                    type="checkbox"
                    prop:checked=is_on
                    aria-describedby="keys-single-help"
                    on:change=switch
                />
                "Single-key shortcuts"
            </label>
            <p class="wp-field__help" id="keys-single-help">
                "? and /, while nothing is typed into. Every other key works without them. Kept in \
                 this browser."
            </p>
            {only_if(
                move || is_refused.get(),
                || view! {
                    <p class="wp-notice" role="alert">
                        "This browser keeps no settings of the page, so this stays as it is."
                    </p>
                }
                .into_any(),
            )}
        </div>
    }
}

/// Keys, and what they do.
#[component]
fn Row(shortcut: Shortcut) -> impl IntoView {
    let presses = shortcut.presses(browser::is_apple()).into_iter();
    let presses = presses.enumerate().map(|(number, keys)| {
        let keys = keys.into_iter().enumerate().map(|(place, key)| {
            let plus = (place > 0).then_some("+");
            view! { {plus} <kbd class="wp-key">{key}</kbd> }
        });
        let or = (number > 0).then_some(", ");
        view! { {or} {keys.collect_view()} }
    });
    view! {
        <div>
            <dt>{presses.collect_view()}</dt>
            <dd>{shortcut.does}</dd>
        </div>
    }
}
