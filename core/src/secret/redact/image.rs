//! Names of images that have a word such as `token` in them, and behind a colon their tag or what
//! a registry answers: `ghcr.io/acme/auth-token:2.1`. Neither is a secret. Start at [`is_named`].

/// No name of an image is looked at farther back.
const LONGEST: usize = 300;

/// No tag is longer that is no secret.
const LONGEST_TAG: usize = 60;

/// Tags without a digit.
const TAGS: [&[u8]; 9] = [
    b"latest", b"stable", b"dev", b"main", b"master", b"nightly", b"edge", b"test", b"prod",
];

/// How registries and engines begin what they say of an image.
const ANSWERS: [&[u8]; 20] = [
    b"unauthorized",
    b"denied",
    b"forbidden",
    b"not",
    b"no",
    b"manifest",
    b"unknown",
    b"error",
    b"errors",
    b"failed",
    b"pull",
    b"pulling",
    b"requested",
    b"toomanyrequests",
    b"insufficient_scope",
    b"authentication",
    b"unexpected",
    b"received",
    b"dial",
    b"context",
];

/// Whether a word at `at`, which ends with a colon at `colon`, is the end of the name of an image,
/// and what stands behind the colon a tag or an answer.
pub(super) fn is_named(bytes: &[u8], at: usize, colon: usize) -> bool {
    if bytes.get(colon) != Some(&b':') {
        return false;
    }
    let Some(name) = name(bytes, at, colon) else {
        return false;
    };
    let behind = bytes.get(colon + 1..).unwrap_or_default();
    match behind.strip_prefix(b" ") {
        Some(answer) => name.has_host && is_answer(answer),
        None => is_tag(behind, name.has_host),
    }
}

/// The name of an image.
struct Name {
    /// Whether the host of its registry stands in front.
    has_host: bool,
}

/// The name that ends at a place, if what stands there is one, with a slash in it.
fn name(bytes: &[u8], at: usize, end: usize) -> Option<Name> {
    let is_name = |b: &u8| {
        b.is_ascii_lowercase()
            || b.is_ascii_digit()
            || matches!(b, b'.' | b'_' | b'-' | b'/' | b':')
    };
    let floor = at.saturating_sub(LONGEST);
    let before = bytes.get(floor..at)?;
    let start = before.iter().rposition(|b| !is_name(b)).map(|at| at + 1);
    let start = floor + start.unwrap_or_default();
    let in_front = start.checked_sub(1).and_then(|at| bytes.get(at));
    if start == floor && floor > 0
        || in_front.is_some_and(|b| !b.is_ascii_whitespace() && !b"\"'`([,".contains(b))
    {
        return None;
    }
    let text = bytes.get(start..end)?;
    let text = [b"docker://".as_slice(), b"oras://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(*scheme))
        .unwrap_or(text);
    let slash = text.iter().position(|b| *b == b'/')?;
    let (host, path) = (text.get(..slash)?, text.get(slash + 1..)?);
    let is_whole = text.iter().all(is_name)
        && text.first().is_some_and(u8::is_ascii_alphanumeric)
        && path.split(|b| *b == b'/').all(|part| !part.is_empty())
        && !path.contains(&b':');
    let mut parts = host.splitn(2, |b| *b == b':');
    let (name, port) = (parts.next()?, parts.next());
    let is_port = port.is_none_or(|port| !port.is_empty() && port.iter().all(u8::is_ascii_digit));
    let top = name.rsplit(|b| *b == b'.').next()?;
    let has_host = name.contains(&b'.') && top.len() >= 2 && top.iter().all(u8::is_ascii_lowercase);
    (is_whole && is_port && (has_host || port.is_none())).then_some(Name { has_host })
}

/// Whether a text begins with what a registry answers.
fn is_answer(text: &[u8]) -> bool {
    let is_end = |b: &u8| !(b.is_ascii_alphanumeric() || *b == b'_');
    let end = text.iter().position(is_end).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    ANSWERS
        .iter()
        .any(|answer| answer.eq_ignore_ascii_case(word))
}

/// Whether a text begins with a tag that nobody has for a password: a version, or one of a few
/// words. Without a host the name may be of anything, so that only a version counts.
fn is_tag(text: &[u8], has_host: bool) -> bool {
    let is_tag = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    let end = text.iter().position(|b| !is_tag(b)).unwrap_or(text.len());
    let behind = text.get(end);
    let tag = text.get(..end).unwrap_or_default();
    let is_end = behind.is_none_or(|b| b.is_ascii_whitespace() || b"\"'`,;:)]@\\".contains(b));
    let number = tag.strip_prefix(b"v").unwrap_or(tag);
    let starts_with_digit = number.first().is_some_and(u8::is_ascii_digit);
    let is_version = starts_with_digit
        && !number.iter().any(u8::is_ascii_uppercase)
        && (has_host || number.contains(&b'.'));
    is_end && end <= LONGEST_TAG && (is_version || has_host && TAGS.contains(&tag))
}
