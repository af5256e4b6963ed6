//! What Wave does with images: a table with a row for each registry. On a narrow page each
//! row becomes a card.

use leptos::prelude::*;
use wavepass_core::finding::{Finding, Severity};
use wavepass_core::image::extract::PastWave;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::coverage::{CheckedImage, CredentialLink, Row, RuleAnswer, Verdict};
use wavepass_core::wave::resolve::Works;

use super::coverage_action::{Elsewhere, Wording, action_view};
use crate::shell::routes::Place;
use crate::ui::reactive::only_if;

/// How many images of a registry are shown at once.
const SHOWN: usize = 5;

/// How many more are shown when somebody opens the others.
const OPENED: usize = 200;

/// The table.
#[component]
pub(crate) fn CoverageTable(
    /// What is in it.
    rows: Vec<Row>,
    /// Where the links lead.
    place: Place,
    /// The other contexts.
    elsewhere: Vec<Elsewhere>,
) -> impl IntoView {
    let has_action = rows.iter().any(|row| !row.actions.is_empty());
    let rows = rows
        .into_iter()
        .map(|row| row_view(row, &place, &elsewhere));
    // Explicit roles: as cards on a narrow page the elements lose their own.
    view! {
        <table class="wp-table wp-coverage" class:wp-coverage--no-action=!has_action role="table">
            <caption class="wp-visually-hidden">"What Wave does, by registry"</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Registry"</th>
                    <th scope="col" role="columnheader">"Images"</th>
                    <th scope="col" role="columnheader">"Credential"</th>
                    <th scope="col" role="columnheader">"Verdict"</th>
                    <th scope="col" role="columnheader">"Action"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

fn row_view(row: Row, place: &Place, elsewhere: &[Elsewhere]) -> AnyView {
    let label = row.label();
    let tone = tone(row.verdict, row.works);
    let host = match row.place() {
        Some(place) => place.into_any(),
        None => view! { <code>{breakable(&row.host)}</code> }.into_any(),
    };
    let credential = match row.credential {
        Some(used) => credential_link(used, place),
        None if row.verdict == Verdict::Fallback => "Of the compute environment".into_any(),
        None if row.verdict == Verdict::DependsOnWave => "One or the other".into_any(),
        None => view! {
            <span class="wp-muted" aria-hidden="true">"–"</span>
            <span class="wp-visually-hidden">"None"</span>
        }
        .into_any(),
    };
    let actions = row.actions.into_iter();
    let actions =
        actions.filter_map(|action| action_view(action, place, elsewhere, Wording::Short));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="wp-table__name wp-coverage__host">{host}</th>
            <td role="cell" data-label="Images" class="wp-coverage__images">
                {images_view(row.images)}
            </td>
            <td role="cell" data-label="Credential">{credential}</td>
            <td role="cell" data-label="Verdict" class="wp-coverage__verdict">
                <div>
                    <span class=tone>{label}</span>
                    {why_view(row.findings)}
                    {answers_view(row.by_rule, place)}
                </div>
            </td>
            <td role="cell" class="wp-coverage__action">
                <div class="wp-buttons">{actions.collect_view()}</div>
            </td>
        </tr>
    }
    .into_any()
}

/// How good or bad a verdict is.
fn tone(verdict: Verdict, works: Works) -> &'static str {
    match (verdict, works) {
        (Verdict::Refused, _) | (Verdict::Match, Works::No) => "wp-verdict wp-verdict--error",
        (Verdict::Match | Verdict::Fallback, _) => "wp-verdict wp-verdict--ok",
        (
            Verdict::DependsOnWave
            | Verdict::NearMiss
            | Verdict::WrongPlace
            | Verdict::Past(PastWave::Open | PastWave::Scheme),
            _,
        ) => "wp-verdict wp-verdict--warning",
        _ => "wp-verdict",
    }
}

/// The first few images, and the others on demand.
fn images_view(mut images: Vec<CheckedImage>) -> AnyView {
    let others = images.split_off(images.len().min(SHOWN));
    view! { <div>{list_view(images)} {more_view(others)}</div> }.into_any()
}

fn list_view(images: Vec<CheckedImage>) -> AnyView {
    let items = images.into_iter().map(|image| {
        let notes = image.findings.into_iter().map(note_view);
        let name = breakable(&image.name);
        view! { <li><code>{name}</code> {notes.collect_view()}</li> }
    });
    view! { <ul class="wp-coverage__list">{items.collect_view()}</ul> }.into_any()
}

/// The images that are not shown at once. Thousands may be of one registry, so they are made when
/// somebody opens them, and some at a time.
fn more_view(mut images: Vec<CheckedImage>) -> Option<AnyView> {
    if images.is_empty() {
        return None;
    }
    let count = images.len();
    let later = images.split_off(count.min(OPENED));
    let is_open = RwSignal::new(false);
    let opened = move |_: leptos::ev::Event| is_open.set(true);
    let content = only_if(
        move || is_open.get(),
        move || {
            let (images, later) = (images.clone(), later.clone());
            view! { {list_view(images)} {more_view(later)} }.into_any()
        },
    );
    Some(
        view! {
            <details on:toggle=opened>
                <summary>"and " {count} " more"</summary>
                {content}
            </details>
        }
        .into_any(),
    )
}

/// A name that may go on in the next line behind a slash.
fn breakable(name: &str) -> Vec<AnyView> {
    let mut parts = Vec::new();
    for (at, part) in name.split_inclusive('/').enumerate() {
        if at > 0 {
            parts.push(view! { <wbr/> }.into_any());
        }
        parts.push(part.to_owned().into_any());
    }
    parts
}

/// What matters most, and the other steps on demand.
fn why_view(findings: Vec<Finding>) -> Option<AnyView> {
    let mut findings = findings.into_iter();
    let first = findings.next()?;
    let steps: Vec<_> = findings.map(note_view).collect();
    let more = (!steps.is_empty()).then(|| {
        view! {
            <details>
                <summary>"Step by step"</summary>
                {steps}
            </details>
        }
    });
    Some(view! { <p>{first.message}</p> {more} }.into_any())
}

/// What each rule gives, where it is not known which one the Wave has.
fn answers_view(answers: Vec<RuleAnswer>, place: &Place) -> Option<AnyView> {
    let items = answers.into_iter().map(|answer| {
        let credential = answer.credential.map(|used| credential_link(used, place));
        let waves = match answer.rule {
            MatchRule::ExactHost => "Releases up to 1.37",
            MatchRule::LongestPath => "Newest source",
        };
        view! {
            <dt>{waves}</dt>
            <dd>
                <p>{answer.label} {credential.map(|link| view! { ": " {link} })}</p>
                <p class="wp-muted">{answer.why}</p>
            </dd>
        }
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| view! { <dl class="wp-coverage__answers">{items}</dl> }.into_any())
}

fn credential_link(used: CredentialLink, place: &Place) -> AnyView {
    if used.id.is_empty() {
        return used.name.into_any();
    }
    view! { <a href=place.credential(&used.id)>{used.name}</a> }.into_any()
}

fn note_view(finding: Finding) -> AnyView {
    let class = match finding.severity {
        Severity::Error => "wp-coverage__note wp-coverage__note--error",
        Severity::Warning => "wp-coverage__note wp-coverage__note--warning",
        Severity::Info | Severity::Ok => "wp-coverage__note",
    };
    view! { <p class=class>{finding.message}</p> }.into_any()
}
