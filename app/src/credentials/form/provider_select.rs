//! The choice of a provider: a native select with those that can be added.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;

use crate::ui::field::use_field;

use crate::ui::handlers::{entered, left};

/// The choice of a provider, by its name in the API; empty while none is chosen.
#[component]
pub(crate) fn ProviderSelect(
    /// The chosen one.
    value: Signal<String>,
    /// Another one was chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// The select was left.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let field = use_field();
    let options = Provider::ALL
        .into_iter()
        .filter(|provider| provider.can_be_added())
        .map(|provider| {
            let name = provider.wire_name();
            view! {
                <option value=name selected=Signal::derive(move || value.get() == name)>
                    {provider.label()}
                </option>
            }
        })
        .collect_view();
    view! {
        <select
            class="wp-input wp-select"
            id=field.id.get_value()
            prop:value=value
            aria-required="true"
            aria-invalid=field.aria_invalid()
            aria-describedby=field.aria_describedby()
            on:change=entered(move |text| on_change.run(text))
            on:blur=left(on_leave)
        >
            <option value="">"Choose a provider"</option>
            {options}
        </select>
    }
}
