//! What in a list of credentials needs attention, in a sentence above it, with the button that says
//! what to mend first.

use std::sync::Arc;

use leptos::prelude::*;

use super::contents::Contents;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{only_if, text};

/// The id of the button that opens the strip.
pub(crate) const WHAT_FIRST: &str = "what-first";

/// A sentence about the whole list, when something in it needs attention.
#[component]
pub(crate) fn Attention(
    /// What is in the list.
    contents: RwSignal<Arc<Contents>>,
    /// Told when somebody is at the button.
    is_near: RwSignal<bool>,
    /// Whether it is shown what to mend first.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let said = text(move || contents.with(|it| sentence(it)));
    // The button stays, and the focus on it, when the list is loaded anew.
    only_if(
        move || said.with(|said| !said.is_empty()),
        move || {
            let near = move || is_near.set(true);
            view! {
                <p class="wp-attention">
                    <IconView icon=Icon::Warning/>
                    <span>
                        {said} " "
                        <button
                            type="button"
                            id=WHAT_FIRST
                            class="wp-button wp-button--small"
                            aria-expanded=text(move || is_open.get().to_string())
                            on:pointerenter=move |_| near()
                            on:focus=move |_| near()
                            on:click=pressed(move || is_open.update(|is_open| *is_open = !*is_open))
                        >
                            "What to mend first"
                        </button>
                    </span>
                </p>
            }
            .into_any()
        },
    )
}

/// A sentence about the whole list; empty when nothing in it needs attention.
fn sentence(contents: &Contents) -> String {
    let found = contents.summary;
    let (bad_state, expiring) = (contents.bad_state, contents.expiring);
    let parts: Vec<String> = [
        (bad_state, "with an invalid, deleted or unknown state"),
        (found.never_match, "with a host that never matches"),
        (
            found.depend_on_wave,
            "with a path, which not every Wave uses",
        ),
        (found.unusual_host, "with an unusual host"),
        (
            found.never_work,
            "with a user name that most likely never works",
        ),
        (found.shadowed, "shadowed by another one"),
        (expiring, "expired or about to"),
        (found.short_lived, "probably short-lived"),
        (found.reserved, "for a host of Wave’s own"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    // What is said of Wave is said of registries alone, the rest of any.
    let (count, kind) = if bad_state + expiring > 0 {
        (contents.rows.len(), "")
    } else {
        (found.registries, "registry ")
    };
    let all = if count == 1 {
        format!("The {kind}credential here needs attention")
    } else {
        format!("Of {count} {kind}credentials, some need attention")
    };
    format!("{all}: {}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::credentials::CredentialsSummary;
    use wavepass_core::platform::reader::Listed;
    use wavepass_core::wave::audit::Summary;

    use super::*;

    fn said(rows: usize, summary: Summary, bad_state: usize, expiring: usize) -> String {
        let rows: Vec<Value> = (0..rows).map(|at| json!({"id": at.to_string()})).collect();
        let answer = json!({ CredentialsSummary::LIST: rows });
        let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
        sentence(&Contents {
            rows: listed.unwrap().rows,
            summary,
            bad_state,
            expiring,
            ..Contents::default()
        })
    }

    #[test]
    fn what_is_said_is_said_of_registries_unless_something_else_is_wrong() {
        let registries = |registries, never_match| Summary {
            registries,
            never_match,
            ..Summary::default()
        };
        for (rows, summary, bad_state, expiring, sentence) in [
            (3, registries(3, 0), 0, 0, ""),
            (
                3,
                registries(2, 1),
                0,
                0,
                "Of 2 registry credentials, some need attention: 1 with a host that never matches.",
            ),
            (
                3,
                registries(1, 1),
                0,
                0,
                "The registry credential here needs attention: 1 with a host that never matches.",
            ),
            (
                3,
                registries(2, 1),
                2,
                0,
                "Of 3 credentials, some need attention: 2 with an invalid, deleted or unknown \
                 state, 1 with a host that never matches.",
            ),
            (
                1,
                registries(0, 0),
                0,
                1,
                "The credential here needs attention: 1 expired or about to.",
            ),
        ] {
            assert_eq!(said(rows, summary, bad_state, expiring), sentence);
        }
    }
}
