//! `/sign-in`: with the link that the server printed, or with an access token.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::secret::Secret;
use wavepass_core::session::{LINK_PARAMETER, Mode, SessionInfo, SignIn};

use crate::api::ApiError;
use crate::browser;
use crate::shell::router::use_router;
use crate::shell::routes;
use crate::shell::session::{SessionState, use_session};
use crate::shell::theme_select::ThemeSelect;
use crate::shell::token_form::TokenForm;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Failed, Loading};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, follow};

/// The page to sign in on.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);

    let next = untrack(|| router.query(routes::NEXT)).unwrap_or_default();
    let next = StoredValue::new(next);
    let go_on = move || next.with_value(|next| router.replace(routes::inside_the_app(next)));
    let sign_in = move |proof: SignIn| {
        let by_link = matches!(proof, SignIn::Link(_));
        pending.set(true);
        spawn_local(async move {
            let done = session.sign_in(proof).await;
            pending.set(false);
            failure.set(done.err().map(|error| explain(&error, by_link)));
        });
    };

    // A link that is opened while this page is shown changes only the fragment.
    let opened_here = window_event_listener(ev::hashchange, move |_| {
        if let Some(secret) = take_link() {
            sign_in(SignIn::Link(secret));
        }
    });
    on_cleanup(move || opened_here.remove());
    if let Some(secret) = take_link() {
        sign_in(SignIn::Link(secret));
    }
    // Who is signed in has no business here, even if this link was of no use.
    follow(move || {
        let signed_in = session
            .state()
            .with(|state| matches!(state, SessionState::SignedIn(..)));
        if signed_in && !pending.get() {
            go_on();
        }
    });

    let content = dynamic(move || {
        match session.state().get() {
        SessionState::Loading | SessionState::SignedIn(..) => {
            view! { <Loading what="Session"/> }.into_any()
        }
        SessionState::Failed(error) => {
            view! { <Failed what="Wavepass" why=error.user_message() on_retry=move || session.retry()/> }.into_any()
        }
        SessionState::Anonymous(info) => {
            let on_token = move |token| sign_in(SignIn::AccessToken(token));
            view! {
                <Intro info=info.clone()/>
                <TokenForm id="token" pending failure on_token help=token_help(&info)/>
            }
            .into_any()
        }
    }
    });
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
                {content}
            </div>
        </main>
    }
}

#[component]
fn Intro(info: SessionInfo) -> impl IntoView {
    match info.mode {
        Mode::Embedded => view! {
            <p>
                "Open the sign-in link that the server printed when it started. It works \
                 once. Or enter an access token."
            </p>
        }
        .into_any(),
        Mode::Gateway => view! {
            <p>
                "Enter an access token of the Seqera Platform at "
                <strong>{info.platform}</strong> ". It is kept encrypted in a cookie that no \
                 script can read."
            </p>
        }
        .into_any(),
    }
}

/// The secret of a sign-in link, which leaves the address bar before anything else happens.
fn take_link() -> Option<Secret> {
    let fragment = browser::take_fragment()?;
    let secret = fragment.strip_prefix(LINK_PARAMETER)?.strip_prefix('=')?;
    Some(Secret::from(secret))
}

fn token_help(info: &SessionInfo) -> String {
    match info.mode {
        Mode::Embedded => "Make one in a terminal with: wavepass token create NAME",
        Mode::Gateway => "Made under “Your tokens” in the user menu of Seqera Platform.",
    }
    .to_owned()
}

fn explain(error: &ApiError, by_link: bool) -> String {
    match error {
        ApiError::Unauthorized if by_link => "This link has been used or belongs to an earlier \
            start of the server. Restart the server for a new one, or enter an access token."
            .to_owned(),
        ApiError::Unauthorized => "This token is not valid here. Check that it was copied \
            whole and has not been deleted."
            .to_owned(),
        other => other.user_message(),
    }
}
