//! The frame of the one page that works without a session.

use leptos::prelude::*;

use crate::browser;
use crate::components::icon::{Icon, IconView};
use crate::pages::lazy::LazyPage;
use crate::reactive::text;
use crate::routes::{self, Route};

/// A page for somebody who is not signed in, with the way to sign in.
#[component]
pub(super) fn SignedOut(route: Route) -> impl IntoView {
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
                <div class="wp-header__end">
                    <a
                        class="wp-button"
                        href=text(|| routes::sign_in_then(&browser::current_path()))
                    >
                        "Sign in"
                    </a>
                </div>
            </div>
        </header>
        <main class="wp-page" id="content" tabindex="-1">
            <LazyPage route scope=None/>
        </main>
    }
}
