//! What copying wants done outside of itself: requests, what is said, the end told to the form.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::{Callable, Callback, Get};
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsRequest;
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::SaveError;

use super::model::{CopyModel, Effect, Event};
use crate::api::Api;
use crate::browser::focus_soon;
use crate::credentials::late_failure;
use crate::shell::session::use_session;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::reactive::follow;
use crate::ui::store::Store;

/// How long typing has to pause before the server is asked about a name.
const PAUSE: Duration = Duration::from_millis(400);

/// The id of the targets.
pub(super) const TARGETS: &str = "copy-targets";

/// Everything that copying reaches.
#[derive(Clone)]
struct Outside {
    api: Api,
    announcer: Announcer,
    /// Is told when nothing is under way any more, and whether everything is done.
    on_end: Callback<bool>,
}

/// Copies to targets. A session that runs out stops it.
pub(super) fn use_copying(model: CopyModel, on_end: Callback<bool>) -> Store<CopyModel> {
    let session = use_session();
    let outside = Outside {
        api: session.api(),
        announcer: use_announcer(),
        on_end,
    };
    let store = Store::new(model, move |store, effect| outside.run(store, effect));
    let expired = session.expired();
    follow(move || {
        if expired.get() {
            store.dispatch(Event::SessionLost);
        }
    });
    store
}

impl Outside {
    fn run(&self, store: Store<CopyModel>, effect: Effect) {
        match effect {
            Effect::CheckName { at, scope, name } => {
                spawn_local(self.clone().check_name(store, at, scope, name));
            }
            Effect::List { at, scope } => {
                let api = self.api;
                spawn_local(async move {
                    let listed = api.list(scope).await.map_err(|failure| failure.sentence());
                    store.dispatch(Event::Listed { at, listed });
                });
            }
            Effect::Send { at, scope, request } => {
                spawn_local(self.clone().send(store, at, scope, request));
            }
            Effect::LookUp { at, scope, name } => {
                let api = self.api;
                spawn_local(async move {
                    let found = look_up(api, scope, &name).await;
                    store.dispatch(Event::LookedUp { at, found });
                });
            }
            Effect::End { is_done } => self.on_end.run(is_done),
            Effect::Say(sentence) => self.announcer.say(sentence),
            Effect::FocusTargets => focus_soon(TARGETS),
        }
    }

    async fn check_name(self, store: Store<CopyModel>, at: usize, scope: Scope, name: String) {
        sleep(PAUSE).await;
        let is_current = store.is_there()
            && store.with_untracked(|copy| {
                copy.targets()
                    .get(at)
                    .is_some_and(|target| target.name == name)
            });
        if is_current {
            let answer = self.api.name(scope, &name).await;
            store.dispatch(Event::NameChecked { at, name, answer });
        }
    }

    async fn send(
        self,
        store: Store<CopyModel>,
        at: usize,
        scope: Scope,
        request: CredentialsRequest,
    ) {
        let place = store.with_untracked(|copy| copy.targets().get(at).map(|it| it.place.label()));
        let answer = self.api.create(scope, &request).await;
        if store.is_there() {
            store.dispatch(Event::Answered { at, answer });
        } else {
            // Somebody left while the server was busy. Nothing further is sent.
            let place = place.unwrap_or_default();
            self.announcer
                .notify(told_too_late(&request, &place, &answer));
        }
    }
}

/// What is told of the one that was on its way when somebody left.
fn told_too_late(
    request: &CredentialsRequest,
    place: &str,
    answer: &Result<String, SaveError>,
) -> String {
    let name = request.name();
    match answer {
        Ok(_) => format!("Credentials {name} were added to {place}."),
        Err(error) => late_failure::told(&format!("{name} of {place}"), "added", error),
    }
}

/// Whether credentials of that name are in the list of a scope, or why that is not known.
async fn look_up(api: Api, scope: Scope, name: &str) -> Result<bool, String> {
    let listed = api
        .list(scope)
        .await
        .map_err(|failure| failure.sentence())?;
    let mut rows = listed.rows.iter();
    if rows.any(|row| row.name == name && !row.is_deleted) {
        return Ok(true);
    }
    // It may be one of those that could not be read.
    listed.sentence().map_or(Ok(false), Err)
}
