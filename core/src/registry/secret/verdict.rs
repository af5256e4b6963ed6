//! What follows from the kind of a secret, for the field of the secret.
//!
//! Each rule stands beside its message. This module may not look at the text of a secret,
//! so that no message can contain it. Start at [`findings`].

use super::checksum::Checksum;
use super::detect::Detected;
use super::kind::Kind;
use super::lifetime::Lifetime;
use super::surroundings::Surroundings;
use crate::finding::{Edit, Finding, Severity, rules};
use crate::placeholder::Placeholder;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

rules! {
    /// The secret is of a known kind, and nothing in it speaks against the registry.
    pub(crate) SECRET_LOOKS_RIGHT = "secret-looks-right" {
        severity: Info,
        why: "This is read from the text alone. Whether the registry accepts the secret, and \
              what it may do there, has not been tried.",
        action: "There is nothing to do. If no registry is entered yet, enter it: an empty one \
                 is stored as docker.io.",
    }

    /// The secret names its end, which is more than a day away.
    pub(crate) SECRET_EXPIRES_LATER = "secret-expires-later" {
        severity: Info,
        why: "After its end the registry most likely refuses the login, and runs that need it \
              fail.",
        action: "There is nothing to do now. Replace the secret before it ends.",
    }

    /// The secret lasts for a day and a half at most.
    pub(crate) SECRET_SHORT_LIVED = "secret-short-lived" {
        severity: Warning,
        why: "Wave uses the stored secret for every later run. Once it has ended, runs that \
              need it fail.",
        action: "Store a secret that lasts, for instance an access token or a service account \
                 key of the registry.",
    }

    /// The secret says that it has ended.
    pub(crate) SECRET_EXPIRED = "secret-expired" {
        severity: Warning,
        why: "The registry most likely refuses it, so Wave cannot use these credentials.",
        action: "Create a new secret, one that lasts where the registry offers it.",
    }

    /// The secret ends with the job that it was made for.
    pub(crate) JOB_TOKEN = "job-token" {
        severity: Warning,
        why: "A GitLab CI job token ends with its job, a GitHub Actions or GitHub app token \
              with its job or within the hour. Runs that need it later fail.",
        action: "Use a classic GitHub token with read:packages, or a GitLab deploy token with \
                 read_registry.",
    }

    /// The secret is of a kind that another registry takes.
    pub(crate) SECRET_OF_OTHER_REGISTRY = "secret-of-other-registry" {
        severity: Warning,
        why: "The registry that was entered most likely refuses it.",
        action: "Check which of the two is meant, and correct the secret or the registry.",
    }

    /// The token names another registry than the one that was entered.
    pub(crate) SECRET_FOR_OTHER_HOST = "secret-for-other-host" {
        severity: Warning,
        why: "An Azure token is made for one registry and is good for no other.",
        action: "Check which of the two is meant, and correct the token or the registry.",
    }

    /// The secret was most likely cut or mistyped.
    pub(crate) SECRET_LOOKS_CUT = "secret-looks-cut" {
        severity: Warning,
        why: "Its checksum or its length does not fit its kind. A registry refuses a secret \
              that is not complete.",
        action: "Copy the secret again from where it was created.",
    }

    /// The secret is a placeholder: a variable, a template, a mask, or words of a documentation.
    pub(crate) SECRET_PLACEHOLDER = "secret-placeholder" {
        severity: Error,
        why: "It stands for a secret and is none. Nothing fills it in here: it would be stored \
              as it is, and the registry would get it as the password.",
        action: "Enter your own secret in its place.",
    }

    /// The secret and the user name are the same.
    pub(crate) SECRET_IS_USER_NAME = "secret-is-user-name" {
        severity: Warning,
        why: "Most likely one of them was pasted into the wrong field, or both come from an \
              example. The registry then refuses the login.",
        action: "Check both fields and enter the secret that belongs to the user name.",
    }

    /// The secret begins with the user name and a colon.
    pub(crate) SECRET_WITH_USER_NAME = "secret-with-user-name" {
        severity: Warning,
        why: "Options such as --creds take user name and password in one piece. A registry gets \
              the password as it is stored, and most likely refuses it.",
        action: "Keep only what stands behind the colon.",
    }

    /// The secret is a file, a document or a registry, not a password.
    pub(crate) NOT_A_PASSWORD = "not-a-password" {
        severity: Warning,
        why: "A key or certificate file, a JSON answer of a tool, a Docker configuration or its \
              auth value, a registry or an image is no password as it is. A registry most likely \
              refuses a login with it.",
        action: "Use “Paste to fill” to take the login out of it, or enter the password itself.",
    }

    /// The secret is of a kind that no registry takes as a password.
    pub(crate) NOT_A_REGISTRY_SECRET = "not-a-registry-secret" {
        severity: Warning,
        why: "It is the ID of an access key, an API key for other services, or a token that \
              only starts pipelines or gets other tokens. A login with it fails.",
        action: "Enter what the registry takes, for instance the secret access key, a service \
                 account key, a deploy token with read_registry or a classic token with \
                 read:packages.",
    }

    /// The secret is a fine-grained GitHub token.
    pub(crate) FINE_GRAINED_TOKEN = "fine-grained-token" {
        severity: Warning,
        why: "GitHub's registry, ghcr.io, does not take fine-grained tokens, so Wave can never \
              use it there.",
        action: "Use a classic token with read:packages.",
    }

    /// A Google service account key is not in the form that goes with the user name.
    pub(crate) GOOGLE_KEY_ENCODING = "google-key-encoding" {
        severity: Warning,
        why: "With the user name _json_key_base64 the registry expects the key in base64, in \
              one line. As JSON it is most likely refused.",
        action: "Convert the key to base64, or use the user name _json_key.",
    }

    /// The secret is an Azure token for one repository, which is no password.
    pub(crate) AZURE_ACCESS_TOKEN = "azure-access-token" {
        severity: Warning,
        why: "Such a token is short-lived and is sent in place of a login. As a password Wave \
              can never use it.",
        action: "Use a token of the registry, from Repository permissions.",
    }

    /// The secret is the 12-hour password that Docker uses at Amazon ECR.
    pub(crate) ECR_LOGIN_PASSWORD = "ecr-login-password" {
        severity: Warning,
        why: "Wave asks Amazon for such passwords itself, with an access key or a role, and \
              cannot use this one.",
        action: "Enter the ID of an access key (AKIA…) as user name and its secret access key \
                 as password.",
    }

    /// The secret looks like a variable or a mask in place of a secret.
    pub(crate) SECRET_LOOKS_MASKED = "secret-looks-masked" {
        severity: Warning,
        why: "Nothing fills in a variable here, what stands behind a mask cannot be known, and a \
              word such as password stands in many examples. Sent as it is, it is most likely \
              refused.",
        action: "Enter the secret itself, unless this really is the secret.",
    }
}

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
    if found.kind == Kind::AwsSecretAccessKey && found.placeholder.is_some() {
        return vec![Finding::warning(
            SECRET_LOOKS_MASKED,
            "This is the secret access key of an example in AWS's documentation, with which \
             nobody can log in. Enter your own.",
        )];
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
            SECRET_IS_USER_NAME,
            "Password and user name are the same. Most likely one of them was pasted into the \
             wrong field, or both are an example from a documentation.",
        )
    })
}

