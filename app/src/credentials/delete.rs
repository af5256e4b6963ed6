//! Deleting credentials, after asking.

mod dialog;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;

use crate::api::ApiError;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::page_heading::focus_heading;
use dialog::DeleteDialog;

/// Deletes what was chosen, after asking.
#[component]
pub(super) fn Deletion(
    /// Where the credentials are.
    scope: Scope,
    /// What is to be deleted.
    doomed: RwSignal<Option<CredentialsSummary>>,
    /// It is gone, by its id.
    #[prop(into)]
    on_deleted: Callback<String>,
) -> impl IntoView {
    let api = use_session().api();
    let announcer = use_announcer();
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let close = move |()| {
        doomed.set(None);
        failure.set(None);
    };
    // What is under way cannot be called off, and its answer belongs to this question.
    let cancel = move |()| {
        if !pending.get_untracked() {
            close(());
        }
    };
    let delete = move |()| {
        let Some(row) = doomed.get_untracked() else {
            return;
        };
        pending.set(true);
        failure.set(None);
        spawn_local(async move {
            let done = api.delete(scope, &row.id).await;
            pending.set(false);
            match done {
                Ok(()) => {
                    close(());
                    announcer.say(format!("Credentials {} deleted.", row.name));
                    // The page may be gone by now.
                    on_deleted.try_run(row.id);
                    // Once the dialog is closed; what had the focus before is about to go.
                    request_animation_frame(focus_heading);
                }
                // The shell asks to sign in again; the question would be in the way.
                Err(ApiError::Unauthorized) => close(()),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! { <DeleteDialog target=doomed pending failure on_delete=delete on_cancel=cancel/> }
}
