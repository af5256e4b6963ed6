//! Several lines for a [`Field`](super::field::Field): typed, pasted, or out of a file.

use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::announcer::use_announcer;
use super::field::use_field;
use super::file_drop::{allow_files, hand_on, on_file_drop};
use super::handlers::left;
use super::reactive::text;
use super::reveal::{RevealButton, use_revealed};

/// Several lines, masked while they are secret unless somebody asks to see them. The text is a
/// property of the element, never an attribute.
#[component]
pub(crate) fn LinesInput(
    /// What is in it.
    value: Signal<String>,
    /// Something was typed, or a file was given.
    #[prop(into)]
    on_input: Callback<String>,
    /// The input was left.
    #[prop(into)]
    on_leave: Callback<()>,
    /// Whether it may not be seen.
    secret: bool,
    /// What it is called on its buttons.
    #[prop(into)]
    noun: String,
) -> impl IntoView {
    let field = use_field();
    let revealed = secret.then(|| use_revealed(value));
    let typed = move |event: Event| {
        on_input.run(event_target::<HtmlTextAreaElement>(&event).value());
    };
    let announcer = use_announcer();
    let on_file = move |event: Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            hand_on(announcer, file, on_input);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let mut on_drop = on_file_drop(on_input);
    let class = text(move || {
        if revealed.is_none_or(|shown| shown.get()) {
            "wp-input wp-lines__input"
        } else {
            "wp-input wp-lines__input wp-lines__input--masked"
        }
    });
    let (what, of) = (noun.clone(), noun);
    view! {
        <div class="wp-lines">
            <textarea
                class=class
                rows="4"
                id=field.id.get_value()
                prop:value=value
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-required=field.aria_required()
                aria-invalid=field.aria_invalid()
                aria-describedby=field.aria_describedby()
                on:input=typed
                on:blur=left(on_leave)
                on:dragover=allow_files
                // The card reads files that are dropped beside it.
                on:drop=move |event: DragEvent| {
                    event.stop_propagation();
                    on_drop(event);
                }
            ></textarea>
            <div class="wp-buttons">
                <label class="wp-button wp-button--small wp-lines__file">
                    <input class="wp-visually-hidden" type="file" on:change=on_file/>
                    "Choose a file"
                    <span class="wp-visually-hidden">" for the " {what}</span>
                </label>
                {revealed
                    .map(|shown| {
                        view! { <RevealButton shown noun=of class="wp-button wp-button--small"/> }
                    })}
            </div>
        </div>
    }
}
