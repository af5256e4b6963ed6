//! The path of a pull: `/v2/wt/TOKEN/NAME/(manifests|blobs|tags)/REFERENCE`, as clients write it.
//!
//! Names follow the distribution specification, in which a component may have one character; Wave
//! wants two. Nothing is decoded: a name needs no escapes, and what is escaped would be another
//! path. Start at [`PullPath::parse`].

use super::digest::Digest;

/// The longest name of a repository, in characters (the distribution specification).
const LONGEST_NAME: usize = 255;

/// The longest tag, in characters (the distribution specification).
const LONGEST_TAG: usize = 128;

/// What a pull asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PullPath {
    pub(super) token: String,
    /// The repository, without the host of the registry.
    pub(super) repository: String,
    pub(super) what: What,
}

/// What of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Manifest(Reference),
    Blob(Digest),
    Tags,
}

/// Which manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Tag(String),
    Digest(Digest),
}

/// Why a path is none of a pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoPull {
    /// It is no path below `wt`, or its token has not the form of one.
    NoToken,
    /// What is asked for is not offered: the list of a registry, referrers, uploads.
    NotOffered,
    /// The name is no name of a repository.
    Name,
    /// The digest is none.
    Digest,
    /// The tag is none.
    Tag,
}

impl PullPath {
    /// Reads what follows `/v2/`.
    pub(super) fn parse(path: &str) -> Result<Self, NoPull> {
        let below = path.strip_prefix("wt/").ok_or(NoPull::NoToken)?;
        let (token, rest) = below.split_once('/').ok_or(NoPull::NoToken)?;
        let is_of_token = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        if token.len() != 12 || !token.bytes().all(is_of_token) {
            return Err(NoPull::NoToken);
        }
        let mut from_the_end = rest.rsplitn(3, '/');
        let last = from_the_end.next().unwrap_or_default();
        let kind = from_the_end.next().unwrap_or_default();
        let name = from_the_end.next().unwrap_or_default();
        let what = match (kind, last) {
            ("manifests", reference) => What::Manifest(Reference::parse(reference)?),
            ("blobs", digest) => What::Blob(Digest::parse(digest).ok_or(NoPull::Digest)?),
            ("tags", "list") => What::Tags,
            _ => return Err(NoPull::NotOffered),
        };
        if !is_name(name) {
            return Err(NoPull::Name);
        }
        Ok(Self {
            token: token.to_owned(),
            repository: name.to_owned(),
            what,
        })
    }
}

impl Reference {
    /// A tag, or a digest.
    pub(super) fn parse(text: &str) -> Result<Self, NoPull> {
        if text.contains(':') {
            return Digest::parse(text).map(Self::Digest).ok_or(NoPull::Digest);
        }
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_of_tag = |byte: u8| is_word(byte) || byte == b'.' || byte == b'-';
        let begins = text.bytes().next().is_some_and(is_word);
        if begins && text.len() <= LONGEST_TAG && text.bytes().all(is_of_tag) {
            Ok(Self::Tag(text.to_owned()))
        } else {
            Err(NoPull::Tag)
        }
    }

    /// It as it stands in a path.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Tag(tag) => tag,
            Self::Digest(digest) => digest.as_str(),
        }
    }
}

/// Whether a text is the name of a repository: components of lower-case letters and digits, with
/// single dots, one or two underscores or any number of dashes between them.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME && name.split('/').all(is_component)
}

fn is_component(component: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    let ends = |byte: Option<u8>| byte.is_some_and(is_word);
    let mut bytes = component.bytes();
    let (first, last) = (component.bytes().next(), component.bytes().next_back());
    if !ends(first) || !ends(last) || !bytes.all(|b| is_word(b) || b"._-".contains(&b)) {
        return false;
    }
    let between = component.split(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase());
    between
        .filter(|text| !text.is_empty())
        .all(|text| matches!(text, "." | "_" | "__") || text.bytes().all(|b| b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789ab";

    fn parse(rest: &str) -> Result<PullPath, NoPull> {
        PullPath::parse(&format!("wt/{TOKEN}/{rest}"))
    }

    #[test]
    fn a_path_of_a_pull_is_taken_apart() {
        let digest = format!("sha256:{}", "a".repeat(64));
        for (rest, name, what) in [
            (
                "org/tool/manifests/1.0",
                "org/tool",
                What::Manifest(Reference::Tag("1.0".to_owned())),
            ),
            (
                &format!("d/tool/manifests/{digest}"),
                "d/tool",
                What::Manifest(Reference::Digest(Digest::parse(&digest).unwrap())),
            ),
            (
                &format!("manifests/blobs/blobs/{digest}"),
                "manifests/blobs",
                What::Blob(Digest::parse(&digest).unwrap()),
            ),
            ("a/b/c/tags/list", "a/b/c", What::Tags),
        ] {
            let parsed = parse(rest).unwrap();
            assert_eq!(
                (parsed.repository.as_str(), parsed.what),
                (name, what),
                "{rest}"
            );
            assert_eq!(parsed.token, TOKEN);
        }
    }

    #[test]
    fn what_is_no_pull_is_told_by_its_reason() {
        for (rest, why) in [
            ("org%2Ftool/manifests/1.0", NoPull::Name),
            ("Org/tool/manifests/1.0", NoPull::Name),
            ("org//tool/manifests/1.0", NoPull::Name),
            ("../tool/manifests/1.0", NoPull::Name),
            ("manifests/1.0", NoPull::Name),
            ("org/tool/manifests/.1", NoPull::Tag),
            ("org/tool/manifests/", NoPull::Tag),
            ("org/tool/manifests/sha256:ab", NoPull::Digest),
            ("org/tool/blobs/1.0", NoPull::Digest),
            ("org/tool/referrers/sha256:ab", NoPull::NotOffered),
            ("org/tool/blobs/uploads/", NoPull::NotOffered),
            ("org/tool", NoPull::NotOffered),
        ] {
            assert_eq!(parse(rest), Err(why), "{rest}");
        }
        for path in [
            "library/ubuntu/manifests/1",
            "quay.io/org/tool/manifests/1.0",
            "_catalog",
            "wt/short/a/manifests/1",
            "wt/0123456789AB/a/manifests/1",
            "wt/0123456789ab",
            "",
        ] {
            assert_eq!(PullPath::parse(path), Err(NoPull::NoToken), "{path}");
        }
    }

    #[test]
    fn names_are_those_of_the_specification() {
        for name in ["a", "a/b", "a.b", "a_b", "a__b", "a---b", "0/1"] {
            assert!(is_name(name), "{name}");
        }
        let long = "a".repeat(256);
        for name in [
            "", "A", "a/", "/a", ".a", "a.", "a..b", "a___b", "a._b", "ä", &long,
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
