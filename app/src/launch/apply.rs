//! Gives a pipeline of Platform the new configuration, after showing what changes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::nextflow::Target;

use super::question::Question;
use super::state::LaunchState;
use super::state::pipeline::{Applied, Pipelines};
use crate::api::ApiError;
use crate::ui::announcer::use_announcer;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, text};

/// The button and its question. There while the config of a pipeline is loaded, where it
/// belongs: the launch form.
#[component]
pub(super) fn Apply(state: LaunchState, pipelines: Pipelines) -> impl IntoView {
    let announcer = use_announcer();
    let open = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let name = text(move || {
        pipelines.loaded.with(|loaded| {
            loaded
                .as_ref()
                .map_or(String::new(), |l| l.entry.name.clone())
        })
    });
    let is_there = Memo::new(move |_| {
        pipelines.loaded.with(Option::is_some) && state.target.get() == Target::LaunchForm
    });
    let ask = move || {
        state.settle();
        failure.set(None);
        open.set(true);
    };
    let apply = move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        failure.set(None);
        let text = state.draft.with_untracked(|draft| draft.text.clone());
        spawn_local(async move {
            let outcome = pipelines.apply(&text).await;
            if pending.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(applied) => {
                    open.set(false);
                    state.load(&text);
                    state.wishes.clear();
                    let name = name.get_untracked();
                    announcer.notify(match applied {
                        Applied::Now => {
                            format!("{name} has the new config. Its next launch uses it.")
                        }
                        Applied::Draft => format!(
                            "The new config is in a draft of {name}. Launches use it once \
                             somebody publishes the draft in Platform."
                        ),
                    });
                }
                Err(reason) => failure.set(Some(reason)),
            }
        });
    };
    view! {
        {dynamic(move || {
            is_there
                .get()
                .then(|| view! {
                    <button
                        type="button"
                        class="wp-button wp-button--primary wp-button--small"
                        on:click=pressed(ask)
                    >
                        "Apply to " {name}
                    </button>
                })
                .into_any()
        })}
        <Question state pipelines name open pending failure on_apply=apply/>
    }
}
