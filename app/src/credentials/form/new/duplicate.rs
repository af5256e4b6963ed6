//! The form for new credentials that begin as stored ones.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Described, Duplicate, Field};
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;

use super::NewForm;
use crate::browser::focus_soon;
use crate::shell::load::Load;
use crate::shell::remote::use_fetched;
use crate::shell::routes::Place;
use crate::shell::session::use_session;

/// The form for new credentials, filled in with everything that Platform gives back of stored
/// ones. The names that are taken are asked for first; without them one is proposed all the same.
#[component]
pub(super) fn DuplicateForm(
    place: Place,
    scope: Scope,
    /// The id of the stored ones.
    id: String,
    alert: RwSignal<String>,
) -> impl IntoView {
    let api = use_session().api();
    let found = use_fetched(move || {
        let id = id.clone();
        async move {
            let described = api.describe(scope, &id).await?;
            let listed = api.list(scope).await.unwrap_or_default();
            Ok((described, listed))
        }
    });
    let show = Callback::new(
        move |(described, listed): (Described, Listed<CredentialsSummary>)| {
            let is_taken = |name: &str| listed.rows.iter().any(|row| row.name == name);
            let Some(duplicate) = Duplicate::of(&described, is_taken) else {
                let provider = described.summary.provider.label();
                return view! {
                    <p class="wp-notice">
                        {format!(
                            "Credentials of {provider} cannot be copied here: their fields are \
                             not known.",
                        )}
                    </p>
                }
                .into_any();
            };
            focus_soon(duplicate.first.as_str());
            view! {
                <p class="wp-notice">{duplicate.told}</p>
                <NewForm
                    place=place.clone()
                    scope
                    initial=duplicate.form
                    alert
                    left=Field::Registry
                />
            }
            .into_any()
        },
    );
    view! { <Load fetched=found what="These credentials" children=show/> }
}
