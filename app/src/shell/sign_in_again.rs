//! The dialog for a session that ran out in the middle of the work.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::failure::Failure;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::secret::Secret;
use wavepass_core::session::{Mode, SignIn};

use super::later_styles;
use super::lazy::{FetchView, MakeView, comes_later};
use super::lazy_part::LazyPart;
use super::router::use_router;
use super::session::{SessionState, use_session};
use super::token_form::TokenForm;
use crate::ui::announcer::use_announcer;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{flag, follow};

/// Asks to sign in again and leaves the page below as it is.
///
/// The dialog is fetched when the session is found to be over, and before that while there is
/// unsaved input: a server that was renewed meanwhile may have other files.
#[component]
pub(super) fn SignInAgain() -> impl IntoView {
    let fetch: FetchView = Box::new(|| Box::pin(dialog()));
    view! {
        <LazyPart
            what="The dialog to sign in again"
            wanted=use_session().expired()
            soon=use_router().has_unsaved()
            fetch
        />
    }
}

comes_later! {
    /// The dialog.
    in sign_in fn dialog() -> MakeView {
        later_styles::apply();
        Arc::new(|| view! { <SignInDialog/> }.into_any())
    }
}

#[component]
fn SignInDialog() -> impl IntoView {
    let session = use_session();
    let announcer = use_announcer();
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    // Somebody wants to read on, or to copy what is there.
    let is_put_off = RwSignal::new(false);
    let expired = session.expired();
    // What is refused next asks again.
    follow(move || {
        expired.track();
        is_put_off.set(false);
    });
    // Made here: what is made by a press in the dialog goes with what is in it.
    let resume = Callback::new(move |()| is_put_off.set(false));
    let put_off = move || {
        is_put_off.set(true);
        announcer.offer(
            "Your session has ended: nothing can be loaded or saved before you sign in again. \
             What you typed stays, except for passwords."
                .to_owned(),
            resume,
        );
    };
    let finish = move |done: Result<(), RequestError>| {
        pending.set(false);
        match done {
            Ok(()) => {
                failure.set(None);
                announcer.notice().set(None);
                announcer.say("Signed in again.");
            }
            Err(error) if error.kind == Failure::Unauthorized => {
                failure.set(Some(
                    "This did not sign you in. Check the token.".to_owned(),
                ));
            }
            Err(error) => failure.set(Some(error.sentence())),
        }
    };
    let on_token = move |token: Secret| {
        pending.set(true);
        spawn_local(async move { finish(session.sign_in(SignIn::AccessToken(token)).await) });
    };
    let check = move || {
        pending.set(true);
        spawn_local(async move {
            finish(session.refresh().await.and_then(|signed_in| {
                signed_in
                    .then_some(())
                    .ok_or(RequestError::new(Failure::Unauthorized))
            }));
        });
    };
    let embedded = move || {
        session.state().with(
            |state| matches!(state, SessionState::SignedIn(info, _) if info.mode == Mode::Embedded),
        )
    };
    let help = Signal::derive(move || {
        if embedded() {
            "Make one with: wavepass token create NAME"
        } else {
            "Made under “Your tokens” in Seqera Platform."
        }
        .to_owned()
    });
    view! {
        <Dialog
            id="sign-in-again"
            title="Sign in again"
            open=flag(move || expired.get() && !is_put_off.get())
            on_cancel=move |()| put_off()
        >
            <p>
                "Your session has ended. What you typed is still here, except for passwords, \
                 which are not kept."
            </p>
            <TokenForm id="again-token" pending failure on_token help/>
            <p class="wp-dialog__or">
                "Signed in in another tab? "
                <button type="button" class="wp-button wp-button--quiet" on:click=pressed(check)>
                    "Continue here"
                </button>
            </p>
            <p>
                <button type="button" class="wp-button" on:click=pressed(put_off)>
                    "Not now"
                </button>
            </p>
        </Dialog>
    }
}
