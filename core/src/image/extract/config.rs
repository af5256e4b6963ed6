//! Images in Nextflow code or configuration.

use super::{Collected, Setting, stated};

const KEYWORD: &str = "container";

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

/// How far the quoted text of a directive can reach. A longer one has lost its end.
const LONGEST_TEXT: usize = 4096;

/// Takes the text of every `container` directive. Answers whether there was an image.
///
/// A text with an expression in it, as nf-core's modules have, is looked through for the
/// quoted texts inside, of which the ones for Docker are images.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    images.setting = Setting::read(text);
    for (start, _) in text.match_indices(KEYWORD) {
        if !begins_statement(text.get(..start).unwrap_or_default()) {
            continue;
        }
        let Some(value) = quoted(text.get(start + KEYWORD.len()..).unwrap_or_default()) else {
            continue;
        };
        if value.contains('$') {
            let inside = value.split('\'').skip(1).step_by(2);
            let looks_whole = |text: &&str| text.contains(['/', ':']);
            for image in inside.filter(looks_whole) {
                add(image, images);
            }
        } else {
            add(value, images);
        }
    }
    !images.in_order.is_empty()
}

/// Whether a text has blocks as a configuration or a script has them.
pub(super) fn has_blocks(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        line.ends_with('{') && BLOCKS.iter().any(|block| line.starts_with(block))
    })
}

/// Whether a directive can stand behind this: in a log it is only spoken of.
fn begins_statement(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    match line.trim_end_matches([' ', '\t']).chars().next_back() {
        None => true,
        // The name of a field has quotes around it.
        Some('"' | '\'' | '.') => line.ends_with(['"', '\'', '.']),
        Some(c) => matches!(c, '{' | '}' | ';' | ','),
    }
}

/// Adds what stands where an image is expected. With a scheme in front Nextflow takes it as it
/// is.
fn add(text: &str, images: &mut Collected) {
    match stated(text) {
        Some(image) if text.contains("://") => images.add(image),
        Some(image) => images.add_written(image),
        None => {}
    }
}

/// The quoted text behind the keyword: `container 'x'`, `container = "x"`,
/// `container { "x" }`, `"container": "x"`.
fn quoted(after: &str) -> Option<&str> {
    let rest = after.strip_prefix(['"', '\'']).unwrap_or(after);
    let is_separated = rest.len() < after.len() || rest.starts_with([' ', '\t', '=', ':', '{']);
    if !is_separated {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\t', '=', ':', '{']);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = rest.trim_start_matches(quote);
    let mut end = LONGEST_TEXT.min(inside.len());
    while !inside.is_char_boundary(end) {
        end -= 1;
    }
    let inside = inside.get(..end)?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    inside.get(..end)
}
