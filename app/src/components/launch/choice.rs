//! One choice: its control, why one wants it, what the text says now, what is in the way.

use leptos::prelude::*;
use wavepass_core::finding::{Code, Finding};
use wavepass_core::nextflow::{Choice, Input, Value, lacks};

use super::control::{AnyOf, OneOf, Switch, Written};
use super::current::Meta;
use super::repository;
use crate::components::field::Field;
use crate::reactive::text;
use crate::state::announcer::use_announcer;
use crate::state::launch::LaunchState;

/// What a control needs: the value that is wanted, and what to do with another one.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// What the choice comes to when everything that is wanted is done.
    pub(super) value: Memo<Option<Value>>,
    /// Wants something else. False when that is refused.
    pub(super) choose: Callback<Option<Value>, bool>,
}

/// One choice.
#[component]
pub(super) fn ChoiceView(
    /// The page.
    state: LaunchState,
    /// Which.
    choice: Choice,
) -> impl IntoView {
    let announcer = use_announcer();
    let wanted = Wanted {
        value: Memo::new(move |_| state.wanted(choice)),
        choose: Callback::new(move |to| {
            let now = state.now.get_untracked();
            let chosen = state.wishes.choose(choice, to, &now);
            if let Err(reason) = chosen {
                announcer.say(reason);
            }
            chosen.is_ok()
        }),
    };
    let findings = Signal::derive(move || findings(state, choice));
    let help = text(move || choice.reason());
    let id = choice.path().replace('.', "-");
    let label = text(move || choice.label());
    let meta = view! { <Meta state choice/> };
    match choice.input() {
        Input::Switch => {
            return view! {
                <div class="wp-choice">
                    <Switch id label=choice.label() wanted help=choice.reason() findings/>
                    {meta}
                </div>
            }
            .into_any();
        }
        Input::AnyOf(names) => {
            return view! {
                <div class="wp-choice">
                    <AnyOf id label=choice.label() names wanted help=choice.reason() findings/>
                    {meta}
                </div>
            }
            .into_any();
        }
        Input::OneOf(_) | Input::Text | Input::Texts | Input::Number => {}
    }
    view! {
        <div class="wp-choice">
            <Field id label help findings>
                {match choice.input() {
                    Input::OneOf(names) => view! { <OneOf names wanted/> }.into_any(),
                    input => view! { <Written input wanted/> }.into_any(),
                }}
            </Field>
            {meta}
        </div>
    }
    .into_any()
}

/// What there is to say about a choice: why it was refused, what it lacks, what is said about
/// its value, and which credential a repository uses.
fn findings(state: LaunchState, choice: Choice) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(reason) = state.wishes.refused(choice) {
        findings.push(Finding::error(Code::Contradiction, reason));
    }
    let values = Choice::ALL.map(|other| state.wanted(other));
    let of = |other: Choice| {
        let at = Choice::ALL.iter().position(|one| *one == other)?;
        values.get(at)?.as_ref()
    };
    if let Some(reason) = lacks(choice, &of) {
        findings.push(Finding::warning(Code::Required, reason));
    }
    let draft = state.draft.get();
    let refused = draft.refused.iter();
    findings.extend(
        refused
            .filter(|refused| refused.path == choice.path())
            .map(|refused| refused.diagnostic().into()),
    );
    if let Some(place) = draft.overview.current(choice).and_then(|now| now.place) {
        let here = draft.overview.findings.iter();
        let here = here.filter(|said| said.span.is_some_and(|span| place.contains(span)));
        findings.extend(here.map(|said| said.finding.clone()));
    }
    findings.extend(repository::answer(state, choice));
    findings
}
