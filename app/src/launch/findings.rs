//! What there is to say about the text that is there, line by line.

use leptos::prelude::*;
use nextflow_config::syntax::Lines;
use wavepass_core::finding::{Finding, Severity};
use wavepass_core::launch::{ConfigFinding, ConfigFix};

use super::line_link::line_link;
use super::model::Event;
use super::store::LaunchStore;
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;

/// The findings of the text, the worst first.
#[component]
pub(crate) fn LaunchFindings(
    /// The page.
    page: LaunchStore,
) -> impl IntoView {
    let on_fix = Callback::new(move |fix: ConfigFix| page.dispatch(Event::FixPressed(fix)));
    let read = page.read_text();
    dynamic(move || {
        let now = page.now.get();
        if now.findings.is_empty() {
            return ().into_any();
        }
        let lines = read.with(|text| Lines::of(text));
        let draft = page.draft.get();
        // What is wanted may mend it.
        let is_mended = |said: &ConfigFinding| {
            let code = said.code();
            said.finding.severity > Severity::Info
                && !draft
                    .overview
                    .findings
                    .iter()
                    .any(|left| left.code() == code)
        };
        let mut all: Vec<_> = now.findings.iter().collect();
        all.sort_by_key(|said| std::cmp::Reverse(said.finding.severity));
        let count = |severity| {
            all.iter()
                .filter(|said| said.finding.severity == severity)
                .count()
        };
        let summary = summary(count(Severity::Error), count(Severity::Warning));
        let rows = all.into_iter().map(|said| {
            let place = said.span.map(|span| line_link(page, span, &lines));
            row(said, place, is_mended(said), on_fix)
        });
        view! {
            <section class="wp-said" aria-label="What there is to say about this text">
                <p class="wp-said__summary">{summary}</p>
                <ul class="wp-said__list">{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn summary(errors: usize, warnings: usize) -> String {
    let many = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        more => Some(format!("{more} {noun}s")),
    };
    let parts = [many(errors, "error"), many(warnings, "warning")];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "Worth knowing".to_owned()
    } else {
        parts.join(", ")
    }
}

fn row(
    said: &ConfigFinding,
    place: Option<AnyView>,
    is_mended: bool,
    on_fix: Callback<ConfigFix>,
) -> impl IntoView + use<> {
    // The fix of a configuration is not that of a field.
    let finding = Finding {
        fix: None,
        ..said.finding.clone()
    };
    let mended = is_mended.then(|| {
        view! {
            <span class="wp-chip">
                <IconView icon=Icon::Check/>
                "The result mends this"
            </span>
        }
        .into_any()
    });
    let fix = said.fix.clone().map(|fix| {
        let label = fix.label.clone();
        view! {
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(move || on_fix.run(fix.clone()))
            >
                {label}
            </button>
        }
    });
    view! {
        <li class="wp-said__row">
            <FindingView finding on_fix=None/>
            <div class="wp-said__ways">{place} {mended} {fix}</div>
        </li>
    }
}
