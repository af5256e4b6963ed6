//! Which images may stand in an address or a ticket that people hand on.
//!
//! An address stays in histories and logs, and what was pasted may have been anything: a user
//! name, a colon and a password read as the name and the tag of an image. This module lets
//! through only what is plainly an image. Start at [`may_be_shared`].

use crate::image::ImageReference;
use crate::image::wave_name::WaveName;
use crate::secret::redact::{HIDDEN, looks_random, redact};

/// A name without a registry or an organization is one of Docker's own images, and those have
/// short names. A longer single word is more likely a token.
const LONGEST_WORD: usize = 24;

/// Docker's own images have few digits in their names, and passwords have them.
const LONGEST_WORD_WITH_DIGITS: usize = 7;

/// No part of a path that people chose is longer without a word in it.
const LONGEST_HEX: usize = 20;

/// The longest number in a tag is a date.
const LONGEST_NUMBER: usize = 8;

/// What tags say besides numbers, on Docker's own images.
const WORDS: [&str; 58] = [
    "a", "alpha", "alpine", "amd", "apache", "arm", "b", "base", "beta", "bionic", "bookworm",
    "bullseye", "buster", "cli", "cpu", "cuda", "cudnn", "debian", "dev", "devel", "edge", "fpm",
    "focal", "final", "full", "gpu", "jammy", "jdk", "jre", "latest", "lts", "main", "master",
    "minimal", "nightly", "noble", "openjdk", "perl", "post", "pre", "python", "r", "rc",
    "release", "rolling", "runtime", "sid", "slim", "snapshot", "stable", "stretch", "temurin",
    "testing", "trixie", "u", "ubuntu", "unstable", "v",
];

/// Whether a text is plainly the name of an image, so that it may be put into an address.
///
/// A name that Wave gave is none: the token in it lets a pull in.
pub fn may_be_shared(image: &str) -> bool {
    if WaveName::parse(image).is_some() {
        return false;
    }
    let reference = ImageReference::read(image);
    if reference.docker.is_err() || reference.wave.is_err() || redact(image) != image {
        return false;
    }
    let (rest, digest) = match image.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (image, None),
    };
    let is_digest = |digest: &str| digest.starts_with("sha256:") || digest.starts_with("sha512:");
    let (name, tag) = name_and_tag(rest);
    let is_known = if name.contains('/') {
        tag.is_none_or(|tag| !is_random(tag)) && name.split('/').all(|part| !is_hex(part))
    } else {
        is_word(name) && tag.is_none_or(is_version)
    };
    is_known && digest.is_none_or(is_digest)
}

/// What may leave of a text in which these images are named: no login, and no tag of theirs that may
/// be a password.
pub(super) fn safe<'i>(text: &str, images: impl Iterator<Item = &'i str>) -> String {
    let mut safe = redact(text).into_owned();
    for tag in images.filter_map(doubtful_tag) {
        safe = safe.replace(&[":", tag].concat(), &[":", HIDDEN].concat());
    }
    safe
}

/// The tag of an image that may as well be a password behind a user name, so that it is not
/// written into a ticket.
fn doubtful_tag(image: &str) -> Option<&str> {
    let rest = image.split('@').next().unwrap_or_default();
    let (name, tag) = name_and_tag(rest);
    let is_fine = |tag: &str| {
        if name.contains('/') {
            !is_random(tag)
        } else {
            is_version(tag)
        }
    };
    tag.filter(|tag| !tag.is_empty() && !is_fine(tag))
}

fn name_and_tag(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (text, None),
    }
}

/// Whether this can be the name of one of Docker's own images.
fn is_word(name: &str) -> bool {
    let has_digit = name.bytes().any(|b| b.is_ascii_digit());
    let longest = if has_digit {
        LONGEST_WORD_WITH_DIGITS
    } else {
        LONGEST_WORD
    };
    name.len() <= longest
}

/// Whether a tag has nothing but numbers, what stands between numbers, and known words.
fn is_version(tag: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let words = tag.split(|c| !is_letter(c)).filter(|word| !word.is_empty());
    let mut numbers = tag.split(|c: char| !c.is_ascii_digit());
    tag.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && words
            .into_iter()
            .all(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
        && numbers.all(|number| number.len() <= LONGEST_NUMBER)
        && tag.len() <= LONGEST_WORD
}

/// Whether a tag looks made by a machine, and not of a version.
fn is_random(tag: &str) -> bool {
    looks_random(tag) && !is_version(tag)
}

/// Whether this is a number to the base of 16, or an identifier made of such.
fn is_hex(part: &str) -> bool {
    part.len() >= LONGEST_HEX
        && part.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
        && part.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn images_may_be_shared() {
        let digest = format!("ubuntu@sha256:{}", "0123456789abcdef".repeat(4));
        for image in [
            "ubuntu",
            "neo4j",
            "ubuntu:24.04",
            "ubuntu:jammy-20240111",
            "python:3.12-slim-bookworm",
            "python:3.13.0rc1-alpine3.20",
            "openjdk:8u342-jre",
            "alpine:latest",
            "nginx:stable-alpine",
            "quay.io/biocontainers/samtools:1.17--h00cdaf9_0",
            "community.wave.seqera.io/library/samtools:1.21--84c9d77c3901e90b",
            "biocontainers/fastqc:0.12.1--hdfd78af_0",
            "reg.example.com:5000/team/app",
            "reg.example.com:5000/team/app:feature-x",
            "acme/tool:v1.2.3-RC1",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:0f8fad5bd9cb469fa16570867728950e01234567",
            digest.as_str(),
        ] {
            assert!(may_be_shared(image), "{image}");
            assert_eq!(doubtful_tag(image), None, "{image}");
        }
    }

    #[test]
    fn what_may_be_a_secret_may_not() {
        for text in [
            "",
            "S3ntinel",
            "s3ntinel",
            "dckr_pat_abcDEF0123456789abcDEF01234",
            "ghp_0123456789abcdef0123456789abcdef0123",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "0f8fad5bd9cb469fa16570867728950e",
            "me:0f8fad5bd9cb469fa16570867728950e",
            "me/0f8fad5bd9cb469fa16570867728950e",
            "me/0f8fad5b-d9cb-469f-a165-70867728950e",
            "me/dckr_pat_abcdef0123456789abcdef01234",
            "me:dckr_pat_abcDEF0123456789abcDEF01234",
            "me/tool:dckr_pat_abcDEF0123456789abcDEF01234",
            "me/glpat-abcdefghij1234567890",
            "quay.io/me/tool:S3ntinelX",
            "user:secret@quay.io/team/app",
            "https://quay.io/team/app",
            "password = x",
            "wave.example.com/wt/0a1b2c3d4e5f/acme/tool:1",
        ] {
            assert!(!may_be_shared(text), "{text}");
        }
    }

    #[test]
    fn a_user_name_with_a_password_is_no_image() {
        for (text, password) in [
            ("alice:S3ntinel", "S3ntinel"),
            ("alice:correcthorse1", "correcthorse1"),
            ("alice:correct-horse", "correct-horse"),
            ("alice:hunter2", "hunter2"),
            ("alice:1234567890", "1234567890"),
            ("reg.example.com:hunter2", "hunter2"),
            ("alice/robot:S3ntinelX9", "S3ntinelX9"),
        ] {
            assert!(!may_be_shared(text), "{text}");
            assert_eq!(doubtful_tag(text), Some(password));
        }
    }
}
