//! One choice: its control, why one wants it, what the text says now, what is in the way.

use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::launch::{Choice, Input};

use super::control::{AnyOf, OneOf, Switch, TextControl};
use super::current::Meta;
use super::store::LaunchStore;
use crate::ui::field::Field;
use crate::ui::reactive::text;

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
    page: LaunchStore,
    /// Which.
    choice: Choice,
) -> impl IntoView {
    let wanted = Wanted {
        value: page.wanted(choice),
        choose: Callback::new(move |to| page.choose(choice, to)),
    };
    let findings = page.choice_findings(choice);
    let help = text(move || choice.reason());
    let id = choice.path().replace('.', "-");
    let label = text(move || choice.label());
    let meta = view! { <Meta page choice/> };
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
                    input => view! { <TextControl input wanted/> }.into_any(),
                }}
            </Field>
            {meta}
        </div>
    }
    .into_any()
}
