//! The question before a pipeline gets another configuration.

use leptos::prelude::*;
use wavepass_core::nextflow::RefusedBy;

use super::diff::{DiffView, lines};
use super::state::pipeline::{Pipelines, refusal};
use super::state::{Draft, LaunchState};
use crate::api::ApiError;
use crate::ui::button::BusyButton;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, text};

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
            // While it is under way there is nothing to cancel.
            on_cancel=move |()| open.set(pending.get_untracked())
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
            {dynamic(move || obstacle(&state.draft.get()).into_any())}
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
                    on:click=pressed(move || open.set(pending.get_untracked()))
                >
                    "Cancel"
                </button>
                <BusyButton
                    pending
                    label="Apply"
                    busy_label="Applying…"
                    class="wp-button wp-button--primary"
                    on_press=move |()| {
                        // The reason stands above.
                        if state.draft.with_untracked(|draft| !is_blocked(draft)) {
                            on_apply.run(());
                        }
                    }
                />
            </div>
        </Dialog>
    }
}

/// Nobody can launch with a text that no parser takes.
fn is_blocked(draft: &Draft) -> bool {
    draft.overview.refused == RefusedBy::Both
}

/// What should be known before the text is applied.
fn obstacle(draft: &Draft) -> impl IntoView + use<> {
    let sentence = match draft.overview.refused {
        RefusedBy::Both => Some(
            "Nextflow refuses this text, so it cannot be applied. Mend what is said beside the \
             text first.",
        ),
        RefusedBy::Legacy => Some(
            "Nextflow’s legacy parser refuses this text, and a launch by Platform uses that one \
             unless somebody has switched.",
        ),
        RefusedBy::Nobody if !draft.refused.is_empty() => {
            Some("Not everything that you want is in it: see “What comes out”.")
        }
        RefusedBy::Nobody => None,
    };
    sentence.map(|sentence| {
        view! {
            <div class="wp-notice wp-notice--error">
                <p>{sentence}</p>
            </div>
        }
    })
}
