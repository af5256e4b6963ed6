//! The choice of a kind of registry, for hosts that do not tell it and people who do not know
//! their host yet.

use leptos::prelude::*;
use wavepass_core::credentials::Field as FormField;
use wavepass_core::registry::catalogue::Registry;

use super::field::{Field, use_field};
use crate::handlers::entered;
use crate::reactive::text;
use crate::state::credentials_form::FormState;

/// The choice of a kind of registry. It changes labels, examples and help, and fills in the
/// host where the kind has only one; what is stored stays a container registry.
#[component]
pub(crate) fn RegistrySelect(state: FormState) -> impl IntoView {
    let chosen = state.registry().chosen();
    let host = state.value(FormField::Registry);
    let choose = move |id: String| {
        let registry = Registry::from_id(&id);
        chosen.set(registry);
        let known = registry.map(|r| r.record().canonical_host);
        // What somebody typed is never overwritten.
        if let Some(known) = known.filter(|host| !host.contains('<'))
            && host.with_untracked(String::is_empty)
        {
            state.set(FormField::Registry, known.to_owned());
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
