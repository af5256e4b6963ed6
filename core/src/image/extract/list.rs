//! Images in a plain list.

use super::{Collected, stated};

/// Takes one image from each line or from between commas; comments begin with `#` or `//`.
/// Answers whether most entries were images, so that one bad line does not spoil a list and a
/// log is not taken for one.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut found = Vec::new();
    for entry in entries(text) {
        match stated(entry) {
            // `Container:` announces one.
            Some(image) if !image.ends_with(':') => {
                good += 1;
                found.push(image);
            }
            _ => bad += 1,
        }
    }
    let is_list = good > bad;
    if is_list {
        for image in found {
            images.add(image);
        }
    }
    is_list
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
