//! Secrets that are base64 of something telling.
//!
//! This module may not keep what it decoded. Start at [`object`] and [`pair`].

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

use super::document;
use super::{Detected, Evidence};
use crate::registry::secret::kind::Kind;
use crate::registry::secret::user_name::is_guid;

/// Base64 as people's tools write it: with padding or without.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// How an older key of NVIDIA NGC reads before the colon.
const NGC_KEY_ID: usize = 26;

/// The length of an older key of NVIDIA NGC.
const NGC_KEY: usize = 84;

/// How JSON objects start in base64, as `{"`, `{ ` and `{` with a line break.
const OBJECT_STARTS: [&str; 5] = ["eyJ", "eyI", "eyA", "ewo", "ew0"];

/// A JSON object in base64 with the alphabet for addresses.
pub(super) fn url_safe_object(text: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE.decode(text).ok()?;
    document::object(std::str::from_utf8(&bytes).ok()?)
}

/// What a text is when it is base64 of a JSON object.
pub(super) fn object(text: &str) -> Option<Detected> {
    if !OBJECT_STARTS.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let bytes = STANDARD.decode(text).ok()?;
    let object = document::object(std::str::from_utf8(&bytes).ok()?)?;
    let kind = match document::kind_of(&object) {
        Kind::GoogleSaJson => Kind::GoogleSaJsonBase64,
        Kind::JsonObject if object.contains_key("payload") && object.contains_key("datakey") => {
            Kind::EcrPassword
        }
        kind => kind,
    };
    let mut detected = Detected::new(kind, Evidence::Base64Json);
    if kind == Kind::EcrPassword {
        detected.expires_at = object.get("expiration").and_then(Value::as_i64);
    }
    Some(detected)
}

/// What a text is when it is base64 of two texts with a colon between.
pub(super) fn pair(text: &str) -> Option<Detected> {
    let bytes = STANDARD.decode(text).ok()?;
    let (user, password) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
    if text.len() == NGC_KEY && user.len() == NGC_KEY_ID && is_guid(password) {
        return Some(Detected::new(Kind::NgcLegacyKey, Evidence::Shape));
    }
    (is_readable(user) && is_readable(password))
        .then(|| Detected::new(Kind::DockerAuthValue, Evidence::Base64Pair))
}

fn is_readable(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_control)
}
