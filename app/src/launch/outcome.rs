//! What comes out: the changes, the whole text, and ways to take it along.

use leptos::prelude::*;
use wavepass_core::finding::Finding;

use super::diff::{DiffView, lines};
use super::model::target::{TARGETS, label};
use super::model::{Event, LaunchModel};
use super::store::LaunchStore;
use super::take::Take;
use super::targets::{Order, Where};
use crate::ui::finding::FindingView;
use crate::ui::reactive::{dynamic, only_if, text};
use crate::ui::tabs::Tabs;

/// What comes out, for where it is going to be.
#[component]
pub(crate) fn OutcomeView(
    /// The page.
    page: LaunchStore,
    /// Whether there may be a pipeline that it can be applied to.
    is_signed_in: bool,
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
        <section class="wp-card wp-launch__part wp-launch__result" aria-labelledby="launch-result-title">
            <h2 class="wp-card__title" id="launch-result-title">
                "What comes out"
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
                <Take page is_signed_in/>
                <Order target/>
            </Tabs>
        </section>
    }
}

/// What became of the pending changes, and what is still wrong.
#[component]
fn Verdict(page: LaunchStore) -> impl IntoView {
    dynamic(move || {
        let draft = page.draft.get();
        let now = page.now.get();
        let is_known = |code: &str| now.findings.iter().any(|said| said.code() == code);
        // What is new with the changes; the rest is said beside the text.
        let new = draft
            .overview
            .findings
            .iter()
            .filter(|said| !is_known(&said.code()));
        let refused = draft
            .refused
            .iter()
            .map(|refused| Finding::from(refused.diagnostic()));
        let said = refused
            .chain(draft.notes.iter().cloned())
            .chain(new.map(|said| said.finding.clone()))
            .map(|mut finding| {
                finding.fix = None;
                view! { <FindingView finding on_fix=None/> }
            });
        view! { <div class="wp-stack" aria-live="polite">{said.collect_view()}</div> }.into_any()
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
                return view! { <Unchanged already=draft.already refused=draft.refused.len()/> }
                    .into_any();
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
        <pre class="wp-code__text wp-launch__whole" tabindex="0" role="region" aria-label="Result">
            <code id="launch-result">{whole}</code>
        </pre>
    }
}

/// That nothing changes, and why.
#[component]
fn Unchanged(already: usize, refused: usize) -> impl IntoView {
    let sentence = match (already, refused) {
        (0, 0) => "Nothing is wanted yet, so nothing changes.",
        (_, 0) => "Nothing to add: the text says all of this already.",
        _ => "Nothing changes.",
    };
    view! { <p role="status">{sentence}</p> }
}
