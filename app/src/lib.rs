//! The browser app of Wavepass.
//!
//! `shell` is around every page; `pages` compose, one file a route; `components` present and
//! do not talk to the server; `state` holds
//! what several of them share; `api` is the only place that talks to the server; `routes`
//! is the only place that knows paths. What may be typed and what it means is decided in
//! `wavepass-core`, never here. Start at [`App`].

#![expect(
    clippy::needless_pass_by_value,
    reason = "Leptos hands properties to components by value"
)]
#![expect(
    unreachable_pub,
    reason = "Leptos makes the properties of every component public"
)]

mod api;
mod browser;
mod components;
mod handlers;
mod lazy;
mod pages;
mod prefill;
mod reactive;
mod routes;
mod shell;
mod state;

use leptos::prelude::*;
use pages::{home::Home, not_found::NotFound, sign_in::SignInPage};
use reactive::dynamic;
use routes::Route;
use shell::Shell;

/// Replaces the page's loading state with the app.
pub fn mount() {
    console_error_panic_hook::set_once();
    browser::remove_loading_state();
    leptos::mount::mount_to_body(App);
}

/// The app: everything that is shared, and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    state::announcer::provide_announcer();
    state::theme::provide_theme();
    state::session::provide_session();
    state::arrival::provide_arrival();
    state::pointer::provide_pointer();
    state::router::provide_router();

    let route = state::router::use_router().route();
    // The shell stays while pages inside it change.
    let outer = Memo::new(move |_| match route.get() {
        Route::Home => Outer::Home,
        Route::SignIn => Outer::SignIn,
        Route::NotFound => Outer::NotFound,
        Route::Credentials(_)
        | Route::NewCredentials(_)
        | Route::Credential(..)
        | Route::EditCredential(..)
        | Route::UseCredential(..)
        | Route::Images(_)
        | Route::Launch(_) => Outer::Shell,
    });
    view! {
        {dynamic(move || match outer.get() {
            Outer::Home => view! { <Home/> }.into_any(),
            Outer::SignIn => view! { <SignInPage/> }.into_any(),
            Outer::NotFound => view! { <NotFound/> }.into_any(),
            Outer::Shell => view! { <Shell/> }.into_any(),
        })}
        <components::live_region::LiveRegion/>
    }
}

/// What fills the window: a page by itself, or the shell with a page inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outer {
    Home,
    SignIn,
    NotFound,
    Shell,
}
