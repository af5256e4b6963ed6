//! The frame of the one page that works without a session.

use leptos::prelude::*;

use super::header::Header;
use crate::browser;
use crate::pages::lazy::LazyPage;
use crate::reactive::text;
use crate::routes::{self, Route};

/// A page for somebody who is not signed in, with the way to sign in.
#[component]
pub(super) fn SignedOut(route: Route) -> impl IntoView {
    view! {
        <Header bar=Box::new(|| {
            view! {
                <div class="wp-header__end">
                    <a
                        class="wp-button"
                        href=text(|| routes::sign_in_then(&browser::current_path()))
                    >
                        "Sign in"
                    </a>
                </div>
            }
            .into_any()
        })/>
        <main class="wp-page" id="content" tabindex="-1">
            <LazyPage route scope=None/>
        </main>
    }
}
