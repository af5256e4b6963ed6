//! Images in a plain list.

use super::container::{Container, PastWave};
use super::{Collected, Other};

/// Takes one image from each line or from between commas; comments begin with `#` or `//`.
/// Answers whether most entries were images, so that one bad line does not spoil a list and a
/// log is not taken for one.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut found = Vec::new();
    let mut others = Vec::new();
    for entry in entries(text) {
        match Container::of(entry) {
            // `Container:` announces one.
            Container::Image(image) | Container::Prefixed(image) if !image.ends_with(':') => {
                good += 1;
                found.push(image);
            }
            Container::Past(kind) if is_plain(entry, kind) => {
                good += 1;
                others.push(Other {
                    kind,
                    container: entry.to_owned(),
                    processes: Vec::new(),
                    findings: Vec::new(),
                });
            }
            _ => bad += 1,
        }
    }
    let is_list = good > bad;
    if is_list {
        for image in found {
            images.add(image);
        }
        images.others.extend(others);
    }
    is_list
}

/// Whether an entry can be nothing but a container, although Wave is not asked for it. Other
/// paths and addresses stand in logs too.
fn is_plain(entry: &str, kind: PastWave) -> bool {
    let is_image_file = || matches!(entry.rsplit_once('.'), Some((_, "sif" | "img")));
    let is_of_a_depot = || entry.contains("/singularity/");
    !entry.contains(char::is_whitespace)
        && match kind {
            PastWave::Oras | PastWave::Library => true,
            PastWave::File => is_image_file(),
            PastWave::Address => is_image_file() || is_of_a_depot(),
            _ => false,
        }
}

fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(without_comment)
        .flat_map(|line| line.split([',', ';']))
        .map(|entry| {
            let entry = entry.trim();
            let entry = entry
                .strip_prefix("- ")
                .or_else(|| entry.strip_prefix("* "))
                .unwrap_or(entry);
            entry.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`'))
        })
        .filter(|entry| !entry.is_empty())
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.split('#').next().unwrap_or_default()
}
