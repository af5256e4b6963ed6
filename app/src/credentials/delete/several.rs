//! Deleting several credentials, after one question with what follows from all of them.
//!
//! Start at [`SeveralDeletion`]; what happens when is in [`model`].

mod dialog;
mod effects;
mod model;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use crate::credentials::results::Chosen;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::ui::reactive::flag;
use dialog::SeveralQuestion;

/// The question before several credentials are deleted, and what became of each.
#[component]
pub(crate) fn SeveralDeletion(
    /// What is to be deleted.
    chosen: Chosen,
    /// Whether it may be wanted soon.
    #[prop(into)]
    soon: Signal<bool>,
    /// Where they are stored.
    scope: Scope,
    /// Told the ids of those that are gone, once nothing is asked any more.
    on_end: Callback<Vec<String>>,
) -> impl IntoView {
    let fetch = fetch_view(several_question, move |make| make(chosen, scope, on_end));
    view! {
        <LazyPart
            what="The question before deleting"
            wanted=flag(move || chosen.with(Option::is_some))
            soon
            fetch
        />
    }
}

/// Makes the question.
type MakeQuestion = fn(Chosen, Scope, Callback<Vec<String>>) -> AnyView;

comes_later! {
    /// The question before several credentials are deleted.
    in delete_question fn several_question() -> MakeQuestion {
        |chosen, scope, on_end| view! { <SeveralQuestion chosen scope on_end/> }.into_any()
    }
}
