//! Chooses a pipeline of Platform and loads what it is launched with. What happens when is in [`model`].

mod model;

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::pipelines::PipelineEntry;

use super::{Loaded, load};
use crate::api::Pipelines;
use crate::shell::remote::{Fetched, Remote};
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::button::BusyButton;
use crate::ui::foreign::visible;
use crate::ui::handlers::entered;
use crate::ui::load::{Failed, Loading};
use crate::ui::reactive::{dynamic, text};
use crate::ui::store::Store;
use model::{ChoiceModel, Effect, Event};

/// How long typing has to pause until Platform is asked, in milliseconds.
const PAUSE: u32 = 300;

/// Loads what a pipeline is launched with.
#[component]
pub(crate) fn ChoosePipeline(
    /// Unique in the page.
    id: &'static str,
    /// What the button says that loads it.
    label: &'static str,
    scope: Scope,
    list: Fetched<Pipelines>,
    /// It has come.
    on_loaded: Callback<Arc<Loaded>>,
) -> impl IntoView {
    dynamic(move || match list.get() {
        Remote::Loading => view! { <Loading what="Pipelines"/> }.into_any(),
        Remote::Failed(error) => {
            view! { <Failed what="Pipelines" why=error.sentence() on_retry=move || list.again()/> }
                .into_any()
        }
        Remote::Ready(all) => {
            if all.rows.is_empty() && all.missing.is_none() {
                return view! {
                    <p class="wp-muted">"There is no pipeline here to load a config from."</p>
                }
                .into_any();
            }
            view! { <Choose id label scope all on_loaded/> }.into_any()
        }
    })
}

#[component]
fn Choose(
    id: &'static str,
    label: &'static str,
    scope: Scope,
    all: Pipelines,
    on_loaded: Callback<Arc<Loaded>>,
) -> impl IntoView {
    let choice = use_choice(scope, all, on_loaded);
    let shown = choice.select(|choice| choice.shown().to_vec());
    let said = choice.select(ChoiceModel::said);
    let searchable = choice.with_untracked(ChoiceModel::is_searchable);
    view! {
        {searchable.then(|| view! { <SearchField id choice/> })}
        {dynamic(move || {
            let all = shown.get();
            (!all.is_empty()).then(|| view! { <Choice id label choice all/> }).into_any()
        })}
        <p class="wp-muted" role="status">
            {text(move || said.get().unwrap_or_default())}
        </p>
    }
}

/// Asks Platform for pipelines that are not in the list.
#[component]
fn SearchField(id: &'static str, choice: Store<ChoiceModel>) -> impl IntoView {
    view! {
        <div class="wp-field">
            <label class="wp-field__label" for=format!("{id}-search")>
                "Search all pipelines"
            </label>
            <input
                class="wp-input"
                id=format!("{id}-search")
                type="search"
                autocomplete="off"
                on:input=entered(move |text| choice.dispatch(Event::SearchTyped(text)))
            />
        </div>
    }
}

#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    choice: Store<ChoiceModel>,
    all: Vec<PipelineEntry>,
) -> impl IntoView {
    let options = all.iter().map(|entry| {
        let label = visible(&model::label(entry, &all));
        view! { <option value=entry.pipeline_id.to_string()>{label}</option> }
    });
    let options = options.collect_view();
    let choose = move |id: String| {
        // Each option has the id of its pipeline for its value.
        if let Ok(id) = id.parse() {
            choice.dispatch(Event::Chosen(id));
        }
    };
    view! {
        <div class="wp-pipeline">
            <div class="wp-field">
                <label class="wp-field__label" for=id>
                    "Pipeline"
                </label>
                <select
                    class="wp-input wp-select"
                    id=id
                    on:change=entered(choose)
                >
                    {options}
                </select>
            </div>
            <BusyButton
                pending=choice.select(ChoiceModel::is_loading)
                label
                busy_label="Loading…"
                class="wp-button"
                on_press=move |()| choice.dispatch(Event::LoadPressed)
            />
        </div>
    }
}

/// The choice of a pipeline, whose launch is handed on once it is there.
fn use_choice(
    scope: Scope,
    all: Pipelines,
    on_loaded: Callback<Arc<Loaded>>,
) -> Store<ChoiceModel> {
    let api = use_session().api();
    let announcer = use_announcer();
    Store::new(ChoiceModel::new(all), move |choice, effect| match effect {
        Effect::WaitForPause(number) => spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            choice.dispatch(Event::SearchPaused(number));
        }),
        Effect::Search(number, text) => spawn_local(async move {
            let found = api.pipelines(scope, &text).await;
            choice.dispatch(Event::Found(number, found));
        }),
        Effect::Load(entry) => spawn_local(async move {
            let answer = load(scope, api, *entry).await;
            choice.dispatch(Event::Answered(answer));
        }),
        Effect::HandOn(loaded) => on_loaded.run(loaded),
        Effect::Notify(sentence) => announcer.notify(sentence),
    })
}
