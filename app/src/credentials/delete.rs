//! Deleting credentials, after asking. Start at [`use_deletion`]; what happens when is in
//! [`model`].

mod dialog;
mod model;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;

use super::late_failure;
use crate::shell::lazy::{FetchView, MakeView, comes_later};
use crate::shell::lazy_part::LazyPart;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::page_heading::focus_heading;
use crate::ui::store::Store;
use dialog::Question;
use model::{DeletionModel, Effect, Event};

/// What is deleted on a page.
#[derive(Clone, Copy)]
pub(super) struct Deletion {
    model: Store<DeletionModel>,
    /// Whether Delete is at hand.
    is_at_hand: RwSignal<bool>,
}

impl Deletion {
    /// Delete is at hand: the question that it asks is fetched.
    pub(super) fn prepare(self) {
        self.is_at_hand.set(true);
    }

    /// Delete was chosen.
    pub(super) fn choose(self, row: CredentialsSummary) {
        self.model.dispatch(Event::Chosen(row));
    }
}

/// The question before credentials are deleted, which comes when Delete is at hand.
#[component]
pub(super) fn DeleteDialog(
    /// What is deleted.
    deletion: Deletion,
) -> impl IntoView {
    let model = deletion.model;
    let wanted = Signal::derive(move || model.with(|deletion| deletion.target().is_some()));
    let fetch: FetchView = Box::new(move || {
        Box::pin(async move {
            let make = delete_question().await?;
            let make: MakeView = Arc::new(move || make(model));
            Ok(make)
        })
    });
    let soon = deletion.is_at_hand;
    view! { <LazyPart what="The question before deleting" wanted soon fetch/> }
}

/// Makes the question.
type MakeQuestion = fn(Store<DeletionModel>) -> AnyView;

comes_later! {
    /// The question before credentials are deleted.
    fn delete_question() -> MakeQuestion {
        |deletion| view! { <Question deletion/> }.into_any()
    }
}

/// Deletes what is chosen of a scope, after asking in the [`DeleteDialog`]. Then tells what is
/// gone, by its id.
pub(super) fn use_deletion(scope: Scope, on_deleted: Callback<String>) -> Deletion {
    let api = use_session().api();
    let announcer = use_announcer();
    let model = Store::new(
        DeletionModel::default(),
        move |deletion, effect| match effect {
            Effect::Delete(row) => spawn_local(async move {
                let id = row.id.as_deref().unwrap_or_default();
                let done = api.delete(scope, id).await;
                match &done {
                    // Whether or not the page is still there.
                    Ok(()) => announcer.say(format!("Credentials {} deleted.", row.label())),
                    Err(error) if !deletion.is_there() => {
                        announcer.notify(late_failure::told(row.label(), "deleted", error));
                    }
                    // The question, which is still open, says why.
                    Err(_) => {}
                }
                deletion.dispatch(Event::Answered(done));
            }),
            Effect::ShowRest(row) => {
                on_deleted.run(row.id.unwrap_or_default());
                // Once the dialog is closed; what had the focus before is about to go.
                request_animation_frame(focus_heading);
            }
        },
    );
    let is_at_hand = RwSignal::new(false);
    Deletion { model, is_at_hand }
}
