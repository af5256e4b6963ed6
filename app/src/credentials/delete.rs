//! Deleting credentials, after asking. Start at [`Deletion`]; what happens when is in [`model`].
//!
//! A page holds which credentials are to be deleted and nothing else of it: the question and all
//! that follows come when Delete is at hand.

mod consequences;
mod dialog;
mod effects;
mod model;
pub(super) mod several;

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;

use crate::shell::later_styles;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::shell::routes::Place;
use crate::ui::reactive::flag;
use dialog::Question;

/// What is to be deleted on a page.
#[derive(Clone, Copy)]
pub(super) struct Deletion {
    /// Those for which Delete is at hand.
    at_hand: RwSignal<Option<CredentialsSummary>>,
    /// Those for which it was chosen, until the question is there that it asks.
    chosen: RwSignal<Option<CredentialsSummary>>,
}

impl Deletion {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            at_hand: RwSignal::new(None),
            chosen: RwSignal::new(None),
        }
    }

    /// Delete is at hand: the question that it asks is fetched, and what depends on the row.
    pub(super) fn prepare(self, row: &CredentialsSummary) {
        self.at_hand.set(Some(row.clone()));
    }

    /// Delete was chosen.
    pub(super) fn choose(self, row: &CredentialsSummary) {
        self.chosen.set(Some(row.clone()));
    }
}

/// The question before credentials are deleted, which comes when Delete is at hand.
#[component]
pub(super) fn DeleteDialog(
    /// What is deleted.
    deletion: Deletion,
    /// Where it is stored.
    place: Place,
    /// The same for Platform.
    scope: Scope,
    /// It is gone.
    on_deleted: Callback<()>,
) -> impl IntoView {
    let Deletion { at_hand, chosen } = deletion;
    let fetch = fetch_view(delete_question, move |make| {
        make(deletion, place.clone(), scope, on_deleted)
    });
    view! {
        <LazyPart
            what="The question before deleting"
            wanted=flag(move || chosen.with(Option::is_some))
            soon=flag(move || at_hand.with(Option::is_some))
            fetch
        />
    }
}

/// Makes the question.
type MakeQuestion = fn(Deletion, Place, Scope, Callback<()>) -> AnyView;

comes_later! {
    /// The question before credentials are deleted.
    fn delete_question() -> MakeQuestion {
        later_styles::apply();
        |deletion, place, scope, on_deleted| {
            view! { <Question deletion place scope on_deleted/> }.into_any()
        }
    }
}
