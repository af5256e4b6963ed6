//! The ways to sign in, and what becomes of them. What happens when is in [`super::model`].

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::secret::Secret;
use wavepass_core::session::{Mode, SessionInfo};

use super::model::{Effect, Event, Shown, SignInModel, token_help};
use crate::shell::no_session::NoSession;
use crate::shell::router::use_router;
use crate::shell::routes;
use crate::shell::session::use_session;
use crate::shell::token_form::TokenForm;
use crate::ui::load::Loading;
use crate::ui::reactive::{attribute, dynamic, follow};
use crate::ui::store::Store;

/// The ways to sign in.
#[component]
pub(super) fn Ways(
    /// A sign-in link that was opened, until it is used.
    link: RwSignal<Option<Secret>>,
) -> impl IntoView {
    let page = use_sign_in(link);
    let shown = page.select(SignInModel::shown);
    let pending = page.select(SignInModel::is_pending);
    let failure = attribute(move || page.with(|page| page.failure().map(str::to_owned)));
    dynamic(move || match shown.get() {
        Shown::Loading => view! { <Loading what="Session"/> }.into_any(),
        Shown::Failed(why, info) => view! {
            <NoSession why has_session=info.is_some()/>
            {info.map(|info| view! { <Form page info pending failure/> })}
        }
        .into_any(),
        Shown::Ways(info) => view! {
            <Intro info=info.clone()/>
            <Form page info pending failure/>
        }
        .into_any(),
    })
}

#[component]
fn Form(
    page: Store<SignInModel>,
    info: SessionInfo,
    pending: Memo<bool>,
    failure: Signal<Option<String>>,
) -> impl IntoView {
    let on_token = move |token| page.dispatch(Event::TokenEntered(token));
    let help = token_help(info.mode).to_owned();
    view! { <TokenForm id="token" pending failure on_token help/> }
}

/// The page's model, which hears of links that are opened and of who is signed in.
fn use_sign_in(link: RwSignal<Option<Secret>>) -> Store<SignInModel> {
    let session = use_session();
    let router = use_router();
    let next = untrack(|| router.query(routes::NEXT)).unwrap_or_default();
    let page = Store::new(SignInModel::new(next), move |page, effect| match effect {
        Effect::SignIn(number, proof) => spawn_local(async move {
            let done = session.sign_in(proof).await;
            page.dispatch(Event::Answered(number, done));
        }),
        Effect::GoOn(path) => router.replace(&path),
    });
    follow(move || {
        if link.with(Option::is_some)
            && let Some(secret) = link.try_update(Option::take).flatten()
        {
            page.dispatch(Event::LinkOpened(secret));
        }
    });
    follow(move || page.dispatch(Event::SessionIs(session.state().get())));
    page
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
