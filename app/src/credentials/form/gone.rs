//! That stored credentials may be gone by the time a change of them is saved.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::outcome::SaveError;

use super::store::Form;
use crate::prefill::Prefill;
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::only_if;

/// Where the last try to save says that there may be nothing left to change: that, with the way to
/// add it anew.
#[component]
pub(crate) fn Gone(form: Form, stored: CredentialsSummary, place: Place) -> impl IntoView {
    let refusal = form.refusal();
    let is_gone =
        move || matches!(refusal.get(), Some(SaveError::Failed(failure)) if failure.may_be_gone());
    // A link fills in what a registry asks for.
    let again = if stored.registry.is_some() {
        let filled = Prefill {
            registry: stored.registry_text().unwrap_or_default().to_owned(),
            user: stored.user_name.unwrap_or_default(),
            name: stored.name,
        };
        filled.link(&place)
    } else {
        place.new_credentials()
    };
    let router = use_router();
    only_if(is_gone, move || {
        view! {
            <div class="wp-finding wp-finding--warning" role="alert">
                <IconView icon=Icon::Warning/>
                <p>
                    "Somebody may have deleted these credentials, or you may no longer change them. \
                     You can add them again; secrets have to be typed once more."
                </p>
                <a href=again.clone() class="wp-button wp-button--small" on:click=pressed(move || router.release())>
                    "Add them again"
                </a>
            </div>
        }
        .into_any()
    })
}
