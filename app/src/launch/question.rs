//! The question before a pipeline gets another configuration.

use leptos::prelude::*;
use wavepass_core::launch::RefusedBy;
use wavepass_core::platform::outcome::NotDone;

use super::diff::{DiffView, lines};
use super::model::pipeline::Applying;
use super::model::{Draft, Event, LaunchModel};
use super::store::LaunchStore;
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::reactive::{dynamic, text};

/// What changes, and whether it shall.
#[component]
pub(super) fn Question(
    page: LaunchStore,
    /// The name of the pipeline.
    name: Signal<String>,
) -> impl IntoView {
    let applying = page.select(|model| model.applying().clone());
    let open = Signal::derive(move || applying.with(|applying| *applying != Applying::No));
    let pending = Signal::derive(move || applying.with(|applying| *applying == Applying::Sent));
    let cancel = move || page.dispatch(Event::ApplyCancelled);
    let known = page.select(LaunchModel::obstacle);
    let changes = move || {
        page.draft.with(|draft| {
            page.peek(|model| {
                let loaded = model.pipeline();
                let before = loaded.map_or("", |loaded| loaded.launch.config_text());
                lines(before, &draft.text)
            })
        })
    };
    view! {
        <Dialog
            id="apply"
            title=text(move || format!("Apply to “{}”?", name.get()))
            open
            on_cancel=move |()| cancel()
        >
            <p>
                "The pipeline’s config becomes this, for everybody who launches it. Everything \
                 else of its launch stays as it is. Where Platform keeps versions of pipelines, a \
                 new version is published."
            </p>
            {dynamic(move || {
                let changes = changes();
                if changes.is_empty() {
                    view! { <p>"It has exactly this config already."</p> }.into_any()
                } else {
                    view! { <DiffView lines=changes/> }.into_any()
                }
            })}
            {dynamic(move || obstacle(&page.draft.get()).into_any())}
            {dynamic(move || {
                let notice = |said| view! { <p class="wp-notice wp-notice--error">{said}</p> };
                known.get().map(notice).into_any()
            })}
            {dynamic(move || {
                let Applying::Asked(Some(error)) = applying.get() else {
                    return ().into_any();
                };
                view! {
                    <div class="wp-notice wp-notice--error" role="alert">
                        <p>{error.sentence()}</p>
                    </div>
                }
                .into_any()
            })}
            <DialogButtons
                on_cancel=move |()| cancel()
                pending
                label="Apply"
                busy_label="Applying…"
                class="wp-button wp-button--primary"
                // What nobody can launch with is not sent; the reason stands above.
                on_confirm=move |()| page.dispatch(Event::ApplyConfirmed)
            />
        </Dialog>
    }
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
            Some("Not everything that you want is in it: see “Result”.")
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
