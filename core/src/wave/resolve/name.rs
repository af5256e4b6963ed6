//! What may be wrong with the name of an image.
//!
//! Wave accepts names that nobody can pull. This module may not parse names again where the
//! parser's answer is enough. Start at [`NameProblem`].

use super::outcome::Works;
use crate::finding::{Finding, rules};
use crate::image::wave::Coordinates;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::user_name::EcrAlias;

rules! {
    /// The image has a tag and a digest.
    pub TAG_AND_DIGEST = "tag-and-digest" {
        severity: Warning,
        why: "Wave takes the tag for a part of the name, so the pull fails. Nextflow refuses \
              such a name as well.",
        action: "Drop the tag and keep the digest.",
    }

    /// Wave takes the whole name of the image for a host.
    pub(crate) WHOLE_NAME_IS_HOST = "whole-name-is-host" {
        severity: Warning,
        why: "A single part with a dot or a colon is a host to Wave, which then finds no image \
              behind it. Docker looks for the same name on Docker Hub.",
        action: "If an image on Docker Hub is meant, write docker.io/library/ in front. \
                 Otherwise write the host, a slash and the image.",
    }

    /// The path of the image has upper-case letters.
    pub UPPER_CASE_PATH = "upper-case-path" {
        severity: Warning,
        why: "Wave accepts the name, but registries allow only lower-case letters in it, so the \
              pull fails.",
        action: "Write the path in lower case.",
    }

    /// Wave has no route for the path of the image.
    pub(crate) NO_ROUTE_FOR_NAME = "no-route-for-name" {
        severity: Warning,
        why: "Wave's registry proxy serves only paths whose parts have two or more characters \
              and begin with a letter or digit. For others it answers 404, and the pull fails.",
        action: "Move the image to a path with longer parts of letters, digits, dots, dashes \
                 and underscores.",
    }

    /// Wave takes localhost without a port for a path on Docker Hub.
    pub(crate) LOCALHOST_IS_PATH = "localhost-is-path" {
        severity: Warning,
        why: "Wave sees a host only where there is a dot or a colon, so it looks for this image \
              on docker.io.",
        action: "Write the port as well, as in localhost:5000. A Wave service on another \
                 machine cannot reach it.",
    }
}

/// Something about a name that Wave accepts and that is most likely not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Tag and digest together: Wave takes the tag for a part of the repository.
    TagAndDigest,
    /// A single word with a dot or a colon: Wave takes all of it for a host.
    WholeNameIsHost,
    /// Upper-case letters in the repository, which registries do not have.
    UpperCase,
    /// A component of one character, for which Wave has no route.
    ShortComponent,
    /// Characters for which Wave has no route.
    NoRoute,
    /// `localhost/…` without a port, which is a path on Docker Hub to Wave.
    LocalhostIsPath,
}

impl NameProblem {
    /// Whether such an image can be pulled.
    pub(super) fn works(self) -> Works {
        match self {
            Self::LocalhostIsPath => Works::Unknown,
            Self::TagAndDigest
            | Self::WholeNameIsHost
            | Self::UpperCase
            | Self::ShortComponent
            | Self::NoRoute => Works::No,
        }
    }

    /// The problem in words.
    pub(super) fn finding(self, host: &str) -> Finding {
        match self {
            Self::TagAndDigest => Finding::warning(
                TAG_AND_DIGEST,
                "The image has a tag and a digest. Wave takes the tag for a part of the name, \
                 so the pull fails. Drop the tag.",
            ),
            Self::WholeNameIsHost => Finding::warning(
                WHOLE_NAME_IS_HOST,
                format!(
                    "Wave takes {host} for a host, because of its dot or colon, and finds no \
                     image behind it. Write docker.io/library/ in front if that is meant."
                ),
            ),
            Self::UpperCase => Finding::warning(
                UPPER_CASE_PATH,
                "Registries allow only lower-case letters in the name of an image, so the pull \
                 fails. Write the path in lower case.",
            ),
            Self::ShortComponent => Finding::warning(
                NO_ROUTE_FOR_NAME,
                "A part of the path has only one character. Wave has no route for that and \
                 answers 404. Move the image to a longer path.",
            ),
            Self::NoRoute => Finding::warning(
                NO_ROUTE_FOR_NAME,
                "The path has characters for which Wave has no route, so the pull fails. Each \
                 part must begin with a letter or digit and use only letters, digits, dots, \
                 dashes and underscores.",
            ),
            Self::LocalhostIsPath => Finding::warning(
                LOCALHOST_IS_PATH,
                "Without a port Wave takes localhost for a path on docker.io. Write \
                 localhost:5000, with the port of your registry.",
            ),
        }
    }
}

