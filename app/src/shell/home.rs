//! `/`: the context of the last visit, or sign in.

use leptos::prelude::*;

use super::router::use_router;
use super::routes::{self, Place, Route};
use super::session::{SessionState, use_session};
use crate::browser;
use crate::ui::reactive::follow;

const KEY: &str = "wavepass.last-place";

/// Leads on to where somebody was last, once it is known where that may be.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    follow(move || {
        let account = session.state().with(|state| match state {
            SessionState::Loading => None,
            SessionState::SignedIn(_, account) => Some(Some(account.clone())),
            SessionState::Failed(..) | SessionState::Anonymous(_) => Some(None),
        });
        let (first, off) = match account {
            None => return,
            Some(None) => (Place::Personal, false),
            Some(Some(account)) => match session.installation().get() {
                None => return,
                Some(installation) => (
                    account.first_place(&installation),
                    installation.has_personal == Some(false),
                ),
            },
        };
        let last = browser::stored(KEY).unwrap_or_default();
        let personal = Place::Personal.credentials();
        let last = routes::inside_the_app(&last);
        let path = if Route::parse(&last) == Route::Home || (last == personal && off) {
            first.credentials()
        } else {
            last
        };
        router.replace(&path);
    });
    // What the page has shown until now still stands.
}

/// Forgets the context of the last visit, because it is not there any more.
pub(crate) fn forget() {
    remember(&Place::Personal);
}

/// Remembers a context for the next visit.
pub(crate) fn remember(place: &Place) {
    browser::store(KEY, &place.credentials());
}
