//! Hosts and images in a field that is for neither.
//!
//! Only hosts that the catalogue knows count: a word with a dot may be a password. Start at
//! [`is_place`].

use crate::registry::catalogue::Registry;

/// Whether a text is a known registry, an image there, or an address of the web.
pub(super) fn is_place(text: &str) -> bool {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let schemes = ["https://", "http://", "docker://", "oras://"];
    let rest = schemes.iter().find_map(|scheme| lower.strip_prefix(scheme));
    let host = rest.unwrap_or(&lower).split('/').next().unwrap_or_default();
    let is_known = Registry::of_host(host).is_some_and(|registry| registry != Registry::Local);
    // A login in front of a host is for the reader of pasted texts.
    is_known || rest.is_some() && host.contains('.') && !host.contains('@') || is_image(text)
}

/// Whether a text is most likely an image: a path in lower case with a version behind it, or a
/// digest. Hosts of people's own may stand in front.
fn is_image(text: &str) -> bool {
    let (name, digest) = match text.split_once("@sha256:") {
        Some((name, digest)) => (name, Some(digest)),
        None => (text, text.strip_prefix("sha256:")),
    };
    if let Some(digest) = digest {
        return digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let Some((path, tag)) = name.rsplit_once(':') else {
        return false;
    };
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-:".contains(&b))
    };
    let number = tag.strip_prefix('v').unwrap_or(tag);
    let is_version = tag == "latest"
        || number.starts_with(|c: char| c.is_ascii_digit())
            && tag
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    // Without a slash it may as well be a user name and a password.
    let is_telling = path.contains('/') || tag == "latest" || tag.contains('.');
    is_version && is_telling && path.split('/').all(is_part) && !path.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn registries_and_images_are_places_and_words_are_not() {
        for text in [
            "quay.io",
            "ghcr.io/acme/tool:1.0",
            "https://registry.acme.example",
            "docker://quay.io/acme/tool",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/tool@sha256:0",
            "MyRegistry.azurecr.io",
            "acme/tool:1.2",
            "ubuntu:22.04",
            "alpine:latest",
            "registry.acme.example:5000/bio/tool:v1",
            "acme/tool@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(is_place(text), "{text}");
        }
        for text in [
            "",
            "acme",
            "acme/tool",
            "tenancy/jane.doe",
            "jane.doe",
            "localhost",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "https://",
            "quay.io is mine",
            "https://user:pass@quay.io.acme.example",
            "tenancy/jane.doe:Secret1",
            "jane:1234",
            "Ab/cd:12",
            "a:b",
            "sha256:abc",
        ] {
            assert!(!is_place(text), "{text}");
        }
    }
}
