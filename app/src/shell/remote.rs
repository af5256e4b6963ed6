//! Something that is fetched: the one way to load data.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::failure::Failure;
use wavepass_core::platform::request_error::RequestError;

use super::session::use_session;
use crate::ui::reactive::follow;

/// What is known about something that is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Remote<T> {
    /// On its way.
    Loading,
    /// There.
    Ready(T),
    /// Not to be had, and why.
    Failed(RequestError),
}

/// Something that is fetched now, and again when asked to.
pub(crate) struct Fetched<T: Send + Sync + 'static> {
    state: RwSignal<Remote<T>>,
    fetch: Callback<(), ()>,
}

// A handle can be copied whatever it is a handle on; a derive would ask for a copyable `T`.
impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: Clone + Send + Sync + 'static> Fetched<T> {
    /// What is known now.
    pub(crate) fn get(self) -> Remote<T> {
        self.state.get()
    }

    /// Fetches it again. What is there stays until another answer comes; a failure gives way
    /// to loading at once.
    pub(crate) fn again(self) {
        // What is there is not touched, so that what shows it stays.
        let has_failed = |state: &Remote<T>| matches!(state, Remote::Failed(_));
        if self.state.with_untracked(has_failed) {
            self.state.set(Remote::Loading);
        }
        self.fetch.run(());
    }
}

/// Fetches something with the given request.
pub(crate) fn use_fetched<T, F>(request: impl Fn() -> F + Send + Sync + 'static) -> Fetched<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, RequestError>> + 'static,
{
    let state = RwSignal::new(Remote::Loading);
    // Counts the fetches, so that a late answer cannot overwrite a newer one.
    let version = StoredValue::new(0_u32);
    let fetch = Callback::new(move |()| {
        version.update_value(|version| *version += 1);
        let mine = version.get_value();
        let answer = request();
        spawn_local(async move {
            let found = match answer.await {
                Ok(value) => Remote::Ready(value),
                Err(error) => Remote::Failed(error),
            };
            // The page may be gone, or a newer fetch under way.
            if version.try_get_value() == Some(mine)
                && state.with_untracked(|state| *state != found)
            {
                state.set(found);
            }
        });
    });
    fetch.run(());
    // What failed because the session had run out is there once somebody has signed in again.
    let expired = use_session().expired();
    follow(move || {
        let is_over = |state: &Remote<T>| matches!(state, Remote::Failed(it) if it.kind == Failure::Unauthorized);
        let waits = || state.with_untracked(is_over);
        if !expired.get() && untrack(waits) {
            fetch.run(());
        }
    });
    Fetched { state, fetch }
}
