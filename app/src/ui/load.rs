//! That something is being fetched, and that it could not be.

use leptos::prelude::*;

use super::handlers::pressed;
use super::icon::{Icon, IconView};

/// That something is being fetched.
#[component]
pub(crate) fn Loading(
    /// What it is.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div class="wp-loading" role="status" aria-busy="true">
            <span class="wp-loading__bar"></span>
            <span class="wp-loading__bar"></span>
            <span class="wp-loading__bar"></span>
            <span class="wp-visually-hidden">{what} " loading…"</span>
        </div>
    }
}

/// Why something could not be fetched, with another try.
#[component]
pub(crate) fn Failed(
    /// What it is.
    what: &'static str,
    /// Why it could not be fetched.
    #[prop(into)]
    why: String,
    /// Tries again.
    on_retry: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <div class="wp-state" role="alert">
            <IconView icon=Icon::Warning/>
            <h2 class="wp-state__title">{what} " could not be loaded"</h2>
            <p>{why}</p>
            <button type="button" class="wp-button" on:click=pressed(on_retry)>
                "Retry"
            </button>
        </div>
    }
}
