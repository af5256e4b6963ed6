//! Inputs for a [`Field`](super::field::Field): a line of text, a secret, a switch.

use leptos::ev::{ClipboardEvent, Event};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::field::use_field;
use super::handlers::{entered, left};
use super::reactive::text;
use super::reveal::{RevealButton, use_revealed};
use crate::browser;

/// A line of text. Nothing is corrected or capitalized: hosts and names are exact.
#[component]
pub(crate) fn TextInput(
    /// What is in it.
    value: Signal<String>,
    /// Something was typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// The input was left.
    #[prop(into, default = Callback::new(|()| ()))]
    on_leave: Callback<()>,
    /// Something was pasted.
    #[prop(into, default = Callback::new(|_| ()))]
    on_paste: Callback<ClipboardEvent>,
    /// An example inside the empty input.
    #[prop(into, optional)]
    placeholder: Signal<String>,
    /// Which keyboard a telephone shows.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// The id of a list of texts to begin with.
    #[prop(optional_no_strip)]
    list: Option<String>,
) -> impl IntoView {
    let field = use_field();
    view! {
        <input
            class="wp-input"
            type="text"
            list=list
            id=field.id.get_value()
            prop:value=value
            placeholder=placeholder
            inputmode=inputmode
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-required=field.aria_required()
            aria-invalid=field.aria_invalid()
            aria-describedby=field.aria_describedby()
            on:input=entered(move |text| on_input.run(text))
            on:paste=move |event| on_paste.run(event)
            on:blur=left(on_leave)
        />
    }
}

/// A day of the calendar, as `2027-01-31`; empty while none is chosen.
#[component]
pub(crate) fn DayInput(
    /// The chosen one.
    value: Signal<String>,
    /// Another one was chosen.
    #[prop(into)]
    on_input: Callback<String>,
    /// The input was left.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let field = use_field();
    view! {
        <input
            class="wp-input wp-input--day"
            type="date"
            id=field.id.get_value()
            prop:value=value
            autocomplete="off"
            aria-invalid=field.aria_invalid()
            aria-describedby=field.aria_describedby()
            on:input=entered(move |text| on_input.run(text))
            on:blur=left(on_leave)
        />
    }
}

/// A secret, hidden unless somebody asks to see it. The text is a property of the element,
/// never an attribute, and password managers are asked not to fill in the site's login.
#[component]
pub(crate) fn SecretInput(
    /// What is in it.
    value: Signal<String>,
    /// Something was typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// The input was left.
    #[prop(into, default = Callback::new(|()| ()))]
    on_leave: Callback<()>,
    /// Something was pasted.
    #[prop(into, default = Callback::new(|_| ()))]
    on_paste: Callback<ClipboardEvent>,
    /// Whether a stored secret stays when nothing is typed. Then what a password manager
    /// fills in by itself must not replace it.
    #[prop(optional)]
    keeps_stored: bool,
    /// What the secret is called on its buttons.
    #[prop(into, default = "password".to_owned())]
    noun: String,
) -> impl IntoView {
    let field = use_field();
    let shown = use_revealed(value);
    let on_input = move |event: Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if keeps_stored && !browser::has_focus(&input) {
            input.set_value(&value.get_untracked());
        } else {
            on_input.run(input.value());
        }
    };
    view! {
        <div class="wp-secret">
            <input
                class="wp-input wp-secret__input"
                type=text(move || if shown.get() { "text" } else { "password" })
                id=field.id.get_value()
                name="wavepass-registry-secret"
                prop:value=value
                autocomplete="new-password"
                autocapitalize="none"
                spellcheck="false"
                aria-required=field.aria_required()
                aria-invalid=field.aria_invalid()
                aria-describedby=field.aria_describedby()
                on:input=on_input
                on:paste=move |event| on_paste.run(event)
                on:blur=left(on_leave)
            />
            <RevealButton shown noun class="wp-button wp-secret__toggle"/>
        </div>
    }
}

/// On or off.
#[component]
pub(crate) fn CheckInput(
    /// Whether it is on.
    value: Signal<bool>,
    /// It was switched.
    #[prop(into)]
    on_input: Callback<bool>,
) -> impl IntoView {
    let field = use_field();
    view! {
        <input
            class="wp-checkbox"
            type="checkbox"
            id=field.id.get_value()
            prop:checked=value
            aria-describedby=field.aria_describedby()
            on:change=move |event| on_input.run(event_target_checked(&event))
        />
    }
}
