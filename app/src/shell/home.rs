//! `/`: the context of the last visit, or sign in.

use leptos::prelude::*;

use super::router::use_router;
use super::routes::{self, Place};
use crate::browser;

const KEY: &str = "wavepass.last-place";

/// Leads on to where somebody was last.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let last = browser::stored(KEY).unwrap_or_default();
    let path = match routes::inside_the_app(&last) {
        "/" => Place::Personal.credentials(),
        path => path.to_owned(),
    };
    use_router().replace(&path);
}

/// Forgets the context of the last visit, because it is not there any more.
pub(crate) fn forget() {
    remember(&Place::Personal);
}

/// Remembers a context for the next visit.
pub(crate) fn remember(place: &Place) {
    browser::store(KEY, &place.credentials());
}
