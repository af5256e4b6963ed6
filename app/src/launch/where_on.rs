//! Where Wave is on already, so that nobody has to switch it on: the compute environments of the
//! workspace, and on request its pipelines.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::may::Action;
use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::reader::Listed;

use super::model::Event;
use super::model::pipeline::WaveOfLaunch;
use super::store::LaunchStore;
use crate::api::Pipelines;
use crate::pipeline::{Loaded, load};
use crate::shell::permissions::Permissions;
use crate::shell::remote::{Fetched, Remote};
use crate::shell::session::use_session;
use crate::ui::button::BusyButton;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// How many pipelines are asked for with one press: each is a question of its own.
const AT_ONCE: usize = 20;

/// Where Wave is on.
#[component]
pub(super) fn WhereWaveIsOn(
    /// The page.
    page: LaunchStore,
    scope: Scope,
    environments: Fetched<Listed<ComputeEnvEntry>>,
    pipelines: Fetched<Pipelines>,
) -> impl IntoView {
    dynamic(move || {
        let Remote::Ready(all) = environments.get() else {
            // Without them less is said.
            return ().into_any();
        };
        let Pipelines {
            rows: found,
            missing,
            ..
        } = match pipelines.get() {
            Remote::Ready(found) => found,
            Remote::Loading | Remote::Failed(_) => Pipelines::default(),
        };
        let missing = missing.map(|said| view! { <p class="wp-muted">{said}</p> }.into_any());
        if all.rows.is_empty() && found.is_empty() {
            return ().into_any();
        }
        let rows = all.rows.iter().map(|row| {
            let said = match row.wave_enabled {
                Some(true) if !row.is_available() => "Wave on, and not available",
                Some(true) => "Wave on",
                Some(false) => "Wave off",
                None => "not told by this Platform",
            };
            view! {
                <li>
                    <Foreign text=row.name.clone()/>
                    {row.platform.as_ref().map(|platform| format!(" ({platform})"))}
                    ": "
                    {said}
                </li>
            }
            .into_any()
        });
        let rows: Vec<_> = rows.collect();
        let environments = (!rows.is_empty()).then(|| {
            view! {
                <div>
                    <p>"Compute environments, whose switch for Wave cannot be changed afterwards:"</p>
                    <ul>{rows}</ul>
                </div>
            }
            .into_any()
        });
        let found = (!found.is_empty()).then(|| {
            let all = all.rows.clone();
            view! { <OfPipelines page scope all found/> }.into_any()
        });
        view! {
            <details class="wp-launch__around">
                <summary>"Where Wave is on already"</summary>
                <div class="wp-stack">{environments} {found} {missing}</div>
            </details>
        }
        .into_any()
    })
}

/// What a pipeline is launched with, or why that is not known.
type Answer = Result<std::sync::Arc<Loaded>, String>;

/// The pipelines, each with the way to switch it on.
#[component]
fn OfPipelines(
    page: LaunchStore,
    scope: Scope,
    all: Vec<ComputeEnvEntry>,
    found: Vec<PipelineEntry>,
) -> impl IntoView {
    let api = use_session().api();
    let permissions = use_context::<Permissions>();
    let may_change = move || {
        let why_not = permissions.and_then(|it| it.why_not(Action::ChangePipelines));
        why_not.is_none()
    };
    let answers = RwSignal::new(Vec::<(String, Answer)>::new());
    let pending = RwSignal::new(false);
    let count = found.len();
    let found = StoredValue::new(found);
    let look = move || {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        if answers.with_untracked(Vec::len) == count {
            // Once more, because something may have changed.
            answers.set(Vec::new());
        }
        let asked = answers.with_untracked(Vec::len);
        let next: Vec<_> =
            found.with_value(|found| found.iter().skip(asked).take(AT_ONCE).cloned().collect());
        spawn_local(async move {
            for entry in next {
                let name = entry.label();
                let answer = load(scope, api, entry).await;
                let answer = answer.map_err(|error| error.sentence());
                // Somebody may have left the page.
                if answers.try_update(|all| all.push((name, answer))).is_none() {
                    return;
                }
            }
            pending.try_set(false);
        });
    };
    let rows = move || {
        let rows = answers.get().into_iter().map(|(name, answer)| {
            let (said, button) = match answer {
                Err(why) => (why, None),
                Ok(loaded) => {
                    let wave = WaveOfLaunch::of(&loaded, &all);
                    let label = name.clone();
                    let button = (wave.needs_switch() && may_change()).then(|| {
                        view! {
                            <button
                                type="button"
                                class="wp-button wp-button--small"
                                on:click=pressed(move || {
                                    page.dispatch(Event::SwitchOnIn(loaded.clone()));
                                })
                            >
                                {format!("Switch Wave on in {}…", visible(&label))}
                            </button>
                        }
                        .into_any()
                    });
                    (wave.sentence(), button)
                }
            };
            view! {
                <li>
                    <strong><Foreign text=name/></strong>
                    ": "
                    {said}
                    " "
                    {button}
                </li>
            }
            .into_any()
        });
        rows.collect::<Vec<_>>()
    };
    let rest = move || count.saturating_sub(answers.with(Vec::len));
    view! {
        <div class="wp-stack">
            <ul aria-live="polite">{dynamic(move || rows().into_any())}</ul>
            {dynamic(move || {
                let label = match rest() {
                    0 => "Look again".to_owned(),
                    rest if rest <= AT_ONCE => format!("Look at the {rest} pipelines here"),
                    rest => format!("Look at {AT_ONCE} of the {rest} pipelines here"),
                };
                let label = if rest() == 1 { "Look at the pipeline here".to_owned() } else { label };
                view! {
                    <div class="wp-buttons">
                        <BusyButton
                            pending
                            label
                            busy_label="Looking…"
                            class="wp-button wp-button--small"
                            on_press=move |()| look()
                        />
                    </div>
                }
                .into_any()
            })}
        </div>
    }
}
