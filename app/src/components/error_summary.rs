//! What is wrong with a form, at its top, with a link to each field.

use leptos::html;
use leptos::prelude::*;
use wavepass_core::credentials::Field;
use wavepass_core::finding::Finding;

use crate::api::ApiError;
use crate::browser;
use crate::components::icon::{Icon, IconView};
use crate::reactive::{dynamic, follow};

/// The errors of a submitted form, or why the server did not take it. It takes the focus
/// whenever `asked` changes, which a submission does.
#[component]
pub(crate) fn ErrorSummary(
    /// What is wrong, in the order of the form.
    errors: Signal<Vec<(Field, Finding)>>,
    /// Why the server did not take the form.
    refusal: Signal<Option<ApiError>>,
    /// Counts the submissions that failed.
    asked: Signal<u32>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    let empty = move || errors.with(Vec::is_empty) && refusal.with(Option::is_none);
    follow(move || {
        if asked.get() > 0
            && let Some(summary) = summary.get()
        {
            // An element of the page takes the focus.
            let _ = summary.focus();
        }
    });
    view! {
        <div
            class="wp-summary"
            tabindex="-1"
            role="group"
            aria-labelledby="summary-title"
            node_ref=summary
            hidden=Signal::derive(empty)
        >
            <h2 class="wp-summary__title" id="summary-title">
                <IconView icon=Icon::Warning/>
                "There is a problem"
            </h2>
            <ul>
                {dynamic(move || {
                    errors
                        .get()
                        .into_iter()
                        .map(|(field, finding)| view! { <Line field message=finding.message/> })
                        .collect_view()
                        .into_any()
                })}
            </ul>
            {dynamic(move || refusal.get().map(|error| view! { <Refusal error/> }).into_any())}
        </div>
    }
}

#[component]
fn Line(field: Field, message: String) -> impl IntoView {
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::focus(field.as_str());
    };
    view! {
        <li>
            <a href=format!("#{}", field.as_str()) on:click=go>
                {message}
            </a>
        </li>
    }
}

/// A refusal in our words, and in the server's own where they differ.
#[component]
fn Refusal(error: ApiError) -> impl IntoView {
    let (message, details) = match &error {
        ApiError::Invalid(said) if said.contains("container registry") => (
            "Platform could not log in to the registry. Either the user name or password is \
             wrong, or Wave cannot reach the registry."
                .to_owned(),
            Some(said.clone()),
        ),
        other => (other.user_message(), None),
    };
    view! {
        <p>{message} " Nothing was saved; everything you typed is still here."</p>
        {details
            .map(|said| {
                view! {
                    <details class="wp-summary__details">
                        <summary>"What the server said"</summary>
                        <p>{said}</p>
                    </details>
                }
            })}
    }
}
