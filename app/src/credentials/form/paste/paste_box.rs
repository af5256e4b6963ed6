//! "Paste a login command or JSON": a box that empties itself, and what was found in it.

use leptos::ev::ClipboardEvent;
use leptos::html;
use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::login::{PASTE_NOT_FOR_THESE, PASTE_UNKNOWN};
use wavepass_core::secret::Secret;

use super::fits_offer::FitsOffer;
use super::offer::PasteOffer;
use crate::credentials::form::model::{Event, FormModel, NotRead, Shown};
use crate::credentials::form::store::Form;
use crate::ui::field::{Field, use_field};
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// The box, and what became of the last text. What is pasted never gets into the page: it is
/// read right away.
#[component]
pub(crate) fn PasteBox(
    /// What is filled in.
    form: Form,
) -> impl IntoView {
    let shown = form.select(FormModel::paste_shown);
    let other = form.select(|form| !form.takes_registry() && !form.fits().is_empty());
    let not_taken = form.select(FormModel::not_taken);
    let findings = Signal::derive(move || match shown.get() {
        Shown::NotRead(NotRead::Unknown) => vec![Finding::warning(
            PASTE_UNKNOWN,
            "No login was found in this text, and it was thrown away. Login commands, config.json, \
             Kubernetes secrets, the answers of az, aws and gcloud, private keys, kubeconfig, and \
             keys and values are read: YAML, JSON, TOML, Groovy, Terraform and variables.",
        )],
        Shown::NotRead(NotRead::NoReader) => vec![Finding::error(
            PASTE_UNKNOWN,
            "The code that reads such texts could not be loaded. Check the connection, and \
             paste again.",
        )],
        Shown::Nothing | Shown::Offer(_) | Shown::Fits(_) => Vec::new(),
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
                <Input form/>
            </Field>
        </details>
        {dynamic(move || {
            let not_taken = not_taken.get().into_iter();
            not_taken
                .map(|said| {
                    let finding = Finding::warning(PASTE_NOT_FOR_THESE, said);
                    view! { <FindingView finding on_fix=None/> }
                })
                .collect_view()
                .into_any()
        })}
        {dynamic(move || match shown.get() {
            // Somebody who has chosen another provider wants no registry.
            Shown::Offer(_) if other.get() => view! { <FitsOffer form/> }.into_any(),
            Shown::Offer(_) => view! {
                <PasteOffer form/>
                <FitsOffer form/>
            }
            .into_any(),
            Shown::Fits(_) => view! { <FitsOffer form/> }.into_any(),
            Shown::Nothing | Shown::NotRead(_) => ().into_any(),
        })}
    }
}

#[component]
fn Input(form: Form) -> impl IntoView {
    let field = use_field();
    let input = NodeRef::<html::Textarea>::new();
    let read_typed = move || {
        if let Some(input) = input.get_untracked() {
            let text = Secret::new(input.value());
            input.set_value("");
            if !text.is_empty() {
                form.dispatch(Event::Pasted(text));
            }
        }
    };
    let on_paste = move |event: ClipboardEvent| {
        let data = event.clipboard_data();
        if let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()) {
            event.prevent_default();
            form.dispatch(Event::Pasted(Secret::new(text)));
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
