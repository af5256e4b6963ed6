//! One error that was recognised: what it means, which reason is likely by what is stored, what
//! shows it, what to do.

use leptos::prelude::*;
use wavepass_core::diagnose::{Diagnosis, Explanation};
use wavepass_core::wave::coverage::{Action, Coverage};

use super::coverage_action::{Elsewhere, Wording, action_view};
use crate::shell::routes::Place;
use crate::ui::icon::{Icon, IconView};

/// What the list of credentials adds to a diagnosis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// What it means, and which reason is the likely one.
    explanation: Explanation,
    /// What Wave does with the registry now, in a word and a sentence.
    now: Option<(&'static str, String)>,
    /// The one thing to press.
    remedy: Option<Action>,
    /// What is left to do.
    steps: Vec<String>,
}

impl Answer {
    /// Looks the registry of a diagnosis up in the table.
    pub(crate) fn about(diagnosis: &Diagnosis, coverage: &Coverage) -> Self {
        let host = diagnosis.host.as_deref();
        let row = host.and_then(|host| coverage.row_of(host, diagnosis.image.as_deref()));
        let now = row.and_then(|row| {
            let why = row.findings.first()?;
            Some((row.label(), why.message.clone()))
        });
        Self {
            explanation: diagnosis.explain(coverage),
            now,
            remedy: diagnosis.remedy(coverage),
            steps: diagnosis.steps_left(coverage),
        }
    }
}

/// A card with a diagnosis.
#[component]
pub(crate) fn DiagnosisCard(
    /// What was recognised.
    diagnosis: Diagnosis,
    /// What the list of credentials adds.
    answer: Answer,
    /// Where the links lead.
    place: Place,
    /// The other contexts.
    elsewhere: Vec<Elsewhere>,
) -> impl IntoView {
    let about = (diagnosis.image).or(diagnosis.wave_name).or(diagnosis.host);
    let told = answer.explanation;
    let means = told
        .means
        .into_iter()
        .map(|sentence| view! { <p>{sentence}</p> });
    let steps = answer
        .steps
        .into_iter()
        .map(|step| view! { <li>{step}</li> });
    let action = answer
        .remedy
        .and_then(|action| action_view(action, &place, &elsewhere, Wording::Full));
    view! {
        <section class="wp-card wp-diagnosis">
            <h2 class="wp-card__title">
                <IconView icon=Icon::Warning/>
                {diagnosis.cause.title()}
            </h2>
            {about.map(|about| view! { <p><code>{about}</code></p> })}
            // What to do comes first, then why.
            <ol class="wp-diagnosis__steps">{steps.collect_view()}</ol>
            {action.map(|action| view! { <div class="wp-buttons">{action}</div> })}
            {means.collect_view()}
            {sentences("Likely causes, the likeliest first", told.likely)}
            {sentences("Ruled out by what is stored", told.ruled_out)}
            {told
                .no_credential
                .map(|sentence| {
                    view! {
                        <p class="wp-diagnosis__mends">
                            <IconView icon=Icon::Info/>
                            {sentence}
                        </p>
                    }
                })}
            {answer
                .now
                .map(|(label, why)| {
                    view! {
                        <p>
                            "Wave now: " <strong>{label}</strong> ". " {why}
                        </p>
                    }
                })}
            <figure class="wp-diagnosis__evidence">
                <figcaption class="wp-muted">
                    "Line " {diagnosis.evidence.line} ", secrets hidden:"
                </figcaption>
                <code>{diagnosis.evidence.text}</code>
            </figure>
        </section>
    }
}

/// A heading and the sentences under it, where there are any.
fn sentences(heading: &'static str, sentences: Vec<String>) -> Option<impl IntoView> {
    let list = sentences
        .iter()
        .map(|sentence| view! { <li>{sentence.clone()}</li> });
    (!sentences.is_empty()).then(|| {
        view! {
            <div class="wp-diagnosis__reasons">
                <h3>{heading}</h3>
                <ul>{list.collect_view()}</ul>
            </div>
        }
    })
}
