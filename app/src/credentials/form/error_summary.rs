//! What is wrong with a form, at its top, with a link to each field.

use leptos::prelude::*;
use wavepass_core::credentials::Field;
use wavepass_core::finding::Finding;
use wavepass_core::platform::outcome::{NotDone, SaveError};

use super::model::Target;
use crate::browser;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{dynamic, only_if, text};

/// The errors of a submitted form, or why the server did not take it. It is there from the
/// start, hidden, so that it can take the focus as soon as there is something to tell.
#[component]
pub(crate) fn ErrorSummary(
    /// What is wrong, in the order of the form.
    errors: Signal<Vec<(Field, Finding)>>,
    /// What should be looked at before the form is sent.
    warnings: Signal<Vec<(Field, Finding)>>,
    /// Why the server did not take the form.
    refusal: Signal<Option<SaveError>>,
    /// Whether Wave can never use what is in the form, and nobody insists.
    hopeless: Signal<bool>,
    /// What the button says that submits the form.
    action: &'static str,
) -> impl IntoView {
    let only_warnings = Signal::derive(move || !warnings.with(Vec::is_empty));
    let empty =
        move || errors.with(Vec::is_empty) && refusal.with(Option::is_none) && !only_warnings.get();
    let class = text(move || {
        if only_warnings.get() {
            "wp-summary wp-summary--warning"
        } else {
            "wp-summary wp-summary--error"
        }
    });
    let title = text(move || {
        if only_warnings.get() && hopeless.get() {
            "This can never work in Wave".to_owned()
        } else if only_warnings.get() {
            format!("Please check before you {}", action.to_ascii_lowercase())
        } else {
            "There is a problem".to_owned()
        }
    });
    view! {
        <div
            class=class
            id=Target::Summary.id()
            tabindex="-1"
            role="group"
            aria-labelledby="summary-title"
            hidden=Signal::derive(empty)
        >
            <h2 class="wp-summary__title" id="summary-title">
                <IconView icon=Icon::Warning/>
                {title}
            </h2>
            <ul>
                {dynamic(move || {
                    errors
                        .get()
                        .into_iter()
                        .chain(warnings.get())
                        .map(|(field, finding)| view! { <Line field message=finding.message/> })
                        .collect_view()
                        .into_any()
                })}
            </ul>
            {only_if(
                move || only_warnings.get(),
                move || {
                    let first = text(move || {
                        let tick = "tick “Store anyway” above the buttons and ";
                        if hopeless.get() { tick } else { "" }
                    });
                    view! { <p>"To save it as it is, " {first} "press " {action} " again."</p> }
                        .into_any()
                },
            )}
            {dynamic(move || {
                // An error of the name is in the list above already.
                let is_said = !errors.with(Vec::is_empty);
                refusal.get().map(|error| view! { <Refusal error is_said/> }).into_any()
            })}
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
fn Refusal(
    error: SaveError,
    /// Whether a taken name is said already.
    is_said: bool,
) -> impl IntoView {
    let (message, details) = match &error {
        SaveError::RegistryLogin(said) => (
            Some(
                "Platform could not log in to the registry. Either the user name or password is \
                 wrong, or Wave cannot reach the registry."
                    .to_owned(),
            ),
            Some(said.clone()),
        ),
        SaveError::NameTaken if is_said => (None, None),
        other => (Some(other.sentence()), None),
    };
    let outcome = if error.may_have_been_done() {
        "It is not certain whether the credentials were saved: look at the list before you try \
         again. Everything you typed is still here."
    } else {
        "Nothing was saved. Everything you typed is still here."
    };
    view! {
        {message.map(|message| view! { <p>{message}</p> })}
        <p>{outcome}</p>
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
