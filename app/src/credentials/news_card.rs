//! A card above a list, or on a page, that stays until it was read.

use leptos::prelude::*;

use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};

/// What there is to say, with what can be done about it.
#[component]
pub(super) fn NewsCard(
    /// Stands before the title.
    icon: Icon,
    /// What it says, in a few words.
    title: &'static str,
    /// Where to go from here: what is done there, and its path.
    links: Vec<(String, String)>,
    /// The card was read and can go.
    on_dismiss: Callback<()>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let links = links.into_iter().map(|(label, path)| {
        view! {
            <a href=path class="wp-button">
                {label}
            </a>
        }
        .into_any()
    });
    view! {
        <section class="wp-card wp-next" aria-labelledby="next-title">
            <h2 class="wp-card__title" id="next-title">
                <IconView icon/>
                {title}
            </h2>
            {children()}
            <div class="wp-buttons">
                {links.collect::<Vec<_>>()}
                <button
                    type="button"
                    class="wp-button wp-button--quiet"
                    on:click=pressed(move || on_dismiss.run(()))
                >
                    "Dismiss"
                </button>
            </div>
        </section>
    }
}
