//! Base64, as leniently as the tools that write it.
//!
//! This module may not know what a decoded text means.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

/// Padding may be missing: go-containerregistry takes such `auth` values.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The text in base64, on one line.
pub(super) fn encode(text: &str) -> String {
    general_purpose::STANDARD.encode(text)
}

/// The text behind base64, which may be broken into lines; `None` when there is none.
pub(super) fn decode(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(joined(text)).ok()?).ok()
}

/// The text behind the alphabet that tokens use.
pub(super) fn decode_url_safe(text: &str) -> Option<String> {
    String::from_utf8(URL_SAFE.decode(text).ok()?).ok()
}

/// The JSON object behind base64 of either alphabet.
pub(super) fn decode_object(text: &str) -> Option<String> {
    let text = joined(text);
    [decode(&text), decode_url_safe(&text)]
        .into_iter()
        .flatten()
        .find(|decoded| is_object(decoded))
}

fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// The same word without line breaks.
pub(super) fn joined(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

/// The user and the password of `user:password`; a password may have colons.
///
/// docker takes NUL bytes off the end of the password (`decodeAuth` in docker/cli). A JSON object
/// has colons as well and is no such pair.
pub(super) fn split_user(pair: &str) -> Option<(&str, &str)> {
    if is_object(pair) {
        return None;
    }
    let (user, password) = pair.split_once(':')?;
    Some((user, password.trim_matches('\0')))
}
