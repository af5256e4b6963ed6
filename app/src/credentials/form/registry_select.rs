//! The choice of a kind of registry, for hosts that do not tell it and people who do not know
//! their host yet.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::Registry;

use super::model::{Event, FormModel};
use super::store::Form;
use crate::ui::field::{Field, use_field};
use crate::ui::handlers::entered;
use crate::ui::reactive::text;

/// The choice of a kind of registry. It changes labels, examples and help, and fills in the
/// host where the kind has only one; what is stored stays a container registry.
#[component]
pub(crate) fn RegistrySelect(form: Form) -> impl IntoView {
    let chosen = form.select(FormModel::chosen_registry);
    let choose = move |id: String| {
        form.dispatch(Event::RegistryChosen(Registry::from_id(&id)));
    };
    let kind = form.registry_kind();
    let is_doubted = form.select(FormModel::doubts_registry);
    let help = text(move || match (kind.get(), chosen.get()) {
        (Some(kind), chosen) if chosen != Some(kind) => {
            let says = if is_doubted.get() {
                "Most likely"
            } else {
                "The host says that"
            };
            format!("{says} it is {}.", kind.name())
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
            <option value="">"As the registry server tells"</option>
            {Registry::ALL
                .into_iter()
                .map(|registry| view! { <option value=registry.id()>{registry.name()}</option> })
                .collect_view()}
        </select>
    }
}
