//! An image reference as Docker reads it (`ParseNormalizedNamed` and `Parse` of the
//! `distribution/reference` library, which Docker, containerd and Podman share in this).
//!
//! This module decides what is a valid image; it may not know Wave or Nextflow. Start at
//! [`parse`].

pub(super) mod grammar;

use std::fmt;

use crate::registry::DOCKER_HUB;

/// The name of Docker Hub's oldest host, which Docker replaces by [`DOCKER_HUB`].
const LEGACY_DOCKER_HUB: &str = "index.docker.io";

/// Where Docker Hub keeps the images that are written without a namespace.
const OFFICIAL_IMAGES: &str = "library/";

/// The tag that Docker takes where neither tag nor digest is written.
const DEFAULT_TAG: &str = "latest";

/// The longest repository, in bytes.
const MAX_REPOSITORY: usize = 255;

/// A valid image reference, normalised: the registry is spelled out, and images of Docker
/// Hub without a namespace are in `library/`. [`Display`](fmt::Display) writes the canonical
/// form, which [`parse`] reads as the same reference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

/// A reference with only what is written in it. What Docker's grammar calls a domain may be
/// a mere namespace here: `library/debian` has the domain `library`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawReference<'a> {
    /// The part before the first slash, when it has the form of a host.
    pub domain: Option<&'a str>,
    /// The rest of the name.
    pub path: &'a str,
    /// The tag, when one is written.
    pub tag: Option<&'a str>,
    /// The digest with its algorithm, when one is written.
    pub digest: Option<&'a str>,
}

/// Reads an image reference as `docker pull` does.
///
/// # Errors
/// When Docker refuses the text.
pub fn parse(text: &str) -> Result<Reference, ReferenceError> {
    if grammar::is_identifier(text) {
        return Err(ReferenceError::Identifier(text.to_owned()));
    }
    let (registry, remainder) = split_registry(text);
    let official = registry == DOCKER_HUB && !remainder.contains('/');
    let namespace = if official { OFFICIAL_IMAGES } else { "" };
    let full = [registry, "/", namespace, remainder].concat();

    // Docker looks for capitals up to the first colon, before it looks at the grammar.
    let repository = full.get(registry.len() + 1..).unwrap_or_default();
    let repository = repository.split(':').next().unwrap_or_default();
    if has_upper_case(repository) {
        return Err(ReferenceError::UpperCaseIn(repository.to_owned()));
    }

    let raw = parse_raw(&full)?;
    Ok(Reference {
        registry: raw.domain.unwrap_or_default().to_owned(),
        repository: raw.path.to_owned(),
        tag: raw.tag.map(str::to_owned),
        digest: raw.digest.map(str::to_owned),
    })
}

/// Reads a reference without adding anything to it (`Parse` of the library).
///
/// # Errors
/// When the text does not follow the grammar.
pub fn parse_raw(text: &str) -> Result<RawReference<'_>, ReferenceError> {
    if text.is_empty() {
        return Err(ReferenceError::Empty);
    }
    let Some(raw) = grammar::split(text) else {
        let lower: String = text.chars().map(lower).collect();
        return Err(if lower != text && grammar::split(&lower).is_some() {
            ReferenceError::UpperCase
        } else {
            ReferenceError::Format
        });
    };
    if raw.path.len() > MAX_REPOSITORY {
        return Err(ReferenceError::TooLong);
    }
    if let Some(digest) = raw.digest {
        grammar::check_digest(digest)?;
    }
    Ok(raw)
}

/// Whether the library sees a capital, in any script.
pub(super) fn has_upper_case(text: &str) -> bool {
    text.chars().any(|c| lower(c) != c)
}