/// Everything that may be wrong, the worst first.
pub(super) fn problems(image: &str, coordinates: &Coordinates) -> Vec<NameProblem> {
    let mut problems = Vec::new();
    let last = image.rsplit('/').next().unwrap_or(image);
    if last
        .split_once('@')
        .is_some_and(|(name, _)| name.contains(':'))
    {
        problems.push(NameProblem::TagAndDigest);
    }
    let repository = coordinates.repository.as_str();
    if repository.is_empty() {
        problems.push(NameProblem::WholeNameIsHost);
    } else if repository.bytes().any(|b| b.is_ascii_uppercase()) {
        problems.push(NameProblem::UpperCase);
    } else if repository.split('/').any(|part| part.chars().count() < 2) {
        problems.push(NameProblem::ShortComponent);
    } else if problems.is_empty() && !coordinates.pullable_via_proxy() {
        problems.push(NameProblem::NoRoute);
    }
    if coordinates.registry == DOCKER_HUB && repository.starts_with("localhost/") {
        problems.push(NameProblem::LocalhostIsPath);
    }
    problems
}

/// Whether Wave sees a scheme: letters and digits before `://` and something behind it.
pub(super) fn has_scheme(image: &str) -> bool {
    image.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
            && !rest.is_empty()
            && !rest.contains('\n')
    })
}

/// The host that people store for the host of an image; `None` when it is the same.
pub(super) fn plain_host(host: &str) -> Option<String> {
    let lower = host.to_ascii_lowercase();
    let bare = lower.strip_suffix(":443").unwrap_or(&lower);
    let bare = bare.strip_suffix('.').unwrap_or(bare);
    let plain = if Registry::of_host(bare) == Some(Registry::DockerHub) {
        DOCKER_HUB.to_owned()
    } else if let Some(alias) = EcrAlias::of(bare) {
        alias.plain?
    } else if let Some(login) = AcrHost::read(bare).and_then(|acr| acr.login_server()) {
        login
    } else {
        bare.to_owned()
    };
    (plain != host).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::wave::parse;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn of(image: &str) -> Vec<NameProblem> {
        problems(image, &parse(image).unwrap())
    }

    #[test]
    fn ordinary_names_have_no_trouble() {
        for image in [
            "ubuntu",
            "ubuntu:22.04",
            "quay.io/org/tool:1",
            "quay.io/org/tool@sha256:aaaa",
            "reg.example.com:5000/org/tool:1.0_x",
        ] {
            assert_eq!(of(image), [], "{image}");
        }
    }

    #[test]
    fn names_that_cannot_be_pulled_say_why() {
        for (image, problem) in [
            ("quay.io/org/tool:1@sha256:aaaa", NameProblem::TagAndDigest),
            ("node.js", NameProblem::WholeNameIsHost),
            ("ghcr.io/Org/tool:1", NameProblem::UpperCase),
            ("quay.io/d/tool", NameProblem::ShortComponent),
            ("quay.io/_x/tool", NameProblem::NoRoute),
        ] {
            let all = of(image);
            assert_eq!(all, [problem], "{image}");
            assert_eq!(all[0].works(), Works::No, "{image}");
        }
        let digest = format!("busybox:1@sha256:{}", "a".repeat(64));
        assert_eq!(
            of(&digest),
            [NameProblem::TagAndDigest, NameProblem::WholeNameIsHost]
        );
    }

    #[test]
    fn localhost_without_a_port_is_a_path() {
        assert_eq!(of("localhost/tool:1"), [NameProblem::LocalhostIsPath]);
        assert_eq!(of("localhost:5000/tool:1"), []);
    }

    #[test]
    fn a_scheme_is_letters_and_digits() {
        for image in ["oras://quay.io/o/t", "docker://x", "a1://b c"] {
            assert!(has_scheme(image), "{image}");
        }
        for image in ["quay.io/o/t", "://x", "a-b://x", "docker://", "a://b\nc"] {
            assert!(!has_scheme(image), "{image}");
        }
    }

    #[test]
    fn the_plain_host_is_the_one_that_people_store() {
        for (host, plain) in [
            ("index.docker.io", Some("docker.io")),
            ("quay.io:443", Some("quay.io")),
            ("QUAY.IO", Some("quay.io")),
            ("quay.io.", Some("quay.io")),
            (
                "myregistry.eastus.data.azurecr.io",
                Some("myregistry.azurecr.io"),
            ),
            ("myregistry.eastus.geo.azurecr.io", None),
            (
                "123456789012.dkr-ecr.us-west-2.on.aws",
                Some("123456789012.dkr.ecr.us-west-2.amazonaws.com"),
            ),
            ("quay.io", None),
            ("docker.io", None),
            ("reg.example.com:5000", None),
        ] {
            assert_eq!(plain_host(host).as_deref(), plain, "{host}");
        }
    }
}
