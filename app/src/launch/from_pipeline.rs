//! Loads the configuration of a pipeline of Platform. What happens when is in [`model`].

mod model;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::pipelines::PipelineEntry;

use super::model::Event as PageEvent;
use super::store::{LaunchStore, load};
use crate::api::Pipelines;
use crate::shell::remote::{Fetched, Remote};
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::button::BusyButton;
use crate::ui::handlers::entered;
use crate::ui::load::{Failed, Loading};
use crate::ui::reactive::dynamic;
use crate::ui::store::Store;
use model::{ChoiceModel, Effect, Event};

/// Loads the text of a pipeline.
#[component]
pub(super) fn FromPipeline(
    page: LaunchStore,
    scope: Scope,
    list: Fetched<Pipelines>,
) -> impl IntoView {
    dynamic(move || match list.get() {
        Remote::Loading => view! { <Loading what="Pipelines"/> }.into_any(),
        Remote::Failed(error) => {
            view! { <Failed what="Pipelines" why=error.sentence() on_retry=move || list.again()/> }
                .into_any()
        }
        Remote::Ready(Pipelines { rows, missing }) => {
            let missing = missing.map(|said| view! { <p class="wp-muted">{said}</p> });
            if rows.is_empty() && missing.is_none() {
                return view! {
                    <p class="wp-muted">"There is no pipeline here to load a config from."</p>
                }
                .into_any();
            }
            let choose = (!rows.is_empty()).then(|| view! { <Choose page scope all=rows/> });
            view! { {choose} {missing} }.into_any()
        }
    })
}

#[component]
fn Choose(page: LaunchStore, scope: Scope, all: Vec<PipelineEntry>) -> impl IntoView {
    let options = all.iter().map(|entry| {
        let label = model::label(entry, &all);
        view! { <option value=entry.pipeline_id.to_string()>{label}</option> }
    });
    let options = options.collect_view();
    let choice = use_choice(page, scope, all);
    let choose = move |id: String| {
        // Each option has the id of its pipeline for its value.
        if let Ok(id) = id.parse() {
            choice.dispatch(Event::Chosen(id));
        }
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
                    on:change=entered(choose)
                >
                    {options}
                </select>
            </div>
            <BusyButton
                pending=choice.select(ChoiceModel::is_loading)
                label="Load its config"
                busy_label="Loading…"
                class="wp-button"
                on_press=move |()| choice.dispatch(Event::LoadPressed)
            />
        </div>
    }
}

/// The choice of a pipeline, whose launch goes to the page once it is there.
fn use_choice(page: LaunchStore, scope: Scope, all: Vec<PipelineEntry>) -> Store<ChoiceModel> {
    let api = use_session().api();
    let announcer = use_announcer();
    Store::new(ChoiceModel::new(all), move |choice, effect| match effect {
        Effect::Load(entry) => spawn_local(async move {
            let answer = load(scope, api, *entry).await;
            choice.dispatch(Event::Answered(answer));
        }),
        Effect::HandOn(loaded) => page.dispatch(PageEvent::PipelineLoaded(loaded)),
        Effect::Notify(sentence) => announcer.notify(sentence),
    })
}
