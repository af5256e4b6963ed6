//! What every frame begins with: the way past it, and the product.

use leptos::prelude::*;

use super::routes::Route;
use crate::ui::icon::{Icon, IconView};

/// The head of a frame.
#[component]
pub(super) fn Header(
    /// What stands beside the product.
    bar: Children,
    /// What stands below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <a class="wp-skip" href="#content">
            "Skip to content"
        </a>
        <header class="wp-header">
            <div class="wp-header__bar">
                <a href=Route::Home.path() class="wp-brand">
                    <IconView icon=Icon::Wave/>
                    "Wavepass"
                </a>
                {bar()}
            </div>
            {children.map(|children| children())}
        </header>
    }
}
