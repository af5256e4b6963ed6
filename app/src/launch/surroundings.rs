//! What is around the text: profiles, the version of Nextflow, compute environments with Wave.

use std::sync::Arc;

use leptos::prelude::*;
use nextflow_config::options::Version;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::feature::Feature;
use wavepass_core::platform::reader::Listed;

use super::model::Event;
use super::model::pipeline::{some_names, with_wave};
use super::store::LaunchStore;
use crate::shell::remote::{Fetched, Remote};
use crate::shell::session::use_session;
use crate::ui::field::Field;
use crate::ui::inputs::TextInput;
use crate::ui::reactive::{dynamic, text};

/// What the run selects.
#[component]
pub(crate) fn Surroundings(
    /// The page.
    page: LaunchStore,
) -> impl IntoView {
    let typed = page.select(|model| model.nextflow().to_owned());
    let help = text(move || {
        let is_strange = typed.with(|typed| {
            let typed = typed.trim();
            !typed.is_empty() && Version::parse(typed).is_none()
        });
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
                <Profiles page/>
                <Field id="launch-version" label=text(|| "Nextflow version") help>
                    <TextInput
                        value=typed.into()
                        on_input=move |typed: String| page.dispatch(Event::VersionTyped(typed))
                        placeholder=text(|| "25.10")
                    />
                </Field>
            </div>
        </details>
    }
}

/// The profiles that the text declares, and which of them are selected.
#[component]
fn Profiles(page: LaunchStore) -> impl IntoView {
    let declared = Memo::new(move |_| page.now.with(|now| now.profiles.clone()));
    dynamic(move || {
        let names = declared.get();
        if names.is_empty() {
            return view! { <p class="wp-muted">"The text declares no profiles."</p> }.into_any();
        }
        let boxes = names.into_iter().map(|name| {
            let label = name.clone();
            let mine = StoredValue::new(name);
            let chosen =
                page.select(move |model| mine.with_value(|name| model.profiles().contains(name)));
            let on_change = move |event: web_sys::Event| {
                let on = event_target_checked(&event);
                page.dispatch(Event::ProfileChosen(mine.get_value(), on));
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

/// What the compute environments do already: Wave that is on, a configuration of their own.
#[component]
pub(crate) fn AlreadyOn(
    /// The compute environments of the context.
    environments: Fetched<Listed<ComputeEnvEntry>>,
    /// The page.
    page: LaunchStore,
) -> impl IntoView {
    // By its address: comparing whole launches with every key takes too long.
    let which = page.select(|model| model.pipeline().map(|loaded| Arc::as_ptr(loaded).addr()));
    let loaded = Signal::derive(move || {
        // Asked for, because a memo that nobody has asked follows nothing.
        let _ = which.get();
        page.peek(|model| model.pipeline().cloned())
    });
    let installation = use_session().installation();
    dynamic(move || {
        let Remote::Ready(all) = environments.get() else {
            // Without them less is said.
            return ().into_any();
        };
        let names = loaded.with(|loaded| with_wave(&all.rows, loaded.as_deref()));
        let is_one = loaded.with(Option::is_some);
        let on = (!names.is_empty()).then(|| {
            let rest = if is_one {
                ", where this pipeline runs. The switch for Wave is not needed here."
            } else {
                ". Launches there do not need the switch for Wave."
            };
            view! {
                <p>
                    "Already on through the compute environment " <strong>{some_names(&names)}</strong>
                    {rest}
                </p>
            }
        });
        let has_global = loaded.with(|loaded| {
            let launch = loaded.as_ref().map(|loaded| &loaded.launch);
            launch.is_some_and(|launch| launch.global_config().is_some())
        });
        let global = has_global.then(|| {
            view! {
                <p>
                    "The compute environment of this pipeline has a "
                    <strong>"Global Nextflow config"</strong>
                    " as well. Where both set something, the text here wins."
                </p>
            }
        });
        let unreadable = all.sentence().map(|said| {
            view! { <p>"Compute environments: " {said}</p> }
        });
        let is_silent = installation.get().is_some_and(|installation| {
            installation.has(Feature::WaveOfComputeEnvs) == Some(false) && !all.rows.is_empty()
        });
        // Of the pipeline's own, its launch may tell.
        let silent = (is_silent && on.is_none()).then(|| {
            view! {
                <p>
                    "This version of Platform most likely does not list which compute environments \
                     have Wave switched on already."
                </p>
            }
        });
        if on.is_none() && global.is_none() && unreadable.is_none() && silent.is_none() {
            return ().into_any();
        }
        view! {
            <div class="wp-notice" role="status">
                {on} {global} {silent} {unreadable}
            </div>
        }
        .into_any()
    })
}
