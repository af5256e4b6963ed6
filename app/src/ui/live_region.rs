//! Where the [announcer](crate::ui::announcer::Announcer) is heard and seen.

use leptos::prelude::*;

use super::announcer::use_announcer;
use super::handlers::pressed;
use super::reactive::dynamic;

/// The one live region of the page, and the notice at its foot.
#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let announcer = use_announcer();
    let notice = announcer.notice();
    view! {
        <div class="wp-visually-hidden" role="status">
            {announcer.sentence()}
        </div>
        <div class="wp-toast" role="alert">
            {dynamic(move || match notice.get() {
                None => ().into_any(),
                Some(text) => view! {
                    <div class="wp-toast__card">
                        <p>{text}</p>
                        <button
                            type="button"
                            class="wp-button wp-button--small"
                            on:click=pressed(move || notice.set(None))
                        >
                            "Dismiss"
                        </button>
                    </div>
                }
                .into_any(),
            })}
        </div>
    }
}
