//! The one field: label, help, findings with their fixes, and what ties them to the input.

use leptos::context::Provider;
use leptos::prelude::*;
use wavepass_core::finding::{Edit, Finding, Severity};

use crate::components::icon::{Icon, IconView};

/// What an input inside a [`Field`] needs to know about it.
#[derive(Clone, Copy)]
pub(crate) struct FieldContext {
    /// The id of the input.
    pub(crate) id: StoredValue<String>,
    /// Whether an error is shown.
    pub(crate) invalid: Signal<bool>,
    /// The ids of the texts that describe the input, errors first.
    pub(crate) described_by: Signal<String>,
    /// Whether it may not stay empty.
    pub(crate) required: bool,
}

/// The field around an input.
pub(crate) fn use_field() -> FieldContext {
    expect_context()
}

/// A label, an input and everything that is said about it.
#[component]
pub(crate) fn Field(
    /// The id of the input. Other ids are made from it.
    #[prop(into)]
    id: String,
    /// What stands above the input.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it may not stay empty.
    #[prop(optional)]
    required: bool,
    /// A sentence of help.
    #[prop(into, optional)]
    help: Signal<String>,
    /// What there is to say about the value.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// A fix was pressed.
    #[prop(into, optional)]
    on_fix: Option<Callback<Edit>>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let invalid = Signal::derive(move || findings.with(|all| all.iter().any(Finding::is_error)));
    let (help_id, findings_id) = (format!("{id}-help"), format!("{id}-findings"));
    let described_by = {
        let (help_id, findings_id) = (help_id.clone(), findings_id.clone());
        Signal::derive(move || {
            let mut ids = Vec::new();
            if findings.with(|all| !all.is_empty()) {
                ids.push(findings_id.as_str());
            }
            if help.with(|help| !help.is_empty()) {
                ids.push(help_id.as_str());
            }
            ids.join(" ")
        })
    };
    let context = FieldContext {
        id: StoredValue::new(id.clone()),
        invalid,
        described_by,
        required,
    };
    let hint = if required { "(required)" } else { "(optional)" };
    view! {
        <div class="wp-field" class:wp-field--invalid=invalid>
            <label class="wp-field__label" for=id>
                {label}
                " "
                <span class="wp-field__hint">{hint}</span>
            </label>
            <Provider value=context>{children()}</Provider>
            // The element stays in the page, so that what comes into it is announced.
            <div class="wp-field__findings" id=findings_id aria-live="polite">
                {move || {
                    findings
                        .get()
                        .into_iter()
                        .map(|finding| view! { <FindingView finding on_fix/> })
                        .collect_view()
                }}
            </div>
            <Show when=move || help.with(|help| !help.is_empty())>
                <p class="wp-field__help" id=help_id.clone()>
                    {help}
                </p>
            </Show>
        </div>
    }
}

/// One finding, with a button for its fix.
#[component]
fn FindingView(finding: Finding, on_fix: Option<Callback<Edit>>) -> impl IntoView {
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
                on:click=move |_| on_fix.run(fix.edit.clone())
            >
                {fix.label}
            </button>
        }
    });
    view! {
        <div class=class>
            <IconView icon/>
            <p>
                <span class="wp-visually-hidden">{prefix}</span>
                {finding.message}
            </p>
            {fix}
        </div>
    }
}
