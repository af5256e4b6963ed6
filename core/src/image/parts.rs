//! An image reference cut into the parts that a person means, whether or not anyone accepts
//! it.
//!
//! [`Parts`] is what the findings look at and what their fixes put together again: a fix
//! changes one part and keeps the others. This module may not judge a part. Start at
//! [`Parts::of`].

use super::docker;
use super::docker::grammar::split_tag;

/// The parts of one text. Any of them may be malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// What stands in front with its `://`; several of them when somebody added one twice.
    pub schemes: &'a str,
    /// The part before the first slash, when Docker or Wave takes it for a host.
    pub host: Option<&'a str>,
    /// The path, with all of its slashes.
    pub path: &'a str,
    /// What follows a colon in the last part of the path.
    pub tag: Option<&'a str>,
    /// What follows an at sign in the last part of the path.
    pub digest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut rest = text;
        while let Some(behind) = strip_scheme(rest) {
            rest = behind;
        }
        let schemes = text.strip_suffix(rest).unwrap_or_default();
        let (host, rest) = match rest.split_once('/') {
            Some((first, rest)) if is_host(first) => (Some(first), rest),
            _ => (None, rest),
        };
        let (path, tag, digest) = split_suffixes(rest);
        Self {
            schemes,
            host,
            path,
            tag,
            digest,
        }
    }

    /// The text that has these parts.
    pub(super) fn write(&self) -> String {
        let text = docker::write_reference(self.host, self.path, self.tag, self.digest);
        [self.schemes, &text].concat()
    }

    /// The parts of the path.
    pub(super) fn components(&self) -> impl Iterator<Item = &'a str> {
        self.path.split('/')
    }

    /// Whether there is no name that a tag, a digest or a host could belong to.
    pub(super) fn has_no_name(&self) -> bool {
        let suffixed = self.tag.is_some() || self.digest.is_some();
        self.path.trim_matches('/').is_empty() || suffixed && self.path.ends_with('/')
    }

    /// Whether the host is an IPv6 address in brackets, or means to be one.
    pub(super) fn has_ipv6_host(&self) -> bool {
        self.host.unwrap_or(self.path).starts_with('[')
    }
}

/// What is behind a scheme. Wider than Wave's rule, because a person means a scheme with
/// `docker-daemon://` as well.
fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = !scheme.is_empty() && !scheme.contains(['/', '.', ':', '@']);
    is_scheme.then_some(rest)
}

fn is_host(first: &str) -> bool {
    first == "localhost" || first.contains(['.', ':']) || docker::has_upper_case(first)
}

fn split_suffixes(rest: &str) -> (&str, Option<&str>, Option<&str>) {
    let last_start = rest.rfind('/').map_or(0, |slash| slash + 1);
    let (head, last) = rest.split_at(last_start);
    if last.starts_with('[') {
        return (rest, None, None);
    }
    let (name, digest) = match last.split_once('@') {
        Some((last, digest)) => (rest.get(..head.len() + last.len()), Some(digest)),
        None => (None, None),
    };
    let (path, tag) = split_tag(name.unwrap_or(rest));
    (path, tag, digest)
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
