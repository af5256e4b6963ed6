//! Which credentials the installation is most likely too old for.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use crate::shell::session::use_session;
use crate::ui::reactive::dynamic;

/// Names the providers that this version of Platform most likely does not know.
#[component]
pub(super) fn TooOld() -> impl IntoView {
    let installation = use_session().installation();
    dynamic(move || {
        let providers = Provider::ALL.into_iter();
        let providers = providers.map(|one| (one.wire_name(), one.label()));
        let said = installation
            .get()
            .and_then(|installation| installation.sentence_if_too_old(providers));
        said.map(|said| view! { <p class="wp-notice">{said}</p> })
            .into_any()
    })
}
