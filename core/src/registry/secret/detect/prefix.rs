//! Secrets that say by their first characters what they are.
//!
//! The prefixes come from the vendors' documentation and published secret scanners. This
//! module may not look at anything but the text. Start at [`detect`], and for fields that are no
//! place for a secret at [`is_unmistakable`]: the list of credentials asks that of every row,
//! so it may not use the full inspection, which would be loaded with the first page.

use super::{Detected, Evidence};
use crate::registry::secret::checksum::{self, Checksum};
use crate::registry::secret::kind::Kind;

/// How much the length of a text says.
#[derive(Clone, Copy)]
enum Length {
    /// Nothing: such secrets have many lengths.
    Any,
    /// A text of another length was most likely cut, in characters with the prefix.
    Usual(usize),
    /// A text of another length is something else: the prefix alone could be chance.
    Only(usize),
}

const PREFIXES: [(&str, Kind, Length); 27] = [
    ("dckr_pat_", Kind::DockerPat, Length::Usual(36)),
    ("dckr_oat_", Kind::DockerOat, Length::Usual(41)),
    ("github_pat_", Kind::GithubPatFineGrained, Length::Any),
    ("ghp_", Kind::GithubPatClassic, Length::Usual(40)),
    ("gho_", Kind::GithubOauth, Length::Any),
    ("ghu_", Kind::GithubUserToken, Length::Any),
    ("ghs_", Kind::GithubActionsToken, Length::Any),
    ("ghr_", Kind::GithubRefreshToken, Length::Any),
    ("glpat-", Kind::GitlabPat, Length::Any),
    ("gldt-", Kind::GitlabDeployToken, Length::Any),
    ("glcbt-", Kind::GitlabCiJobToken, Length::Any),
    ("glptt-", Kind::GitlabTriggerToken, Length::Any),
    ("nvapi-", Kind::NgcApiKey, Length::Usual(70)),
    ("dop_v1_", Kind::DigitaloceanPat, Length::Usual(71)),
    ("doo_v1_", Kind::DigitaloceanOauth, Length::Usual(71)),
    ("dor_v1_", Kind::DigitaloceanRefreshToken, Length::Usual(71)),
    ("cmVmd", Kind::JfrogReferenceToken, Length::Only(64)),
    ("AKCp", Kind::JfrogApiKey, Length::Only(73)),
    ("ya29.", Kind::GoogleAccessToken, Length::Any),
    ("sha256~", Kind::OpenshiftToken, Length::Usual(50)),
    ("AIza", Kind::GoogleApiKey, Length::Only(39)),
    ("AKIA", Kind::AwsAccessKeyId, Length::Only(20)),
    ("ASIA", Kind::AwsAccessKeyId, Length::Only(20)),
    ("LTAI", Kind::AlibabaAccessKeyId, Length::Only(16)),
    ("LTAI", Kind::AlibabaAccessKeyId, Length::Only(20)),
    ("LTAI", Kind::AlibabaAccessKeyId, Length::Only(24)),
    // A whole one was read as JSON before; this is one that was cut.
    ("eyJwYXlsb2Fk", Kind::EcrPassword, Length::Any),
];

/// Whether a text begins like a secret and cannot be a host: either it is of the length that
/// such secrets have, or it has no dot.
fn is_token(text: &str) -> bool {
    PREFIXES.into_iter().any(|(prefix, _, length)| {
        text.len() > prefix.len()
            && text.starts_with(prefix)
            && match length {
                Length::Any => true,
                Length::Usual(length) => text.len() == length || !text.contains('.'),
                Length::Only(length) => text.len() == length,
            }
    })
}

/// What a text is by its first characters.
pub(super) fn detect(text: &str) -> Option<Detected> {
    let (_, kind, length) = PREFIXES.into_iter().find(|(prefix, _, length)| {
        text.starts_with(prefix)
            && text.len() > prefix.len()
            && match length {
                Length::Only(length) => text.len() == *length,
                Length::Any | Length::Usual(_) => true,
            }
    })?;
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return None;
    }
    if kind == Kind::GithubPatClassic {
        return Some(github_classic(text));
    }
    let kind = match kind {
        Kind::GitlabPat if text.contains('.') => Kind::GitlabPatRoutable,
        kind => kind,
    };
    let detected = Detected::new(kind, Evidence::Prefix);
    Some(match length {
        Length::Usual(usual) if text.len() != usual => detected.with_unusual_length(),
        _ => detected,
    })
}

/// The one kind with a checksum that is known to hold: GitHub's other tokens have the same
/// tail, but of them no published example could be checked.
fn github_classic(text: &str) -> Detected {
    let body = text.strip_prefix("ghp_").unwrap_or(text);
    let sum = if text.len() == 40 {
        checksum::github(body)
    } else {
        Checksum::Mismatch
    };
    match sum {
        Checksum::Ok => Detected::new(Kind::GithubPatClassic, Evidence::PrefixAndChecksum),
        Checksum::Mismatch => {
            Detected::new(Kind::GithubPatClassicBadChecksum, Evidence::PrefixOnly)
        }
    }
    .with_checksum(sum)
}

/// No vendor's tokens are shorter than this.
const SHORTEST_TOKEN: usize = 20;

/// How a JSON object begins in base64, and with it every JWT.
const JSON_IN_BASE64: &str = "eyJ";

/// Whether a text is a secret wherever it stands, so that it is no host and no name.
pub fn is_unmistakable(text: &str) -> bool {
    // In front of a host it is a login, of which the host is still to be read.
    let is_login = text.contains('@');
    let is_word = || {
        is_token(text)
            || text.starts_with(JSON_IN_BASE64)
            // No host has these: passwords of Azure's registries, and of Entra.
            || text.contains("+ACR")
            || text.contains("Q~")
    };
    let is_document =
        || text.starts_with('{') && text.ends_with('}') || text.contains("-----BEGIN ");
    text.len() >= SHORTEST_TOKEN && (!is_login && is_word() || is_document())
}
