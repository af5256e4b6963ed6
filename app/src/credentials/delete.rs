//! Deleting credentials, after asking. Start at [`use_deletion`]; what happens when is in
//! [`model`].

mod dialog;
pub(super) mod model;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
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

/// The question before credentials are deleted, which comes after the page.
#[component]
pub(super) fn DeleteDialog(
    /// What is to be deleted, and how far that is.
    deletion: Store<DeletionModel>,
) -> impl IntoView {
    let wanted = Signal::derive(move || deletion.with(|deletion| deletion.target().is_some()));
    let fetch: FetchView = Box::new(move || {
        Box::pin(async move {
            let make = question().await?;
            let make: MakeView = Arc::new(move || make(deletion));
            Ok(make)
        })
    });
    view! { <LazyPart what="The question before deleting" wanted fetch/> }
}

/// Makes the question.
type MakeQuestion = fn(Store<DeletionModel>) -> AnyView;

comes_later! {
    /// The question before credentials are deleted.
    in after_start fn question() -> MakeQuestion {
        |deletion| view! { <Question deletion/> }.into_any()
    }
}

/// Deletes what is chosen of a scope, after asking in the [`DeleteDialog`]. Then tells what is
/// gone, by its id.
pub(super) fn use_deletion(scope: Scope, on_deleted: Callback<String>) -> Store<DeletionModel> {
    let api = use_session().api();
    let announcer = use_announcer();
    Store::new(
        DeletionModel::default(),
        move |deletion, effect| match effect {
            Effect::Delete(row) => spawn_local(async move {
                let done = api.delete(scope, &row.id).await;
                match &done {
                    // Whether or not the page is still there.
                    Ok(()) => announcer.say(format!("Credentials {} deleted.", row.name)),
                    Err(error) if !deletion.is_there() => {
                        announcer.notify(late_failure::told(&row.name, "deleted", error));
                    }
                    // The question, which is still open, says why.
                    Err(_) => {}
                }
                deletion.dispatch(Event::Answered(done));
            }),
            Effect::ShowRest(row) => {
                on_deleted.run(row.id);
                // Once the dialog is closed; what had the focus before is about to go.
                request_animation_frame(focus_heading);
            }
        },
    )
}
