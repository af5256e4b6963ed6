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
    is_known || rest.is_some() && host.contains('.') && !host.contains('@')
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
        ] {
            assert!(!is_place(text), "{text}");
        }
    }
}
