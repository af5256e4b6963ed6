//! What is around every page of somebody who is signed in: context, tabs, user, and the two
//! dialogs that can come up on any page.

mod header;
mod leave_dialog;
mod sign_in_again;
mod signed_out;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::context_switcher::ContextSwitcher;
use crate::components::load::{Failed, Loading};
use crate::components::user_menu::UserMenu;
use header::Header;
use leave_dialog::LeaveDialog;
use sign_in_again::SignInAgain;
use signed_out::SignedOut;

use crate::browser;
use crate::pages::scoped::ScopedPage;
use crate::reactive::{attribute, dynamic, text};
use crate::routes::{self, Place, Route};
use crate::state::announcer::use_announcer;
use crate::state::router::use_router;
use crate::state::session::{Account, SessionState, use_session};

/// The frame of a page: product, context, tabs, user. Without a session it leads to the
/// sign-in page and back.
#[component]
pub(crate) fn Shell() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    // A session that is renewed by the same person leaves the page below untouched.
    let who = Memo::new(move |_| {
        session.state().with(|state| match state {
            SessionState::SignedIn(_, account) => (std::mem::discriminant(state), account.user.id),
            _ => (std::mem::discriminant(state), 0),
        })
    });
    // The page that needs no session. Any other page is the same to this, so that leading
    // to the sign-in page does not lead there once more.
    let route = router.route();
    let open_page = Memo::new(move |_| {
        let is_open = |route: &Route| matches!(route, Route::Launch(_));
        Some(route.get()).filter(is_open)
    });
    dynamic(move || {
        // Reading it, unlike tracking it, makes the memo follow the session.
        who.get();
        match session.state().get_untracked() {
            SessionState::Loading => view! {
                <main class="wp-page">
                    <Loading what="Session"/>
                </main>
            }
            .into_any(),
            SessionState::Failed(error) => view! {
                <main class="wp-page">
                    <Failed what="Wavepass" error on_retry=move || session.retry()/>
                </main>
            }
            .into_any(),
            SessionState::Anonymous(_) => {
                if let Some(route) = open_page.get() {
                    return view! { <SignedOut route/> }.into_any();
                }
                router.replace(&routes::sign_in_then(&browser::current_path()));
                ().into_any()
            }
            SessionState::SignedIn(_, account) => view! { <Frame account=*account/> }.into_any(),
        }
    })
}

#[component]
fn Frame(account: Account) -> impl IntoView {
    let place = use_router().place();
    let mut places = vec![Place::Personal];
    places.extend(account.workspaces.iter().map(|open| open.place.clone()));
    let places = StoredValue::new(places);
    view! {
        <Header bar=Box::new(move || {
            view! {
                <ContextSwitcher
                    current=place
                    places=Signal::derive(move || places.get_value())
                />
                <div class="wp-header__end">
                    <UserMenu user=account.user on_sign_out=use_sign_out()/>
                </div>
            }
            .into_any()
        })>
            <Tabs place/>
        </Header>
        <main class="wp-page" id="content" tabindex="-1">
            <ScopedPage/>
        </main>
        <LeaveDialog/>
        <SignInAgain/>
    }
}

/// The pages of a place.
#[component]
fn Tabs(place: Memo<Place>) -> impl IntoView {
    let route = use_router().route();
    // The page itself, one that belongs to it, or another one.
    let current = move |tab: fn(&Route) -> bool, page: fn(&Route) -> bool| {
        attribute(move || {
            let (in_tab, is_page) = route.with(|route| (tab(route), page(route)));
            in_tab.then(|| if is_page { "page" } else { "true" }.to_owned())
        })
    };
    let is_images = |route: &Route| matches!(route, Route::Images(_));
    let is_launch = |route: &Route| matches!(route, Route::Launch(_));
    let label = text(move || match place.get() {
        Place::Personal => "Your credentials",
        Place::Workspace { .. } => "Credentials",
    });
    view! {
        <nav class="wp-tabs" aria-label="Pages of this context">
            <a
                href=text(move || place.get().credentials())
                class="wp-tabs__tab"
                aria-current=current(
                    |route| !matches!(route, Route::Images(_) | Route::Launch(_)),
                    |route| matches!(route, Route::Credentials(_)),
                )
            >
                {label}
            </a>
            <a
                href=text(move || place.get().images())
                class="wp-tabs__tab"
                aria-current=current(is_images, is_images)
            >
                "Images"
            </a>
            <a
                href=text(move || place.get().launch())
                class="wp-tabs__tab"
                aria-current=current(is_launch, is_launch)
            >
                "Launch config"
            </a>
        </nav>
    }
}

/// Signs out, after asking when there is unsaved input. The shell then leads to the sign-in
/// page by itself.
fn use_sign_out() -> Callback<()> {
    let session = use_session();
    let router = use_router();
    let announcer = use_announcer();
    let sign_out = Callback::new(move |()| {
        spawn_local(async move {
            match session.sign_out().await {
                Ok(()) => {
                    router.release();
                    announcer.say("Signed out.");
                }
                Err(error) => {
                    announcer.notify(format!("You are still signed in. {}", error.user_message()));
                }
            }
        });
    });
    Callback::new(move |()| router.attempt(sign_out))
}
