//! Which credential Wave will use for which image, and what its errors mean.
//!
//! The page can be handed on: its address has the images, and nothing else of what was pasted.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;
use wavepass_core::wave::coverage::Coverage;

use crate::browser;
use crate::components::copy_button::CopyButton;
use crate::components::coverage_action::Elsewhere;
use crate::components::coverage_table::CoverageTable;
use crate::components::icon::{Icon, IconView};
use crate::components::images_form::ImagesForm;
use crate::components::load::{Failed, Loading};
use crate::components::page_heading::PageHeading;
use crate::reactive::{dynamic, follow, only_if, text};
use crate::routes::Place;
use crate::state::announcer::use_announcer;
use crate::state::images_check::{IMAGE, ImagesCheck, ScopedList, address};
use crate::state::remote::{Fetched, Remote, use_fetched};
use crate::state::router::use_router;
use crate::state::session::use_session;

/// How many other contexts are looked at for a credential that is in the wrong place.
const OTHERS: usize = 6;

/// What the results are computed from, and what is not known.
const FACTS: [&str; 3] = [
    "Computed from the published source of Wave 1.37 and from the list of credentials as it is \
     now. Nothing was pulled and no login was tried; a Wave of your own may be older.",
    "Wave keeps the list and the keys it has read for 60 seconds, and for a run that Platform \
     launched for up to 24 hours: relaunch or resume after a change.",
    "Not known: on which hosts Seqera’s Wave keeps its builds and caches (it ignores stored \
     credentials there), and whether Wave gets the list in the order that is shown here.",
];

/// The images page of a place.
#[component]
pub(crate) fn Images(place: Place, scope: Scope) -> impl IntoView {
    let session = use_session();
    let api = session.api();
    let list = use_fetched(move || async move { api.list(scope).await });
    let contexts = other_contexts(&place);
    let others = use_lists(contexts.iter().map(|(scope, _)| *scope).collect());
    let check = ImagesCheck::new();
    let shared = untrack(|| use_router().queries(IMAGE));
    if !shared.is_empty() {
        check.text.set(shared.join("\n"));
        check.check();
    }
    let here = StoredValue::new(place.clone());
    let on_check = move |()| {
        check.check();
        // What was added in another tab counts too.
        list.again();
        check.found.with_untracked(|found| {
            let images = found.as_ref().map(|found| found.images.as_slice());
            let (address, _) = here.with_value(|place| address(place, images.unwrap_or_default()));
            browser::set_address(&address, true);
        });
    };
    let context = place.label();
    view! {
        <PageHeading title="Images" context=context.clone()/>
        <p class="wp-muted">
            "Which credential of " <strong>{context}</strong>
            " Wave will use for an image, or why it will use none."
        </p>
        <ImagesForm check on_check/>
        <Results place scope check list others contexts/>
        <Facts/>
    }
}

/// The other contexts of the person, as far as they are looked at.
fn other_contexts(place: &Place) -> Vec<(Scope, Place)> {
    let account = use_session().account().get_untracked();
    let workspaces = account
        .map(|account| account.workspaces)
        .unwrap_or_default();
    let workspaces = workspaces
        .into_iter()
        .map(|open| (Scope::Workspace(open.id), open.place));
    std::iter::once((Scope::Personal, Place::Personal))
        .chain(workspaces)
        .filter(|(_, other)| other != place)
        .take(OTHERS)
        .collect()
}

/// The lists of several scopes, without those that cannot be had.
fn use_lists(scopes: Vec<Scope>) -> Fetched<Vec<ScopedList>> {
    let api = use_session().api();
    use_fetched(move || {
        let scopes = scopes.clone();
        async move {
            let mut lists = Vec::with_capacity(scopes.len());
            for scope in scopes {
                if let Ok(list) = api.list(scope).await {
                    lists.push((scope, list));
                }
            }
            Ok(lists)
        }
    })
}

