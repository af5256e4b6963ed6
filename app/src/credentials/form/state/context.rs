//! What the form knows of the place where it is saved.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsForm, Field};
use wavepass_core::platform::Scope;

use super::FormState;
use crate::browser::focus_soon;
use crate::credentials::form::name_check::NameCheck;
use crate::shell::remote::Remote;
use crate::stored_credentials::use_stored;
use crate::ui::reactive::follow;

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
pub(crate) fn follow_stored(state: FormState, scope: Scope) {
    let listed = use_stored(scope);
    follow(move || {
        if let Remote::Ready(rows) = listed.get() {
            state.stored().set(rows);
        }
    });
}
