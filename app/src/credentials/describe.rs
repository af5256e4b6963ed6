//! What is written about several credentials, and when their secrets end, changed for all of them
//! together.
//!
//! Start at [`SeveralDescription`]; what happens when is in [`model`].

mod dialog;
mod effects;
mod model;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use crate::credentials::results::Chosen;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::ui::reactive::flag;
use dialog::DescribeDialog;

/// Asks what is to be written about several credentials, and writes it.
#[component]
pub(crate) fn SeveralDescription(
    /// The credentials, until the dialog is there.
    chosen: Chosen,
    /// Whether it may be wanted soon.
    #[prop(into)]
    soon: Signal<bool>,
    /// Where they are stored.
    scope: Scope,
    /// Told once it is over, when something may have changed.
    on_end: Callback<()>,
) -> impl IntoView {
    let fetch = fetch_view(describe_dialog, move |make| make(chosen, scope, on_end));
    view! {
        <LazyPart
            what="What is written about them"
            wanted=flag(move || chosen.with(Option::is_some))
            soon
            fetch
        />
    }
}

/// Makes the dialog.
type MakeDialog = fn(Chosen, Scope, Callback<()>) -> AnyView;

comes_later! {
    /// The dialog that describes several credentials.
    in delete_question fn describe_dialog() -> MakeDialog {
        |chosen, scope, on_end| view! { <DescribeDialog chosen scope on_end/> }.into_any()
    }
}
