//! Loads the configuration of a pipeline of Platform.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::pipelines::PipelineEntry;

use super::model::Event;
use super::store::LaunchStore;
use super::store::load;
use crate::shell::remote::{Fetched, Remote};
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::button::BusyButton;
use crate::ui::handlers::entered;
use crate::ui::load::{Failed, Loading};
use crate::ui::reactive::dynamic;

/// Loads the text of a pipeline.
#[component]
pub(super) fn FromPipeline(
    page: LaunchStore,
    scope: Scope,
    list: Fetched<Vec<PipelineEntry>>,
) -> impl IntoView {
    dynamic(move || {
        match list.get() {
        Remote::Loading => view! { <Loading what="Pipelines"/> }.into_any(),
        Remote::Failed(error) => {
            view! { <Failed what="Pipelines" why=error.user_message() on_retry=move || list.again()/> }.into_any()
        }
        Remote::Ready(all) if all.is_empty() => {
            view! { <p class="wp-muted">"There is no pipeline here to load a config from."</p> }
                .into_any()
        }
        Remote::Ready(all) => view! { <Choose page scope all/> }.into_any(),
    }
    })
}

#[component]
fn Choose(page: LaunchStore, scope: Scope, all: Vec<PipelineEntry>) -> impl IntoView {
    let api = use_session().api();
    let announcer = use_announcer();
    let chosen = RwSignal::new(all.first().map(|entry| entry.pipeline_id));
    let pending = RwSignal::new(false);
    let options = all.iter().map(|entry| {
        view! { <option value=entry.pipeline_id.to_string()>{entry.name.clone()}</option> }
    });
    let options = options.collect_view();
    let rows = StoredValue::new(all);
    let on_load = move |()| {
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
            match load(scope, api, entry).await {
                Ok(loaded) => page.dispatch(Event::PipelineLoaded(loaded)),
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
                on_press=on_load
            />
        </div>
    }
}
