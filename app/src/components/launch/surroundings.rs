//! What is around the text: profiles, the version of Nextflow, compute environments with Wave.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::nextflow::Version;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;

use crate::components::field::Field;
use crate::components::icon::{Icon, IconView};
use crate::components::inputs::TextInput;
use crate::reactive::{dynamic, text};
use crate::state::launch::LaunchState;
use crate::state::launch::pipeline::with_wave;
use crate::state::remote::{Fetched, Remote};

/// What the run selects.
#[component]
pub(crate) fn Surroundings(
    /// The page.
    state: LaunchState,
) -> impl IntoView {
    let help = text(move || {
        let is_strange = state.nextflow.with(|typed| !typed.trim().is_empty())
            && state
                .nextflow
                .with(|typed| Version::parse(typed.trim()).is_none());
        if is_strange {
            "Write it as 24.10 or 25.02.0-edge."
        } else {
            "Tells which options are too new for it."
        }
    });
    view! {
        <details class="wp-launch__around">
            <summary>"Profiles and version"</summary>
            <div class="wp-stack">
                <Profiles state/>
                <Field id="launch-version" label=text(|| "Nextflow version") help>
                    <TextInput
                        value=state.nextflow.into()
                        on_input=move |typed: String| state.nextflow.set(typed)
                        placeholder=text(|| "25.10")
                    />
                </Field>
            </div>
        </details>
    }
}

/// The profiles that the text declares, and which of them are selected.
#[component]
fn Profiles(state: LaunchState) -> impl IntoView {
    let declared = Memo::new(move |_| state.now.with(|now| now.profiles.clone()));
    dynamic(move || {
        let names = declared.get();
        if names.is_empty() {
            return view! { <p class="wp-muted">"The text declares no profiles."</p> }.into_any();
        }
        let boxes = names.into_iter().map(|name| {
            let label = name.clone();
            let mine = StoredValue::new(name);
            let chosen = Signal::derive(move || {
                let is_mine = |all: &Vec<String>| mine.with_value(|name| all.contains(name));
                state.profiles.with(is_mine)
            });
            let on_change = move |event: Event| {
                let on = event_target_checked(&event);
                state.profiles.update(|all| {
                    mine.with_value(|name| {
                        all.retain(|other| other != name);
                        if on {
                            all.push(name.clone());
                        }
                    });
                });
            };
            view! {
                <label class="wp-check">
                    <input type="checkbox" prop:checked=chosen on:change=on_change/>
                    {label}
                </label>
            }
        });
        view! {
            <div class="wp-field" role="group" aria-labelledby="launch-profiles">
                <span class="wp-field__label" id="launch-profiles">
                    "Profiles of the run"
                </span>
                <div class="wp-checks">{boxes.collect_view()}</div>
                <p class="wp-field__help">"With none selected, Nextflow takes “standard”."</p>
            </div>
        }
        .into_any()
    })
}

/// The compute environments that have Wave on already.
#[component]
pub(crate) fn AlreadyOn(
    /// The compute environments of the context.
    environments: Fetched<Vec<ComputeEnvEntry>>,
    /// The id of the loaded pipeline's one, when there is a pipeline.
    #[prop(into)]
    of_pipeline: Signal<Option<String>>,
) -> impl IntoView {
    dynamic(move || {
        let Remote::Ready(all) = environments.get() else {
            // Without them less is said.
            return ().into_any();
        };
        let only = of_pipeline.get();
        let all: Vec<_> = match &only {
            Some(id) => all.into_iter().filter(|one| one.id == *id).collect(),
            None => all,
        };
        let names = with_wave(&all);
        if names.is_empty() {
            return ().into_any();
        }
        let named = names.join(", ");
        let rest = if only.is_some() {
            ", where this pipeline runs. The switch for Wave is not needed here."
        } else {
            ". Launches there do not need the switch for Wave."
        };
        view! {
            <div class="wp-notice" role="status">
                <IconView icon=Icon::Check/>
                <p>
                    "Already on through the compute environment " <strong>{named}</strong> {rest}
                </p>
            </div>
        }
        .into_any()
    })
}
