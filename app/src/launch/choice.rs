//! One choice: its control, why one wants it, what the text says now, what is in the way.

use leptos::prelude::*;
use wavepass_core::launch::{Choice, Input};

use super::control::{AnyOf, OneOf, Switch, TextControl, Wanted};
use super::current::Meta;
use super::store::LaunchStore;
use crate::ui::field::Field;
use crate::ui::reactive::text;

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
