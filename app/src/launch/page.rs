//! The launch config helper: reads any Nextflow configuration, switches Wave on, changes
//! nothing else.
//!
//! It works without a session as well: everything but loading and applying is done here.

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use super::choices::Choices;
use super::findings::LaunchFindings;
use super::outcome::OutcomeView;
use super::source::Source;
use super::state::LaunchState;
use super::state::pipeline::Pipelines;
use super::surroundings::{AlreadyOn, Surroundings};
use crate::browser;
use crate::shell::remote::{Remote, use_fetched};
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::stored_credentials::use_stored;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::follow;

/// The launch page of a place. Without a scope nobody is signed in.
#[component]
pub(crate) fn Launch(place: Place, scope: Option<Scope>) -> impl IntoView {
    let state = LaunchState::new(scope, &browser::fragment());
    state.carry_in_address();
    let platform = scope.map(|scope| use_platform(state, scope));
    let baseline = move || {
        let loaded = platform.and_then(|platform| platform.pipelines.loaded.get());
        loaded.map_or(String::new(), |loaded| {
            loaded.launch.config_text().to_owned()
        })
    };
    let unsaved = Memo::new(move |_| {
        let text = state.editor.text.get();
        !text.trim().is_empty() && *text != *baseline()
    });
    use_router().guard(unsaved.into());
    view! {
        <PageHeading title="Launch config" context=place.label()/>
        <p class="wp-muted">
            "Switches Wave on in any Nextflow config and leaves every other character as it is."
        </p>
        {platform
            .map(|platform| {
                let loaded = platform.pipelines.loaded;
                view! { <AlreadyOn environments=platform.environments loaded/> }
            })}
        <div class="wp-launch">
            <div class="wp-launch__column">
                <Source state pipelines=platform.map(|all| (all.pipelines, all.list))/>
                <LaunchFindings state/>
                <Surroundings state/>
            </div>
            <Choices state/>
            <OutcomeView state pipelines=platform.map(|all| all.pipelines)/>
        </div>
    }
}

/// What comes from Platform.
#[derive(Clone, Copy)]
struct Platform {
    pipelines: Pipelines,
    list: crate::shell::remote::Fetched<Vec<wavepass_core::platform::pipelines::PipelineEntry>>,
    environments:
        crate::shell::remote::Fetched<Vec<wavepass_core::platform::compute_envs::ComputeEnvEntry>>,
}

fn use_platform(state: LaunchState, scope: Scope) -> Platform {
    let api = use_session().api();
    let credentials = use_stored(scope);
    follow(move || {
        if let Remote::Ready(list) = credentials.get() {
            state.credentials.set(Some(list));
        }
    });
    Platform {
        pipelines: Pipelines::new(scope, api),
        list: use_fetched(move || async move { api.pipelines(scope).await }),
        environments: use_fetched(move || async move { api.compute_envs(scope).await }),
    }
}
