//! That it could not be found out who is signed in, with every way out of that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::request_error::RequestError;

use super::router::use_router;
use super::routes::{self, Route};
use super::session::use_session;
use crate::browser;
use crate::ui::announcer::use_announcer;
use crate::ui::handlers::pressed;
use crate::ui::load::Failed;
use crate::ui::reactive::text;

/// Why Wavepass could not be loaded: another try, and where there is a session, the ways to end it
/// and to begin another one.
#[component]
pub(crate) fn NoSession(
    /// Why.
    why: RequestError,
    /// Whether the server says that there is a session.
    has_session: bool,
) -> impl IntoView {
    let session = use_session();
    let is_elsewhere = use_router()
        .route()
        .with_untracked(|route| *route != Route::SignIn);
    let announcer = use_announcer();
    let sign_out = move || {
        spawn_local(async move {
            if let Err(failure) = session.sign_out().await {
                announcer.notify(format!("You are still signed in. {}", failure.sentence()));
            }
        });
    };
    view! {
        <Failed what="Wavepass" why=why.sentence() on_retry=move || session.retry()/>
        {has_session
            .then(|| view! {
                <div class="wp-buttons">
                    <button type="button" class="wp-button" on:click=pressed(sign_out)>
                        "Sign out"
                    </button>
                    {is_elsewhere
                        .then(|| view! {
                            <a
                                class="wp-button"
                                href=text(|| routes::sign_in_then(&browser::current_path()))
                            >
                                "Sign in with another token"
                            </a>
                        }
                        .into_any())}
                </div>
            }
            .into_any())}
    }
}
