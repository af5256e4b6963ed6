//! What the question before several credentials are deleted does outside of its model.

use futures_util::future::{join, join_all};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::dependents::{Dependents, Lookup, Subject};
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::NotDone;
use wavepass_core::platform::request_error::RequestError;

use super::model::{Effect, Event, Found, SeveralModel};
use crate::api::Api;
use crate::browser::focus_soon;
use crate::shell::permissions::{Permissions, use_permissions};
use crate::shell::session::use_session;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::store::Store;
use crate::wave_setup;

/// The id of the input in which the words are typed.
pub(super) const WORDS_INPUT: &str = "delete-words";

/// The id of what is running, and of what became of it.
pub(super) const PROGRESS: &str = "delete-progress";

/// The question about several credentials of a scope. Tells which are gone.
pub(super) fn use_several(scope: Scope, on_end: Callback<Vec<String>>) -> Store<SeveralModel> {
    let outside = Outside {
        api: use_session().api(),
        announcer: use_announcer(),
        permissions: use_permissions(),
        scope,
        on_end,
    };
    let model = SeveralModel::new(wave_setup::stored());
    Store::new(model, move |store, effect| outside.run(store, effect))
}

#[derive(Clone, Copy)]
struct Outside {
    api: Api,
    announcer: Announcer,
    permissions: Permissions,
    scope: Scope,
    on_end: Callback<Vec<String>>,
}

impl Outside {
    fn run(self, store: Store<SeveralModel>, effect: Effect) {
        match effect {
            Effect::Look(number, rows) => spawn_local(async move {
                let found = self.look(&rows).await;
                store.dispatch(Event::Looked(number, found));
            }),
            Effect::FocusWords => focus_soon(WORDS_INPUT),
            Effect::FocusProgress => focus_soon(PROGRESS),
            Effect::Delete(at, id) => {
                let before = store.with_untracked(SeveralModel::clone);
                spawn_local(async move {
                    let done = self.api.delete(self.scope, &id).await;
                    if let Err(error) = &done {
                        self.permissions.refused(self.scope, error.failed());
                    }
                    if store.is_there() {
                        store.dispatch(Event::Answered(at, done));
                    } else {
                        self.run(store, before.left(at, done));
                    }
                });
            }
            Effect::LookUp => spawn_local(async move {
                let list = self.api.list(self.scope).await;
                let found = match list {
                    // One that could not be read may be it.
                    Ok(list) if list.unreadable > 0 => {
                        Err("Part of the list could not be read.".to_owned())
                    }
                    Ok(list) => Ok(list.rows.into_iter().filter_map(|row| row.id).collect()),
                    Err(error) => Err(error.sentence()),
                };
                store.dispatch(Event::LookedUp(found));
            }),
            Effect::Say(sentence) => self.announcer.say(sentence),
            Effect::Tell(sentence) => self.announcer.tell(sentence),
            Effect::Notify(sentence) => self.announcer.notify(sentence),
            Effect::End(gone) => {
                // The page may be gone.
                self.on_end.try_run(gone);
            }
        }
    }

    /// Looks up what depends on credentials: each compute environment once for all of them.
    async fn look(self, rows: &[CredentialsSummary]) -> Found {
        let neighbours = async {
            if rows.iter().any(|row| row.registry.is_some()) {
                Some(self.api.list(self.scope).await)
            } else {
                None
            }
        };
        let (dependents, neighbours) = join(self.dependents(rows), neighbours).await;
        Found {
            dependents,
            neighbours,
        }
    }

    async fn dependents(
        self,
        rows: &[CredentialsSummary],
    ) -> Result<Vec<Dependents>, RequestError> {
        let list = self.api.compute_envs(self.scope).await?;
        let ids: Vec<String> = rows.iter().filter_map(|row| row.id.clone()).collect();
        let lookups: Vec<_> = rows
            .iter()
            .map(|row| {
                let subject = Subject {
                    id: row.id.as_deref().unwrap_or_default(),
                    is_registry: row.registry.is_some(),
                };
                Dependents::of_list(&list, subject)
            })
            .collect();
        let open = Lookup::open_together(&lookups);
        let ids = &ids;
        let asked = open.into_iter().map(|env| async move {
            let mentions = self.api.mentions(self.scope, &env, ids).await.ok();
            (env, mentions)
        });
        let asked = join_all(asked).await;
        let all = lookups.into_iter().enumerate().map(|(at, lookup)| {
            let described: Vec<_> = asked
                .iter()
                .map(|(env, mentions)| {
                    let mention = mentions.as_ref().and_then(|all| all.get(at)).copied();
                    (env.clone(), mention)
                })
                .collect();
            lookup.complete(&described)
        });
        Ok(all.collect())
    }
}
