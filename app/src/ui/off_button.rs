//! A button that is off, with the reason beside it.

use leptos::prelude::*;

/// A button that does nothing. It keeps its place and can take the focus, so that the reason is
/// found with it.
#[component]
pub(crate) fn OffButton(
    /// The id of the reason.
    id: &'static str,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Why it is off, in sentences.
    why: String,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="wp-button wp-button--small"
            aria-disabled="true"
            aria-describedby=id
        >
            {label}
        </button>
        <p class="wp-muted" id=id>
            {why}
        </p>
    }
}
