//! One choice: its control, why one wants it, what the text says now, what is in the way.

use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::finding::Edit;
use wavepass_core::launch::{Choice, Input};

use super::control::{AnyOf, OneOf, Ordered, Switch, TextControl, Wanted};
use super::current::Meta;
use super::store::LaunchStore;
use crate::ui::field::Field;
use crate::ui::reactive::text;

/// The id of what a choice is made with, or begins with.
pub(super) fn input_id(choice: Choice) -> String {
    choice.path().replace('.', "-")
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
    let name = choice.path();
    let help = text(move || choice.reason());
    let id = input_id(choice);
    let label = text(move || choice.label());
    let control = match choice.input() {
        Input::Switch => {
            view! { <Switch id label=choice.label() name wanted help=choice.reason() findings/> }
                .into_any()
        }
        Input::AnyOf(names) => {
            view! { <AnyOf id label=choice.label() name names wanted help=choice.reason() findings/> }
                .into_any()
        }
        Input::Ordered(names) => {
            view! { <Ordered id label=choice.label() name names wanted help=choice.reason() findings/> }
                .into_any()
        }
        input @ (Input::OneOf(_) | Input::Text | Input::Texts | Input::Number) => {
            let on_fix = Callback::new(move |edit: Edit| {
                if let Edit::Replace(text) = edit {
                    page.choose(choice, Some(Value::Text(text)));
                }
            });
            let hosts = choice.is_repository().then(|| page.hosts());
            view! {
                <Field id label name help findings on_fix>
                    {match input {
                        Input::OneOf(names) => view! { <OneOf names wanted/> }.into_any(),
                        input => view! { <TextControl input wanted hosts/> }.into_any(),
                    }}
                </Field>
            }
            .into_any()
        }
    };
    view! {
        <div class="wp-choice">
            {control}
            <Meta page choice/>
        </div>
    }
}
