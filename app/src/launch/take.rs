//! Ways to take along what comes out, as they fit where it goes: copy, download, a patch, a command,
//! apply.

use leptos::prelude::*;
use wavepass_core::launch::Target;
use wavepass_core::platform::Scope;

use super::apply::Apply;
use super::diff::patch;
use super::model::{Event, LaunchModel};
use super::store::LaunchStore;
use crate::api::Pipelines;
use crate::browser;
use crate::shell::remote::Fetched;
use crate::ui::announcer::use_announcer;
use crate::ui::copy_button::CopyButton;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{only_if, text};

/// The name of a file with a config.
const FILE: &str = "nextflow.config";

/// The ways.
#[component]
pub(super) fn Take(
    /// The page.
    page: LaunchStore,
    /// Where it goes.
    target: Memo<Target>,
    /// The pipelines that it can be applied to, when somebody is signed in.
    pipelines: Option<(Scope, Fetched<Pipelines>)>,
) -> impl IntoView {
    let announcer = use_announcer();
    // A line by itself is copied as a line of its own, without the end.
    let read = page.read_text();
    let whole = text(move || {
        let is_new = read.with(|text| text.is_empty());
        page.draft.with(|draft| {
            let trimmed = draft.text.trim_end_matches('\n');
            if is_new { trimmed } else { draft.text.as_str() }.to_owned()
        })
    });
    let download = move || {
        page.dispatch(Event::Left);
        page.peek(|model| browser::download(FILE, &model.draft().text));
        announcer.say(format!("Downloaded as {FILE}."));
    };
    let before = move |()| page.dispatch(Event::Left);
    let new_lines = page.select_made(LaunchModel::new_lines);
    let has_new_lines = move || new_lines.with(Option::is_some);
    let whole_label = Signal::derive(move || {
        if has_new_lines() {
            "Copy the whole text"
        } else {
            "Copy"
        }
    });
    let lines = text(move || new_lines.get().unwrap_or_default());
    let is_file = move || target.get() == Target::PipelineFile;
    let is_outside = move || target.get() == Target::CommandLine;
    let changes =
        text(move || read.with(|old| page.draft.with(|draft| patch(FILE, old, &draft.text))));
    let has_changes = move || changes.with(|text| !text.is_empty());
    let command = page.select_made(LaunchModel::command);
    let has_command = move || is_file() && command.with(Option::is_some);
    let command = text(move || command.get().unwrap_or_default());
    view! {
        {only_if(has_new_lines, move || view! {
            <div class="wp-stack">
                <p>
                    "If this text is a file of the pipeline: the field is read besides it, so it \
                     needs only what is new, and closures and includes do not belong into it. If \
                     the text is what the field has already, take all of it."
                </p>
                <pre class="wp-code__text" tabindex="0" role="region" aria-label="New lines">
                    <code>{lines}</code>
                </pre>
            </div>
        }.into_any())}
        <div class="wp-buttons">
            {only_if(has_new_lines, move || view! {
                <CopyButton
                    id="launch-copy-new"
                    label="Copy the new lines"
                    done="New lines copied."
                    text=lines
                    before
                />
            }.into_any())}
            // One button, whatever it is called: who is about to press it, or has its focus, keeps it.
            <CopyButton id="launch-copy" label=whole_label done="Config copied." text=whole before/>
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(download)
            >
                "Download"
            </button>
            {only_if(move || is_file() && has_changes(), move || view! {
                <CopyButton
                    id="launch-copy-patch"
                    label="Copy as a patch"
                    done="Patch copied."
                    text=changes
                    before
                />
            }.into_any())}
            {pipelines.map(|(scope, pipelines)| view! {
                // What goes elsewhere belongs to no launch.
                {only_if(move || target.get() == Target::LaunchForm, move || view! {
                    <Apply page scope pipelines/>
                }.into_any())}
            })}
        </div>
        {only_if(has_command, move || view! {
            <Command
                id="launch-command"
                what="The same in a terminal, in the folder of the pipeline:"
                command
                before=Callback::new(before)
            />
        }.into_any())}
        {only_if(is_outside, move || view! {
            <Command
                id="launch-run"
                what="With the file downloaded beside you:"
                command=text(|| format!("nextflow run PIPELINE -c {FILE}"))
                before=Callback::new(before)
            />
        }.into_any())}
    }
}

/// A command, with its button.
#[component]
fn Command(
    id: &'static str,
    what: &'static str,
    command: Signal<String>,
    before: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="wp-stack">
            <p>{what}</p>
            <pre class="wp-code__text" tabindex="0" role="region" aria-label="Command">
                <code>{command}</code>
            </pre>
            <div class="wp-buttons">
                <CopyButton id label="Copy the command" done="Command copied." text=command before/>
            </div>
        </div>
    }
}
