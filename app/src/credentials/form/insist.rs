//! The question before something is stored that can never work.

use leptos::prelude::*;

use super::state::FormState;
use crate::ui::reactive::only_if;

/// Asks whether to store what Wave can never use, as long as that is so.
#[component]
pub(crate) fn Insist(state: FormState) -> impl IntoView {
    let insists = state.insists();
    only_if(
        move || state.never_works(),
        move || {
            view! {
                <label class="wp-insist">
                    <input
                        type="checkbox"
                        prop:checked=insists
                        on:change=move |event| insists.set(event_target_checked(&event))
                    />
                    "Store anyway. Wave cannot use these credentials."
                </label>
            }
            .into_any()
        },
    )
}
