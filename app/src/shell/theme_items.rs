//! The choice between light, dark and the system's look, in a menu.

use leptos::prelude::*;

use super::theme::{Theme, use_theme};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::text;

/// An item for each. As in every menu, arrows lead from one to the next and choose nothing.
#[component]
pub(crate) fn ThemeItems() -> impl IntoView {
    let choice = use_theme();
    let items = Theme::ALL.map(|theme| {
        let is_chosen = text(move || (choice.get() == theme).to_string());
        view! {
            <button
                type="button"
                role="radio"
                class="wp-menu__item wp-menu__item--radio"
                aria-checked=is_chosen
                data-stays
                on:click=pressed(move || choice.choose(theme))
            >
                <IconView icon=Icon::Check/>
                {theme.label()}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="wp-menu__group" role="radiogroup" aria-label="Theme">
            {Vec::from(items)}
        </div>
    }
}
