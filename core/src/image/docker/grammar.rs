//! The grammar of image references, as plain string code.
//!
//! `distribution/reference` states it as one regular expression. No part of it is ambiguous
//! once the text is cut at the marks between the parts, so this module cuts first and looks
//! at each part then. It may not add or change anything. Start at [`split`].

use super::{RawReference, ReferenceError};

/// The longest tag, in characters.
const MAX_TAG: usize = 128;

/// The fewest digits of a digest, whatever its algorithm.
const MIN_DIGEST_DIGITS: usize = 32;

/// The parts of a reference, when the text follows the grammar. Lengths of repository and
/// digest are not part of it.
pub(super) fn split(text: &str) -> Option<RawReference<'_>> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (text, None),
    };
    let (name, tag) = split_tag(rest);
    let (domain, path) = match name.split_once('/') {
        Some((domain, path)) if is_domain(domain) && is_path(path) => (Some(domain), path),
        _ => (None, name),
    };
    let follows = is_path(path) && tag.is_none_or(is_tag) && digest.is_none_or(is_digest);
    follows.then_some(RawReference {
        domain,
        path,
        tag,
        digest,
    })
}

/// Cuts a text without a digest at the colon in its last part; one further in front belongs
/// to the host.
pub(in crate::image) fn split_tag(text: &str) -> (&str, Option<&str>) {
    let last_start = text.rfind('/').map_or(0, |slash| slash + 1);
    let (head, last) = text.split_at(last_start);
    match last.split_once(':') {
        Some((last, tag)) => (
            text.get(..head.len() + last.len()).unwrap_or(text),
            Some(tag),
        ),
        None => (text, None),
    }
}

/// Whether the text is the id of an image.
pub(super) fn is_identifier(text: &str) -> bool {
    text.len() == 64 && is_lower_hex(text)
}

/// What the digest library checks after the grammar: the algorithm, the number of digits and
/// that they are small letters.
pub(in crate::image) fn check_digest(digest: &str) -> Result<(), ReferenceError> {
    let (algorithm, digits) = digest.split_once(':').ok_or(ReferenceError::DigestFormat)?;
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ if algorithm.bytes().any(|b| b.is_ascii_uppercase()) => {
            return Err(ReferenceError::DigestFormat);
        }
        _ => return Err(ReferenceError::DigestAlgorithm),
    };
    if digits.len() != length {
        Err(ReferenceError::DigestLength)
    } else if is_lower_hex(digits) {
        Ok(())
    } else {
        Err(ReferenceError::DigestFormat)
    }
}

/// A host name or an address, perhaps with a port of any length.
pub(in crate::image) fn is_domain(text: &str) -> bool {
    let digits = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = text.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else {
            return false;
        };
        return !address.is_empty()
            && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
            && (port.is_empty() || port.strip_prefix(':').is_some_and(digits));
    }
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    };
    name.split('.').all(is_label) && port.is_none_or(digits)
}

fn is_label(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_path(text: &str) -> bool {
    text.split('/').all(is_component)
}

/// Small letters and digits with single separators between them.
fn is_component(text: &str) -> bool {
    let alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let separator = |run: &str| matches!(run, "." | "_" | "__") || run.bytes().all(|b| b == b'-');
    text.starts_with(alphanumeric)
        && text.ends_with(alphanumeric)
        && text.split(alphanumeric).all(separator)
}

/// Whether the text can be a tag.
pub(in crate::image) fn is_tag(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    text.len() <= MAX_TAG
        && text.bytes().next().is_some_and(word)
        && text.bytes().all(|b| word(b) || b == b'.' || b == b'-')
}

/// Whether the text has the form of a digest, of whatever algorithm and length.
pub(in crate::image) fn is_digest(text: &str) -> bool {
    let algorithm_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    text.split_once(':').is_some_and(|(algorithm, digits)| {
        algorithm.split(['-', '_', '+', '.']).all(algorithm_part)
            && digits.len() >= MIN_DIGEST_DIGITS
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

fn is_lower_hex(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
