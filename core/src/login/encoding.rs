//! Base64, as leniently as the tools that write it, and what a lone word of it may hold.
//!
//! This module may not know what a decoded text means beyond which reader it is for.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

use super::advice::Reason;
use super::judge::ECR_PASSWORD_PREFIX;
use super::pasted::{Entry, Format, Pasted, Value};
use super::{docker_config, google};

/// Padding may be missing: go-containerregistry takes such `auth` values.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// A shorter word may be the base64 of something by accident.
const SHORTEST_AUTH_VALUE: usize = 12;

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

/// The same word without line breaks.
pub(super) fn joined(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

/// The user and the password of `user:password`; a password may have colons.
///
/// docker takes NUL bytes off the end of the password (`decodeAuth` in docker/cli).
pub(super) fn split_user(pair: &str) -> Option<(&str, &str)> {
    let (user, password) = pair.split_once(':')?;
    Some((user, password.trim_matches('\0')))
}

/// Reads a lone word of base64.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if text.starts_with(ECR_PASSWORD_PREFIX) && !text.contains('.') {
        return Some(ecr(Format::EcrPassword));
    }
    let inside = decode(text)?;
    if inside.trim_start().starts_with('{') {
        return google::read_encoded(text, &inside).or_else(|| docker_config::read(&inside));
    }
    auth_value(text, &inside)
}

fn auth_value(text: &str, inside: &str) -> Option<Pasted> {
    let (user, password) = split_user(inside)?;
    let printable = inside.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    if !printable || user.is_empty() || text.len() < SHORTEST_AUTH_VALUE {
        return None;
    }
    if user == "AWS" && password.starts_with(ECR_PASSWORD_PREFIX) {
        return Some(ecr(Format::EcrAuthorizationToken));
    }
    // An older key of NVIDIA NGC is the base64 of 26 characters, a colon and a UUID, and is
    // the password itself.
    if user.len() == 26 && password.len() == 36 {
        return None;
    }
    Some(Pasted::one(
        Format::DockerAuthValue,
        Entry {
            user_name: Value::found(user),
            password: Value::secret(password),
            ..Entry::default()
        },
    ))
}

fn ecr(format: Format) -> Pasted {
    Pasted::one(
        format,
        Entry {
            password: Value::Missing(Reason::WaveNeedsAccessKey),
            ..Entry::default()
        },
    )
}
