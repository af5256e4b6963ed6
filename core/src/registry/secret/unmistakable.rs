//! Whether a text is a secret wherever it stands, at a glance.
//!
//! For fields that are no place for one. The list of credentials asks this of every row, so
//! this module may not use the full inspection, which would be loaded with the first page.
//! Start at [`is_unmistakable`].

use super::prefix;

/// No vendor's tokens are shorter than this.
const SHORTEST_TOKEN: usize = 20;

/// How a JSON object begins in base64, and with it every JWT.
const JSON_IN_BASE64: &str = "eyJ";

/// Whether a text is a secret wherever it stands, so that it is no host and no name.
pub fn is_unmistakable(text: &str) -> bool {
    // In front of a host it is a login, of which the host is still to be read.
    let is_login = text.contains('@');
    let is_word = || {
        prefix::is_token(text)
            || text.starts_with(JSON_IN_BASE64)
            // No host has these: passwords of Azure's registries, and of Entra.
            || text.contains("+ACR")
            || text.contains("Q~")
    };
    let is_document =
        || text.starts_with('{') && text.ends_with('}') || text.contains("-----BEGIN ");
    text.len() >= SHORTEST_TOKEN && (!is_login && is_word() || is_document())
}
