//! The errors that are recognised in a log: the table of causes, for who was told that nothing
//! was.

use leptos::prelude::*;
use wavepass_core::diagnose::{CAUSES, CauseRow};

/// Where links to the table lead.
const ID: &str = "known-errors";

/// The table, closed until somebody wants it.
#[component]
pub(crate) fn KnownErrors(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    // Most people never look, so the rows are made when it opens.
    let rows = move || open.get().then(|| CAUSES.iter().map(row).collect_view());
    view! {
        <details
            class="wp-known"
            id=ID
            prop:open=move || open.get()
            on:toggle=move |event| open.set(is_open(&event))
        >
            <summary>"Errors that are recognised in a log"</summary>
            <p class="wp-muted">
                "Compared without regard to case, quotes and line ends. The words of a log that \
                 are not in this table say nothing to this page."
            </p>
            <dl class="wp-known__list">{rows}</dl>
        </details>
    }
}

/// A link that opens the table.
#[component]
pub(crate) fn KnownErrorsLink(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <a href=format!("#{ID}") on:click=move |_| open.set(true)>
            "See the errors that are recognised"
        </a>
    }
}

fn row(row: &'static CauseRow) -> impl IntoView {
    let words = row.messages.iter().take(3).map(|message| {
        view! { <code>{message.text}</code> }
    });
    view! {
        <div class="wp-known__row">
            <dt>{row.title}</dt>
            <dd>{row.means} " " {row.mends.sentence()}</dd>
            <dd class="wp-known__words">{words.collect_view()}</dd>
        </div>
    }
}

/// Whether the element of an event is open now.
fn is_open(event: &leptos::ev::Event) -> bool {
    let element = event_target::<leptos::web_sys::Element>(event);
    element.has_attribute("open")
}
