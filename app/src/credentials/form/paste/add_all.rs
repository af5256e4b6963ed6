//! Adds every complete login of a pasted text as credentials of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{
    CredentialsForm, CredentialsName, CredentialsRequest, Field, Provider,
};
use wavepass_core::finding::Severity;
use wavepass_core::finding::text::join_and;
use wavepass_core::login::Entry;
use wavepass_core::platform::Scope;

use super::Paste;
use crate::api::{Api, ApiError};
use crate::credentials::form::state::FormState;
use crate::shell::router::use_router;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;

/// Why a login of the text was not added.
type Refusal = String;

/// Adds what was pasted, one after the other, as far as there is nothing to say against it.
/// What could not be added stays on offer, and so does the page while there is something
/// else in the form.
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
        let requests = requests(paste.complete_entries(), state);
        spawn_local(async move {
            let (added, refused) = add(api, scope, requests).await;
            let form_is_gone = state.pending().try_set(false).is_some();
            announcer.notify(report(&added, &refused));
            if form_is_gone {
                return;
            }
            paste.take_off(|host| added.iter().any(|(other, _)| other == host));
            if refused.is_empty() && !state.has_typed() {
                paste.forget();
                state.clear();
                router.release();
                router.go(&list);
            }
        });
    })
}

fn report(added: &[(String, String)], refused: &[(String, Refusal)]) -> String {
    let names: Vec<_> = added.iter().map(|(_, name)| name.clone()).collect();
    let mut sentence = match names.as_slice() {
        [] => "Nothing was added.".to_owned(),
        names => format!("Added {}.", join_and(names)),
    };
    for (host, why) in refused {
        sentence.extend([" ", host, " was not added: ", why]);
    }
    sentence
}

/// A request for each login, under a name that is not taken, or why there is none. Whatever
/// the form would warn of is left to a person, who can fill it in and look at it.
fn requests(
    entries: Vec<Entry>,
    state: FormState,
) -> Vec<(String, Result<CredentialsRequest, Refusal>)> {
    let mut context = untrack(|| state.context());
    let stored = state.stored();
    let mut taken: Vec<String> =
        stored.with_untracked(|rows| rows.iter().map(|row| row.name.clone()).collect());
    let mut requests = Vec::new();
    for entry in entries {
        let host = entry.registry.get().cloned().unwrap_or_default();
        let wanted = entry.name.as_deref().unwrap_or(&host);
        let name = CredentialsName::suggest(wanted, |name| taken.iter().any(|t| t == name));
        taken.push(name.clone());
        let mut form = CredentialsForm::of(Provider::ContainerRegistry);
        form.set(Field::Name, name.clone());
        form.set(Field::Registry, host.clone());
        let user_name = entry.user_name.get().cloned();
        form.set(Field::UserName, user_name.unwrap_or_default());
        let password = entry.password.get();
        let password = password.map(|secret| secret.expose().to_owned());
        form.set(Field::Password, password.unwrap_or_default());
        let doubt = form
            .all_findings(&context)
            .into_iter()
            .find(|(_, finding)| finding.severity >= Severity::Warning);
        let request = match doubt {
            Some((_, finding)) => Err(finding.message),
            None => form.validate(&context).map_err(|errors| errors.summary()),
        };
        context.others.push((host.clone(), name));
        requests.push((host, request));
    }
    requests
}

/// Hosts and names of what was added, and the hosts that were not, with the reason. Without a
/// session no further secret is sent.
async fn add(
    api: Api,
    scope: Scope,
    requests: Vec<(String, Result<CredentialsRequest, Refusal>)>,
) -> (Vec<(String, String)>, Vec<(String, Refusal)>) {
    let (mut added, mut refused) = (Vec::new(), Vec::new());
    let mut signed_in = true;
    for (host, request) in requests {
        let outcome = match request {
            Err(why) => Err(why),
            Ok(_) if !signed_in => Err("the session has run out.".to_owned()),
            Ok(request) => match api.create(scope, &request).await {
                Ok(_) => Ok(request.name().to_string()),
                Err(ApiError::Unauthorized) => {
                    signed_in = false;
                    Err("the session has run out.".to_owned())
                }
                Err(error) => Err(error.user_message()),
            },
        };
        match outcome {
            Ok(name) => added.push((host, name)),
            Err(why) => refused.push((host, why)),
        }
    }
    (added, refused)
}
