//! Where the text comes from: typed, pasted, a file, or a pipeline of Platform.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::platform::pipelines::PipelineEntry;

use super::editor::{EditorView, Mark};
use super::from_pipeline::FromPipeline;
use super::state::LaunchState;
use super::state::pipeline::Pipelines;
use crate::shell::remote::Fetched;
use crate::ui::announcer::use_announcer;
use crate::ui::file_drop::hand_on;

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
                // What comes out is that of all that was typed, when somebody takes it.
                on_leave=move |()| state.settle()
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
