//! What there is to say about the text that is there, line by line.

use leptos::prelude::*;
use wavepass_core::finding::{Finding, Severity};
use wavepass_core::nextflow::{ConfigFinding, ConfigFix, Lines};

use super::state::LaunchState;
use crate::ui::announcer::use_announcer;
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// The findings of the text, the worst first.
#[component]
pub(crate) fn LaunchFindings(
    /// The page.
    state: LaunchState,
) -> impl IntoView {
    let announcer = use_announcer();
    let on_fix = Callback::new(move |fix: ConfigFix| {
        if state.fix(&fix) {
            announcer.say(format!("Done: {}.", fix.label));
        } else {
            announcer.notify("This cannot be done by itself here. Change the text by hand.");
        }
    });
    dynamic(move || {
        let now = state.now.get();
        if now.findings.is_empty() {
            return ().into_any();
        }
        let lines = Lines::of(&state.read_text());
        let mut all: Vec<_> = now.findings.iter().collect();
        all.sort_by_key(|said| std::cmp::Reverse(said.finding.severity));
        let count = |severity| {
            all.iter()
                .filter(|said| said.finding.severity == severity)
                .count()
        };
        let summary = summary(count(Severity::Error), count(Severity::Warning));
        let rows = all.into_iter().map(|said| {
            let line = said.span.map(|span| lines.line(span.start));
            row(state, said, line, on_fix)
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
    state: LaunchState,
    said: &ConfigFinding,
    line: Option<usize>,
    on_fix: Callback<ConfigFix>,
) -> impl IntoView + use<> {
    // The fix of a configuration is not that of a field.
    let finding = Finding {
        fix: None,
        ..said.finding.clone()
    };
    let place = said.span.zip(line).map(|(span, line)| {
        view! {
            <button
                type="button"
                class="wp-link"
                on:click=pressed(move || state.editor.select(span))
            >
                "Line " {line}
            </button>
        }
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
            <div class="wp-said__ways">{place} {fix}</div>
        </li>
    }
}
