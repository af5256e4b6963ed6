//! Which credential Wave will use for which image, and what its errors mean.
//!
//! The page can be handed on: its address has the images, and nothing else of what was pasted.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;

use super::assumed::PARAMETERS;
use super::form::{INPUT, ImagesForm};
use super::known_errors::{KnownErrors, KnownErrorsLink};
use super::model::{Effect, Event, Found, ImagesModel, LOOKED_FOR, NOTHING, read_slowly};
use super::result::{FACTS, ImagesResult, RESULT};
use crate::browser;
use crate::prefill::IMAGE;
use crate::shell::remote::{Fetched, Remote, use_fetched};
use crate::shell::router::use_router;
use crate::shell::routes::{Page, Place, Route};
use crate::shell::session::use_session;
use crate::stored_credentials::{ScopedList, use_stored, use_stored_in};
use crate::ui::announcer::use_announcer;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Failed, Loading};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{attribute, dynamic, follow};
use crate::ui::store::Store;
use crate::wave_setup;

/// How many other contexts are looked at for a credential that is in the wrong place.
const OTHERS: usize = 6;

/// The images page of a place.
#[component]
pub(crate) fn Images(place: Place, scope: Scope) -> impl IntoView {
    let list = use_stored(scope);
    let (contexts, not_looked_at) = other_contexts(&place);
    let others = use_stored_in(contexts.iter().map(|(scope, _)| *scope).collect());
    let images = use_images(&place, list);
    let api = use_session().api();
    let environments = use_fetched(move || async move { api.compute_envs(scope).await });
    let context = place.label();
    let known_errors = RwSignal::new(false);
    view! {
        <PageHeading title="Check images or an error" context=context.clone()/>
        <p class="wp-muted">
            "Which credential in " <strong>{context}</strong>
            " Wave will use for an image, or why it will use none."
        </p>
        <ImagesForm images environments scope/>
        <Results place scope images list others contexts not_looked_at known_errors/>
        <KnownErrors open=known_errors/>
        <Facts/>
    }
}

/// The page's model. It and the address are kept the same, whichever changes: the answer puts the
/// images that were found into the address, and an address that names others is asked for.
fn use_images(place: &Place, list: Fetched<Listed<CredentialsSummary>>) -> Store<ImagesModel> {
    let router = use_router();
    let model = ImagesModel::new(place.clone(), wave_setup::stored());
    let images = Store::new(model, move |images, effect| match effect {
        Effect::KeepSetup(setup) => wave_setup::store(&setup),
        Effect::KeepRule(rule) => wave_setup::store_rule(rule),
        Effect::Read(text, number) => spawn_local(async move {
            let found = read_slowly(&text, number, pause).await;
            images.dispatch(Event::Read(Arc::new(found)));
        }),
        Effect::FetchAgain => list.again(),
        Effect::Rename(address) => router.rename(&address),
    });
    let route = router.route();
    let here = Route::In(place.clone(), Page::Images);
    follow(move || {
        let named = router.queries(IMAGE);
        let assumed = PARAMETERS
            .iter()
            .filter_map(|name| Some((*name, router.query(name)?)))
            .collect();
        if route.with_untracked(|route| *route == here) {
            images.dispatch(Event::Named(named, assumed));
        }
    });
    images
}

/// Gives the page a chance to draw itself and to take in what is typed.
async fn pause() {
    TimeoutFuture::new(0).await;
}

/// The other contexts of the person, as far as they are looked at, and how many more there are.
fn other_contexts(place: &Place) -> (Vec<(Scope, Place)>, usize) {
    let account = use_session().account().get_untracked();
    let workspaces = account
        .map(|account| account.workspaces)
        .unwrap_or_default();
    let workspaces = workspaces
        .into_iter()
        .map(|open| (Scope::Workspace(open.id), open.place));
    let mut contexts: Vec<_> = std::iter::once((Scope::Personal, Place::Personal))
        .chain(workspaces)
        .filter(|(_, other)| other != place)
        .collect();
    let not_looked_at = contexts.len().saturating_sub(OTHERS);
    contexts.truncate(OTHERS);
    (contexts, not_looked_at)
}

