//! The question before credentials are deleted, and what became of it.

use leptos::prelude::*;
use wavepass_core::platform::credentials::Conflict;
use wavepass_core::platform::outcome::{DeleteError, NotDone};

use super::model::{DeletionModel, Event};
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::foreign::{Foreign, visible};
use crate::ui::reactive::{dynamic, text};
use crate::ui::store::Store;

/// Asks before credentials are deleted. Stays open with the reason when they were not.
#[component]
pub(super) fn Question(
    /// What is to be deleted, and how far that is.
    deletion: Store<DeletionModel>,
) -> impl IntoView {
    let name = Signal::derive(move || {
        deletion.with(|deletion| {
            let target = deletion.target();
            target
                .map(|target| visible(target.label()))
                .unwrap_or_default()
        })
    });
    let open = Signal::derive(move || deletion.with(|deletion| deletion.target().is_some()));
    let pending = Signal::derive(move || deletion.with(DeletionModel::is_pending));
    let failure = move || deletion.with(|deletion| deletion.failure().cloned());
    let cancel = move || deletion.dispatch(Event::Cancelled);
    view! {
        <Dialog
            id="delete"
            role="alertdialog"
            title=text(move || format!("Delete “{}”?", name.get()))
            open
            on_cancel=move |()| cancel()
        >
            <p>
                "What is stored is erased and cannot be brought back. New runs can no longer use \
                 these credentials, and compute environments that depend on them stop \
                 working. A run that is under way may keep them for up to 24 hours."
            </p>
            {dynamic(move || failure().map(|error| view! { <WhyNot error/> }).into_any())}
            <DialogButtons
                on_cancel=move |()| cancel()
                pending
                label=text(move || format!("Delete {}", name.get()))
                busy_label="Deleting…"
                class="wp-button wp-button--danger"
                on_confirm=move |()| deletion.dispatch(Event::Confirmed)
            />
        </Dialog>
    }
}

/// Why the credentials were not deleted, with what uses them.
#[component]
fn WhyNot(error: DeleteError) -> impl IntoView {
    let conflicts = match &error {
        DeleteError::InUse(conflicts) => conflicts.clone(),
        DeleteError::Failed(_) => Vec::new(),
    };
    let said = if error.may_have_been_done() {
        format!(
            "It is not certain whether they were deleted: look at the list. {}",
            error.sentence()
        )
    } else {
        error.sentence()
    };
    view! {
        <div class="wp-notice wp-notice--error" role="alert">
            <p>{said}</p>
            <ul class="wp-dialog__scroll">
                {conflicts
                    .into_iter()
                    .map(|conflict| view! { <ConflictLine conflict/> })
                    .collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn ConflictLine(conflict: Conflict) -> impl IntoView {
    let name = conflict
        .name
        .or(conflict.id)
        .unwrap_or_else(|| "Something without a name".to_owned());
    let kind = conflict.kind.map(|kind| format!("{kind} "));
    // Only a web address becomes a link: it comes from outside.
    let url = conflict
        .url
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    view! {
        <li>
            {kind}
            {match url {
                Some(url) => {
                    view! {
                        <a href=url target="_blank" rel="noreferrer">
                            <Foreign text=name/>
                        </a>
                    }
                        .into_any()
                }
                None => view! { <Foreign text=name/> }.into_any(),
            }}
        </li>
    }
}
