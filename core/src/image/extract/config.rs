//! Images in a Nextflow configuration or script.
//!
//! A configuration is read with both parsers, once without a profile and once with each; a
//! container that a closure, a branch or a script chooses is followed by [`super::possible`].
//! What differs between the readings is told as a condition. Start at [`collect`].

mod directives;
pub(crate) mod findings;
mod readings;

use nextflow_config::syntax::Document;

use super::Collected;
use directives::{Declarations, Form, Owner, begins_statement};
use findings::tell;
use readings::{ProfileReading, ProfileReadings};

/// How blocks begin that a configuration or a script has and a log has not.
const BLOCKS: [&str; 8] = [
    "process",
    "withName",
    "withLabel",
    "profiles",
    "params",
    "docker",
    "singularity",
    "wave",
];

/// Takes every container of a configuration or script. Answers whether it is one.
///
/// Where it is known which profiles a run selects, what the others have is left out.
pub(super) fn collect(text: &str, selected: Option<&[&str]>, images: &mut Collected) -> bool {
    let is_about_it = ["container", "wave"].iter().any(|word| text.contains(word));
    if !is_about_it {
        return false;
    }
    let document = Document::parse(text);
    let mut declarations = Declarations::default();
    declarations.items(&document, &document.items, &Owner::default());
    let readings = ProfileReadings::of(&document, selected);
    let mut found = Vec::new();
    // Of a text that no parser takes, what was read so far may be anything.
    let taken = readings
        .list
        .iter()
        .enumerate()
        .filter(|_| !readings.is_refused);
    for (place, reading) in taken {
        reading.containers(&document, &declarations, place, &mut found);
    }
    let is_script = declarations
        .directives
        .iter()
        .any(|it| it.form == Form::Call);
    for directive in &declarations.directives {
        // What parsers have read is there already.
        if directive.form != Form::Setting || readings.is_refused {
            readings.directive(&document, &declarations, directive, &mut found);
        } else if !directive.owner.branches.is_empty() {
            readings.branch(&document, &declarations, directive, &mut found);
        }
    }
    let says_wave = |reading: &ProfileReading| {
        let of_wave = |path: &str| path.starts_with("wave.");
        !readings.is_refused
            && reading
                .settings
                .reading()
                .settings
                .iter()
                .any(|it| of_wave(&it.path))
    };
    if found.is_empty() && !readings.list.iter().any(says_wave) {
        return !document.problems.is_empty() && of_fragment(text, selected, images);
    }
    found.sort_by_key(|it| it.place);
    if readings.is_refused && !is_script {
        images.notes.extend(readings.refusal(text));
    }
    tell(&readings, found, images);
    true
}

/// How often a text that was cut out of a script is read from another directive on.
const MOST_TRIES: usize = 8;

/// Reads a text that nothing can be made of, because its brackets do not close, from the first
/// directive on that gives a container.
fn of_fragment(text: &str, selected: Option<&[&str]>, images: &mut Collected) -> bool {
    let starts = text.match_indices("container").map(|(start, _)| start);
    let mut starts = starts
        .filter(|start| *start > 0 && begins_statement(text.get(..*start).unwrap_or_default()));
    let before = images.notes.len();
    let is_found = starts
        .by_ref()
        .take(MOST_TRIES)
        .any(|start| collect(text.get(start..).unwrap_or_default(), selected, images));
    // Its lines are counted from another one on.
    images.notes.truncate(before);
    is_found
}

/// Whether a text has blocks as a configuration or a script has them.
pub(super) fn has_blocks(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        line.ends_with('{') && BLOCKS.iter().any(|block| line.starts_with(block))
    })
}
