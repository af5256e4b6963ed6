//! Ways to take along what comes out: copy, download, apply.

use leptos::prelude::*;

use super::apply::Apply;
use super::model::Event;
use super::store::LaunchStore;
use crate::browser;
use crate::ui::announcer::use_announcer;
use crate::ui::copy_button::CopyButton;
use crate::ui::handlers::pressed;
use crate::ui::reactive::text;

/// Copy, download, apply.
#[component]
pub(super) fn Take(page: LaunchStore, is_signed_in: bool) -> impl IntoView {
    let announcer = use_announcer();
    // A line by itself is copied as a line of its own, without the end.
    let read = page.read_text();
    let copied = text(move || {
        let is_new = read.with(|text| text.is_empty());
        page.draft.with(|draft| {
            let trimmed = draft.text.trim_end_matches('\n');
            if is_new { trimmed } else { draft.text.as_str() }.to_owned()
        })
    });
    let download = move || {
        page.dispatch(Event::Left);
        page.peek(|model| browser::download("nextflow.config", &model.draft().text));
        announcer.say("Downloaded as nextflow.config.");
    };
    view! {
        <div class="wp-buttons">
            <CopyButton
                id="launch-copy"
                label="Copy"
                done="Config copied."
                text=copied
                before=move |()| page.dispatch(Event::Left)
            />
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(download)
            >
                "Download"
            </button>
            {is_signed_in.then(|| view! { <Apply page/> })}
        </div>
    }
}
