//! Adds every complete login of a pasted text as credentials of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{
    CredentialsForm, CredentialsName, CredentialsRequest, Field, Provider, ValidationContext,
};
use wavepass_core::platform::Scope;
use wavepass_core::registry::paste::Entry;
use wavepass_core::text::join_and;

use super::announcer::use_announcer;
use super::credentials_form::FormState;
use super::paste::Paste;
use super::router::use_router;
use super::session::use_session;
use crate::api::{Api, ApiError};

/// Adds what was pasted, one after the other, and goes on to the list when all are there.
/// What could not be added stays on offer.
pub(crate) fn use_add_all(
    state: FormState,
    paste: Paste,
    scope: Scope,
    list: String,
) -> Callback<()> {
    let api = use_session().api();
    let router = use_router();
    let announcer = use_announcer();
    Callback::new(move |()| {
        if state.pending().get_untracked() {
            return;
        }
        state.pending().set(true);
        let list = list.clone();
        let requests = requests(paste.complete_entries(), &stored_names(state));
        spawn_local(async move {
            let (added, failed) = add(api, scope, requests).await;
            let form_is_gone = state.pending().try_set(false).is_some();
            let mut sentence = match added.as_slice() {
                [] => "Nothing was added.".to_owned(),
                added => format!("Added {}.", join_and(added)),
            };
            for (host, why) in &failed {
                sentence.extend([" ", host, " was not added: ", why]);
            }
            announcer.notify(sentence);
            if form_is_gone {
                return;
            }
            paste.keep_only(|host| failed.iter().any(|(other, _)| other == host));
            if failed.is_empty() {
                state.clear();
                router.release();
                router.go(&list);
            }
        });
    })
}

fn stored_names(state: FormState) -> Vec<String> {
    let stored = state.stored();
    stored.with_untracked(|rows| rows.iter().map(|row| row.name.clone()).collect())
}

/// A request for each login, under a name that is not taken, or why there can be none.
fn requests(
    entries: Vec<Entry>,
    taken: &[String],
) -> Vec<(String, Result<CredentialsRequest, String>)> {
    let mut taken = taken.to_vec();
    let mut requests = Vec::new();
    for entry in entries {
        let host = entry.registry.get().cloned().unwrap_or_default();
        let wanted = entry.name.as_deref().unwrap_or(&host);
        let name = CredentialsName::suggest(wanted, |name| taken.iter().any(|t| t == name));
        taken.push(name.clone());
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Name, name);
        form.set(Field::Registry, host.clone());
        form.set(
            Field::UserName,
            entry.user_name.get().cloned().unwrap_or_default(),
        );
        let password = entry
            .password
            .get()
            .map(|secret| secret.expose().to_owned());
        form.set(Field::Password, password.unwrap_or_default());
        let request = form.validate(&ValidationContext::default());
        requests.push((host, request.map_err(|errors| errors.summary())));
    }
    requests
}

/// The names that were added, and the hosts that were not, with the reason.
async fn add(
    api: Api,
    scope: Scope,
    requests: Vec<(String, Result<CredentialsRequest, String>)>,
) -> (Vec<String>, Vec<(String, String)>) {
    let (mut added, mut failed) = (Vec::new(), Vec::new());
    for (host, request) in requests {
        let request = match request {
            Ok(request) => request,
            Err(why) => {
                failed.push((host, why));
                continue;
            }
        };
        match api.create(scope, &request).await {
            Ok(_) => added.push(request.name().to_string()),
            Err(ApiError::Unauthorized) => {
                failed.push((host, "the session has run out.".to_owned()));
            }
            Err(error) => failed.push((host, error.user_message())),
        }
    }
    (added, failed)
}
