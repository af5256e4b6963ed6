//! What follows from the kind of a secret, for the field of the secret.
//!
//! Each rule stands beside its message. This module may not look at the text of a secret,
//! so that no message can contain it. Start at [`findings`].

use super::checksum::Checksum;
use super::detect::{Detected, Evidence};
use super::kind::Kind;
use super::lifetime::Lifetime;
use super::surroundings::Surroundings;
use crate::finding::{Code, Edit, Finding, Severity};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// What there is to say of a secret of a known kind. `is_bare` says that nothing stands
/// around its text.
pub(super) fn findings(
    found: &Detected,
    lifetime: Lifetime,
    is_bare: bool,
    around: &Surroundings<'_>,
) -> Vec<Finding> {
    if let Some(finding) = no_password(found) {
        return vec![finding];
    }
    // The field of the user name says what there is to say.
    if found.kind == Kind::AwsTemporaryKey {
        return Vec::new();
    }
    let all = [
        other_registry(found, around),
        other_host(found, around),
        useless(found.kind, around).or_else(|| ending(found.kind, lifetime)),
        cut(found),
        google_encoding(found.kind, is_bare, around),
    ];
    let mut findings: Vec<_> = all.into_iter().flatten().collect();
    if findings.is_empty() {
        findings.push(looks_right(found, lifetime, around));
    }
    findings
}

/// What there is to say when password and user name are the same.
pub(super) fn same_as_user_name(
    secret: &str,
    kind: Option<Kind>,
    around: &Surroundings<'_>,
) -> Option<Finding> {
    // DigitalOcean takes a token as both; of a placeholder enough is said.
    let is_meant = matches!(
        kind,
        Some(Kind::DigitaloceanPat | Kind::DigitaloceanOauth | Kind::Placeholder)
    );
    (!is_meant && !around.user_name.is_empty() && secret.trim() == around.user_name).then(|| {
        Finding::warning(
            Code::SecretIsUserName,
            "Password and user name are the same. Most likely one of them was pasted into the \
             wrong field, or both are an example from a documentation.",
        )
    })
}

fn other_registry(found: &Detected, around: &Surroundings<'_>) -> Option<Finding> {
    let registry = around.registry?;
    let is_of_another = !found.registries.is_empty() && !found.registries.contains(&registry);
    is_of_another.then(|| {
        Finding::warning(
            Code::SecretOfOtherRegistry,
            format!(
                "This looks like {} but the registry is {}, which most likely refuses it. \
                 Check which of the two is meant.",
                found.kind.label(),
                around.host
            ),
        )
    })
}

fn other_host(found: &Detected, around: &Surroundings<'_>) -> Option<Finding> {
    let audience = found.audience.as_deref()?.to_ascii_lowercase();
    let is_azure = matches!(found.kind, Kind::AcrRefreshToken | Kind::AcrAccessToken);
    // Only the name of a registry is repeated, because anything could stand there.
    let names_a_registry = Registry::of_host(&audience) == Some(Registry::Acr);
    (is_azure && names_a_registry && !around.host.is_empty() && audience != around.host).then(
        || {
            Finding::warning(
                Code::SecretForOtherHost,
                format!(
                    "This token is for {audience} and for no other registry. Check which of the \
                     two is meant."
                ),
            )
        },
    )
}

/// Kinds that Wave can never use, although they are secrets of the registry.
fn useless(kind: Kind, around: &Surroundings<'_>) -> Option<Finding> {
    let (code, message) = match kind {
        Kind::GithubPatFineGrained => (
            Code::FineGrainedToken,
            "GitHub's registry does not take fine-grained tokens. Use a classic token with \
             read:packages.",
        ),
        Kind::GithubActionsToken => (
            Code::JobToken,
            "This looks like a GitHub Actions or GitHub app token. It ends with its job, or \
             within the hour, and runs that need it later fail. Use a classic token with \
             read:packages.",
        ),
        Kind::GitlabCiJobToken => (
            Code::JobToken,
            "This looks like a GitLab CI job token. It ends with its job, and runs that need it \
             later fail. Use a deploy token with read_registry.",
        ),
        Kind::AcrAccessToken => (
            Code::AzureAccessToken,
            "This is an Azure token for one repository and a few minutes. It is sent in place \
             of a login and is no password. Use a token of the registry, from Repository \
             permissions.",
        ),
        // At Amazon's hosts that Wave does not recognise, the password is used as it is.
        Kind::EcrPassword if !around.is_ecr() || around.wave_exchanges_keys() => (
            Code::EcrLoginPassword,
            "This is the 12-hour password that Docker uses at Amazon ECR. Wave gets such \
             passwords itself and cannot use this one: enter the ID of an access key (AKIA…) \
             as user name and its secret as password.",
        ),
        _ => return None,
    };
    Some(Finding::warning(code, message))
}

/// Secrets that end soon, have ended, or say when they will.
fn ending(kind: Kind, lifetime: Lifetime) -> Option<Finding> {
    let (label, sentence) = (kind.label(), lifetime.sentence());
    if matches!(lifetime, Lifetime::Expired { .. }) {
        return Some(Finding::warning(
            Code::SecretExpired,
            format!(
                "This looks like {label}. {sentence} Get a new one. {}",
                advice(kind)
            ),
        ));
    }
    if lifetime.is_short() {
        return Some(Finding::warning(
            Code::SecretShortLived,
            format!(
                "This looks like {label}. {sentence} Runs after that fail. {}",
                advice(kind)
            ),
        ));
    }
    matches!(lifetime, Lifetime::Expires { .. }).then(|| {
        Finding::info(
            Code::SecretExpiresLater,
            format!("This looks like {label}. {sentence} Replace it before then."),
        )
    })
}

