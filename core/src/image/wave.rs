//! An image reference as Wave reads it (`ContainerCoordinates` in Wave's published source).
//!
//! Wave is laxer than Docker in some places and stricter in others; this module follows
//! Wave, right or wrong, because it predicts what Wave will do. It may not correct or judge
//! anything. Start at [`parse`].

use std::borrow::Cow;

use crate::registry::DOCKER_HUB;
use crate::registry::match_rule::Repository;

/// What Wave takes an image reference for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinates {
    /// The registry host with its port, as Wave compares it; `docker.io` where none is written.
    pub registry: String,
    /// The repository, with `library/` where Wave adds it. Empty when Wave takes the whole
    /// text for a host.
    pub repository: String,
    /// The tag or the digest; `latest` where none is written.
    pub reference: String,
    /// A scheme in front, which only `oras` survives.
    pub scheme: Option<String>,
}

/// Reads a text as Wave does.
///
/// # Errors
/// When Wave refuses the text.
pub fn parse(text: &str) -> Result<Coordinates, ImageError> {
    if text.is_empty() {
        return Err(ImageError::Empty);
    }
    if text.contains(' ') {
        return Err(ImageError::Space(text.to_owned()));
    }
    let (scheme, path) = match split_scheme(text) {
        None => (None, text),
        Some(("oras", path)) => (Some("oras".to_owned()), path),
        Some((scheme, _)) => {
            return Err(ImageError::Scheme {
                scheme: scheme.to_owned(),
                image: text.to_owned(),
            });
        }
    };

    let parts = drop_empty_parts(path);
    if parts.is_empty() {
        return Err(ImageError::NoParts);
    }
    let (head, last) = parts.split_at(parts.rfind('/').map_or(0, |slash| slash + 1));
    let (name, reference) = last
        .split_once('@')
        .or_else(|| last.split_once(':'))
        .unwrap_or((last, "latest"));
    // The host is looked for only after the tag is gone, which is why `node.js:20` is one.
    let path_alone = parts.get(..head.len() + name.len()).unwrap_or_default();
    let (registry, repository) = match path_alone.split_once('/') {
        Some((first, rest)) if is_host(first) => (first, Some(rest)),
        None if is_host(path_alone) => (path_alone, None),
        _ => (DOCKER_HUB, Some(path_alone)),
    };
    if !is_valid_registry(registry) || reference.is_empty() {
        return Err(ImageError::Name(path.to_owned()));
    }
    Ok(Coordinates {
        registry: registry.to_owned(),
        repository: match repository {
            Some(rest) if registry == DOCKER_HUB && !rest.contains('/') => {
                ["library/", rest].concat()
            }
            rest => rest.unwrap_or_default().to_owned(),
        },
        reference: reference.to_owned(),
        scheme,
    })
}

impl Coordinates {
    /// What Wave looks for a credential for.
    pub fn without_tag(&self) -> Repository<'_> {
        Repository {
            host: &self.registry,
            path: &self.repository,
        }
    }

    /// The whole name as Wave writes it.
    pub fn target(&self) -> String {
        let scheme = self.scheme.as_deref();
        let separator = if self.reference.starts_with("sha256:") {
            "@"
        } else {
            ":"
        };
        [
            scheme.unwrap_or_default(),
            if scheme.is_some() { "://" } else { "" },
            &self.registry,
            "/",
            &self.repository,
            separator,
            &self.reference,
        ]
        .concat()
    }

    /// Whether Wave's container API takes this image. It refuses any scheme, even the one
    /// that [`parse`] knows (`ValidationServiceImpl` in Wave's published source).
    pub fn api_accepts(&self) -> bool {
        self.scheme.is_none()
    }

    /// Whether the image can be pulled through Wave.
    ///
    /// The name that Wave hands back has a token in front of the repository, and the path of
    /// a pull must match a pattern (`RouteHandler` in Wave's published source) that asks for
    /// two characters in each component. Otherwise the pull ends in a 404.
    pub fn pullable_via_proxy(&self) -> bool {
        let pulls = |component: &str| {
            let mut bytes = component.bytes();
            bytes.next().is_some_and(|b| b.is_ascii_alphanumeric())
                && component.len() > 1
                && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
        };
        self.repository.split('/').all(pulls) && !self.reference.contains(LINE_ENDS)
    }
}

/// Why Wave refuses an image reference, in Wave's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// Nothing was given.
    #[error("Container image name is not provided")]
    Empty,
    /// There is a space somewhere. Wave looks for the space only: tabs and line breaks pass.
    #[error("Invalid container name - offending image: '{0}'")]
    Space(String),
    /// A scheme other than `oras` stands in front.
    #[error("Invalid container scheme: '{scheme}' - offending image: '{image}'")]
    Scheme {
        /// The scheme without `://`.
        scheme: String,
        /// The whole text.
        image: String,
    },
    /// The port of the host is not an integer, or tag and digest are empty where one is
    /// announced. The payload is the text without its scheme.
    #[error("Invalid container image name: {0}")]
    Name(String),
    /// There is nothing but slashes. Wave does not check for this and fails on the empty list.
    #[error("Negative array index [-1] too large for array size 0")]
    NoParts,
}

/// What `.` in a Java pattern does not match.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The scheme and what follows `://`, where Wave sees a scheme: letters and digits, and a
/// rest that is one line.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_scheme && !rest.is_empty() && !rest.contains(LINE_ENDS)).then_some((scheme, rest))
}

/// The path with single slashes between its parts and none at its ends.
fn drop_empty_parts(path: &str) -> Cow<'_, str> {
    let trimmed = path.trim_matches('/');
    if trimmed.as_bytes().windows(2).any(|pair| pair == b"//") {
        let parts: Vec<&str> = trimmed.split('/').filter(|part| !part.is_empty()).collect();
        Cow::Owned(parts.join("/"))
    } else {
        Cow::Borrowed(trimmed)
    }
}

fn is_host(part: &str) -> bool {
    part.contains(['.', ':'])
}

/// Groovy's `isInteger`, which Wave asks of a port: control characters around the number and
/// a sign pass, and the number has to fit into 32 bits.
fn is_valid_registry(registry: &str) -> bool {
    registry
        .split_once(':')
        .is_none_or(|(_, port)| port.trim_matches(|c| c <= ' ').parse::<i32>().is_ok())
}

#[cfg(test)]
#[path = "wave_tests.rs"]
mod tests;
