//! Which credential Wave will use for which image, and what its errors mean.
//!
//! The page can be handed on: its address has the images, and nothing else of what was pasted.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;

use super::check::{Found, IMAGE, ImagesCheck, address};
use super::form::ImagesForm;
use super::result::{FACTS, ImagesResult};
use crate::shell::remote::{Fetched, Remote};
use crate::shell::router::use_router;
use crate::shell::routes::{Page, Place, Route};
use crate::shell::session::use_session;
use crate::stored_credentials::{ScopedList, use_stored, use_stored_in};
use crate::ui::announcer::use_announcer;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Failed, Loading};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, follow};

/// How many other contexts are looked at for a credential that is in the wrong place.
const OTHERS: usize = 6;

/// The images page of a place.
#[component]
pub(crate) fn Images(place: Place, scope: Scope) -> impl IntoView {
    let list = use_stored(scope);
    let (contexts, not_looked_at) = other_contexts(&place);
    let others = use_stored_in(contexts.iter().map(|(scope, _)| *scope).collect());
    let check = ImagesCheck::new();
    let carry = carry_in_address(place.clone(), check);
    let on_check = move |()| {
        check.check();
        // What was added in another tab counts too.
        list.again();
        carry.run(());
    };
    let context = place.label();
    view! {
        <PageHeading title="Images" context=context.clone()/>
        <p class="wp-muted">
            "Which credential of " <strong>{context}</strong>
            " Wave will use for an image, or why it will use none."
        </p>
        <ImagesForm check on_check/>
        <Results place scope check list others contexts not_looked_at/>
        <Facts/>
    }
}

/// Keeps the address and the page the same, whichever changes: the answer puts the images that
/// were found into the address, and an address that names others is asked for.
fn carry_in_address(place: Place, check: ImagesCheck) -> Callback<()> {
    let router = use_router();
    let route = router.route();
    let here = StoredValue::new(place);
    let carried = StoredValue::new(Vec::new());
    let carry = Callback::new(move |()| {
        check.found.with_untracked(|found| {
            let images = found.as_ref().map(|found| found.images.as_slice());
            let (address, _) = here.with_value(|place| address(place, images.unwrap_or_default()));
            router.rename(&address);
        });
        carried.set_value(untrack(|| router.queries(IMAGE)));
    });
    follow(move || {
        let named = router.queries(IMAGE);
        let is_here = here.with_value(|place| {
            route.with_untracked(
                |route| matches!(route, Route::In(other, Page::Images) if other == place),
            )
        });
        if is_here && carried.with_value(|carried| *carried != named) {
            check.ask(&named);
            carry.run(());
        }
    });
    carry
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
    check: ImagesCheck,
    list: Fetched<Vec<CredentialsSummary>>,
    others: Fetched<Vec<ScopedList>>,
    contexts: Vec<(Scope, Place)>,
    not_looked_at: usize,
) -> impl IntoView {
    let announcer = use_announcer();
    let coverage = Memo::new(move |_| {
        let found = check.found.get()?;
        let others = match others.get() {
            Remote::Ready(lists) => lists,
            Remote::Loading | Remote::Failed(_) => Vec::new(),
        };
        let list = match list.get() {
            Remote::Loading => return None,
            Remote::Ready(list) => Some(list),
            Remote::Failed(_) => None,
        };
        Some(check.coverage(&found, scope, list.as_deref(), &others))
    });
    let sentence = Memo::new(move |_| {
        let number = check
            .found
            .with(|found| found.as_ref().map(|found| found.number))?;
        let coverage = coverage.get()?;
        let problems = check
            .found
            .with(|found| found.as_ref().map_or(0, |f| f.diagnoses.len()));
        let mut sentence = match problems {
            0 => String::new(),
            1 => "1 problem recognised. ".to_owned(),
            more => format!("{more} problems recognised. "),
        };
        if !coverage.rows.is_empty() {
            sentence.push_str(&coverage.summary().sentence());
        } else if problems == 0 {
            sentence.push_str(NOTHING);
        }
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
                    view! { <Failed what="Credentials" why=error.user_message() on_retry/> }
                })
                .into_any()
        })}
        {dynamic(move || {
            let is_nothing = |found: &Option<Found>| {
                found.as_ref().map(|f| f.images.is_empty() && f.diagnoses.is_empty())
            };
            let Some(nothing) = check.found.with(is_nothing) else {
                return ().into_any();
            };
            match coverage.get() {
                _ if nothing => view! { <Nothing/> }.into_any(),
                None => view! { <Loading what="Credentials"/> }.into_any(),
                Some(coverage) => {
                    let (place, contexts) = here.get_value();
                    view! { <ImagesResult place contexts not_looked_at coverage check/> }.into_any()
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

/// What it is computed from.
#[component]
fn Facts() -> impl IntoView {
    view! {
        <section class="wp-images__facts" aria-label="About these results">
            {FACTS.map(|fact| view! { <p>{fact}</p> }).into_iter().collect_view()}
        </section>
    }
}
