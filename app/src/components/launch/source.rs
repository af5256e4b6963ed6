//! Where the text comes from: typed, pasted, a file, or a pipeline of Platform.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::pipelines::PipelineEntry;

use crate::components::button::BusyButton;
use crate::components::editor::{EditorView, Mark};
use crate::components::file_drop::hand_on;
use crate::components::load::{Failed, Loading};
use crate::handlers::entered;
use crate::reactive::dynamic;
use crate::state::announcer::use_announcer;
use crate::state::launch::LaunchState;
use crate::state::launch::pipeline::Pipelines;
use crate::state::remote::{Fetched, Remote};

/// The text that is there.
#[component]
pub(crate) fn Source(
    /// The page.
    state: LaunchState,
    /// The pipelines to load from, when somebody is signed in.
    #[prop(into)]
    pipelines: Option<(Pipelines, Fetched<Vec<PipelineEntry>>)>,
) -> impl IntoView {
    let marks = Memo::new(move |_| {
        // While somebody types, places are not those of the text any more.
        let now = state.is_settled().then(|| state.now.get());
        let marks = now
            .iter()
            .flat_map(|now| now.findings.iter().filter_map(mark));
        std::sync::Arc::new(marks.collect::<Vec<_>>())
    });
    let announcer = use_announcer();
    let on_file = move |event: Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        let file = input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            hand_on(
                announcer,
                file,
                Callback::new(move |text: String| state.load(&text)),
            );
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    view! {
        <section class="wp-card wp-launch__part" aria-labelledby="launch-text-title">
            <h2 class="wp-card__title" id="launch-text-title">
                "The text that is there"
            </h2>
            {pipelines.map(|(pipelines, list)| view! { <FromPipeline state pipelines list/> })}
            <div class="wp-launch__label">
                <label class="wp-field__label" for="launch-text">
                    "Current Nextflow config"
                </label>
                <label class="wp-button wp-button--small wp-file">
                    "Open a file"
                    <input class="wp-visually-hidden" type="file" on:change=on_file/>
                </label>
            </div>
            <EditorView
                editor=state.editor
                id="launch-text"
                described_by="launch-text-help"
                marks
                on_type=move |()| state.typed()
            />
            <p class="wp-field__help" id="launch-text-help">
                "Paste what is there now, or drop a file. Leave it empty to start anew. It stays \
                 in this browser."
            </p>
        </section>
    }
}

fn mark(said: &wavepass_core::nextflow::ConfigFinding) -> Option<Mark> {
    let span = said.span?;
    Some(Mark {
        span,
        severity: said.finding.severity,
    })
}

/// Loads the text of a pipeline.
#[component]
fn FromPipeline(
    state: LaunchState,
    pipelines: Pipelines,
    list: Fetched<Vec<PipelineEntry>>,
) -> impl IntoView {
    dynamic(move || match list.get() {
        Remote::Loading => view! { <Loading what="Pipelines"/> }.into_any(),
        Remote::Failed(error) => {
            view! { <Failed what="Pipelines" error on_retry=move || list.again()/> }.into_any()
        }
        Remote::Ready(all) if all.is_empty() => {
            view! { <p class="wp-muted">"There is no pipeline here to load a config from."</p> }
                .into_any()
        }
        Remote::Ready(all) => view! { <Choose state pipelines all/> }.into_any(),
    })
}

#[component]
fn Choose(state: LaunchState, pipelines: Pipelines, all: Vec<PipelineEntry>) -> impl IntoView {
    let announcer = use_announcer();
    let chosen = RwSignal::new(all.first().map(|entry| entry.pipeline_id));
    let pending = RwSignal::new(false);
    let options = all.iter().map(|entry| {
        view! { <option value=entry.pipeline_id.to_string()>{entry.name.clone()}</option> }
    });
    let options = options.collect_view();
    let rows = StoredValue::new(all);
    let load = move |()| {
        let found = rows.with_value(|rows| {
            let chosen = chosen.get_untracked()?;
            rows.iter()
                .find(|entry| entry.pipeline_id == chosen)
                .cloned()
        });
        let Some(entry) = found.filter(|_| !pending.get_untracked()) else {
            return;
        };
        pending.set(true);
        spawn_local(async move {
            let name = entry.name.clone();
            match pipelines.load(state, entry).await {
                Ok(()) => announcer.say(format!("The config of {name} is loaded.")),
                Err(error) => announcer.notify(error.user_message()),
            }
            pending.try_set(false);
        });
    };
    view! {
        <div class="wp-launch__from">
            <div class="wp-field">
                <label class="wp-field__label" for="launch-pipeline">
                    "Pipeline"
                </label>
                <select
                    class="wp-input wp-select"
                    id="launch-pipeline"
                    on:change=entered(move |id| chosen.set(id.parse().ok()))
                >
                    {options}
                </select>
            </div>
            <BusyButton
                pending
                label="Load its config"
                busy_label="Loading…"
                class="wp-button"
                on_press=load
            />
        </div>
    }
}
