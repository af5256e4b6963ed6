//! The pages that work in one scope, and the gate in front of them.

use leptos::prelude::*;

use super::home;
use super::lazy_page::MakePage;
use super::router::use_router;
use super::routes::{Place, Route};
use super::session::use_session;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::dynamic;

/// The page that the address names, when its place is open to the person.
#[component]
pub(super) fn ScopedPage(
    /// Makes the page.
    make: MakePage,
) -> impl IntoView {
    let route = use_router().route();
    let account = use_session().account();
    dynamic(move || {
        // Other pages are shown outside the frame.
        let Route::In(place, page) = route.get() else {
            return ().into_any();
        };
        // A change of the account makes a new frame, and this page with it.
        let scope = account.with_untracked(|account| account.as_ref()?.scope(&place));
        match scope {
            Some(scope) => make(place, page, Some(scope)),
            None => view! { <NoSuchWorkspace place/> }.into_any(),
        }
    })
}

/// A workspace that is not open to the person, or not there.
#[component]
fn NoSuchWorkspace(place: Place) -> impl IntoView {
    home::forget();
    view! {
        <PageHeading title="You have no such workspace"/>
        <p>
            "You do not take part in " <strong>{place.label()}</strong>
            ", or it is not there. Choose another with the switch at the top."
        </p>
    }
}