/// What came out of the last check.
#[component]
fn Results(
    place: Place,
    scope: Scope,
    check: ImagesCheck,
    list: Fetched<Vec<CredentialsSummary>>,
    others: Fetched<Vec<ScopedList>>,
    contexts: Vec<(Scope, Place)>,
) -> impl IntoView {
    let announcer = use_announcer();
    let coverage = Memo::new(move |_| {
        let images = check.found.get()?.images;
        let others = match others.get() {
            Remote::Ready(lists) => lists,
            Remote::Loading | Remote::Failed(_) => Vec::new(),
        };
        let list = match list.get() {
            Remote::Loading => return None,
            Remote::Ready(list) => Some(list),
            Remote::Failed(_) => None,
        };
        Some(check.coverage(&images, scope, list.as_deref(), &others))
    });
    let sentence = Memo::new(move |_| {
        let number = check
            .found
            .with(|found| found.as_ref().map(|found| found.number))?;
        let coverage = coverage.get()?;
        let sentence = if coverage.rows.is_empty() {
            NOTHING.to_owned()
        } else {
            coverage.summary().sentence()
        };
        Some((number, sentence))
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
    let here = StoredValue::new((place, contexts));
    view! {
        {dynamic(move || {
            failure
                .get()
                .map(|error| {
                    let on_retry = move || list.again();
                    view! { <Failed what="Credentials" error on_retry/> }
                })
                .into_any()
        })}
        {dynamic(move || {
            if check.found.with(Option::is_none) {
                return ().into_any();
            }
            match coverage.get() {
                None => view! { <Loading what="Credentials"/> }.into_any(),
                Some(coverage) if coverage.rows.is_empty() => view! { <Nothing/> }.into_any(),
                Some(coverage) => {
                    let (place, contexts) = here.get_value();
                    view! { <Found place contexts coverage check/> }.into_any()
                }
            }
        })}
    }
}

const NOTHING: &str = "Nothing in this text is the name of an image or a known error.";

/// That nothing was recognised.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="wp-state">
            <IconView icon=Icon::Question/>
            <h2 class="wp-state__title">"Nothing recognised"</h2>
            <p>{NOTHING} " Paste the names of the images themselves, one a line."</p>
        </div>
    }
}

/// The table with its numbers, and the ways to hand it on.
#[component]
fn Found(
    place: Place,
    contexts: Vec<(Scope, Place)>,
    coverage: Coverage,
    check: ImagesCheck,
) -> impl IntoView {
    let found = check.found.get_untracked().unwrap_or_default();
    let images = found.images;
    let total = images.len();
    let (_, held) = address(&place, &images);
    let elsewhere = contexts.into_iter().map(|(scope, other)| Elsewhere {
        scope,
        label: other.label(),
        address: address(&other, &images).0,
    });
    let elsewhere: Vec<_> = elsewhere.collect();
    let summary = coverage.summary();
    let heading = format!("Images of {}", place.label());
    let rows = coverage.rows.clone();
    let markdown = text(move || {
        let assumed = format!("Assumed: {}.", check.assumed());
        let notes = std::iter::once(assumed).chain(FACTS.map(str::to_owned));
        coverage.markdown(&heading, &notes.collect::<Vec<_>>())
    });
    view! {
        <section class="wp-stack" aria-labelledby="images-result">
            <div class="wp-page__head">
                <div>
                    <h2 class="wp-card__title" id="images-result">{summary.sentence()}</h2>
                    <p class="wp-muted">"Read as " {found.read_as} ". " {summary.remark()}</p>
                </div>
                <div class="wp-buttons">
                    <CopyButton
                        id="images-markdown"
                        label="Copy as Markdown"
                        done="Table copied as Markdown."
                        text=markdown
                    />
                    <CopyButton
                        id="images-link"
                        label="Copy link"
                        done="Link copied."
                        text=text(browser::full_address)
                    />
                </div>
            </div>
            {only_if(
                move || held < total,
                move || view! {
                    <p class="wp-muted">
                        "The link holds " {held} " of " {total} " images: an address has room for \
                         some, and takes only what is plainly an image."
                    </p>
                }
                .into_any(),
            )}
            <CoverageTable rows place elsewhere/>
        </section>
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
