//! What is around every page of somebody who is signed in: context, tabs, user, and the dialog
//! that can come up on any page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context_switcher::ContextSwitcher;
use super::header::Header;
use super::keys::{KeyHandler, Keys};
use super::no_session::NoSession;
use super::sign_in_again::SignInAgain;
use super::signed_out::SignedOut;
use super::user_menu::UserMenu;

use super::lazy_page::MakePage;
use super::permissions::{provide_permissions, use_guard};
use super::router::use_router;
use super::routes::{self, Part, Place, Route};
use super::scoped_page::ScopedPage;
use super::session::{Account, SessionState, use_session};
use crate::browser;
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::{attribute, dynamic, only_if, text};

/// The frame of a page: product, context, tabs, user. Without a session it leads to the
/// sign-in page and back.
#[component]
pub(crate) fn Shell(
    /// Makes a page.
    make: MakePage,
) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    // A session that is renewed by the same person leaves the page below untouched.
    let who = Memo::new(move |_| {
        session.state().with(|state| match state {
            SessionState::SignedIn(_, account) => {
                (std::mem::discriminant(state), account.user.label())
            }
            _ => (std::mem::discriminant(state), String::new()),
        })
    });
    // The page that needs no session. Any other page is the same to this, so that leading
    // to the sign-in page does not lead there once more.
    let route = router.route();
    let open_page = Memo::new(move |_| match route.get() {
        Route::In(place, page) if page.part().is_open() => Some((place, page)),
        _ => None,
    });
    dynamic(move || {
        // Reading it, unlike tracking it, makes the memo follow the session.
        who.get();
        match session.state().get_untracked() {
            // What the page has shown until now still stands.
            SessionState::Loading => ().into_any(),
            SessionState::Failed(why, info) => view! {
                <main class="wp-page">
                    <NoSession why has_session=info.is_some()/>
                </main>
            }
            .into_any(),
            SessionState::Anonymous(_) => {
                if let Some((place, page)) = open_page.get() {
                    return view! { <SignedOut place page make/> }.into_any();
                }
                router.replace(&routes::sign_in_then(&browser::current_path()));
                ().into_any()
            }
            SessionState::SignedIn(_, account) => {
                view! { <Frame account=*account make/> }.into_any()
            }
        }
    })
}

#[component]
fn Frame(account: Account, make: MakePage) -> impl IntoView {
    let place = use_router().place();
    let is_nowhere = use_session().is_closed(place);
    let name = account.user.label();
    // Of this person.
    provide_permissions();
    let keys = Keys::new(use_sign_out());
    view! {
        <Header bar=Box::new(move || {
            view! {
                <ContextSwitcher current=place is_nowhere/>
                <div class="wp-header__end">
                    <UserMenu name keys/>
                </div>
            }
            .into_any()
        })>
            {only_if(move || !is_nowhere.get(), move || view! { <Tabs place/> }.into_any())}
        </Header>
        <main class="wp-page" id="content" tabindex="-1" on:click:capture=use_guard()>
            <ScopedPage make/>
        </main>
        <SignInAgain/>
        <KeyHandler keys/>
    }
}

/// The pages of a place.
#[component]
fn Tabs(place: Memo<Place>) -> impl IntoView {
    let route = use_router().route();
    let tabs = Part::ALL.map(|part| {
        // The page itself, one that belongs to it, or another one.
        let current = attribute(move || {
            let (in_tab, is_first) = route.with(|route| {
                let is_first = matches!(route, Route::In(_, page) if *page == part.first_page());
                (route.part() == Some(part), is_first)
            });
            in_tab.then(|| if is_first { "page" } else { "true" }.to_owned())
        });
        view! {
            <a
                href=text(move || place.get().path(part.first_page()))
                class="wp-tabs__tab"
                aria-current=current
            >
                {text(move || place.with(|place| part.label(place)))}
            </a>
        }
        .into_any()
    });
    view! {
        <nav class="wp-tabs" aria-label="Pages of this context">
            {Vec::from(tabs)}
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
                    announcer.notify(format!("You are still signed in. {}", error.sentence()));
                }
            }
        });
    });
    Callback::new(move |()| router.attempt(sign_out))
}
