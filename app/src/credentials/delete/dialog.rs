//! The question before credentials are deleted, and what became of it.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::credentials::Conflict;

use crate::api::ApiError;
use crate::ui::button::BusyButton;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, text};

/// Asks before credentials are deleted. Stays open with the reason when they were not.
#[component]
pub(crate) fn DeleteDialog(
    /// What is to be deleted; open while there is something.
    #[prop(into)]
    target: Signal<Option<CredentialsSummary>>,
    /// Whether a deletion is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// Why the last try failed.
    #[prop(into)]
    failure: Signal<Option<ApiError>>,
    /// Delete it.
    #[prop(into)]
    on_delete: Callback<()>,
    /// Keep it.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let name = Signal::derive(move || {
        target.with(|target| target.as_ref().map(|t| t.name.clone()).unwrap_or_default())
    });
    view! {
        <Dialog
            id="delete"
            role="alertdialog"
            title=text(move || format!("Delete “{}”?", name.get()))
            open=Signal::derive(move || target.with(Option::is_some))
            on_cancel
        >
            <p>
                "What is stored is erased and cannot be brought back. New runs can no longer use \
                 these credentials, and compute environments that depend on them stop \
                 working. A run that is under way may keep them for up to 24 hours."
            </p>
            {dynamic(move || failure.get().map(|error| view! { <Failure error/> }).into_any())}
            <div class="wp-dialog__buttons">
                <button
                    type="button"
                    class="wp-button"
                    autofocus=true
                    on:click=pressed(move || on_cancel.run(()))
                >
                    "Cancel"
                </button>
                <BusyButton
                    pending
                    label=text(move || format!("Delete {}", name.get()))
                    busy_label="Deleting…"
                    class="wp-button wp-button--danger"
                    on_press=move |()| {
                        if !pending.get_untracked() {
                            on_delete.run(());
                        }
                    }
                />
            </div>
        </Dialog>
    }
}

/// Why the credentials were not deleted, with what uses them.
#[component]
fn Failure(error: ApiError) -> impl IntoView {
    let conflicts = match &error {
        ApiError::InUse(in_use) => in_use.conflicts.clone(),
        _ => Vec::new(),
    };
    view! {
        <div class="wp-notice wp-notice--error" role="alert">
            <p>{error.user_message()}</p>
            <ul>
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
                            {name}
                        </a>
                    }
                        .into_any()
                }
                None => name.into_any(),
            }}
        </li>
    }
}
