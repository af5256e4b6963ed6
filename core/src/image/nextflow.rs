//! What Nextflow makes of an image name: whether it takes it for valid, and what the
//! settings `docker.registry` and `docker.registryOverride` turn it into
//! (`ContainerNameValidator` and `ContainerHandler` in Nextflow's published source).
//!
//! This module may not judge a name by Docker's rules, which are stricter in places. Start
//! at [`is_valid_name`] and [`with_registry`].

use super::docker::grammar::split_tag;

/// What happens to a name that has a host already when `docker.registry` is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AbsoluteNames {
    /// It stays as it is.
    #[default]
    Keep,
    /// Its host is replaced (`docker.registryOverride = true`).
    Replace,
}

/// Nextflow's check of an image name. It knows sha256 alone, and never tag and digest
/// together; a tag may have any length and start with any of its characters.
pub fn is_valid_name(name: &str) -> bool {
    if let Some((name, digest)) = name.split_once('@') {
        return is_digest(digest) && is_name_alone(name);
    }
    let (name, tag) = split_tag(name);
    tag.is_none_or(is_tag) && is_name_alone(name)
}

/// Whether Nextflow sees a host in front: a dot or a colon before the first slash. So
/// `localhost/tool` is not absolute, and neither is a name without a slash.
pub fn is_absolute(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(first, _)| first.contains(['.', ':']))
}

/// The name that Nextflow asks for when `docker.registry` is set to `registry`; the name
/// itself when that is empty. None when there is no name.
pub fn with_registry(name: &str, registry: &str, absolute: AbsoluteNames) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let rest = match (is_absolute(name), absolute) {
        _ if registry.is_empty() => return Some(name.to_owned()),
        (true, AbsoluteNames::Keep) => return Some(name.to_owned()),
        (true, AbsoluteNames::Replace) => name.split_once('/').map_or(name, |(_, rest)| rest),
        (false, _) => name,
    };
    let slash = if registry.ends_with('/') { "" } else { "/" };
    Some([registry, slash, rest].concat())
}

fn is_name_alone(name: &str) -> bool {
    match name.split_once('/') {
        Some((first, rest)) => {
            (is_component(first) || is_host(first)) && rest.split('/').all(is_component)
        }
        None => is_component(name),
    }
}

fn is_host(text: &str) -> bool {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let in_host = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    consists_of(host, in_host) && port.is_none_or(|port| consists_of(port, |b| b.is_ascii_digit()))
}

fn is_component(text: &str) -> bool {
    consists_of(text, |b| is_tag_byte(b) && !b.is_ascii_uppercase())
}

fn is_tag(text: &str) -> bool {
    consists_of(text, is_tag_byte)
}

fn is_tag_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && consists_of(hex, |b| b.is_ascii_hexdigit()))
}

fn consists_of(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pattern;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHA: &str = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

    #[test]
    fn ordinary_names_are_valid() {
        for name in [
            "tool",
            "tool:1.2_3-x",
            "org/tool",
            "reg:8000/tool:LATEST",
            "quay.io/biocontainers/fastqc:0.11.9--0",
            "Acme.example.com/tool",
            "Acme/tool",
            "localhost/tool",
            "-tool",
            "a..b/__/tool:-x",
            "reg.example.com:99999/tool",
        ] {
            assert!(is_valid_name(name), "{name}");
        }
        assert!(is_valid_name(&format!("quay.io/o/t@{SHA}")));
        assert!(is_valid_name(&format!("t:{}", "x".repeat(200))));
    }

    #[test]
    fn what_its_check_does_not_know_is_invalid() {
        for name in [
            "",
            "/",
            ":tag",
            "Tool",
            "org/Tool",
            "quay.io/Org/tool",
            "/some/image",
            "tool/",
            "a//b",
            "tool:",
            "tool:1:2",
            "tool:1 ",
            "tool\n",
            "http://reg/tool:1",
            "reg:/tool:1",
            "reg:x/tool",
            "reg:+5000/tool",
            "foo_bar.com:8080/tool",
            "[::1]:5000/tool",
            "tool@sha256:12",
        ] {
            assert!(!is_valid_name(name), "{name}");
        }
        assert!(!is_valid_name(&format!("tool:1@{SHA}")));
        assert!(!is_valid_name(&format!("@{SHA}")));
    }

    #[test]
    fn a_host_needs_a_slash_behind_it_and_a_dot_or_a_colon() {
        for (name, absolute) in [
            ("hello", false),
            ("node.js:20", false),
            ("org/tool", false),
            ("localhost/tool", false),
            ("Acme/tool", false),
            ("reg:5000/org/tool", true),
            ("d.reg/tool", true),
            ("oras://quay.io/tool", true),
            ("", false),
        ] {
            assert_eq!(is_absolute(name), absolute, "{name}");
        }
    }

    #[test]
    fn a_registry_is_put_before_names_without_a_host() {
        for (name, registry, expected) in [
            ("org/tool", "", "org/tool"),
            ("org/tool", "d.reg", "d.reg/org/tool"),
            ("org/tool", "d.reg/", "d.reg/org/tool"),
            ("localhost/tool", "d.reg", "d.reg/localhost/tool"),
            ("/tool", "d.reg", "d.reg//tool"),
            ("reg:5000/tool", "d.reg", "reg:5000/tool"),
        ] {
            let asked = with_registry(name, registry, AbsoluteNames::Keep);
            assert_eq!(asked.as_deref(), Some(expected));
        }
        assert_eq!(with_registry("", "d.reg", AbsoluteNames::Keep), None);
    }

    #[test]
    fn with_the_override_it_replaces_a_host() {
        for (name, registry, expected) in [
            ("quay.io/org/tool:1", "d.reg", "d.reg/org/tool:1"),
            ("org/tool", "d.reg", "d.reg/org/tool"),
            ("quay.io/org/tool", "", "quay.io/org/tool"),
        ] {
            let asked = with_registry(name, registry, AbsoluteNames::Replace);
            assert_eq!(asked.as_deref(), Some(expected));
        }
    }

    proptest! {
        #[test]
        fn the_check_equals_the_pattern_in_nextflows_source(
            name in "[a-zA-Z0-9._:/@-]{0,12}(@sha256:[a-fA-F0-9]{63,65}|:[a-zA-Z._-]{0,4})?|\\PC{0,8}"
        ) {
            let source = pattern!(
                r"^([a-zA-Z0-9.-]+(:[0-9]+)?/)?[a-z0-9_.-]+(/[a-z0-9_.-]+)*((:[a-zA-Z0-9_.-]+)|(@sha256:[a-fA-F0-9]{64}))?$"
            );
            prop_assert_eq!(is_valid_name(&name), source.is_match(&name));
        }

        #[test]
        fn no_text_makes_it_panic(name in any::<String>(), registry in any::<String>()) {
            let _ = (is_valid_name(&name), is_absolute(&name));
            let _ = with_registry(&name, &registry, AbsoluteNames::Replace);
        }
    }
}
