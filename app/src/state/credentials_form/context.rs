//! What the form knows of the place where it is saved.

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use super::FormState;
use crate::reactive::follow;
use crate::state::remote::{Remote, use_fetched};
use crate::state::session::use_session;

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
