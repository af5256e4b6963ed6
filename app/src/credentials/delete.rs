//! Deleting credentials, after asking. Start at [`use_deletion`]; what happens when is in
//! [`model`].

mod dialog;
pub(super) mod model;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;

use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::page_heading::focus_heading;
use crate::ui::store::Store;
pub(super) use dialog::DeleteDialog;
use model::{DeletionModel, Effect, Event};

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
                if done.is_ok() {
                    // Whether or not the page is still there.
                    announcer.say(format!("Credentials {} deleted.", row.name));
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
