//! The choice between light, dark and the system's look.

use leptos::prelude::*;

use super::theme::{self, Theme};
use crate::ui::handlers::entered;

/// A small select.
#[component]
pub(crate) fn ThemeSelect() -> impl IntoView {
    let current = theme::current();
    let options = Theme::ALL.map(|theme| {
        view! {
            <option value=theme.as_str() selected=theme == current>
                {theme.label()}
            </option>
        }
        .into_any()
    });
    view! {
        <select
            class="wp-input wp-select wp-select--small"
            aria-label="Theme"
            on:change=entered(move |text| theme::choose(Theme::parse(&text)))
        >
            {Vec::from(options)}
        </select>
    }
}
