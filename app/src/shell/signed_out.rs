//! The frame of the one page that works without a session.

use leptos::prelude::*;

use super::header::Header;
use super::lazy_page::MakePage;
use super::routes::{self, Page, Place};
use crate::browser;
use crate::ui::reactive::text;

/// A page for somebody who is not signed in, with the way to sign in.
#[component]
pub(super) fn SignedOut(
    /// The place that the page works in.
    place: Place,
    /// The page.
    page: Page,
    /// Makes the page.
    make: MakePage,
) -> impl IntoView {
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
            {make(place, page, None)}
        </main>
    }
}
