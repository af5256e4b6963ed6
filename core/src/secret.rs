//! A text that must not be seen: redacted in `Debug`, wiped from memory on drop.
//!
//! This module may not offer `Display`, `Serialize` or a comparison: whoever needs the
//! text says so with [`Secret::expose`], which is easy to search for. A browser keeps
//! copies of its own (the input element, the request body) that no program can wipe.

pub mod redact;

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A text that must not be seen.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself, for the one place that has to send or encrypt it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether there is nothing to protect.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn debug_output_does_not_show_the_text_or_its_length() {
        let short = format!("{:?}", Secret::new("a"));
        let long = format!("{:#?}", Secret::new("S3ntinel!S3ntinel!"));
        assert_eq!(short, "Secret(…)");
        assert_eq!(short, long);
    }

    #[test]
    fn the_text_comes_out_as_it_went_in() {
        assert_eq!(Secret::new(" with spaces\n").expose(), " with spaces\n");
    }
}