/// What came out of the last check.
#[component]
fn Results(
    place: Place,
    scope: Scope,
    images: Store<ImagesModel>,
    list: Fetched<Listed<CredentialsSummary>>,
    others: Fetched<Vec<ScopedList>>,
    contexts: Vec<(Scope, Place)>,
    not_looked_at: usize,
    known_errors: RwSignal<bool>,
) -> impl IntoView {
    let announcer = use_announcer();
    let found = images.select(|images| images.found().cloned());
    let assumed = images.select(|images| images.assumed().clone());
    let coverage = Memo::new(move |_| {
        let found = found.get()?;
        let others = match others.get() {
            Remote::Ready(lists) => lists,
            Remote::Loading | Remote::Failed(_) => Vec::new(),
        };
        let list = match list.get() {
            Remote::Loading => return None,
            Remote::Ready(list) => Some(list),
            Remote::Failed(_) => None,
        };
        let list = list.map(|list| list.rows);
        Some(assumed.with(|assumed| found.coverage(assumed, scope, list.as_deref(), &others)))
    });
    let sentence = Memo::new(move |_| {
        let found = found.get()?;
        let sentence = coverage.with(|coverage| Some(found.sentence(coverage.as_ref()?)))?;
        Some((found.number, sentence))
    });
    follow(move || {
        if let Some((_, sentence)) = sentence.get() {
            announcer.say(sentence);
        }
    });
    let failure = Memo::new(move |_| match list.get() {
        Remote::Failed(error) => Some(error),
        _ => None,
    });
    let gap = attribute(move || match list.get() {
        Remote::Ready(list) => gap(&list),
        Remote::Loading | Remote::Failed(_) => None,
    });
    // Who has pressed Check is led to what came of it; who has followed a link is where a page begins.
    let pressed = images.select(ImagesModel::pressed);
    let is_reading = images.select(ImagesModel::is_reading);
    let shown = StoredValue::new(0);
    follow(move || {
        let pressed = pressed.get();
        let is_there = sentence.with(Option::is_some);
        let is_blank = found.with(|found| {
            let is_blank = |it: &Arc<Found>| it.is_blank && it.pipeline.is_none();
            found.as_ref().is_some_and(is_blank)
        });
        if is_there && !is_reading.get() && pressed > shown.get_value() {
            shown.set_value(pressed);
            browser::focus_soon(if is_blank { INPUT } else { RESULT });
        }
    });
    let here = StoredValue::new((place, contexts));
    view! {
        {dynamic(move || {
            failure
                .get()
                .map(|error| {
                    let on_retry = move || list.again();
                    view! { <Failed what="Credentials" why=error.sentence() on_retry/> }
                })
                .into_any()
        })}
        {dynamic(move || {
            let notice = |said| view! { <p class="wp-notice">{said}</p> };
            gap.get().map(notice).into_any()
        })}
        {dynamic(move || {
            if is_reading.get() {
                return view! { <Loading what="The log"/> }.into_any();
            }
            let Some(found) = found.get() else {
                return ().into_any();
            };
            match coverage.get() {
                _ if found.is_blank || found.pipeline.is_some() && found.is_nothing() => view! {
                    <p class="wp-notice" id=RESULT tabindex="-1">
                        {found.nothing()}
                    </p>
                }
                .into_any(),
                _ if found.is_nothing() => view! { <Nothing known_errors/> }.into_any(),
                None => view! { <Loading what="Credentials"/> }.into_any(),
                Some(coverage) => {
                    let (place, contexts) = here.get_value();
                    view! { <ImagesResult place contexts not_looked_at coverage found assumed known_errors/> }.into_any()
                }
            }
        })}
    }
}

/// That nothing was recognised, and what was looked for.
#[component]
fn Nothing(known_errors: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="wp-state">
            <IconView icon=Icon::Question/>
            <h2 class="wp-state__title" id=RESULT tabindex="-1">"Nothing recognised"</h2>
            <p>{NOTHING}</p>
            <p>{LOOKED_FOR}</p>
            <p>
                <KnownErrorsLink open=known_errors/>
            </p>
        </div>
    }
}

/// What it is computed from.
#[component]
fn Facts() -> impl IntoView {
    view! {
        <section class="wp-images__facts" aria-label="About these results">
            {FACTS.map(|fact| view! { <p>{fact}</p> }).into_iter().collect_view()}
        </section>
    }
}
