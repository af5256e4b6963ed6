//! One finding: a sentence with an icon, and a button for the way out.

use leptos::prelude::*;
use wavepass_core::finding::{Edit, Finding, Severity};

use super::foreign::Foreign;
use super::handlers::pressed;
use super::icon::{Icon, IconView};
use super::sentence::Sentence;

/// One finding, with a button for its fix.
#[component]
pub(crate) fn FindingView(
    /// What there is to say.
    finding: Finding,
    /// Does what the fix says.
    on_fix: Option<Callback<Edit>>,
) -> impl IntoView {
    let class = match finding.severity {
        Severity::Error => "wp-finding wp-finding--error",
        Severity::Warning => "wp-finding wp-finding--warning",
        Severity::Info => "wp-finding wp-finding--info",
        Severity::Ok => "wp-finding wp-finding--ok",
    };
    let (icon, prefix) = match finding.severity {
        Severity::Error => (Icon::Warning, "Error: "),
        Severity::Warning => (Icon::Warning, "Warning: "),
        Severity::Info => (Icon::Info, ""),
        Severity::Ok => (Icon::Check, ""),
    };
    let fix = finding.fix.zip(on_fix).map(|(fix, on_fix)| {
        view! {
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(move || on_fix.run(fix.edit.clone()))
            >
                <Foreign text=fix.label/>
            </button>
        }
        .into_any()
    });
    view! {
        <div class=class>
            <IconView icon/>
            <p>
                <span class="wp-visually-hidden">{prefix}</span>
                <Sentence text=finding.message/>
            </p>
            {fix}
        </div>
    }
}
