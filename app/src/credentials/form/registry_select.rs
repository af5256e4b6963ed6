//! The choice of a kind of registry, for hosts that do not tell it and people who do not know
//! their host yet.

use leptos::prelude::*;
use wavepass_core::credentials::Field as FormField;
use wavepass_core::registry::catalogue::Registry;

use super::state::FormState;
use crate::ui::field::{Field, use_field};
use crate::ui::handlers::entered;
use crate::ui::reactive::text;

/// The choice of a kind of registry. It changes labels, examples and help, and fills in the
/// host where the kind has only one; what is stored stays a container registry.
#[component]
pub(crate) fn RegistrySelect(state: FormState) -> impl IntoView {
    let chosen = state.registry().chosen();
    let host = state.value(FormField::Registry);
    let choose = move |id: String| {
        let registry = Registry::from_id(&id);
        let preset = chosen.get_untracked().and_then(only_host);
        chosen.set(registry);
        let host = host.get_untracked();
        // What somebody typed is never overwritten; what an earlier choice filled in is.
        if host.is_empty() || preset == Some(host.as_str()) {
            let host = registry.and_then(only_host).unwrap_or_default();
            state.set(FormField::Registry, host.to_owned());
        }
    };
    let kind = state.registry_kind();
    let help = text(move || match (kind.get(), chosen.get()) {
        (Some(kind), chosen) if chosen != Some(kind) => {
            format!("The host says that it is {}.", kind.name())
        }
        _ => "Adapts the labels, the examples and the help. It is not stored.".to_owned(),
    });
    view! {
        <Field id="registry-kind" label="Registry" help>
            <Options value=text(move || chosen.get().map_or("", Registry::id)) on_change=Callback::new(choose)/>
        </Field>
    }
}

/// The host of a kind of registry that has only one.
fn only_host(registry: Registry) -> Option<&'static str> {
    let host = registry.record().canonical_host;
    (!host.contains('<')).then_some(host)
}

#[component]
fn Options(value: Signal<String>, on_change: Callback<String>) -> impl IntoView {
    let field = use_field();
    view! {
        <select
            class="wp-input"
            id=field.id.get_value()
            prop:value=value
            aria-describedby=field.aria_describedby()
            on:change=entered(move |id| on_change.run(id))
        >
            <option value="">"Tell it from the registry server"</option>
            {Registry::ALL
                .into_iter()
                .map(|registry| view! { <option value=registry.id()>{registry.name()}</option> })
                .collect_view()}
        </select>
    }
}
