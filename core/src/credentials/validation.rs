//! Asking Platform to check stored credentials at their provider.
//!
//! `POST /credentials/{id}/validate` is in the API since 1.181; which providers it is for and what
//! its states mean is in Seqera's documentation of Enterprise 26.2. Registry credentials are never
//! checked like this. Start at [`is_offered`] and [`Validation::read`].

use serde_json::Value;

use super::kind::Kind;
use super::provider::Provider;
use super::summary::ProviderRef;
use crate::failure::Failure;
use crate::platform::feature::Feature;
use crate::platform::reader::Fields;
use crate::platform::request_error::RequestError;
use crate::platform::service_info::Installation;

/// Whether Platform checks credentials of a provider at all: those of AWS, Azure and Google.
pub const fn is_checked(provider: &ProviderRef) -> bool {
    matches!(
        provider,
        ProviderRef::Known(
            Provider::Aws
                | Provider::Azure
                | Provider::AzureEntra
                | Provider::AzureCloud
                | Provider::Google
        )
    )
}

/// Whether to offer a check: the provider is one that is checked, and the installation is not
/// known to be too old for it.
pub fn is_offered(provider: &ProviderRef, installation: &Installation) -> bool {
    is_checked(provider) && installation.has(Feature::ValidateCredentials) != Some(false)
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validation {
    /// The provider took them.
    Good,
    /// The provider refused them, with Platform's reason where there is one.
    Invalid(Option<String>),
    /// They could not be checked now, which changes nothing of what was known; why, where that is
    /// told.
    NotNow(Option<String>),
    /// A state that is newer than this program.
    Other(String),
}

impl Validation {
    /// Reads the answer. None where it says nothing of what came of the check.
    pub fn read(answer: &Value) -> Option<Self> {
        let fields = Fields::of(answer)?;
        let why = fields.words("message");
        if fields.flag("transientError") == Some(true) {
            return Some(Self::NotNow(why));
        }
        Some(match fields.words("status")?.as_str() {
            "AVAILABLE" => Self::Good,
            "INVALID" => Self::Invalid(why),
            other => Self::Other(other.to_owned()),
        })
    }

    /// What came of it, in a sentence without Platform's reason. Of a role or a federated
    /// identity Platform checks no more than that it is well formed.
    pub fn sentence(&self, kind: Option<Kind>) -> String {
        match self {
            Self::Good if kind.is_some_and(is_trust) => {
                "Platform has checked them now and found nothing wrong. Whether the cloud trusts \
                 Platform, it does not fully check."
                    .to_owned()
            }
            Self::Good => "Platform has checked them now: the provider takes them.".to_owned(),
            Self::Invalid(_) => "Platform has checked them now: they are invalid.".to_owned(),
            Self::NotNow(_) => {
                "They could not be checked now. What was known of them before still stands."
                    .to_owned()
            }
            Self::Other(state) => format!("Platform says of them: {state}."),
        }
    }

    /// Platform's reason.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Invalid(why) | Self::NotNow(why) => why.as_deref(),
            Self::Good | Self::Other(_) => None,
        }
    }
}

/// Whether the cloud has to trust Platform, or another account, for such credentials to work.
const fn is_trust(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::AwsRole | Kind::AwsWorkloadIdentity | Kind::GoogleWorkloadIdentity
    )
}

