//! The heading of a page, which also names the browser's tab and takes the focus.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use super::reactive::follow;
use crate::browser;

/// The id of the heading.
pub(crate) const ID: &str = "page-heading";

/// On the first page of a visit the focus stays at the top, where the browser put it.
static FIRST: AtomicBool = AtomicBool::new(true);

/// A page's one `<h1>`. It takes the focus when the page opens, so that people who do not
/// see it change are where it begins.
#[component]
pub(crate) fn PageHeading(
    /// What the heading says.
    #[prop(into)]
    title: Signal<String>,
    /// What the browser's tab adds to it, for instance the workspace.
    #[prop(into, optional)]
    context: Signal<String>,
    /// Something that needs attention, put in front of the tab's title.
    #[prop(into, optional)]
    alert: Signal<String>,
    /// Whether something else on the page takes the focus.
    #[prop(optional)]
    keeps_focus: bool,
) -> impl IntoView {
    follow(move || {
        let parts = [
            format!("{}{}", alert.get(), title.get()),
            context.get(),
            "Wavepass".to_owned(),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        document().set_title(&parts.join(" · "));
    });
    let first_page = FIRST.swap(false, Ordering::Relaxed);
    if !first_page && !keeps_focus {
        // The heading is in the page from the next frame on.
        request_animation_frame(focus_heading);
    }
    view! {
        <h1 class="wp-page__title" id=ID tabindex="-1">
            {title}
        </h1>
    }
}

/// Moves the focus to the heading, when what had it is gone.
pub(crate) fn focus_heading() {
    browser::focus(ID);
}
