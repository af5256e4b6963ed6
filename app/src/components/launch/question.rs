//! The question before a pipeline gets another configuration.

use leptos::prelude::*;

use super::diff::{DiffView, lines};
use crate::api::ApiError;
use crate::components::button::BusyButton;
use crate::components::dialog::Dialog;
use crate::handlers::pressed;
use crate::reactive::{dynamic, text};
use crate::state::launch::LaunchState;
use crate::state::launch::pipeline::{Pipelines, refusal};

/// What changes, and whether it shall.
#[component]
pub(super) fn Question(
    state: LaunchState,
    pipelines: Pipelines,
    /// The name of the pipeline.
    name: Signal<String>,
    open: RwSignal<bool>,
    pending: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    #[prop(into)] on_apply: Callback<()>,
) -> impl IntoView {
    let changes = move || {
        let before = pipelines.loaded.with(|loaded| {
            let loaded = loaded.as_ref();
            loaded.map_or(String::new(), |loaded| {
                loaded.launch.config_text().to_owned()
            })
        });
        state.draft.with(|draft| lines(&before, &draft.text))
    };
    view! {
        <Dialog
            id="apply"
            title=text(move || format!("Apply to “{}”?", name.get()))
            open
            on_cancel=move |()| open.set(false)
        >
            <p>
                "The pipeline’s config becomes this, for everybody who launches it. Everything \
                 else of its launch stays as it is."
            </p>
            {dynamic(move || {
                let changes = changes();
                if changes.is_empty() {
                    view! { <p>"It has exactly this config already."</p> }.into_any()
                } else {
                    view! { <DiffView lines=changes/> }.into_any()
                }
            })}
            {dynamic(move || {
                let failed = |reason: ApiError| view! {
                    <div class="wp-notice wp-notice--error" role="alert">
                        <p>{refusal(&reason)}</p>
                    </div>
                };
                failure.get().map(failed).into_any()
            })}
            <div class="wp-dialog__buttons">
                <button
                    type="button"
                    class="wp-button"
                    autofocus=true
                    on:click=pressed(move || open.set(false))
                >
                    "Cancel"
                </button>
                <BusyButton
                    pending
                    label="Apply"
                    busy_label="Applying…"
                    class="wp-button wp-button--primary"
                    on_press=on_apply
                />
            </div>
        </Dialog>
    }
}
