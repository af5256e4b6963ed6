//! What the dialog that describes several credentials does outside of its model.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::NotDone;

use super::model::{Change, DescribeModel, Effect, Event, NotDescribed};
use crate::api::Api;
use crate::browser::focus_soon;
use crate::shell::permissions::{Permissions, use_permissions};
use crate::shell::session::use_session;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::store::Store;

/// The id of the choice whether the words are changed, the first of both.
pub(super) const WORDS_CHOICE: &str = "describe-words-choice";

/// The id of the input for the day.
pub(super) const DAY_INPUT: &str = "describe-day";

/// The id of what is running, and of what became of it.
pub(super) const PROGRESS: &str = "describe-progress";

/// What is written about several credentials of a scope.
pub(super) fn use_description(scope: Scope, on_end: Callback<()>) -> Store<DescribeModel> {
    let outside = Outside {
        api: use_session().api(),
        announcer: use_announcer(),
        permissions: use_permissions(),
        scope,
        on_end,
    };
    Store::new(DescribeModel::default(), move |store, effect| {
        outside.run(store, effect);
    })
}

#[derive(Clone, Copy)]
struct Outside {
    api: Api,
    announcer: Announcer,
    permissions: Permissions,
    scope: Scope,
    on_end: Callback<()>,
}

impl Outside {
    fn run(self, store: Store<DescribeModel>, effect: Effect) {
        match effect {
            Effect::FocusDay => focus_soon(DAY_INPUT),
            Effect::FocusChoice => focus_soon(WORDS_CHOICE),
            Effect::FocusProgress => focus_soon(PROGRESS),
            Effect::Describe(at, id, change) => {
                let before = store.with_untracked(DescribeModel::clone);
                spawn_local(async move {
                    let done = self.describe(&id, &change).await;
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
            Effect::Say(sentence) => self.announcer.say(sentence),
            Effect::Tell(sentence) => self.announcer.tell(sentence),
            Effect::Notify(sentence) => self.announcer.notify(sentence),
            Effect::End => {
                // The page may be gone.
                self.on_end.try_run(());
            }
        }
    }

    async fn describe(self, id: &str, change: &Change) -> Result<(), NotDescribed> {
        let described = self.api.describe(self.scope, id).await;
        let described = described.map_err(NotDescribed::NotRead)?;
        let before = described.description();
        let description = change.of(&before);
        if description == before {
            return Ok(());
        }
        let body = described.redescribe(&description);
        let body = body.ok_or(NotDescribed::UnknownProvider)?;
        let done = self.api.redescribe(self.scope, id, &described, &body).await;
        done.map_err(NotDescribed::Failed)
    }
}
