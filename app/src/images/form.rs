//! The input of the images page: anything that has names of images in it, or an error.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::reader::Listed;

use super::assumptions::Assumptions;
use super::examples::Example;
use super::model::{Event, ImagesModel, Text};
use crate::pipeline::Loaded;
use crate::pipeline::choose::ChoosePipeline;
use crate::shell::remote::{Fetched, Remote, use_fetched};
use crate::shell::session::use_session;
use crate::ui::file_drop::{allow_files, on_file_drop};
use crate::ui::handlers::{entered, pressed, submitted};
use crate::ui::reactive::{only_if, text};
use crate::ui::store::Store;

/// The id of the input.
pub(crate) const INPUT: &str = "images-text";

/// The input and what is assumed, with the button that checks.
#[component]
pub(crate) fn ImagesForm(
    /// What is asked.
    images: Store<ImagesModel>,
    /// The compute environments of the workspace.
    environments: Fetched<Listed<ComputeEnvEntry>>,
    /// Whose pipelines can be looked at.
    scope: Scope,
) -> impl IntoView {
    // What is derived keeps no copy.
    let value = text(move || images.with(|images| images.text().to_owned()));
    let typed = move |typed| images.dispatch(Event::Typed(Text(typed)));
    let offers_examples = images.select(ImagesModel::offers_examples);
    let check = move || images.dispatch(Event::Checked);
    let by_keyboard = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            check();
        }
    };
    view! {
        <form class="wp-card wp-form wp-images" on:submit=submitted(check)>
            <div class="wp-field">
                <label class="wp-field__label" for=INPUT>
                    "Images, a config, or an error from a log"
                </label>
                <textarea
                    class="wp-input wp-images__text"
                    id=INPUT
                    rows="6"
                    prop:value=value
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby="images-help"
                    on:input=entered(typed)
                    on:keydown=by_keyboard
                    on:dragover=allow_files
                    on:drop=on_file_drop(Callback::new(typed))
                ></textarea>
                <p class="wp-field__help" id="images-help">
                    "One image a line, the output of nextflow inspect, a nextflow.config or a log; \
                     a text file can be dropped here. The text stays in this browser; names of \
                     images that are found in it go into the address of the page."
                </p>
            </div>
            {only_if(
                move || offers_examples.get(),
                move || view! {
                    <div class="wp-buttons">
                        <span class="wp-muted">"Try it with:"</span>
                        {Example::ALL
                            .map(|example| {
                                view! {
                                    <button
                                        type="button"
                                        class="wp-button wp-button--small"
                                        on:click=pressed(move || {
                                            images.dispatch(Event::ExamplePressed(example));
                                        })
                                    >
                                        {example.label()}
                                    </button>
                                }
                            })
                            .into_iter()
                            .collect_view()}
                    </div>
                }.into_any(),
            )}
            <OfPipeline images environments scope/>
            <Assumptions images environments/>
            <div class="wp-form__buttons">
                <button type="submit" class="wp-button wp-button--primary">
                    "Check"
                </button>
            </div>
        </form>
    }
}

/// Looks at the config of a pipeline in place of a text.
#[component]
fn OfPipeline(
    images: Store<ImagesModel>,
    environments: Fetched<Listed<ComputeEnvEntry>>,
    scope: Scope,
) -> impl IntoView {
    // Who does not look at a pipeline does not ask for all of them.
    let is_open = RwSignal::new(false);
    let on_loaded = Callback::new(move |loaded: Arc<Loaded>| {
        let id = loaded.launch.compute_env_id().map(str::to_owned);
        let environment = match untrack(move || environments.get()) {
            Remote::Ready(all) => all
                .rows
                .into_iter()
                .find(|row| Some(&row.id) == id.as_ref()),
            // The launch tells the most of it.
            Remote::Loading | Remote::Failed(_) => None,
        };
        images.dispatch(Event::PipelineLoaded(loaded, environment.map(Box::new)));
    });
    let api = use_session().api();
    view! {
        <details class="wp-images__pipeline" on:toggle=move |_| is_open.set(true)>
            <summary>"Or check a pipeline of Platform"</summary>
            {only_if(
                move || is_open.get(),
                move || {
                    let list = use_fetched(move || async move { api.pipelines(scope, "").await });
                    view! {
                        <ChoosePipeline
                            id="images-pipeline"
                            label="Check this pipeline"
                            scope
                            list
                            on_loaded
                        />
                    }
                    .into_any()
                },
            )}
        </details>
    }
}
