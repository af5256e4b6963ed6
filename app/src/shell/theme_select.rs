//! The choice between light, dark and the system's look.

use leptos::prelude::*;

use super::theme::{Theme, use_theme};
use crate::ui::handlers::entered;
use crate::ui::reactive::flag;

/// A small select.
#[component]
pub(crate) fn ThemeSelect() -> impl IntoView {
    let choice = use_theme();
    let options = Theme::ALL.map(|theme| {
        view! {
            <option value=theme.as_str() selected=flag(move || choice.get() == theme)>
                {theme.label()}
            </option>
        }
        .into_any()
    });
    view! {
        <select
            class="wp-input wp-select wp-select--small"
            aria-label="Theme"
            on:change=entered(move |text| choice.choose(Theme::parse(&text)))
        >
            {Vec::from(options)}
        </select>
    }
}