/// What to store instead of a secret that ends.
const fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::AcrRefreshToken => {
            "Better: a token of the registry, from Repository permissions, without an \
             expiration date."
        }
        Kind::GoogleAccessToken => {
            "Better: the key of a service account, with the user name _json_key_base64."
        }
        Kind::IbmIamToken => "Better: an API key, with the user name iamapikey.",
        Kind::OcirBearerToken => "Better: an auth token, with the user name namespace/user.",
        Kind::GithubUserToken => "Better: a classic token with read:packages.",
        Kind::EcrPassword => "Wave cannot get new ones at this host.",
        _ => "Better: a secret that lasts.",
    }
}

fn cut(found: &Detected) -> Option<Finding> {
    let is_cut = found.checksum == Some(Checksum::Mismatch) || found.unusual_length;
    is_cut.then(|| {
        Finding::warning(
            Code::SecretLooksCut,
            format!(
                "This looks like {} that was cut or mistyped: its {} does not fit. Copy it \
                 again.",
                found.kind.label(),
                if found.unusual_length {
                    "length"
                } else {
                    "checksum"
                }
            ),
        )
    })
}

fn google_encoding(kind: Kind, is_bare: bool, around: &Surroundings<'_>) -> Option<Finding> {
    if !(kind == Kind::GoogleSaJson && around.user_name == "_json_key_base64") {
        return None;
    }
    let finding = Finding::warning(
        Code::GoogleKeyEncoding,
        "This is a Google service account key as JSON. With the user name _json_key_base64 the \
         registry expects it in base64, in one line.",
    );
    Some(if is_bare {
        finding.with_fix("Convert it", Edit::GoogleKeyToBase64)
    } else {
        finding
    })
}

fn looks_right(found: &Detected, lifetime: Lifetime, around: &Surroundings<'_>) -> Finding {
    let label = found.kind.label();
    let mut message = if found.evidence.is_weak() {
        format!("Most likely this is {label}.")
    } else {
        format!("Looks like {label}.")
    };
    let is_elsewhere = !found.registries.contains(&Registry::DockerHub);
    let goes_to_docker_hub = if around.host.is_empty() && is_elsewhere {
        format!("Enter its registry too: left empty, {DOCKER_HUB} is stored.")
    } else {
        String::new()
    };
    for sentence in [lifetime.sentence(), goes_to_docker_hub] {
        if !sentence.is_empty() {
            message.push(' ');
            message.push_str(&sentence);
        }
    }
    let fits = around
        .registry
        .is_some_and(|registry| found.registries.contains(&registry));
    Finding {
        code: Code::SecretLooksRight,
        severity: if fits && !found.evidence.is_weak() {
            Severity::Ok
        } else {
            Severity::Info
        },
        message,
        fix: None,
    }
}

/// What there is to say of a kind that is no password anywhere; `None` for all others.
fn no_password(found: &Detected) -> Option<Finding> {
    let (code, message) = match found.kind {
        Kind::Placeholder if found.evidence == Evidence::Shape => (
            Code::SecretLooksMasked,
            "This looks like a variable or a mask in place of a secret. Nothing fills it in: if \
             it is not the secret itself, enter the secret.",
        ),
        Kind::Placeholder => (
            Code::SecretPlaceholder,
            "This is the placeholder from a documentation. Enter your own secret in its place.",
        ),
        Kind::PrivateKey => (
            Code::NotAPassword,
            "This is a key or certificate file. No registry takes one as a password.",
        ),
        Kind::JsonObject => (
            Code::NotAPassword,
            "This is a JSON object, most likely what a tool printed. The password is inside: \
             use “Paste to fill” to take it out.",
        ),
        Kind::DockerConfig => (
            Code::NotAPassword,
            "This is a whole Docker configuration. Use “Paste to fill” to take registry, user \
             name and password out of it.",
        ),
        Kind::DockerAuthValue => (
            Code::NotAPassword,
            "This is user name and password in one, the way Docker's configuration has them. \
             Use “Paste to fill” to take them apart.",
        ),
        Kind::AwsAccessKeyId => (
            Code::NotARegistrySecret,
            "This is the ID of an AWS access key, which belongs into the field of the user \
             name. The password is the secret access key, 40 characters long.",
        ),
        Kind::AlibabaAccessKeyId => (
            Code::NotARegistrySecret,
            "This is the ID of an Alibaba Cloud access key. The registry has a password of its \
             own, which is set in its console.",
        ),
        Kind::GoogleApiKey => (
            Code::NotARegistrySecret,
            "This is a Google API key, for services such as maps. Google's registries take the \
             key of a service account.",
        ),
        Kind::GitlabTriggerToken => (
            Code::NotARegistrySecret,
            "This token starts GitLab pipelines and nothing else. The registry takes a deploy \
             token with read_registry.",
        ),
        Kind::GithubRefreshToken => (
            Code::NotARegistrySecret,
            "This token only gets other tokens from GitHub. The registry takes a classic token \
             with read:packages.",
        ),
        Kind::DigitaloceanRefreshToken => (
            Code::NotARegistrySecret,
            "This token only gets other tokens from DigitalOcean. The registry takes an access \
             token.",
        ),
        _ => return None,
    };
    Some(Finding::warning(code, message))
}
