//! What can be said of a secret before it is stored: what it is, how long it lasts, and
//! whether Wave can use it.
//!
//! Everything is found out from the text, the registry and the user name; nothing is asked
//! of anyone, and nothing is refused for its form but what only stands in place of a value. No
//! finding and no `Debug` output contains
//! the secret or a part of it. Start at [`inspect`].

mod checksum;
mod detect;
mod kind;
mod lifetime;
mod place;
mod surroundings;
mod user_name;
pub(crate) mod user_name_findings;
pub(crate) mod verdict;
pub(crate) mod wrapping;

pub use checksum::Checksum;
pub(crate) use detect::end_of_token;
pub use detect::{Evidence, is_unmistakable};
pub use kind::Kind;
pub use lifetime::Lifetime;
pub use user_name::{ExpectedUser, UserForm};

use self::surroundings::Surroundings;
use crate::finding::{Code, Finding, Severity};
use crate::placeholder::Placeholder;
use crate::registry::catalogue::Registry;
use crate::registry::secret::user_name_findings::USER_NAME_EXPECTED;
use crate::registry::secret::verdict::{
    AZURE_ACCESS_TOKEN, ECR_LOGIN_PASSWORD, FINE_GRAINED_TOKEN, JOB_TOKEN, NOT_A_PASSWORD,
    NOT_A_REGISTRY_SECRET, SECRET_EXPIRED, SECRET_LOOKS_RIGHT, SECRET_PLACEHOLDER,
};
use crate::registry::user_name::{
    ECR_HOST_UNKNOWN_TO_WAVE, ECR_PASSWORD_STORED, NOT_AN_ACCESS_KEY, TEMPORARY_ACCESS_KEY,
};

/// What stands around a secret.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The registry server as typed. Empty means that none is entered yet; for stored
    /// credentials without one, pass [`DOCKER_HUB`](super::DOCKER_HUB).
    pub host: &'a str,
    /// The user name as typed, perhaps empty.
    pub user_name: &'a str,
    /// The time, in Unix seconds.
    pub now: i64,
}

/// Everything that can be said of a secret and of the user name beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// What the secret is, where that can be told.
    pub recognised: Option<Recognised>,
    /// What there is to say at the field of the secret. Only that it is no secret is an error.
    pub findings: Vec<Finding>,
    /// What there is to say at the field of the user name. Only that it is none is an error.
    pub user_name_findings: Vec<Finding>,
}

/// A secret of a known kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// What it is.
    pub kind: Kind,
    /// Why it is taken for that.
    pub evidence: Evidence,
    /// The registries that it can be for; empty when it is for none, or for any.
    pub registries: &'static [Registry],
    /// Whether its checksum fits; `None` where there is none to check.
    pub checksum: Option<Checksum>,
    /// How long it lasts.
    pub lifetime: Lifetime,
    /// The user name that goes with it.
    pub user: ExpectedUser,
}

impl Inspection {
    /// Whether Wave can ever use these credentials. Where it cannot, the form asks for an
    /// explicit "store anyway": [`never_works`] says because of which findings.
    pub fn can_work(&self) -> bool {
        let mut all = self.findings.iter().chain(&self.user_name_findings);
        !all.any(|finding| never_works(finding.code))
    }

    /// What the secret is, where that can be told.
    pub fn kind(&self) -> Option<Kind> {
        self.recognised.map(|recognised| recognised.kind)
    }
}

/// Says everything there is to say of a secret. An empty one is nobody's, so that only the
/// user name is looked at.
pub fn inspect(secret: &str, context: &Context<'_>) -> Inspection {
    let around = Surroundings::of(context);
    let core = wrapping::Core::of(secret);
    // The backticks of a command with its arguments are no quotes, and the name of a key in front
    // of where a secret is kept is no label.
    let trimmed = secret.trim();
    let is_whole = match Placeholder::of_secret(trimmed) {
        Some(Placeholder::Reference | Placeholder::Template) => true,
        Some(Placeholder::Variable) => trimmed.contains(' '),
        _ => false,
    };
    let text = if is_whole { trimmed } else { core.text() };
    let mut detected = detect::detect(text, &around);
    if let Some(found) = &mut detected
        && found.kind == Kind::GoogleSaJsonBase64
        && core.was_wrapped()
    {
        found.kind = Kind::GoogleSaJsonBase64Wrapped;
        found.evidence = Evidence::WrappedBase64Json;
    }
    let mut findings = wrapping::findings(secret, detected.as_ref().map(|found| found.kind));
    let mut user_name_findings = user_name_findings::by_name(&around);
    let recognised = detected.map(|found| {
        let lifetime = match found.expires_at {
            Some(at) => Lifetime::until(at, around.now),
            None => found.kind.lifetime(),
        };
        let is_bare = core.text() == secret.trim();
        findings.extend(verdict::findings(&found, lifetime, is_bare, &around));
        if let Some(finding) = user_name_findings::by_secret(&found, &around) {
            // The secret tells more exactly than the registry which name is asked for.
            user_name_findings.retain(|other: &Finding| other.code != finding.code);
            user_name_findings.push(finding);
        }
        Recognised {
            kind: found.kind,
            evidence: found.evidence,
            registries: found.registries,
            checksum: found.checksum,
            lifetime,
            user: found.kind.user(),
        }
    });
    findings.extend(verdict::same_as_user_name(
        secret,
        recognised.map(|found| found.kind),
        &around,
    ));
    findings.extend(verdict::behind_user_name(secret, &around));
    // What does not go with the user name is not praised.
    let is_for_another = |finding: &Finding| {
        finding.code == USER_NAME_EXPECTED && finding.severity == Severity::Warning
    };
    if user_name_findings.iter().any(is_for_another) {
        findings.retain(|finding| finding.code != SECRET_LOOKS_RIGHT);
    }
    let mut inspection = Inspection {
        recognised,
        findings,
        user_name_findings,
    };
    // What Wave can never use is not called good, however good it looks.
    if !inspection.can_work() {
        let is_praise = |finding: &Finding| finding.code == SECRET_LOOKS_RIGHT;
        inspection.findings.retain(|finding| !is_praise(finding));
    }
    inspection
}

/// Says what a user name tells without the secret, for credentials that are stored already.
pub fn user_name_findings(host: &str, user_name: &str) -> Vec<Finding> {
    let context = Context {
        host,
        user_name,
        now: 0,
    };
    user_name_findings::by_name(&Surroundings::of(&context))
}

/// Whether a finding means that Wave can never use the credentials as they are.
///
/// Most are no errors still: rules like these can be wrong about a registry of people's own, so
/// the form asks for a second press instead of refusing.
pub fn never_works(code: Code) -> bool {
    matches!(
        code,
        SECRET_EXPIRED
            | JOB_TOKEN
            | SECRET_PLACEHOLDER
            | NOT_A_PASSWORD
            | NOT_A_REGISTRY_SECRET
            | FINE_GRAINED_TOKEN
            | AZURE_ACCESS_TOKEN
            | ECR_LOGIN_PASSWORD
            | ECR_PASSWORD_STORED
            | TEMPORARY_ACCESS_KEY
            | NOT_AN_ACCESS_KEY
            | ECR_HOST_UNKNOWN_TO_WAVE
    )
}

#[cfg(test)]
#[path = "secret_tests.rs"]
mod tests;

#[cfg(test)]
mod registries_tests;

#[cfg(test)]
mod boundaries_tests;
