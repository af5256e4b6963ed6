//! The choice among the kinds of one provider: radio cards that switch the fields below.

use leptos::prelude::*;
use wavepass_core::credentials::{Field, Kind};

use super::model::FormModel;
use super::store::Form;
use crate::ui::reactive::dynamic;

/// The choice among the kinds of the chosen provider, where there are several. What was typed for
/// another one is there again when somebody switches back.
#[component]
pub(crate) fn KindCards(form: Form) -> impl IntoView {
    let kinds = form.select(FormModel::kinds);
    dynamic(move || {
        let kinds = kinds.get();
        let Some(first) = kinds.first() else {
            return ().into_any();
        };
        let legend = format!("{} credentials", first.provider().offered_label());
        view! {
            <fieldset class="wp-kinds" id=Field::Kind.as_str()>
                <legend class="wp-field__label">{legend}</legend>
                {kinds.into_iter().map(|kind| view! { <KindCard kind form/> }).collect_view()}
            </fieldset>
        }
        .into_any()
    })
}

#[component]
fn KindCard(kind: Kind, form: Form) -> impl IntoView {
    let chosen = form.kind();
    let [name, about] = ["name", "about"].map(|part| format!("kind-{}-{part}", kind.id()));
    view! {
        <label class="wp-kinds__card">
            <input
                type="radio"
                name="kind"
                value=kind.id()
                prop:checked=move || chosen.get() == Some(kind)
                // The label holds the description too, which is not part of the name.
                aria-labelledby=name.clone()
                aria-describedby=about.clone()
                on:change=move |_| form.typed(Field::Kind, kind.id().to_owned())
            />
            <span class="wp-kinds__name" id=name>{kind.label()}</span>
            <span class="wp-field__help" id=about>{kind.about()}</span>
        </label>
    }
}
