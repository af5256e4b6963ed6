//! The pages that work in one scope, and the gate in front of them.

use leptos::prelude::*;
use wavepass_core::platform::request_error::RequestError;

use super::home;
use super::lazy_page::MakePage;
use super::permissions::{MayNot, use_permissions};
use super::router::use_router;
use super::routes::{Part, Place, Route};
use super::session::{Access, use_session};
use crate::ui::load::Failed;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{attribute, dynamic};

/// The page that the address names, when its place is open to the person.
#[component]
pub(super) fn ScopedPage(
    /// Makes the page.
    make: MakePage,
) -> impl IntoView {
    let route = use_router().route();
    let account = use_session().account();
    // The page stays while its place is as open as before.
    let shown = Memo::new(move |_| {
        // Other pages are shown outside the frame.
        let Route::In(place, page) = route.get() else {
            return None;
        };
        let access = account.with(|account| Some(account.as_ref()?.access(&place)))?;
        Some((place, page, access))
    });
    view! {
        <Reservations/>
        <MayNot/>
        {dynamic(move || match shown.get() {
            Some((place, page, Access::Open(scope))) => make(place, page, Some(scope)),
            Some((place, _, Access::Closed)) => view! { <NoSuchWorkspace place/> }.into_any(),
            Some((_, _, Access::Unknown(why))) => view! { <NoWorkspaces why/> }.into_any(),
            None => ().into_any(),
        })}
    }
}

/// What should be known of a place before somebody reads or types: what this installation does
/// not have, and what the person may most likely not do.
#[component]
fn Reservations() -> impl IntoView {
    let session = use_session();
    let route = use_router().route();
    let personal = attribute(move || {
        let is_personal = route.with(|route| matches!(route, Route::In(Place::Personal, _)));
        let installation = session.installation().get()?;
        (is_personal && installation.has_personal == Some(false)).then(|| {
            "This Platform has personal workspaces switched off. Choose a workspace with the \
             switch at the top."
                .to_owned()
        })
    });
    let wave = attribute(move || {
        session.lacks_wave().then(|| {
            "This Platform says that it has no Wave service, so no run is given registry \
             credentials. What is said here of Wave holds for one that has."
                .to_owned()
        })
    });
    let permissions = use_permissions();
    let role = attribute(move || {
        // Platform has told what the role allows.
        if permissions.is_certain() {
            return None;
        }
        let place = route.with(|route| match route {
            Route::In(place, page) if page.part() == Part::Credentials => Some(place.clone()),
            _ => None,
        })?;
        let account = session.account().get()?;
        account.workspace(&place)?.read_only.clone()
    });
    let notices = [personal, wave, role].map(|said| {
        dynamic(move || {
            let notice = |said| view! { <p class="wp-notice">{said}</p> }.into_any();
            said.get().map(notice).into_any()
        })
        .into_any()
    });
    Vec::from(notices)
}

/// A workspace that is not open to the person, or not there.
#[component]
fn NoSuchWorkspace(place: Place) -> impl IntoView {
    home::forget();
    let account = untrack(|| use_session().account().get());
    let others = account.into_iter().flat_map(|account| account.workspaces);
    let others: Vec<_> = others
        .map(|open| {
            view! { <li><a href=open.place.credentials()>{open.place.label()}</a></li> }.into_any()
        })
        .collect();
    let where_to = if others.is_empty() {
        ", or it is not there."
    } else {
        ", or it is not there. These are open to you:"
    };
    view! {
        <PageHeading title="You have no such workspace"/>
        <p>"You do not take part in " <strong>{place.label()}</strong> {where_to}</p>
        <ul>{others}</ul>
    }
}

/// That it is not known which workspaces are open to the person.
#[component]
fn NoWorkspaces(why: RequestError) -> impl IntoView {
    let session = use_session();
    view! { <Failed what="Your workspaces" why=why.sentence() on_retry=move || session.retry()/> }
}
