//! Signing in with an access token.

use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::secret::Secret;

use crate::ui::button::BusyButton;
use crate::ui::field::Field;
use crate::ui::inputs::SecretInput;

use crate::ui::handlers::submitted;
use wavepass_core::finding::value::REQUIRED;

/// A field for an access token and a button.
#[component]
pub(crate) fn TokenForm(
    /// Unique in the page.
    id: &'static str,
    /// Whether a sign-in is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// Why the last try failed.
    #[prop(into)]
    failure: Signal<Option<String>>,
    /// The token was entered.
    #[prop(into)]
    on_token: Callback<Secret>,
    /// A sentence of help.
    #[prop(into)]
    help: Signal<String>,
) -> impl IntoView {
    let token = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let findings = Signal::derive(move || {
        let message = if missing.get() {
            Some("Enter an access token.".to_owned())
        } else {
            failure.get()
        };
        message
            .map(|message| Finding::error(REQUIRED, message))
            .into_iter()
            .collect::<Vec<_>>()
    });
    let submit = move || {
        let text = token.get_untracked();
        missing.set(text.trim().is_empty());
        if !missing.get_untracked() && !pending.get_untracked() {
            on_token.run(Secret::new(text));
        }
    };
    view! {
        <form class="wp-stack" on:submit=submitted(submit) novalidate=true>
            <Field id label="Access token" required=true help findings>
                <SecretInput
                    value=token.into()
                    on_input=move |text| {
                        missing.set(false);
                        token.set(text);
                    }
                    noun="token"
                />
            </Field>
            <BusyButton
                pending
                label="Sign in"
                busy_label="Signing in…"
                class="wp-button wp-button--primary"
            />
        </form>
    }
}
