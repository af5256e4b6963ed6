//! The two rules by which Wave has compared stored registries with images.
//!
//! Releases up to 1.37 compare with the host alone (`CredentialServiceImpl` in the source of
//! 1.37.0); the newest published source of the same file takes the longest path. Which release
//! brought the second rule is documented nowhere, so this module names none. Start at
//! [`MatchRule`].

/// How Wave finds the credential for an image among those that are stored. Under both rules texts
/// are compared character by character, an empty registry means Docker Hub, and of equal ones
/// the first in Platform's list is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchRule {
    /// The stored registry equals the host of the image. One with a path matches nothing.
    ExactHost,
    /// The stored registry is the repository of the image, or one of its beginnings that ends
    /// before a slash. The longest one is taken.
    LongestPath,
}

/// What Wave looks for a credential for: an image without its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repository<'r> {
    /// The host with its port.
    pub host: &'r str,
    /// The path, without a slash in front; empty where Wave takes the whole name for a host.
    pub path: &'r str,
}

impl MatchRule {
    /// Both, the older one first.
    pub const ALL: [Self; 2] = [Self::ExactHost, Self::LongestPath];

    /// The rule of a Wave by its version, as `GET /service-info` of Wave names it. `None` for
    /// versions of which no source has been read.
    pub fn of_version(version: &str) -> Option<Self> {
        let (major, rest) = version.trim().trim_start_matches('v').split_once('.')?;
        let (minor, patch) = match rest.split_once('.') {
            Some((minor, patch)) => (minor, patch),
            None => (rest, "0"),
        };
        let number = |text: &str| text.parse::<u32>().ok();
        let is_read = (number(major)?, number(minor)?, number(patch)?) <= (1, 37, 0);
        is_read.then_some(Self::ExactHost)
    }

    /// Its name in settings.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ExactHost => "exact-host",
            Self::LongestPath => "longest-path",
        }
    }

    /// The rule with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// The Waves that have it, for a sentence.
    pub const fn waves(self) -> &'static str {
        match self {
            Self::ExactHost => "releases up to 1.37",
            Self::LongestPath => "the newest source",
        }
    }

    /// Whether a stored registry is taken into account for a repository.
    pub fn takes(self, stored: &str, repository: Repository<'_>) -> bool {
        let Repository { host, path } = repository;
        if stored == host {
            return true;
        }
        let Some(below) = stored
            .strip_prefix(host)
            .and_then(|it| it.strip_prefix('/'))
        else {
            return false;
        };
        let rest = path.strip_prefix(below);
        self == Self::LongestPath
            && !path.is_empty()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The host of a stored registry, which may have a path behind it.
pub(crate) fn host_of(stored: &str) -> &str {
    stored.split('/').next().unwrap_or(stored)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::MatchRule::{ExactHost, LongestPath};
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn repository(text: &str) -> Repository<'_> {
        let (host, path) = text.split_once('/').unwrap_or((text, ""));
        Repository { host, path }
    }

    #[test]
    fn a_host_is_taken_by_both_and_a_path_by_one() {
        for (stored, image, exact, longest) in [
            ("quay.io", "quay.io/org/tool", true, true),
            ("quay.io/org", "quay.io/org/tool", false, true),
            ("quay.io/org/tool", "quay.io/org/tool", false, true),
            ("quay.io/org/tool", "quay.io/org/tool/sub", false, true),
            ("quay.io/or", "quay.io/org/tool", false, false),
            ("quay.io/org/tool/sub", "quay.io/org/tool", false, false),
            ("quay.io/", "quay.io/org/tool", false, false),
            ("quay.io/org/", "quay.io/org/tool", false, false),
            ("https://quay.io", "quay.io/org/tool", false, false),
            ("QUAY.IO", "quay.io/org/tool", false, false),
            ("quay.io/Org", "quay.io/org/tool", false, false),
            ("quay.io/org/*", "quay.io/org/tool", false, false),
            ("quay.i", "quay.io/org/tool", false, false),
            ("node.js", "node.js", true, true),
            ("node.js/", "node.js", false, false),
            ("", "quay.io/org/tool", false, false),
        ] {
            let takes = MatchRule::ALL.map(|rule| rule.takes(stored, repository(image)));
            assert_eq!(takes, [exact, longest], "{stored:?} for {image}");
        }
    }

    #[test]
    fn a_version_tells_its_rule_only_where_its_source_was_read() {
        for version in ["1.37.0", "v1.37.0", "1.37", "1.9.2", "0.7.0", " 1.36.1\n"] {
            assert_eq!(MatchRule::of_version(version), Some(ExactHost), "{version}");
        }
        for version in [
            "1.37.1",
            "1.38.0",
            "1.45.0",
            "2.0.0",
            "1.37.0-rc1",
            "1.x",
            "1",
            "",
            "1.37.0.1",
        ] {
            assert_eq!(MatchRule::of_version(version), None, "{version}");
        }
    }

    #[test]
    fn a_rule_comes_back_by_its_name() {
        for rule in MatchRule::ALL {
            assert_eq!(MatchRule::from_id(rule.id()), Some(rule));
        }
        assert_eq!(MatchRule::from_id("longest"), None);
    }

    proptest! {
        #[test]
        fn what_the_older_rule_takes_the_newer_one_takes_too(
            stored in "[a-c/.]{0,8}", image in "[a-c][.][a-c](/[a-c]{1,2}){0,3}",
        ) {
            let image = repository(&image);
            prop_assert!(!ExactHost.takes(&stored, image) || LongestPath.takes(&stored, image));
        }

        #[test]
        fn a_path_is_taken_exactly_at_the_borders_of_its_parts(
            parts in prop::collection::vec("[a-b]{1,2}", 1..4), cut in 0_usize..12,
        ) {
            let full = format!("a.b/{}", parts.join("/"));
            let stored = full.get(..cut.min(full.len())).unwrap_or(&full);
            let is_border = stored.len() >= 3
                && (stored == full || full[stored.len()..].starts_with('/'));
            prop_assert_eq!(LongestPath.takes(stored, repository(&full)), is_border);
        }
    }
}
