//! The *Registry server* of a credential: what was typed, and what Wave compares.
//!
//! Wave uses a credential when its stored registry equals the host of the image, character
//! by character; an empty one means Docker Hub (`CredentialServiceImpl` and
//! `CredentialsDescription` in Wave's published source). So whatever is more than a
//! lower-case host can be saved and is then never used. This module says so; it may not
//! change a value by itself.

use crate::finding::{Code, Edit, Finding};

/// The registry that Wave takes when none is stored.
pub const DOCKER_HUB: &str = "docker.io";

/// Other names of Docker Hub's hosts. A credential stored under one of them is used only for
/// images that are written with it, which Docker's own tools never do.
const DOCKER_HUB_ALIASES: [&str; 3] = [
    "index.docker.io",
    "registry-1.docker.io",
    "registry.hub.docker.com",
];

/// Everything there is to say about a typed registry server.
pub fn findings(typed: &str) -> Vec<Finding> {
    if typed.trim().is_empty() {
        return vec![Finding::info(
            Code::DefaultRegistry,
            format!("Left empty, this is stored as {DOCKER_HUB}, which is Docker Hub."),
        )];
    }
    if DOCKER_HUB_ALIASES.contains(&typed) {
        return vec![
            Finding::warning(
                Code::DockerHubAlias,
                "This is Docker Hub under another name. Images are written with docker.io, or \
                 with no host at all, and Wave compares character by character.",
            )
            .with_fix(
                format!("Use {DOCKER_HUB}"),
                Edit::Replace(DOCKER_HUB.to_owned()),
            ),
        ];
    }
    if is_bare_host(typed) {
        return Vec::new();
    }
    if is_bare_host(typed.trim()) && !DOCKER_HUB_ALIASES.contains(&typed.trim()) {
        return vec![
            Finding::warning(
                Code::SurroundingWhiteSpace,
                "White space around the host is stored with it, and then it equals the host \
                 of no image.",
            )
            .with_fix(format!("Use {}", typed.trim()), Edit::Trim),
        ];
    }
    let finding = Finding::warning(
        Code::NotABareHost,
        "Wave compares this with the host of the image, character by character. Images are \
         written with a bare lower-case host, so this is most likely never used.",
    );
    vec![match bare_host(typed) {
        Some(host) => {
            let label = format!("Use {host}");
            finding.with_fix(label, Edit::Replace(host))
        }
        None => finding,
    }]
}

/// The host inside a URL or an image name, when it is plain to see.
fn bare_host(typed: &str) -> Option<String> {
    let lower = typed.trim().to_lowercase();
    let rest = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    let host = rest.split('/').next()?;
    let host = if DOCKER_HUB_ALIASES.contains(&host) {
        DOCKER_HUB
    } else {
        host
    };
    is_bare_host(host).then(|| host.to_owned())
}

/// A lower-case host name or address, perhaps with a port. Written out rather than as a
/// pattern, because the first page of the app would load the engine for this one check.
fn is_bare_host(text: &str) -> bool {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let is_port = |port: &str| {
        let digits = port.bytes().all(|b| b.is_ascii_digit());
        digits && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let allowed = |b: u8| edge(Some(b)) || b == b'.' || b == b'-';
    edge(host.bytes().next())
        && edge(host.bytes().last())
        && host.bytes().all(allowed)
        && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn only_finding(typed: &str) -> Finding {
        let mut all = findings(typed);
        assert_eq!(all.len(), 1, "{typed:?}: {all:?}");
        all.remove(0)
    }

    #[test]
    fn a_bare_host_needs_no_word() {
        for host in [
            "docker.io",
            "quay.io",
            "myregistry.azurecr.io",
            "reg.example.com:5000",
            "localhost:5000",
            "10.0.0.5",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        ] {
            assert_eq!(findings(host), [], "{host}");
        }
    }

    #[test]
    fn an_empty_registry_is_docker_hub_and_says_so() {
        for typed in ["", "  ", "\t"] {
            assert_eq!(only_finding(typed).code, Code::DefaultRegistry);
        }
    }

    #[test]
    fn white_space_around_a_host_is_a_warning_with_a_fix() {
        for typed in [" quay.io", "quay.io ", "\tquay.io\n", "\u{a0}quay.io"] {
            let finding = only_finding(typed);
            assert_eq!(finding.code, Code::SurroundingWhiteSpace);
            assert_eq!(finding.fix.unwrap().edit.apply(typed), "quay.io");
        }
    }

    #[test]
    fn more_than_a_host_is_a_warning_and_offers_the_host() {
        for (typed, host) in [
            ("https://quay.io", "quay.io"),
            ("QUAY.IO", "quay.io"),
            ("quay.io/", "quay.io"),
            ("https://MyRegistry.azurecr.io/v2/", "myregistry.azurecr.io"),
            ("public.ecr.aws/amazonlinux/amazonlinux:2", "public.ecr.aws"),
        ] {
            let finding = only_finding(typed);
            assert_eq!(finding.code, Code::NotABareHost, "{typed}");
            assert!(!finding.is_error(), "such values can be stored, and are");
            assert_eq!(finding.fix.unwrap().edit.apply(typed), host);
        }
    }

    #[test]
    fn another_name_of_docker_hub_is_a_warning_and_offers_docker_io() {
        for typed in ["index.docker.io", "registry-1.docker.io"] {
            let finding = only_finding(typed);
            assert_eq!(finding.code, Code::DockerHubAlias);
            assert_eq!(finding.fix.unwrap().edit.apply(typed), "docker.io");
        }
        let finding = only_finding("https://index.docker.io/v1/");
        assert_eq!(finding.fix.unwrap().edit.apply(""), "docker.io");
    }

    #[test]
    fn where_no_host_is_plain_to_see_no_fix_is_offered() {
        for typed in [
            "reg example",
            "user@quay.io",
            "*.azurecr.io",
            "quay.io:abc",
            "quay.io:",
            "quay.io:65536",
            "quay.io:+50",
            "-quay.io",
            "[]",
            "[::1]:5000",
            "é.io",
        ] {
            let finding = only_finding(typed);
            assert_eq!(finding.code, Code::NotABareHost, "{typed}");
            assert_eq!(finding.fix, None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_fix_is_never_in_need_of_another(typed in "\\PC{0,60}|[a-zA-Z0-9:/. @-]{0,40}") {
            for finding in findings(&typed) {
                if let Some(fix) = finding.fix {
                    let fixed = fix.edit.apply(&typed);
                    prop_assert_eq!(findings(&fixed), vec![]);
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(typed in any::<String>()) {
            let _ = findings(&typed);
        }
    }
}
