//! What the form knows of the place where it is saved.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsForm, Field};
use wavepass_core::platform::Scope;

use super::FormState;
use crate::browser::focus_soon;
use crate::reactive::follow;
use crate::state::name_check::NameCheck;
use crate::state::remote::{Remote, use_fetched};
use crate::state::session::use_session;

impl FormState {
    /// Whether something was typed; the choice of a provider alone is nothing to lose.
    pub(crate) fn has_typed(self) -> bool {
        let typed = |form: &CredentialsForm| {
            self.initial.with_value(|first| {
                let mut fields = form.fields().filter(|field| *field != Field::Provider);
                fields.any(|field| form.value(field) != first.value(field))
            })
        };
        self.form.with_untracked(typed)
    }

    /// Forgets the secret when the session runs out, because who signs in again may be somebody
    /// else, and asks for it afterwards.
    pub(crate) fn follow_session(self, expired: Signal<bool>) {
        let mut was_expired = false;
        follow(move || {
            let expired = expired.get();
            if expired {
                let typed = self
                    .value(Field::Password)
                    .with_untracked(|p| !p.is_empty());
                if typed {
                    self.secret_forgotten.set(true);
                }
                self.clear_secrets();
            } else if was_expired {
                focus_soon(Field::Password.as_str());
            }
            was_expired = expired;
        });
    }

    /// Tells what the server said of the name.
    pub(crate) fn follow_name_check(self, check: Signal<NameCheck>) {
        follow(move || match check.get() {
            NameCheck::Taken(name) => self.taken_name.set(Some(name)),
            NameCheck::Free => self.taken_name.set(None),
            NameCheck::Idle | NameCheck::Checking | NameCheck::Unknown => {}
        });
    }
}

/// Tells the form what its context has stored already. Without an answer the form only says
/// less.
pub(crate) fn use_stored(state: FormState, scope: Scope) {
    let api = use_session().api();
    let listed = use_fetched(move || async move { api.list(scope).await });
    follow(move || {
        if let Remote::Ready(rows) = listed.get() {
            state.stored().set(rows);
        }
    });
}
