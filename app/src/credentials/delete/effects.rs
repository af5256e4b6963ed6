//! What the question before deleting does outside of its model.

use std::sync::Arc;

use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::NotDone;

use super::model::{DeletionModel, Effect, Event, Found};
use crate::api::Api;
use crate::browser::focus_soon;
use crate::credentials::arrival::{Arrivals, MakeCard, use_arrivals};
use crate::credentials::dependents::look_up;
use crate::credentials::late_failure;
use crate::credentials::news_card::NewsCard;
use crate::prefill;
use crate::shell::permissions::{Permissions, use_permissions};
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::foreign::Foreign;
use crate::ui::icon::Icon;
use crate::ui::page_heading::focus_heading;
use crate::ui::store::Store;
use crate::wave_setup;

/// The id of the input in which the name is typed.
pub(super) const NAME_INPUT: &str = "delete-name";

/// The question about credentials of a scope. Tells when some are gone.
pub(super) fn use_question(scope: Scope, on_deleted: Callback<()>) -> Store<DeletionModel> {
    let outside = Outside {
        api: use_session().api(),
        announcer: use_announcer(),
        arrivals: use_arrivals(),
        permissions: use_permissions(),
        scope,
        on_deleted,
    };
    let model = DeletionModel::new(wave_setup::stored());
    Store::new(model, move |store, effect| outside.run(store, effect))
}

#[derive(Clone, Copy)]
struct Outside {
    api: Api,
    announcer: Announcer,
    arrivals: Arrivals,
    permissions: Permissions,
    scope: Scope,
    on_deleted: Callback<()>,
}

impl Outside {
    fn run(self, store: Store<DeletionModel>, effect: Effect) {
        match effect {
            Effect::Look(number, row) => spawn_local(async move {
                let found = self.look(&row).await;
                store.dispatch(Event::Looked(number, found));
            }),
            Effect::FocusName => focus_soon(NAME_INPUT),
            Effect::Delete(row) => spawn_local(async move {
                let id = row.id.as_deref().unwrap_or_default();
                let done = self.api.delete(self.scope, id).await;
                if let Err(error) = &done {
                    self.permissions.refused(self.scope, error.failed());
                }
                match &done {
                    // Whether or not the page is still there.
                    Ok(()) => {
                        let said = format!("Credentials {} deleted.", row.label());
                        self.announcer.say(said);
                    }
                    Err(error) if !store.is_there() => {
                        let said = late_failure::told(row.label(), "deleted", error);
                        self.announcer.notify(said);
                    }
                    // The question, which is still open, says why.
                    Err(_) => {}
                }
                store.dispatch(Event::Answered(done));
            }),
            Effect::ShowRest(row) => {
                self.arrivals.tell(gone(row));
                self.on_deleted.run(());
                // Once the dialog is closed; what had the focus before is about to go.
                request_animation_frame(focus_heading);
            }
        }
    }

    /// Looks up what depends on credentials.
    async fn look(self, row: &CredentialsSummary) -> Found {
        let neighbours = async {
            if row.registry.is_some() {
                Some(self.api.list(self.scope).await)
            } else {
                None
            }
        };
        let (dependents, neighbours) = join(look_up(self.api, self.scope, row), neighbours).await;
        Found {
            dependents,
            neighbours,
        }
    }
}

/// What stands above the list once credentials are deleted.
fn gone(row: CredentialsSummary) -> MakeCard {
    Arc::new(move |place: &Place, on_dismiss: Callback<()>| {
        let again = prefill::again(place, &row);
        let links = again.map(|link| ("Create again from details".to_owned(), link));
        let name = row.label().to_owned();
        view! {
            <NewsCard
                icon=Icon::Trash
                title="Credentials deleted"
                links=links.into_iter().collect()
                on_dismiss
            >
                <p>
                    "Deleted " <strong><Foreign text=name/></strong>
                    ". What was secret is gone for good; a form can be filled in with the rest."
                </p>
            </NewsCard>
        }
        .into_any()
    })
}
