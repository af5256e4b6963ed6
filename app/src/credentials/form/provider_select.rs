//! The choice of a provider: a native select, grouped as Platform's form is, with the icon of the
//! chosen one.

use leptos::prelude::*;
use wavepass_core::credentials::{Provider, ProviderRef};

use crate::credentials::provider_icon::ProviderIcon;
use crate::ui::field::use_field;
use crate::ui::handlers::{entered, left};
use crate::ui::reactive::dynamic;

/// The providers that are offered, group by group.
fn groups() -> Vec<(&'static str, Vec<Provider>)> {
    let mut groups: Vec<(&str, Vec<Provider>)> = Vec::new();
    let offered = Provider::ALL
        .into_iter()
        .filter(|provider| provider.can_be_added() && provider.offered_as() == *provider);
    for provider in offered {
        let label = provider.group().label();
        match groups.last_mut() {
            Some((last, providers)) if *last == label => providers.push(provider),
            _ => groups.push((label, vec![provider])),
        }
    }
    groups
}

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
    let option = move |provider: Provider| {
        let name = provider.wire_name();
        view! {
            <option value=name selected=Signal::derive(move || value.get() == name)>
                {provider.offered_label()}
            </option>
        }
    };
    let groups = groups().into_iter().map(|(label, providers)| {
        let options = providers.into_iter().map(option).collect_view();
        view! { <optgroup label=label>{options}</optgroup> }
    });
    view! {
        <div class="wp-picker">
            {dynamic(move || {
                let chosen = Provider::from_wire(&value.get()).map(ProviderRef::Known);
                chosen.map(|provider| view! { <ProviderIcon provider/> }).into_any()
            })}
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
                {groups.collect_view()}
            </select>
        </div>
    }
}
