//! The launch config helper: reads any Nextflow configuration, switches Wave on, changes
//! nothing else.
//!
//! It works without a session as well: everything but loading and applying is done here.

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::reader::Listed;

use super::choices::Choices;
use super::findings::LaunchFindings;
use super::model::{Event, LaunchModel};
use super::outcome::{OutcomeView, RESULT};
use super::question::Question;
use super::source::Source;
use super::store::LaunchStore;
use super::strict_check::StrictCheck;
use super::surroundings::{AlreadyOn, Surroundings};
use super::where_on::WhereWaveIsOn;
use crate::api::Pipelines;
use crate::browser;
use crate::shell::leave_guard::LeaveGuard;
use crate::shell::permissions::use_permissions;
use crate::shell::remote::{Fetched, Remote, use_fetched};
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::stored_credentials::use_stored;
use crate::ui::handlers::pressed;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::follow;

/// The launch page of a place. Without a scope nobody is signed in.
#[component]
pub(crate) fn Launch(place: Place, scope: Option<Scope>) -> impl IntoView {
    let api = use_session().api();
    let page = LaunchStore::new(scope.map(|scope| (scope, api)));
    let platform = scope.map(|scope| use_platform(page, scope));
    view! {
        <PageHeading title="Launch config" context=place.label()/>
        <p class="wp-muted">
            "Switches Wave on in any Nextflow config and leaves every other character as it is."
        </p>
        {platform
            .map(|platform| {
                view! { <AlreadyOn environments=platform.environments page/> }
            })}
        {scope
            .zip(platform)
            .map(|(scope, platform)| {
                let Platform { pipelines, environments } = platform;
                view! { <WhereWaveIsOn page scope environments pipelines/> }
            })}
        <div class="wp-launch">
            <div class="wp-launch__column">
                <Source page pipelines=scope.zip(platform.map(|all| all.pipelines))/>
                <LaunchFindings page/>
                <Surroundings page/>
                <StrictCheck page/>
            </div>
            <div class="wp-launch__column">
                <Choices page/>
                // On a telephone the result is far below.
                <p class="wp-launch__bar">
                    <button
                        type="button"
                        class="wp-button"
                        on:click=pressed(|| {
                            browser::focus(RESULT);
                        })
                    >
                        "See the result"
                    </button>
                </p>
                <OutcomeView page pipelines=scope.zip(platform.map(|all| all.pipelines))/>
            </div>
        </div>
        {scope.map(|_| view! { <Question page/> })}
        <LeaveGuard unsaved=page.select(LaunchModel::is_unsaved)/>
    }
}

/// What comes from Platform.
#[derive(Clone, Copy)]
struct Platform {
    pipelines: Fetched<Pipelines>,
    environments: Fetched<Listed<ComputeEnvEntry>>,
}

fn use_platform(page: LaunchStore, scope: Scope) -> Platform {
    let api = use_session().api();
    use_permissions().want(scope);
    let credentials = use_stored(scope);
    follow(move || {
        if let Remote::Ready(list) = credentials.get() {
            page.dispatch(Event::CredentialsListed(list.rows));
        }
    });
    let installation = use_session().installation();
    follow(move || {
        if let Some(installation) = installation.get() {
            page.dispatch(Event::LongestTold(installation.longest_config));
        }
    });
    Platform {
        pipelines: use_fetched(move || async move { api.pipelines(scope, "").await }),
        environments: use_fetched(move || async move { api.compute_envs(scope).await }),
    }
}
