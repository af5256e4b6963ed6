//! What came out of a check of images: the table, its numbers, and the ways to hand it on.

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::diagnose;
use wavepass_core::platform::Scope;
use wavepass_core::wave::coverage::Coverage;

use super::assumed::Assumed;
use super::coverage_action::Elsewhere;
use super::coverage_table::CoverageTable;
use super::diagnosis_card::{Answer, DiagnosisCard};
use super::export::Export;
use super::known_errors::KnownErrorsLink;
use super::model::{Found, address};
use crate::browser;
use crate::shell::routes::Place;
use crate::ui::copy_button::CopyButton;
use crate::ui::finding::FindingView;
use crate::ui::reactive::{dynamic, text};

/// What the results are computed from, and what is not known.
pub(crate) const FACTS: [&str; 3] = [
    "Computed from the published source of Wave, of release 1.37 and of how the newest one finds \
     a credential, and from the list of credentials as it is now. Nothing was pulled and no login \
     was tried; a Wave of your own may be older.",
    "Wave keeps the list and the keys it has read for 60 seconds, and for a run that Platform \
     launched for up to 24 hours: relaunch or resume after a change.",
    "Not known: on which hosts Seqera’s Wave keeps its builds and caches (it ignores stored \
     credentials there), and whether Wave gets the list in the order that is shown here.",
];

/// The id of the heading of the result.
pub(crate) const RESULT: &str = "images-result";

/// What the errors are, the table with its numbers, and the ways to hand it on.
#[component]
pub(crate) fn ImagesResult(
    /// Whose credentials are used.
    place: Place,
    /// The other contexts.
    contexts: Vec<(Scope, Place)>,
    /// How many more contexts there are, at which nobody looked.
    not_looked_at: usize,
    /// What came out.
    coverage: Coverage,
    /// What was found.
    found: Arc<Found>,
    /// What is assumed.
    assumed: Memo<Assumed>,
    /// Whether the table of errors is open.
    known_errors: RwSignal<bool>,
) -> impl IntoView {
    let now = assumed.with_untracked(Assumed::parameters);
    let elsewhere = contexts.into_iter().map(|(scope, other)| Elsewhere {
        scope,
        label: other.label(),
        address: address(&other, &found.images, &now).0,
    });
    let elsewhere: Vec<_> = elsewhere.collect();
    let order = diagnose::order(&found.diagnoses, &coverage).into_iter();
    let cards = order
        .filter_map(|at| found.diagnoses.get(at))
        .map(|diagnosis| {
            let answer = Answer::about(diagnosis, &coverage);
            view! {
                <DiagnosisCard
                    diagnosis=diagnosis.clone()
                    answer
                    place=place.clone()
                    elsewhere=elsewhere.clone()
                />
            }
        });
    let cards = cards.collect_view();
    let is_unknown = found.is_log && found.diagnoses.is_empty();
    let note = found.note.clone().map(|note| {
        view! {
            <p class="wp-muted">
                {note} {is_unknown.then(|| view! { " " <KnownErrorsLink open=known_errors/> })}
            </p>
        }
    });
    // Whether Wave is asked at all comes before what it does.
    let first = found.extracted.notes.clone().into_iter();
    let first = first.map(|finding| view! { <FindingView finding on_fix=None/> });
    let others = (not_looked_at > 0 && !coverage.rows.is_empty()).then(|| {
        let sentence = match not_looked_at {
            1 => "1 more context was not looked at".to_owned(),
            more => format!("{more} more contexts were not looked at"),
        };
        view! {
            <p class="wp-muted">
                {sentence} ": a credential that is missing here may be there."
            </p>
        }
    });
    let sentence = found.sentence(&coverage);
    let table = (!coverage.rows.is_empty())
        .then(|| view! { <Table place found coverage assumed elsewhere/> });
    view! {
        <h2 class="wp-card__title" id=RESULT tabindex="-1">{sentence}</h2>
        {first.collect_view()}
        {cards}
        {note}
        {table}
        {others}
    }
}

/// The table with its numbers, and the ways to hand it on.
#[component]
fn Table(
    place: Place,
    found: Arc<Found>,
    coverage: Coverage,
    assumed: Memo<Assumed>,
    elsewhere: Vec<Elsewhere>,
) -> impl IntoView {
    let total = found.images.len();
    let images = Arc::clone(&found);
    let here = place.clone();
    let link = Memo::new(move |_| {
        address(
            &here,
            &images.images,
            &assumed.with(Assumed::parameters_for_others),
        )
    });
    let summary = coverage.summary();
    let heading = format!("Images of {}", place.label());
    let (context, table) = (place.label(), coverage.clone());
    let words = Signal::derive(move || assumed.with(Assumed::words));
    let rows = coverage.rows.clone();
    let said_first = found.extracted.notes.iter();
    let said_first: Vec<_> = said_first.map(|note| note.message.clone()).collect();
    let markdown = text(move || {
        let assumed = format!("Assumed: {}.", words.get());
        let notes = said_first.iter().cloned().chain([assumed]);
        let notes = notes.chain(FACTS.map(str::to_owned));
        coverage.markdown(&heading, &notes.collect::<Vec<_>>())
    });
    let short = dynamic(move || {
        let (_, held) = link.get();
        let short = (held < total).then(|| {
            view! {
                <p class="wp-muted">
                    "The link holds " {held} " of " {total} " images: an address has room for \
                     some, and takes only what is plainly an image."
                </p>
            }
        });
        short.into_any()
    });
    view! {
        <section class="wp-stack" aria-labelledby="images-table">
            <div class="wp-page__head">
                <div>
                    <h2 class="wp-card__title" id="images-table">"What Wave does, by registry"</h2>
                    <p class="wp-muted">"Read as " {found.read_as.clone()} ". " {summary.remark()}</p>
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
                        text=text(move || link.with(|(link, _)| browser::full_address(link)))
                    />
                    <Export context coverage=table assumed=words/>
                </div>
            </div>
            {short}
            <CoverageTable rows place elsewhere/>
        </section>
    }
}
