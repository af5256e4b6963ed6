//! Asks the server whether a name is free, while it is typed.
//!
//! Answers are tagged with the name they are about, so that a late one is ignored. No
//! answer is not a taken name: it is checked again when the form is saved.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsName;
use wavepass_core::platform::Scope;

use crate::api::Api;
use crate::ui::reactive::follow;

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// What is known about a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameCheck {
    /// Nothing to ask: empty or malformed.
    #[default]
    Idle,
    /// Being asked.
    Checking,
    /// Free.
    Free,
    /// Taken: this name, and no other.
    Taken(String),
    /// The server gave no answer.
    Unknown,
}

/// Follows a name and what the server says of it.
pub(crate) fn use_name_check(api: Api, scope: Scope, name: Signal<String>) -> Signal<NameCheck> {
    let check = RwSignal::new(NameCheck::Idle);
    // The memo keeps typing into other fields from asking again.
    let name = Memo::new(move |_| name.get());
    follow(move || {
        let name_now = name.get();
        if CredentialsName::try_from(name_now.clone()).is_err() {
            check.set(NameCheck::Idle);
            return;
        }
        check.set(NameCheck::Checking);
        spawn_local(async move {
            // Meanwhile something else may have been typed, or the form may be gone.
            let is_current = || name.try_get_untracked().as_ref() == Some(&name_now);
            sleep(PAUSE).await;
            if !is_current() {
                return;
            }
            let found = match api.name_is_free(scope, &name_now).await {
                Ok(true) => NameCheck::Free,
                Ok(false) => NameCheck::Taken(name_now.clone()),
                Err(_) => NameCheck::Unknown,
            };
            if is_current() {
                check.set(found);
            }
        });
    });
    check.into()
}
