//! The browser app of Wavepass.
//!
//! Everything of a feature lies together: `credentials`, `images`, `launch` and `sign_in`, each
//! with its pages, what they show and what they keep. They are made of `ui`, which knows no
//! domain, and stand in the `shell`: the frame, who is signed in, the router, what is loaded.
//! `api` is the only place that talks to the server, `shell::routes` the only one that knows
//! paths. What two features need has a file of its own here. No feature uses another, and
//! nothing of the shell or of `ui` uses a feature.
//!
//! What may be typed and what it means is decided in `wavepass-core`, never here. Start at
//! [`App`].

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
mod credentials;
mod csv_file;
mod guide_link;
mod images;
mod launch;
mod pipeline;
mod prefill;
mod shell;
mod sign_in;
mod stored_credentials;
mod ui;
mod wave_setup;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use shell::frame::Shell;
use shell::home::Home;
use shell::not_found::NotFound;
use shell::routes::{Page, Part, Place, Route};
use shell::session::SessionState;
use sign_in::SignInPage;
use ui::live_region::LiveRegion;
use ui::reactive::{dynamic, follow};

/// The allocator in the browser: less than half the size of the standard library's, which counts on
/// the first page.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Starts the app. What the page shows until then stays until it is known who is signed in.
pub fn mount() {
    console_error_panic_hook::set_once();
    shell::routes::set_base(browser::base());
    leptos::mount::mount_to_body(App);
}

/// The app: everything that is shared, and the page that the address names.
#[component]
pub fn App() -> impl IntoView {
    ui::announcer::provide_announcer();
    ui::pointer::provide_pointer();
    shell::session::provide_session();
    shell::router::provide_router();
    credentials::provide();

    let route = shell::router::use_router().route();
    // The shell stays while pages inside it change.
    let outer = Memo::new(move |_| match route.get() {
        Route::Home => Outer::Home,
        Route::SignIn => Outer::SignIn,
        Route::NotFound => Outer::NotFound,
        Route::In(..) => Outer::Shell,
    });
    let session = shell::session::use_session().state();
    follow(move || {
        let stays = match outer.get() {
            Outer::Home => true,
            Outer::Shell => session.with(|state| matches!(state, SessionState::Loading)),
            Outer::SignIn | Outer::NotFound => false,
        };
        if !stays {
            browser::remove_loading_state();
        }
    });
    view! {
        <LiveRegion/>
        {dynamic(move || match outer.get() {
            Outer::Home => view! { <Home/> }.into_any(),
            Outer::SignIn => view! { <SignInPage/> }.into_any(),
            Outer::NotFound => view! { <NotFound/> }.into_any(),
            Outer::Shell => view! { <Shell make=page/> }.into_any(),
        })}
    }
}

/// A page of a place, from the feature that it belongs to. Without a scope nobody is signed in.
fn page(place: Place, page: Page, scope: Option<Scope>) -> AnyView {
    let make = match page.part() {
        Part::Credentials => credentials::page,
        Part::Images => images::page,
        Part::Launch => launch::page,
    };
    make(place, page, scope)
}

/// What fills the window: a page by itself, or the shell with a page inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outer {
    Home,
    SignIn,
    NotFound,
    Shell,
}
