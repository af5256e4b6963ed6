//! A host that stands in a command or behind a label: what was copied had more in it.
//!
//! This module may not judge the host. Start at [`host_inside`].

use super::host::is_name_shape;
use super::parts::{is_blank, is_quote, split_scheme};
use crate::registry::catalogue::Registry;

/// Words that people write in front of a host.
const LABELS: [&str; 9] = [
    "registry",
    "server",
    "host",
    "hostname",
    "url",
    "endpoint",
    "loginserver",
    "registryserver",
    "address",
];

/// The host or the image in a command or behind a label, where it is the only one: `docker login
/// quay.io`, `registry: quay.io`, `REGISTRY=quay.io`. A host that was cut by a blank counts too.
pub(super) fn host_inside(text: &str) -> Option<String> {
    let text = text.trim_matches(is_blank);
    let has_blank = text.contains(is_blank);
    if text.contains('@') {
        return None;
    }
    if !has_blank {
        let (label, rest) = text.split_once(['=', ':'])?;
        if label.contains('.') {
            return None;
        }
        let letters = label.bytes().filter(u8::is_ascii_alphanumeric);
        let label: String = letters
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
        let is_label = LABELS.iter().any(|known| label.ends_with(known));
        return (is_label && has_host(rest)).then(|| rest.to_owned());
    }
    let joined: String = text.chars().filter(|c| !is_blank(*c)).collect();
    if joined.contains('.') && Registry::of_host(&joined).is_some() {
        return Some(joined);
    }
    let is_around = |c: char| is_quote(c) || matches!(c, ',' | ';' | ':' | '(' | ')' | '.');
    let mut words = text
        .split(is_blank)
        .map(|word| word.trim_matches(is_around))
        .filter(|word| has_host(word));
    let first = words.next()?;
    words.next().is_none().then(|| first.to_owned())
}

/// Whether a word begins with a host, which ends in letters.
fn has_host(word: &str) -> bool {
    let (_, rest) = split_scheme(word);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.len() > 1
        && ending.bytes().all(|b| b.is_ascii_alphabetic())
        && is_name_shape(host)
        && !matches!(ending, "txt" | "json" | "sh" | "yaml" | "yml" | "tar")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_only_host_of_a_text_is_taken_out() {
        for (text, host) in [
            ("docker login quay.io", "quay.io"),
            ("docker pull ghcr.io/acme/tool:1", "ghcr.io/acme/tool:1"),
            ("registry: quay.io", "quay.io"),
            ("REGISTRY=registry.acme.example", "registry.acme.example"),
            ("server=https://quay.io/", "https://quay.io/"),
            ("registry:ghcr.io", "ghcr.io"),
            ("ghcr .io", "ghcr.io"),
            ("ghcr.io (GitHub)", "ghcr.io"),
        ] {
            assert_eq!(host_inside(text).as_deref(), Some(host), "{text}");
        }
    }

    #[test]
    fn a_host_alone_and_a_text_without_one_or_with_several_are_left() {
        for text in [
            "quay.io",
            "registry.acme.example:5000",
            "my-registry:5000",
            "ubuntu:22.04",
            "quay.io docker.io",
            "docker login",
            "Docker Hub",
            "version 1.25",
            "docker login -u me@acme.example quay.io",
            "docker login <registry>.azurecr.io",
            "cat key.json",
            "https://quay.io",
            "",
        ] {
            assert_eq!(host_inside(text), None, "{text}");
        }
    }
}