/// What there is to say when the user name stands in front of the password.
pub(super) fn behind_user_name(secret: &str, around: &Surroundings<'_>) -> Option<Finding> {
    let rest = secret.trim().strip_prefix(around.user_name)?;
    let is_login =
        !around.user_name.is_empty() && rest.strip_prefix(':').is_some_and(|rest| !rest.is_empty());
    is_login.then(|| {
        Finding::warning(
            SECRET_WITH_USER_NAME,
            "The user name and a colon stand in front of it, as in a login in one piece. Most \
             likely only what stands behind the colon is the password.",
        )
    })
}

fn other_registry(found: &Detected, around: &Surroundings<'_>) -> Option<Finding> {
    let registry = around.registry?;
    let is_of_another = !found.registries.is_empty() && !found.registries.contains(&registry);
    is_of_another.then(|| {
        Finding::warning(
            SECRET_OF_OTHER_REGISTRY,
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
                SECRET_FOR_OTHER_HOST,
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
            FINE_GRAINED_TOKEN,
            "GitHub's registry does not take fine-grained tokens. Use a classic token with \
             read:packages.",
        ),
        Kind::GithubActionsToken => (
            JOB_TOKEN,
            "This looks like a GitHub Actions or GitHub app token. It ends with its job, or \
             within the hour, and runs that need it later fail. Use a classic token with \
             read:packages.",
        ),
        Kind::GitlabCiJobToken => (
            JOB_TOKEN,
            "This looks like a GitLab CI job token. It ends with its job, and runs that need it \
             later fail. Use a deploy token with read_registry.",
        ),
        Kind::AcrAccessToken => (
            AZURE_ACCESS_TOKEN,
            "This is an Azure token for one repository, which is sent in place of a login and is \
             no password. Use a token of the registry, from Repository permissions.",
        ),
        // At Amazon's hosts that Wave does not recognise, the password is used as it is.
        Kind::EcrPassword if !around.is_ecr() || around.wave_exchanges_keys() => (
            ECR_LOGIN_PASSWORD,
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
            SECRET_EXPIRED,
            format!(
                "This looks like {label}. {sentence} Get a new one. {}",
                advice(kind)
            ),
        ));
    }
    if lifetime.is_short() {
        return Some(Finding::warning(
            SECRET_SHORT_LIVED,
            format!(
                "This looks like {label}. {sentence} Runs after that fail. {}",
                advice(kind)
            ),
        ));
    }
    matches!(lifetime, Lifetime::Expires { .. }).then(|| {
        Finding::info(
            SECRET_EXPIRES_LATER,
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
            SECRET_LOOKS_CUT,
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
        GOOGLE_KEY_ENCODING,
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
        code: SECRET_LOOKS_RIGHT,
        severity: if fits && !found.evidence.is_weak() {
            Severity::Ok
        } else {
            Severity::Info
        },
        message,
        fix: None,
    }
}

/// What there is to say of what only stands in place of a secret.
fn in_place_of_a_secret(placeholder: Placeholder) -> Finding {
    let message = match placeholder {
        Placeholder::Variable => {
            "This is a variable, not its value, and nothing puts the value in here. Enter the \
             secret itself."
        }
        Placeholder::Template => {
            "This is a template, and nothing fills it in here. Enter the secret itself."
        }
        Placeholder::Reference => {
            "This says where a secret is kept, and nothing fetches it from there. Enter the \
             secret itself."
        }
        Placeholder::Mask => {
            "This is what is shown in place of a secret to hide it. Enter the secret itself."
        }
        Placeholder::Words => {
            "This is the placeholder from a documentation. Enter your own secret in its place."
        }
        Placeholder::Example => {
            "This stands in place of a secret in many examples. Enter the secret itself."
        }
        Placeholder::Likely => {
            return Finding::warning(
                SECRET_LOOKS_MASKED,
                "This looks like something in place of a secret: a variable, a mask or a word \
                 of an example. Nothing fills it in: if it is not the secret itself, enter the \
                 secret.",
            );
        }
    };
    Finding::error(SECRET_PLACEHOLDER, message)
}

/// What there is to say of a kind that is no password anywhere; `None` for all others.
fn no_password(found: &Detected) -> Option<Finding> {
    let (code, message) = match found.kind {
        Kind::Placeholder => return found.placeholder.map(in_place_of_a_secret),
        Kind::Place => (
            NOT_A_PASSWORD,
            "This is a registry or an image, not a password. The host belongs into the field of \
             the registry server.",
        ),
        Kind::PrivateKey => (
            NOT_A_PASSWORD,
            "This is a key or certificate file. No registry takes one as a password.",
        ),
        Kind::JsonObject => (
            NOT_A_PASSWORD,
            "This is a JSON object, most likely what a tool printed. The password is inside: \
             use “Paste to fill” to take it out.",
        ),
        Kind::DockerConfig => (
            NOT_A_PASSWORD,
            "This is a whole Docker configuration. Use “Paste to fill” to take registry, user \
             name and password out of it.",
        ),
        Kind::DockerAuthValue => (
            NOT_A_PASSWORD,
            "This is user name and password in one, the way Docker's configuration has them. \
             Use “Paste to fill” to take them apart.",
        ),
        Kind::AwsAccessKeyId => (
            NOT_A_REGISTRY_SECRET,
            "This is the ID of an AWS access key, which belongs into the field of the user \
             name. The password is the secret access key, 40 characters long.",
        ),
        Kind::AlibabaAccessKeyId => (
            NOT_A_REGISTRY_SECRET,
            "This is the ID of an Alibaba Cloud access key. The registry has a password of its \
             own, which is set in its console.",
        ),
        Kind::GoogleApiKey => (
            NOT_A_REGISTRY_SECRET,
            "This is a Google API key, for services such as maps. Google's registries take the \
             key of a service account.",
        ),
        Kind::GitlabTriggerToken => (
            NOT_A_REGISTRY_SECRET,
            "This token starts GitLab pipelines and nothing else. The registry takes a deploy \
             token with read_registry.",
        ),
        Kind::GithubRefreshToken => (
            NOT_A_REGISTRY_SECRET,
            "This token only gets other tokens from GitHub. The registry takes a classic token \
             with read:packages.",
        ),
        Kind::DigitaloceanRefreshToken => (
            NOT_A_REGISTRY_SECRET,
            "This token only gets other tokens from DigitalOcean. The registry takes an access \
             token.",
        ),
        _ => return None,
    };
    Some(Finding::warning(code, message))
}
