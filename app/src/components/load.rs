//! The one way to show something that has to be fetched first.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::icon::{Icon, IconView};
use crate::components::page_heading::focus_heading;
use crate::handlers::pressed;
use crate::reactive::dynamic;
use crate::state::remote::{Fetched, Remote};

/// Shows what was fetched; until then that it loads; else why not, with another try.
#[component]
pub(crate) fn Load<T, V>(
    /// What is fetched.
    fetched: Fetched<T>,
    /// What it is, in the plural or with its article: "Credentials", "The list".
    what: &'static str,
    /// Shows it.
    children: Callback<T, V>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    dynamic(move || match fetched.get() {
        Remote::Loading => view! { <Loading what/> }.into_any(),
        Remote::Ready(value) => children.run(value).into_any(),
        Remote::Failed(error) => view! {
            <Failed
                what
                error
                on_retry=move || {
                    fetched.again();
                    // The button that had the focus goes away.
                    request_animation_frame(focus_heading);
                }
            />
        }
        .into_any(),
    })
}

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
    error: ApiError,
    /// Tries again.
    on_retry: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <div class="wp-state" role="alert">
            <IconView icon=Icon::Warning/>
            <h2 class="wp-state__title">{what} " could not be loaded"</h2>
            <p>{error.user_message()}</p>
            <button type="button" class="wp-button" on:click=pressed(on_retry)>
                "Retry"
            </button>
        </div>
    }
}
