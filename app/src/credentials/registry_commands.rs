//! The commands that make a login for a registry, to copy.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::help::CommandLine;

use crate::ui::code_block::CodeBlock;

/// Commands one below the other, each with the program whose version decides.
#[component]
pub(crate) fn Commands(
    /// What the ids of the commands begin with, unique in the page.
    id: &'static str,
    /// The commands.
    commands: Vec<CommandLine>,
) -> impl IntoView {
    let blocks = commands.into_iter().enumerate().map(|(at, command)| {
        let number = at + 1;
        view! {
            <CodeBlock
                id=format!("{id}-command-{number}")
                what=format!("Command {number}")
                text=command.line
            />
            <p class="wp-muted">"Options may differ in your version of " {command.tool} "."</p>
        }
    });
    blocks.collect_view()
}
