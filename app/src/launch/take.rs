//! Ways to take along what comes out: copy, download, apply.

use leptos::prelude::*;

use super::apply::Apply;
use super::state::LaunchState;
use super::state::pipeline::Pipelines;
use crate::browser;
use crate::ui::announcer::use_announcer;
use crate::ui::copy_button::CopyButton;
use crate::ui::handlers::pressed;
use crate::ui::reactive::text;

/// Copy, download, apply.
#[component]
pub(super) fn Take(state: LaunchState, pipelines: Option<Pipelines>) -> impl IntoView {
    let announcer = use_announcer();
    // A line by itself is copied as a line of its own, without the end.
    let copied = text(move || {
        let is_new = state.read_text().is_empty();
        state.draft.with(|draft| {
            let trimmed = draft.text.trim_end_matches('\n');
            if is_new { trimmed } else { draft.text.as_str() }.to_owned()
        })
    });
    let download = move || {
        state.settle();
        state
            .draft
            .with_untracked(|draft| browser::download("nextflow.config", &draft.text));
        announcer.say("Downloaded as nextflow.config.");
    };
    view! {
        <div class="wp-buttons">
            <CopyButton
                id="launch-copy"
                label="Copy"
                done="Config copied."
                text=copied
                before=move |()| state.settle()
            />
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(download)
            >
                "Download"
            </button>
            {pipelines.map(|pipelines| view! { <Apply state pipelines/> })}
        </div>
    }
}
