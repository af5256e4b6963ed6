//! The pages of `docs/registries`, made from the catalogue of registries.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod docs;

use std::fmt::Write as _;

use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::guide::{Guide, SecretLife};

const INDEX: &str = "\
# Logins for registries

How to get a login for each registry that Wavepass knows: one that lasts, that may do no more than
it has to, and that Wave can use. Made from the catalogue in `core/src/registry/catalogue` by
`cargo xtask docs`; the app shows the same pages below `/guides`, with your own registry filled in.
";

fn index() -> String {
    let mut page = INDEX.to_owned();
    page.push_str("\n| registry | registry server | what signs in |\n| --- | --- | --- |\n");
    for registry in Guide::all() {
        let record = registry.record();
        writeln!(
            page,
            "| [{}]({}.md) | `{}` | {} and {} |",
            registry.name(),
            registry.id(),
            record.canonical_host,
            record.user_name.label,
            record.password.label,
        )
        .unwrap();
    }
    page
}

fn guide(registry: Registry) -> String {
    let guide = Guide::of(registry, "");
    let record = guide.record;
    let mut page = format!("# {}\n\n", registry.name());
    page.push_str("Made from the catalogue by `cargo xtask docs`; [all registries](README.md).\n");
    page.push_str("\n## What to store\n\n| field | value |\n| --- | --- |\n");
    writeln!(page, "| Registry server | `{}` |", guide.help.host).unwrap();
    for login in [&record.user_name, &record.password] {
        writeln!(page, "| {} | {} |", login.label, in_a_cell(login.note)).unwrap();
    }
    page.push_str("\n## How to get it\n\n");
    for (number, step) in guide.help.steps.iter().enumerate() {
        writeln!(page, "{}. {}", number + 1, plain(step)).unwrap();
    }
    for commands in guide.help.commands.chunk_by(|a, b| a.tool == b.tool) {
        let tool = commands.first().map_or("", |command| command.tool);
        let lines: Vec<&str> = commands.iter().map(|it| it.line.as_str()).collect();
        let lines = lines.join("\n");
        writeln!(
            page,
            "\nWith {tool} (options may differ in your version):\n\n```sh\n{lines}\n```"
        )
        .unwrap();
    }
    writeln!(
        page,
        "\nMinimum permissions: {}.",
        plain(record.least_permission)
    )
    .unwrap();
    if !record.secret_formats.is_empty() {
        page.push_str("\nWhat it looks like:\n\n");
        for format in record.secret_formats {
            writeln!(page, "- {}", plain(format)).unwrap();
        }
    }
    lives(&mut page, "How long it lasts", &guide.lasting);
    lives(&mut page, "What not to store", &guide.unfit);
    if !record.wave_notes.is_empty() {
        page.push_str("\n## In Wave\n\n");
        for note in record.wave_notes {
            writeln!(page, "- {}", plain(note)).unwrap();
        }
    }
    if !record.docs_url.is_empty() {
        writeln!(page, "\n## Source\n\n<{}>", record.docs_url).unwrap();
    }
    page
}

fn lives(page: &mut String, heading: &str, lives: &[SecretLife]) {
    let lives: Vec<_> = lives.iter().filter(|life| !life.text.is_empty()).collect();
    if lives.is_empty() {
        return;
    }
    writeln!(page, "\n## {heading}\n").unwrap();
    for life in lives {
        let user_name = life.user_name.map(|name| format!(" (user name `{name}`)"));
        let user_name = user_name.unwrap_or_default();
        writeln!(page, "- {}{user_name}. {}", life.title(), life.text).unwrap();
    }
}

/// Placeholders in angle brackets are no markup.
fn plain(text: &str) -> String {
    text.replace('<', "\\<")
}

fn in_a_cell(text: &str) -> String {
    plain(text).replace('|', "\\|")
}

#[test]
fn the_guides_in_docs_are_those_of_the_catalogue() {
    docs::is_current("registries/README.md", &index());
    for registry in Guide::all() {
        docs::is_current(
            &format!("registries/{}.md", registry.id()),
            &guide(registry),
        );
    }
}

#[test]
fn the_guides_in_docs_are_no_more_than_there_are_registries() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/registries");
    let mut written: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut expected: Vec<_> = Guide::all().map(|it| format!("{}.md", it.id())).collect();
    expected.push("README.md".to_owned());
    written.sort();
    expected.sort();
    assert_eq!(written, expected);
}
