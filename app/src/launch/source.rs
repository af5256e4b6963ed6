//! Where the text comes from: typed, pasted, a file, or a pipeline of Platform.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::platform::Scope;

use super::editor::{EditorView, Mark};
use super::model::{Event as PageEvent, LaunchModel};
use super::store::LaunchStore;
use crate::api::Pipelines;
use crate::pipeline::choose::ChoosePipeline;
use crate::shell::remote::Fetched;
use crate::ui::announcer::use_announcer;
use crate::ui::file_drop::hand_on;

/// The text that is there.
#[component]
pub(crate) fn Source(
    /// The page.
    page: LaunchStore,
    /// The pipelines to load from, when somebody is signed in.
    #[prop(into)]
    pipelines: Option<(Scope, Fetched<Pipelines>)>,
) -> impl IntoView {
    let is_settled = page.select(LaunchModel::is_settled);
    let marks = Memo::new(move |_| {
        // While somebody types, spans are not those of the text any more.
        let now = is_settled.get().then(|| page.now.get());
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
                Callback::new(move |text: String| page.dispatch(PageEvent::Opened(text))),
            );
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    view! {
        <section class="wp-card wp-launch__part" aria-labelledby="launch-text-title">
            <h2 class="wp-card__title" id="launch-text-title">
                "Current config"
            </h2>
            {pipelines
                .map(|(scope, list)| {
                    let on_loaded = Callback::new(move |loaded| {
                        page.dispatch(PageEvent::PipelineLoaded(loaded));
                    });
                    view! {
                        <ChoosePipeline
                            id="launch-pipeline"
                            label="Load its config"
                            scope
                            list
                            on_loaded
                        />
                    }
                })}
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
                editor=page.editor
                id="launch-text"
                described_by="launch-text-help"
                marks
                on_type=move |()| page.typed()
                // What comes out is that of all that was typed, when somebody takes it.
                on_leave=move |()| page.dispatch(PageEvent::Left)
            />
            <p class="wp-field__help" id="launch-text-help">
                "Paste what is there now, or drop a file. Leave it empty to start anew. It stays \
                 in this browser."
            </p>
        </section>
    }
}

fn mark(said: &wavepass_core::launch::ConfigFinding) -> Option<Mark> {
    let span = said.span?;
    Some(Mark {
        span,
        severity: said.finding.severity,
        message: said.finding.message.as_str().into(),
    })
}
