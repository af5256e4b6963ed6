//! The choice between light, dark and the system's look, in a menu.

use leptos::prelude::*;

use super::theme::{self, Theme};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::text;

/// An item for each. As in every menu, arrows lead from one to the next and choose nothing.
#[component]
pub(crate) fn ThemeItems(
    /// The name of the theme now.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let items = Theme::ALL.map(|theme| {
        let is_chosen = text(move || chosen.with(|it| it == theme.as_str()).to_string());
        let choose = move || {
            theme::choose(theme);
            chosen.set(theme.as_str().to_owned());
        };
        view! {
            <button
                type="button"
                role="radio"
                class="wp-menu__item wp-menu__item--radio"
                aria-checked=is_chosen
                data-stays
                on:click=pressed(choose)
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
