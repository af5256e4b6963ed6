//! Who is signed in, the way to one's own credentials, the page's look, its keys, and the way out.

use leptos::prelude::*;

use super::keys::Keys;
use super::routes::Place;
use super::theme;
use super::theme_items::ThemeItems;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::menu::Menu;

/// The user's menu.
#[component]
pub(crate) fn UserMenu(
    /// What the person who is signed in is called.
    name: String,
    /// Shows which keys there are, and signs out.
    keys: Keys,
) -> impl IntoView {
    let theme = RwSignal::new(String::new());
    view! {
        <Menu
            id="user-menu"
            label=format!("User menu of {name}")
            class="wp-button wp-button--icon wp-user"
            // Whoever chose it last.
            on_toggle=move |_| theme.set(theme::current().as_str().to_owned())
            button=Box::new(|| view! { <IconView icon=Icon::Person/> }.into_any())
        >
            <p class="wp-menu__note">"Signed in as " <strong>{name}</strong></p>
            <a href=Place::Personal.credentials() class="wp-menu__item">
                <IconView icon=Icon::Key/>
                "Your credentials"
            </a>
            <ThemeItems chosen=theme/>
            <button type="button" class="wp-menu__item" on:click=pressed(move || keys.help())>
                <IconView icon=Icon::Question/>
                "Keyboard shortcuts"
            </button>
            <button type="button" class="wp-menu__item" on:click=pressed(move || keys.sign_out())>
                <IconView icon=Icon::Exit/>
                "Sign out"
            </button>
        </Menu>
    }
}
