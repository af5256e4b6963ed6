//! The page `docs/causes.md`, made from the table of causes.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod docs;

use std::fmt::Write as _;

use wavepass_core::diagnose::{CAUSES, CauseRow, Message, Place, Step};

const HEAD: &str = "\
# Causes

What the Images page recognises in a log: the words as they appear, who says them, what they
mean, what to do, and whether a credential mends it. This page is made from the table in
`core/src/diagnose/cause.rs` by `cargo xtask docs`.

Words are compared without regard to case; white space and line ends of any kind count as one
space, and `'` stands for quotes of any kind. Of several messages in a line the one counts that
tells most, and among equals the last, since engines wrap each other's messages. Which of several
reasons is the likely one is said by what is stored in the account: what that disproves is not
called likely. A limit belongs to the registry that its line or its error names, else to whose
words it is; `toomanyrequests` alone names nobody.

What a task has printed (below `Command error:` and `Command output:` in Nextflow's report of an
error) is about its program, unless a container engine words it or the task ended with 125 or 255,
by which Docker and Singularity say that no container was started.
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n| cause | what it is | a credential mends it |\n| --- | --- | --- |\n");
    for row in CAUSES {
        let mends = format!("{:?}", row.mends);
        let mends = match mends.as_str() {
            "Stored" => "yes, one in Platform",
            "Perhaps" => "perhaps",
            "Unknown" => "not known",
            "Puller" => "only that of what pulls",
            _ => "no",
        };
        writeln!(page, "| [{0}](#{0}) | {1} | {mends} |", row.name, row.title).unwrap();
    }
    for row in CAUSES {
        section(&mut page, row);
    }
    page
}

fn section(page: &mut String, row: &CauseRow) {
    writeln!(
        page,
        "\n## {}\n\n**{}.** {}\n",
        row.name, row.title, row.means
    )
    .unwrap();
    writeln!(page, "Said by: {}.\n", row.speakers).unwrap();
    writeln!(page, "{}\n", row.mends.sentence()).unwrap();
    if row.messages.is_empty() {
        page.push_str("It is told by where a line stands, whatever its words are.\n");
    } else {
        page.push_str("| words | with | what they tell beyond that |\n| --- | --- | --- |\n");
    }
    for message in row.messages {
        let note = message.note.unwrap_or_default();
        writeln!(
            page,
            "| `{}` | {} | {note} |",
            message.text,
            conditions(message)
        )
        .unwrap();
    }
    page.push_str("\nWhat to do:\n\n");
    for (number, step) in row.steps.iter().enumerate() {
        writeln!(page, "{}. {}", number + 1, sentence(step)).unwrap();
    }
}

/// What has to stand around a message.
fn conditions(message: &Message) -> String {
    let words = |words: &[&str]| {
        let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    let mut parts = Vec::new();
    if message.place != Place::Anywhere {
        parts.push(format!("on {}", message.place.words()));
    }
    if !message.with.is_empty() {
        parts.push(format!("on its line one of {}", words(message.with)));
    }
    if !message.near.is_empty() {
        parts.push(format!("near it {}", words(message.near)));
    }
    if !message.without.is_empty() {
        parts.push(format!("not {}", words(message.without)));
    }
    if !message.not_behind.is_empty() {
        parts.push(format!("not right behind {}", words(message.not_behind)));
    }
    parts.join("; ")
}

fn sentence(step: &Step) -> String {
    match step {
        Step::Resolve { .. } => "See which credential Wave uses for the image.".to_owned(),
        other => other.sentence(),
    }
}

#[test]
fn the_docs_list_the_causes_as_they_are_in_the_table() {
    docs::is_current("causes.md", &page());
}
