//! Files of settings: `key = value` or `key: value` a line, in sections or without.

use super::node::{Node, Pairs};
use crate::login::pasted::Format;

/// Reads lines; a text in which most of them are something else is none.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    let mut sections: Pairs = Vec::new();
    let mut pairs: Pairs = Vec::new();
    let mut section = String::new();
    let (mut lines, mut others) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with(['#', ';', '!']) || line.starts_with("//") {
            continue;
        }
        lines += 1;
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            sections.push((section, Node::Map(std::mem::take(&mut pairs))));
            section = String::from(name.trim().trim_matches(['"', '\'']));
        } else if let Some((key, value)) = line.split_once(['=', ':'])
            && is_key(key.trim())
        {
            let value = unquoted(value.trim());
            pairs.push((key.trim().to_owned(), Node::Text(Ok(value.to_owned()))));
        } else {
            others += 1;
        }
    }
    sections.push((section, Node::Map(pairs)));
    (lines > 1 && others * 2 < lines).then(|| (Format::Settings, vec![Node::Map(sections)]))
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-. ".contains(&b))
        && key.split(' ').count() <= 3
}

fn unquoted(value: &str) -> &str {
    let value = value.trim_end_matches([',', ';']);
    ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value)
}
