//! An address that leads nowhere.

use leptos::prelude::*;

use super::routes::Route;
use crate::ui::page_heading::PageHeading;

/// An address that leads nowhere.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <main class="wp-page wp-page--narrow">
            <PageHeading title="There is no such page"/>
            <p>"The address may be mistyped, or the page may have moved."</p>
            <a href=Route::Home.path() class="wp-button">"Go to your credentials"</a>
        </main>
    }
}
