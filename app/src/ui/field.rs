//! The one field: label, help, findings with their fixes, and what ties them to the input.

use leptos::context::Provider;
use leptos::prelude::*;
use wavepass_core::finding::{Edit, Finding};

use super::finding::FindingView;
use super::reactive::{attribute, dynamic, flag, text};

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
    pub(crate) required: Signal<bool>,
}

impl FieldContext {
    /// The input's `aria-invalid`.
    pub(crate) fn aria_invalid(self) -> Signal<Option<String>> {
        attribute(move || self.invalid.get().then(|| "true".to_owned()))
    }

    /// The input's `aria-required`.
    pub(crate) fn aria_required(self) -> Signal<Option<String>> {
        attribute(move || self.required.get().then(|| "true".to_owned()))
    }

    /// The input's `aria-describedby`; an empty one is better absent.
    pub(crate) fn aria_describedby(self) -> Signal<Option<String>> {
        attribute(move || Some(self.described_by.get()).filter(|ids| !ids.is_empty()))
    }
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
    /// What it is called in a config, in place of whether it is required.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Whether it may not stay empty.
    #[prop(into, optional)]
    required: Signal<bool>,
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
    let invalid = flag(move || findings.with(|all| all.iter().any(Finding::is_error)));
    let (help_id, findings_id) = (format!("{id}-help"), format!("{id}-findings"));
    let both = [
        (
            findings_id.clone(),
            flag(move || findings.with(|all| !all.is_empty())),
        ),
        (
            help_id.clone(),
            flag(move || help.with(|help| !help.is_empty())),
        ),
    ];
    let described_by = text(move || {
        let there = both.iter().filter(|(_, there)| there.get());
        there
            .map(|(id, _)| id.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let context = FieldContext {
        id: StoredValue::new(id.clone()),
        invalid,
        described_by,
        required,
    };
    let hint = text(move || {
        if required.get() {
            "(required)"
        } else {
            "(optional)"
        }
    });
    view! {
        <div class="wp-field">
            // Outside the label: the input says by itself that it is required.
            <div>
                <label class="wp-field__label" for=id>
                    {label}
                </label>
                " "
                {match name {
                    Some(name) => view! { <code class="wp-field__name">{name}</code> }.into_any(),
                    None => view! { <span class="wp-field__hint">{hint}</span> }.into_any(),
                }}
            </div>
            <Provider value=context>{children()}</Provider>
            // The element stays in the page, so that what comes into it is announced.
            <div class="wp-field__findings" id=findings_id aria-live="polite">
                {dynamic(move || {
                    findings
                        .get()
                        .into_iter()
                        .map(|finding| view! { <FindingView finding on_fix/> })
                        .collect_view()
                        .into_any()
                })}
            </div>
            <p class="wp-field__help" id=help_id>
                {help}
            </p>
        </div>
    }
}