/// Why there was no check, in sentences. 404 is what an installation answers that has none, and
/// what newer ones say of credentials that are gone.
pub fn why_not_checked(failure: &RequestError, installation: &Installation) -> String {
    if failure.status == 405
        || failure.status == 404 && installation.has(Feature::ValidateCredentials) != Some(true)
    {
        return "This Platform most likely cannot check credentials: it does not know the request."
            .to_owned();
    }
    if failure.status == 404 {
        return "Platform does not know these credentials, or cannot check them.".to_owned();
    }
    if failure.kind == Failure::Unauthorized {
        return failure.sentence();
    }
    format!("They were not checked. {}", failure.sentence())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn installation(api: Option<&str>) -> Installation {
        Installation {
            api_version: api.map(str::to_owned),
            ..Installation::default()
        }
    }

    #[test]
    fn only_what_platform_checks_is_offered_and_only_where_it_can() {
        for (provider, is_checked_there) in [
            ("aws", true),
            ("azure", true),
            ("azure_entra", true),
            ("azure-cloud", true),
            ("google", true),
            ("container-reg", false),
            ("github", false),
            ("ssh", false),
            ("k8s", false),
            ("s3", false),
            ("tw-agent", false),
            ("of-tomorrow", false),
            ("", false),
        ] {
            let provider = ProviderRef::from(provider);
            for (api, has) in [
                (Some("1.181.0"), true),
                (Some("1.227.0"), true),
                (Some("1.120.0"), false),
                (Some("0.1"), false),
                (None, true),
                (Some("of today"), true),
            ] {
                let offered = is_offered(&provider, &installation(api));
                assert_eq!(offered, is_checked_there && has, "{provider:?} {api:?}");
            }
        }
    }

    #[test]
    fn what_came_of_it_is_read_as_it_is_told() {
        let why = || Some("Access denied".to_owned());
        for (answer, read) in [
            (
                json!({"status": "AVAILABLE", "transientError": false}),
                Some(Validation::Good),
            ),
            (json!({"status": "AVAILABLE"}), Some(Validation::Good)),
            (
                json!({"status": "INVALID", "transientError": false, "message": "Access denied"}),
                Some(Validation::Invalid(why())),
            ),
            (
                json!({"status": "INVALID", "message": null}),
                Some(Validation::Invalid(None)),
            ),
            // The stored state comes with it, and is not what the check found.
            (
                json!({"status": "AVAILABLE", "transientError": true, "message": "Access denied"}),
                Some(Validation::NotNow(why())),
            ),
            (
                json!({"status": null, "transientError": true}),
                Some(Validation::NotNow(None)),
            ),
            (
                json!({"status": "NEW"}),
                Some(Validation::Other("NEW".to_owned())),
            ),
            (json!({}), None),
            (json!(null), None),
            (json!([]), None),
        ] {
            assert_eq!(Validation::read(&answer), read, "{answer}");
        }
    }

    #[test]
    fn of_a_trust_no_more_is_claimed_than_is_checked() {
        let good = |kind| Validation::Good.sentence(kind);
        for kind in [
            Kind::AwsRole,
            Kind::AwsWorkloadIdentity,
            Kind::GoogleWorkloadIdentity,
        ] {
            assert!(
                good(Some(kind)).contains("does not fully check"),
                "{kind:?}"
            );
        }
        for kind in [None, Some(Kind::AwsKeys)] {
            assert_eq!(
                good(kind),
                "Platform has checked them now: the provider takes them."
            );
        }
        let invalid = Validation::Invalid(Some("Access denied".to_owned()));
        assert_eq!(invalid.why(), Some("Access denied"));
        assert!(!invalid.sentence(None).contains("Access denied"));
    }

    fn failed(status: u16) -> RequestError {
        RequestError::of(status, |_| None, None)
    }

    #[test]
    fn a_request_that_platform_does_not_know_is_told_from_credentials_that_are_gone() {
        let newer = installation(Some("1.187.0"));
        let unknown = installation(None);
        let lacks = "This Platform most likely cannot";
        for (status, installation, beginning) in [
            (404, &unknown, lacks),
            (405, &unknown, lacks),
            (405, &newer, lacks),
            (404, &newer, "Platform does not know these credentials, or"),
            (500, &newer, "They were not checked. "),
            (403, &newer, "They were not checked. "),
        ] {
            let said = why_not_checked(&failed(status), installation);
            assert!(said.starts_with(beginning), "{status}: {said}");
        }
        let out = why_not_checked(&failed(401), &newer);
        assert!(out.starts_with("You are no longer signed in"), "{out}");
    }
}
