//! The pages that work in one scope, and the gate in front of them.

use leptos::prelude::*;

use super::credentials_list::CredentialsList;
use super::home;
use super::lazy::LazyPage;
use crate::components::page_heading::PageHeading;
use crate::reactive::dynamic;
use crate::routes::{Place, Route};
use crate::state::router::use_router;
use crate::state::session::use_session;

/// The page that the address names, when its place is open to the person.
#[component]
pub(crate) fn ScopedPage() -> impl IntoView {
    let route = use_router().route();
    let account = use_session().account();
    dynamic(move || {
        let route = route.get();
        // A change of the account makes a new shell, and this page with it.
        let scope = account.with_untracked(|account| account.as_ref()?.scope(&route.place()));
        let Some(scope) = scope else {
            return view! { <NoSuchWorkspace place=route.place()/> }.into_any();
        };
        match route {
            Route::Credentials(place) => view! { <CredentialsList place scope/> }.into_any(),
            Route::NewCredentials(_)
            | Route::Credential(..)
            | Route::EditCredential(..)
            | Route::UseCredential(..)
            | Route::Images(_)
            | Route::Launch(_) => view! { <LazyPage route scope=Some(scope)/> }.into_any(),
            // These are shown outside the shell.
            Route::Home | Route::SignIn | Route::NotFound => ().into_any(),
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
