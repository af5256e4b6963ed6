//! What comes out: the changes, the whole text, and ways to take it along.

use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::platform::Scope;

use super::choices::go_to;
use super::diff::{DiffView, lines};
use super::model::target::{TARGETS, label};
use super::model::{Event, LaunchModel};
use super::store::LaunchStore;
use super::take::Take;
use super::targets::{Order, Where};
use crate::api::Pipelines;
use crate::shell::remote::Fetched;
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{dynamic, only_if, text};
use crate::ui::tabs::Tabs;

/// The id of the heading.
pub(super) const RESULT: &str = "launch-result-title";

/// What comes out, for where it is going to be.
#[component]
pub(crate) fn OutcomeView(
    /// The page.
    page: LaunchStore,
    /// The pipelines that it can be applied to, when somebody is signed in.
    pipelines: Option<(Scope, Fetched<Pipelines>)>,
) -> impl IntoView {
    let target = page.select(LaunchModel::target);
    let chosen = Signal::derive(move || {
        let at = TARGETS.iter().position(|one| *one == target.get());
        at.unwrap_or_default()
    });
    let on_choose = move |at: usize| {
        let target = TARGETS.get(at).copied().unwrap_or_default();
        page.dispatch(Event::TargetChosen(target));
    };
    view! {
        <section class="wp-card wp-launch__part" aria-labelledby=RESULT>
            <h2 class="wp-card__title" id=RESULT tabindex="-1">
                "Result"
            </h2>
            <Tabs
                id="launch-target"
                label="Where it goes"
                tabs=TARGETS.map(label).to_vec()
                chosen
                on_choose
            >
                <Where target/>
                <Verdict page/>
                <Text page/>
                <Take page target pipelines/>
                <Order target/>
            </Tabs>
        </section>
    }
}

/// What became of the pending changes, and what is still wrong.
#[component]
fn Verdict(page: LaunchStore) -> impl IntoView {
    // What the text says by itself is said beside it, and what is said of an option there.
    let verdict = page.select_made(LaunchModel::verdict);
    dynamic(move || {
        let (findings, choices) = verdict.get();
        let said = findings.into_iter().map(|finding| {
            let finding = Finding {
                fix: None,
                ..finding
            };
            view! { <FindingView finding on_fix=None/> }.into_any()
        });
        let links = choices.into_iter().map(|choice| {
            view! {
                " "
                <button
                    type="button"
                    class="wp-link"
                    on:click=pressed(move || go_to(page, choice))
                >
                    {choice.label()}
                </button>
            }
            .into_any()
        });
        let links: Vec<_> = links.collect();
        let see = (!links.is_empty()).then(|| {
            view! {
                <div class="wp-finding wp-finding--warning">
                    <IconView icon=Icon::Warning/>
                    <p>"There is something to mend in these options:" {links}</p>
                </div>
            }
            .into_any()
        });
        let said: Vec<_> = said.collect();
        view! { <div class="wp-stack" aria-live="polite">{see} {said}</div> }.into_any()
    })
}

/// The changes and the whole text.
#[component]
fn Text(page: LaunchStore) -> impl IntoView {
    let whole = text(move || page.draft.with(|draft| draft.text.clone()));
    let read = page.read_text();
    // Not made from the one above: who follows both would miss a change of that one.
    let is_new = page.select(|model| model.read_text().trim().is_empty());
    view! {
        {dynamic(move || {
            if is_new.get() {
                return ().into_any();
            }
            let changes = read.with(|text| lines(text, &whole.get()));
            if changes.is_empty() {
                let draft = page.draft.get();
                let has_all = draft.already > 0 || page.peek(LaunchModel::has_something_on);
                return view! { <Unchanged has_all refused=draft.refused.len()/> }.into_any();
            }
            view! { <DiffView lines=changes/> }.into_any()
        })}
        {only_if(
            move || is_new.get(),
            move || view! { <Whole whole/> }.into_any(),
        )}
        {only_if(
            move || !is_new.get(),
            move || view! {
                <details>
                    <summary>"The whole text"</summary>
                    <Whole whole/>
                </details>
            }
            .into_any(),
        )}
    }
}

#[component]
fn Whole(whole: Signal<String>) -> impl IntoView {
    view! {
        <pre class="wp-code__text wp-launch__whole" tabindex="0" role="region" aria-label="New config">
            <code id="launch-result">{whole}</code>
        </pre>
    }
}

/// That nothing changes, and why.
#[component]
fn Unchanged(has_all: bool, refused: usize) -> impl IntoView {
    let sentence = match (has_all, refused) {
        (true, 0) => "The config has all of this already. Nothing changes.",
        (false, 0) => "No option is chosen yet, so nothing changes.",
        _ => "Nothing changes.",
    };
    view! { <p role="status">{sentence}</p> }
}
