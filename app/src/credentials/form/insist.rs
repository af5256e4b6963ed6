//! The question before something is stored that can never work.

use leptos::prelude::*;

use super::model::{Event, FormModel};
use super::store::Form;
use crate::ui::reactive::only_if;

/// Asks whether to store what Wave can never use, as long as that is so.
#[component]
pub(crate) fn Insist(form: Form) -> impl IntoView {
    let insists = form.select(FormModel::insists);
    only_if(
        move || form.never_works(),
        move || {
            view! {
                <label class="wp-insist">
                    <input
                        type="checkbox"
                        prop:checked=insists
                        on:change=move |event| form.dispatch(Event::Insisted(event_target_checked(&event)))
                    />
                    "Store anyway. Wave cannot use these credentials."
                </label>
            }
            .into_any()
        },
    )
}
