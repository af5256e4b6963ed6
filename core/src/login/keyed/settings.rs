//! Files of settings: `key = value` or `key: value` a line, in sections or without.

use super::names::{Role, Words};
use super::node::{Node, Pairs};
use crate::login::pasted::Format;

/// Reads lines; a text in which most of them are something else is none.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    let mut sections: Pairs = Vec::new();
    let mut pairs: Pairs = Vec::new();
    let mut section = String::new();
    let (mut lines, mut others) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim) {
        let is_rule = |c: char| "|-: +=".contains(c);
        if line.is_empty()
            || line.starts_with(['#', ';', '!'])
            || line.starts_with("//")
            || line.chars().all(is_rule)
        {
            continue;
        }
        lines += 1;
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            sections.push((section, Node::Map(std::mem::take(&mut pairs))));
            section = String::from(name.trim().trim_matches(['"', '\'']));
        } else if let Some((key, value)) = pair(line)
            && is_key(key.trim())
        {
            let value = unquoted(without_continuation(value));
            pairs.push((key.trim().to_owned(), Node::Text(Ok(value.to_owned()))));
        } else {
            others += 1;
        }
    }
    // In a letter a login stands among other lines.
    let has = |role| {
        pairs
            .iter()
            .any(|(key, _)| Words::of(key).role() == Some(role))
    };
    let is_login = has(Role::User) && has(Role::Secret) && !text.contains('{');
    sections.push((section, Node::Map(pairs)));
    let is_one = lines > 1 && (others * 2 < lines || is_login);
    is_one.then(|| (Format::Settings, vec![Node::Map(sections)]))
}

/// The key and the value of a line: `key = value`, `key: value`, `key => value`, a row of a table
/// (`| key | value |`), or an element of XML, where Maven calls a server's host its `id`.
fn pair(line: &str) -> Option<(&str, &str)> {
    if let Some(row) = line.strip_prefix('|') {
        return row.trim_end_matches('|').split_once('|');
    }
    if let Some((key, rest)) = line.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let (value, end) = rest.rsplit_once("</")?;
        let key = if key == "id" { "server" } else { key };
        return (end.trim_end_matches('>') == key || key == "server").then_some((key, value));
    }
    line.split_once("=>")
        .or_else(|| line.split_once(['=', ':']))
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-. ".contains(&b))
        && key.split(' ').count() <= 3
}

/// A value without the blank and the backslash that join a line to the next one.
fn without_continuation(value: &str) -> &str {
    let value = value.trim();
    let joined = value
        .strip_suffix('\\')
        .filter(|rest| rest.ends_with([' ', '\t']));
    joined.unwrap_or(value).trim_end()
}

fn unquoted(value: &str) -> &str {
    let value = value.trim_end_matches([',', ';']);
    ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value)
}
