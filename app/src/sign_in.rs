//! `/sign-in`: with the link that the server printed, or with an access token.
//!
//! Start at [`SignInPage`]. The ways to sign in come with code of their own, which who is signed
//! in does not need; a link leaves the address bar before that.

mod model;
mod ways;

use leptos::ev;
use leptos::prelude::*;
use wavepass_core::secret::Secret;
use wavepass_core::session::LINK_PARAMETER;

use crate::browser;
use crate::shell::later_styles;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_page::LazyContent;
use crate::shell::theme_select::ThemeSelect;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;
use ways::Ways;

/// The page to sign in on.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let link = RwSignal::new(take_link());
    // A link that is opened while this page is shown changes only the fragment.
    let opened_here = window_event_listener(ev::hashchange, move |_| {
        if let Some(secret) = take_link() {
            link.set(Some(secret));
        }
    });
    on_cleanup(move || opened_here.remove());
    let fetch = fetch_view(ways_to_sign_in, move |make| make(link));
    view! {
        <main class="wp-sign-in">
            <div class="wp-sign-in__theme">
                <ThemeSelect/>
            </div>
            <div class="wp-card wp-sign-in__card">
                <p class="wp-brand wp-brand--large">
                    <IconView icon=Icon::Wave/>
                    "Wavepass"
                </p>
                <PageHeading title="Sign in"/>
                <LazyContent fetch/>
            </div>
        </main>
    }
}

/// Makes the ways to sign in, which use a link that was opened.
type MakeWays = fn(RwSignal<Option<Secret>>) -> AnyView;

comes_later! {
    /// The ways to sign in.
    in sign_in fn ways_to_sign_in() -> MakeWays {
        later_styles::apply();
        |link| view! { <Ways link/> }.into_any()
    }
}

/// The secret of a sign-in link, which leaves the address bar before anything else happens.
fn take_link() -> Option<Secret> {
    let fragment = browser::take_fragment()?;
    let secret = fragment.strip_prefix(LINK_PARAMETER)?.strip_prefix('=')?;
    Some(Secret::from(secret))
}
