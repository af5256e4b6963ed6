//! Secrets that are known by their shape alone, or by their shape and where they are used.
//!
//! A shape is weak evidence: forty hexadecimal digits are a token in one place and a commit
//! in another. So most shapes count only together with the registry or the user name. Start
//! at [`marked`].

use super::{Detected, Evidence};
use crate::placeholder::Placeholder;
use crate::registry::catalogue::Registry;
use crate::registry::secret::checksum::{self, Checksum};
use crate::registry::secret::kind::Kind;
use crate::registry::secret::surroundings::Surroundings;
use crate::registry::secret::user_name::{UserForm, is_guid};

/// What a text is by a mark inside it.
pub(super) fn marked(text: &str) -> Option<Detected> {
    if is_azure_key(text) {
        let sum = checksum::azure(text);
        let detected = match sum {
            Checksum::Ok => Detected::new(Kind::AcrKey, Evidence::SignatureAndChecksum),
            Checksum::Mismatch => Detected::new(Kind::AcrKeyBadChecksum, Evidence::SignatureOnly),
        };
        return Some(detected.with_checksum(sum));
    }
    is_entra_secret(text).then(|| Detected::new(Kind::EntraClientSecret, Evidence::Shape))
}

/// What a text is when the user name beside it tells.
pub(super) fn by_user_name(text: &str, around: &Surroundings<'_>) -> Option<Detected> {
    let user = around.user_name;
    let weak = |kind| Some(Detected::new(kind, Evidence::ShapeOnly));
    if UserForm::AwsRole.fits(user) {
        return Some(Detected::new(Kind::AwsRoleExternalId, Evidence::UserName));
    }
    if UserForm::AwsTemporaryKeyId.fits(user) {
        return Some(Detected::new(Kind::AwsTemporaryKey, Evidence::UserName));
    }
    if UserForm::AwsAccessKeyId.fits(user) && is_aws_secret(text) {
        let mut detected = Detected::new(Kind::AwsSecretAccessKey, Evidence::UserName);
        // The keys of AWS's documentation.
        if text.ends_with(PUBLISHED) {
            detected.placeholder = Some(Placeholder::Words);
        }
        return Some(detected);
    }
    // Beside the ID of a key Wave takes nothing else there.
    if UserForm::AwsAccessKeyId.fits(user) && around.wave_exchanges_keys() {
        let detected = Detected::new(Kind::AwsSecretAccessKey, Evidence::UserName);
        return Some(detected.with_unusual_length());
    }
    if UserForm::HarborRobot.fits(user) && is_harbor_secret(text) {
        return weak(Kind::HarborRobotSecret);
    }
    // `$app` and `$token` are Quay's names for whoever has another token; the one of
    // `$oauthtoken` is shorter.
    let may_be_robot = around.is(Registry::Quay) && !matches!(user, "$app" | "$token");
    if is_quay_token(text) && (UserForm::QuayRobot.fits(user) || may_be_robot) {
        return Some(Detected::new(Kind::QuayRobotToken, Evidence::Shape));
    }
    match user {
        "iamapikey" if is_ibm_key(text) => weak(Kind::IbmApiKey),
        "nologin" if is_guid(text) => weak(Kind::ScalewaySecretKey),
        "$app" if is_upper_or_digits(text) => weak(Kind::QuayAppToken),
        "$oauthtoken" if !around.is(Registry::Nvcr) && is_quay_oauth_token(text) => {
            Some(Detected::new(Kind::QuayOauthToken, Evidence::Shape))
        }
        _ => None,
    }
}

/// The secret access keys of AWS's documentation, wherever they stand.
pub(super) fn published(text: &str) -> Option<Detected> {
    (is_aws_secret(text) && text.ends_with(PUBLISHED)).then(|| {
        let mut detected = Detected::new(Kind::Placeholder, Evidence::KnownPlaceholder);
        detected.placeholder = Some(Placeholder::Words);
        detected
    })
}

/// How the secret access keys of AWS's documentation end.
const PUBLISHED: &str = "EXAMPLEKEY";

/// What a text is most likely at the registry that is chosen.
pub(super) fn by_registry(text: &str, around: &Surroundings<'_>) -> Option<Detected> {
    let kind = match around.registry {
        Some(Registry::Quay) if is_quay_oauth_token(text) => Kind::QuayOauthToken,
        Some(Registry::DockerHub) if is_guid(text) => Kind::DockerLegacyToken,
        Some(Registry::Scaleway) if is_guid(text) => Kind::ScalewaySecretKey,
        Some(Registry::Ecr | Registry::EcrPublic) if is_aws_secret(text) => {
            Kind::AwsSecretAccessKey
        }
        Some(Registry::Acr) if text.len() == 32 && is_base64(text) => Kind::AcrKeyLegacy,
        Some(Registry::Icr) if is_ibm_key(text) => Kind::IbmApiKey,
        Some(Registry::Ocir) if is_oracle_token(text) => Kind::OcirAuthToken,
        Some(Registry::Cloudsmith) if is_forty_hex(text) => Kind::CloudsmithApiKey,
        Some(Registry::Gitea) if is_forty_hex(text) => Kind::GiteaToken,
        None if around.is_own_host() && is_forty_hex(text) => Kind::GiteaToken,
        _ => return None,
    };
    Some(Detected::new(kind, Evidence::ShapeOnly))
}

/// `[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}`.
fn is_azure_key(text: &str) -> bool {
    text.len() == 52
        && is_base64(text)
        && text
            .get(42..47)
            .is_some_and(|mark| mark.starts_with("+ACR") && mark.ends_with(['A', 'B', 'C', 'D']))
}

/// `[a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34}`.
fn is_entra_secret(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"_~.-".contains(&b);
    (37..=40).contains(&text.len())
        && text.bytes().all(allowed)
        && !text.bytes().take(3).any(|b| b == b'-')
        && text.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
        && text.get(4..6) == Some("Q~")
}

fn is_aws_secret(text: &str) -> bool {
    text.len() == 40 && is_base64(text)
}

/// Eight to 128 characters with a lower-case letter, an upper-case one and a digit.
fn is_harbor_secret(text: &str) -> bool {
    let has = |sort: fn(&u8) -> bool| text.as_bytes().iter().any(sort);
    (8..=128).contains(&text.len())
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

fn is_quay_token(text: &str) -> bool {
    text.len() == 64 && is_upper_or_digits(text)
}

/// The tokens of Quay's applications (`oauth.py` in quay/quay).
fn is_quay_oauth_token(text: &str) -> bool {
    text.len() == 40 && is_upper_or_digits(text)
}

fn is_ibm_key(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    text.len() == 44 && text.bytes().all(allowed)
}

/// Oracle's console makes them of twenty characters.
fn is_oracle_token(text: &str) -> bool {
    text.len() == 20 && text.bytes().all(|b| b.is_ascii_graphic())
}

fn is_forty_hex(text: &str) -> bool {
    text.len() == 40
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn is_upper_or_digits(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_base64(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}
