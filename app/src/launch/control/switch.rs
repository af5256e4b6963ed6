//! A choice that is on or off.

use leptos::ev::Event;
use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::finding::Finding;

use super::{FindingList, Wanted};

/// On or off.
#[component]
pub(in super::super) fn Switch(
    id: String,
    label: &'static str,
    name: &'static str,
    help: &'static str,
    wanted: Wanted,
    findings: Signal<Vec<Finding>>,
) -> impl IntoView {
    let is_on = Signal::derive(move || {
        let value = wanted.value.get();
        value.as_ref().and_then(Value::truth).unwrap_or_default()
    });
    let on_change = move |event: Event| {
        let to = Value::Bool(event_target_checked(&event));
        if !wanted.choose.run(Some(to)) {
            // The browser has switched it already.
            let input = event_target::<web_sys::HtmlInputElement>(&event);
            input.set_checked(is_on.get_untracked());
        }
    };
    let (help_id, findings_id) = (format!("{id}-help"), format!("{id}-findings"));
    let described_by = format!("{findings_id} {help_id}");
    view! {
        <div class="wp-choice__switch">
            <label class="wp-switch">
                <input
                    class="wp-switch__input"
                    type="checkbox"
                    role="switch"
                    id=id
                    prop:checked=is_on
                    aria-describedby=described_by
                    on:change=on_change
                />
                <span class="wp-switch__label">{label}</span>
            </label>
            <code class="wp-field__name">{name}</code>
        </div>
        <FindingList findings id=findings_id/>
        <p class="wp-field__help" id=help_id>
            {help}
        </p>
    }
}
