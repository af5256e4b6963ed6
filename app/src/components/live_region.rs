//! The one live region of the page.

use leptos::prelude::*;

use crate::state::announcer::use_announcer;

/// Reads out what the [announcer](crate::state::announcer::Announcer) was told to say.
#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let sentence = use_announcer().sentence();
    view! { <div class="wp-visually-hidden" role="status">{sentence}</div> }
}