impl Reference {
    /// The host of the registry with its port; `docker.io` for Docker Hub.
    ///
    /// Empty in one case: a host with an underscore is none to the grammar, which then takes
    /// it for the first part of the repository (`my_registry.example.com/tool`).
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The repository on its registry, such as `library/ubuntu`.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag, when one is written.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest with its algorithm, when one is written.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// The short form that Docker shows to people: without `docker.io/` and `library/`.
    pub fn familiar(&self) -> String {
        if self.registry != DOCKER_HUB {
            return self.to_string();
        }
        let repository = match self.repository.strip_prefix(OFFICIAL_IMAGES) {
            Some(rest) if !rest.contains('/') => rest,
            _ => &self.repository,
        };
        write_reference(None, repository, self.tag(), self.digest())
    }

    /// The one image that is pulled: a digest makes the tag meaningless, and without either
    /// the tag is `latest` (`ParseDockerRef` of the library).
    #[must_use]
    pub fn docker_ref(&self) -> Self {
        let mut pulled = self.clone();
        if pulled.digest.is_some() {
            pulled.tag = None;
        } else if pulled.tag.is_none() {
            pulled.tag = Some(DEFAULT_TAG.to_owned());
        }
        pulled
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let registry = Some(&*self.registry).filter(|registry| !registry.is_empty());
        let text = write_reference(registry, &self.repository, self.tag(), self.digest());
        f.write_str(&text)
    }
}

impl RawReference<'_> {
    /// Domain and path as they were written.
    pub fn name(&self) -> String {
        write_reference(self.domain, self.path, None, None)
    }
}

impl fmt::Display for RawReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&write_reference(
            self.domain,
            self.path,
            self.tag,
            self.digest,
        ))
    }
}

/// Why Docker refuses a text, in the library's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// There is nothing. Only [`parse_raw`] says so; to [`parse`] it is a wrong form.
    #[error("repository name must have at least one component")]
    Empty,
    /// The text does not follow the grammar.
    #[error("invalid reference format")]
    Format,
    /// The text would follow the grammar in lower case.
    #[error("repository name must be lowercase")]
    UpperCase,
    /// The repository, which is the payload, has capitals.
    #[error("invalid reference format: repository name ({0}) must be lowercase")]
    UpperCaseIn(String),
    /// The repository has more than 255 characters.
    #[error("repository name must not be more than {MAX_REPOSITORY} characters")]
    TooLong,
    /// The text is 64 hexadecimal digits, which is the id of an image rather than its name.
    #[error("invalid repository name ({0}), cannot specify 64-byte hexadecimal strings")]
    Identifier(String),
    /// The digest has capitals where its algorithm wants small letters.
    #[error("invalid checksum digest format")]
    DigestFormat,
    /// The digest has not as many digits as its algorithm yields.
    #[error("invalid checksum digest length")]
    DigestLength,
    /// The algorithm of the digest is none of sha256, sha384 and sha512.
    #[error("unsupported digest algorithm")]
    DigestAlgorithm,
}

/// The registry and what is left (`splitDockerDomain` of the library).
fn split_registry(text: &str) -> (&str, &str) {
    match text.split_once('/') {
        Some((LEGACY_DOCKER_HUB, rest)) => (DOCKER_HUB, rest),
        Some((first, rest))
            if first == "localhost" || first.contains(['.', ':']) || has_upper_case(first) =>
        {
            (first, rest)
        }
        _ => (DOCKER_HUB, text),
    }
}

/// One character in lower case, as Go maps it: always one character for one.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Puts the parts together again, with the marks that belong between them.
pub(super) fn write_reference(
    host: Option<&str>,
    path: &str,
    tag: Option<&str>,
    digest: Option<&str>,
) -> String {
    let mark = |part: Option<&str>, mark: &'static str| part.map_or("", |_| mark);
    [
        host.unwrap_or_default(),
        mark(host, "/"),
        path,
        mark(tag, ":"),
        tag.unwrap_or_default(),
        mark(digest, "@"),
        digest.unwrap_or_default(),
    ]
    .concat()
}

#[cfg(test)]
#[path = "docker_tests.rs"]
mod tests;
