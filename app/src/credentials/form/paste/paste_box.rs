//! "Paste a login command or JSON": a box that empties itself, and what was found in it.

use leptos::ev::ClipboardEvent;
use leptos::html;
use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::secret::Secret;

use super::offer::PasteOffer;
use super::{Found, Paste};
use crate::ui::field::{Field, use_field};
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;
use wavepass_core::login::PASTE_UNKNOWN;

/// The box, and what became of the last text. What is pasted never gets into the page: it is
/// read right away.
#[component]
pub(crate) fn PasteBox(
    /// Where texts go.
    paste: Paste,
    /// Adds all entries at once, where the page can do that.
    #[prop(into)]
    on_add_all: Option<Callback<()>>,
) -> impl IntoView {
    let found = paste.found();
    let findings = Signal::derive(move || match found.get() {
        Found::Unknown => vec![Finding::warning(
            PASTE_UNKNOWN,
            "Nothing known was found in this text. It was thrown away. Login commands, \
             config.json, Kubernetes secrets, and the answers of az, aws and gcloud are read.",
        )],
        Found::NoReader => vec![Finding::error(
            PASTE_UNKNOWN,
            "The code that reads such texts could not be loaded. Check the connection, and \
             paste again.",
        )],
        Found::Nothing | Found::Reading | Found::Offer(_) => Vec::new(),
    });
    view! {
        <details class="wp-paste">
            <summary>"Paste a login command or JSON"</summary>
            <Field
                id="paste"
                label="Login command, config.json, or the answer of a command"
                help="It is read in this browser and never kept. You see what was found before \
                      anything is filled in. A file can be dropped anywhere on this card."
                findings
            >
                <Input paste/>
            </Field>
        </details>
        {dynamic(move || match found.get() {
            Found::Offer(pasted) => view! { <PasteOffer paste pasted on_add_all/> }.into_any(),
            _ => ().into_any(),
        })}
    }
}

#[component]
fn Input(paste: Paste) -> impl IntoView {
    let field = use_field();
    let input = NodeRef::<html::Textarea>::new();
    let read_typed = move || {
        if let Some(input) = input.get_untracked() {
            let text = Secret::new(input.value());
            input.set_value("");
            if !text.is_empty() {
                paste.read(text);
            }
        }
    };
    let on_paste = move |event: ClipboardEvent| {
        let data = event.clipboard_data();
        if let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()) {
            event.prevent_default();
            paste.read(Secret::new(text));
        }
    };
    view! {
        <textarea
            class="wp-input wp-paste__input"
            rows="3"
            id=field.id.get_value()
            node_ref=input
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder="docker login quay.io -u my-org+robot -p …"
            aria-describedby=field.aria_describedby()
            on:paste=on_paste
        ></textarea>
        <button type="button" class="wp-button wp-button--small" on:click=pressed(read_typed)>
            "Read it"
        </button>
    }
}
