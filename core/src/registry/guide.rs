//! What to do for one registry, from nothing to a login that Wave can use for years.
//!
//! A guide is made from the catalogue and from what is known of each kind of secret; it holds no
//! fact of its own but why some secrets never work. It is shown by the app and written to
//! `docs/registries`. Start at [`Guide::of`].
//!
//! ```
//! use wavepass_core::registry::catalogue::Registry;
//! use wavepass_core::registry::guide::Guide;
//!
//! let guide = Guide::of(Registry::Acr, "myregistry.azurecr.io");
//! assert_eq!(guide.help.host, "myregistry.azurecr.io");
//! assert!(guide.help.commands[0].line.contains("-r myregistry "));
//! assert!(guide.unfit[0].text.contains("3 h"));
//! ```

use super::catalogue::record::Record;
use super::catalogue::{Help, Registry, help_for};
use super::secret::user_name_findings::USER_NAME_EXPECTED;
use super::secret::verdict::{
    AZURE_ACCESS_TOKEN, ECR_LOGIN_PASSWORD, FINE_GRAINED_TOKEN, JOB_TOKEN, NOT_A_PASSWORD,
    NOT_A_REGISTRY_SECRET, SECRET_EXPIRED, SECRET_OF_OTHER_REGISTRY, SECRET_SHORT_LIVED,
};
use super::secret::{ExpectedUser, Kind};
use super::user_name::{ECR_PASSWORD_STORED, NOT_AN_ACCESS_KEY, TEMPORARY_ACCESS_KEY};
use crate::finding::Code;

/// The guide for one registry.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The registry.
    pub registry: Registry,
    /// What the catalogue knows of it: what user name and password are called, the least right,
    /// what is special in Wave.
    pub record: &'static Record,
    /// Host, steps and commands, with what the host tells filled in.
    pub help: Help,
    /// The secrets that last, and how long.
    pub lasting: Vec<SecretLife>,
    /// The secrets that end too soon for a run, or that the registry or Wave does not take.
    pub unfit: Vec<SecretLife>,
}

/// What becomes of a kind of secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretLife {
    /// What it is, with its article: "a Docker Hub personal access token".
    pub label: &'static str,
    /// The user name that goes with it, where there is only one.
    pub user_name: Option<&'static str>,
    /// How long it lasts, or why it never works, in a sentence; empty where that is not known.
    pub text: String,
}

impl Guide {
    /// The guide for a registry, filled in from a host where that is one of the registry's. An
    /// empty host leaves the placeholders.
    pub fn of(registry: Registry, host: &str) -> Self {
        let kinds = Kind::ALL.iter().copied();
        let kinds: Vec<Kind> = kinds
            .filter(|kind| kind.registries().contains(&registry) && is_told(*kind))
            .collect();
        let (unfit, lasting) = kinds.into_iter().partition::<Vec<_>, _>(|kind| {
            reason_against(*kind).is_some() || kind.lifetime().is_short()
        });
        let life = |kinds: Vec<Kind>| kinds.into_iter().map(SecretLife::of).collect();
        Self {
            registry,
            record: registry.record(),
            help: help_for(registry, host),
            lasting: life(lasting),
            unfit: life(unfit),
        }
    }

    /// The registry of a guide's address: its id, or a name that people would try.
    pub fn registry_of(name: &str) -> Option<Registry> {
        let known = Registry::ALL.into_iter().find(|it| it.id() == name);
        known.or(match name {
            "azure" => Some(Registry::Acr),
            "docker" | "dockerhub" => Some(Registry::DockerHub),
            "github" => Some(Registry::Ghcr),
            "google" => Some(Registry::Gar),
            "aws" => Some(Registry::Ecr),
            "nvidia" | "ngc" => Some(Registry::Nvcr),
            "oracle" => Some(Registry::Ocir),
            "ibm" => Some(Registry::Icr),
            "forgejo" | "codeberg" => Some(Registry::Gitea),
            _ => None,
        })
    }

    /// Whether there is something to say: a registry that runs on one's own machine has no page
    /// where a token is made.
    pub fn is_useful(registry: Registry) -> bool {
        !registry.record().steps.is_empty()
    }

    /// Whether the guide for a registry says what to do about a finding of one of its logins: which
    /// secret to store in place of this one, or under which user name. Of what is mistyped or cut
    /// off no guide speaks.
    pub fn answers(code: Code) -> bool {
        matches!(
            code,
            SECRET_SHORT_LIVED
                | SECRET_EXPIRED
                | SECRET_OF_OTHER_REGISTRY
                | JOB_TOKEN
                | FINE_GRAINED_TOKEN
                | NOT_A_PASSWORD
                | NOT_A_REGISTRY_SECRET
                | AZURE_ACCESS_TOKEN
                | ECR_LOGIN_PASSWORD
                | ECR_PASSWORD_STORED
                | TEMPORARY_ACCESS_KEY
                | NOT_AN_ACCESS_KEY
                | USER_NAME_EXPECTED
        )
    }

    /// The registries that have a guide, in the order of the catalogue.
    pub fn all() -> impl Iterator<Item = Registry> {
        Registry::ALL.into_iter().filter(|it| Self::is_useful(*it))
    }
}

impl SecretLife {
    fn of(kind: Kind) -> Self {
        let user_name = match kind.user() {
            ExpectedUser::Exactly(name) => Some(name),
            ExpectedUser::Any | ExpectedUser::Form(_) => None,
        };
        Self {
            label: kind.label(),
            user_name,
            text: reason_against(kind).map_or_else(|| kind.lifetime().in_general(), str::to_owned),
        }
    }

    /// What it is, as the start of a sentence.
    pub fn title(&self) -> String {
        let mut letters = self.label.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

/// Whether it is a secret that somebody could choose: one that is mistyped, wrapped, or the half
/// that is no secret is none.
const fn is_told(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::GithubPatClassicBadChecksum
            | Kind::AcrKeyBadChecksum
            | Kind::GoogleSaJsonBase64Wrapped
            | Kind::GitlabPatRoutable
            | Kind::AwsAccessKeyId
            | Kind::JwtNoExp
    )
}

/// Why a kind of secret never works, where that is no matter of time alone. The same facts as the
/// form's findings.
const fn reason_against(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::GithubPatFineGrained => "GitHub's registry does not take it.",
        Kind::GithubActionsToken => "It ends with its job, or within the hour.",
        Kind::GithubRefreshToken | Kind::DigitaloceanRefreshToken => {
            "It is there to get other tokens, and is no password."
        }
        Kind::AcrAccessToken => {
            "It is for one repository, is sent in place of a login, and is no password."
        }
        Kind::EcrPassword => {
            "It works for 12 h. Wave gets such passwords itself and cannot use this one."
        }
        Kind::AwsTemporaryKey => "It needs a session token, for which there is no field.",
        Kind::IbmIamToken | Kind::OcirBearerToken => {
            "It is a login that ends within hours, and says itself when."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn labels(lives: &[SecretLife]) -> Vec<&'static str> {
        lives.iter().map(|life| life.label).collect()
    }

    #[test]
    fn what_the_host_tells_is_filled_in_and_the_rest_stays_a_placeholder() {
        let guide = Guide::of(
            Registry::Ecr,
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        );
        assert!(
            guide.help.steps[1].contains("account 123456789012 in eu-west-1"),
            "{:?}",
            guide.help.steps
        );
        let guide = Guide::of(Registry::Ecr, "");
        assert!(guide.help.steps[1].contains("<account>"));
        // What belongs to another registry, or would mean something to a shell, is not filled in.
        for host in ["quay.io", "a;rm -rf.azurecr.io", "$(x).azurecr.io"] {
            let guide = Guide::of(Registry::Acr, host);
            assert_eq!(guide.help.host, "<name>.azurecr.io", "{host}");
        }
    }

    #[test]
    fn secrets_that_end_before_a_run_does_are_apart_from_those_that_last() {
        for (registry, lasting, unfit) in [
            (
                Registry::Acr,
                "an Azure registry password",
                "an Azure login token",
            ),
            (
                Registry::Gar,
                "a Google service account key",
                "a Google OAuth token",
            ),
            (
                Registry::Ghcr,
                "a GitHub token (classic)",
                "a GitHub token (fine-grained)",
            ),
            (
                Registry::Ecr,
                "an AWS secret access key",
                "a 12-hour Amazon ECR password",
            ),
            (
                Registry::Gitlab,
                "a GitLab deploy token",
                "a GitLab CI job token",
            ),
        ] {
            let guide = Guide::of(registry, "");
            assert!(labels(&guide.lasting).contains(&lasting), "{registry:?}");
            assert!(labels(&guide.unfit).contains(&unfit), "{registry:?}");
            for life in &guide.unfit {
                assert!(!life.text.is_empty(), "{life:?}");
                assert!(!labels(&guide.lasting).contains(&life.label), "{life:?}");
            }
        }
    }

    #[test]
    fn a_guide_answers_which_login_to_store_and_not_what_is_mistyped() {
        use crate::registry::secret::verdict::{
            SECRET_LOOKS_CUT, SECRET_LOOKS_RIGHT, SECRET_PLACEHOLDER,
        };
        for code in [SECRET_SHORT_LIVED, FINE_GRAINED_TOKEN, USER_NAME_EXPECTED] {
            assert!(Guide::answers(code), "{}", code.as_str());
        }
        for code in [SECRET_LOOKS_RIGHT, SECRET_LOOKS_CUT, SECRET_PLACEHOLDER] {
            assert!(!Guide::answers(code), "{}", code.as_str());
        }
    }

    #[test]
    fn a_secret_is_told_once() {
        for registry in Registry::ALL {
            let guide = Guide::of(registry, "");
            let mut all = labels(&guide.lasting);
            all.extend(labels(&guide.unfit));
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{registry:?}");
        }
    }

    #[test]
    fn a_guide_is_found_by_the_registry_s_id_and_by_the_names_of_its_vendor() {
        for registry in Registry::ALL {
            assert_eq!(Guide::registry_of(registry.id()), Some(registry));
        }
        assert_eq!(Guide::registry_of("azure"), Some(Registry::Acr));
        assert_eq!(Guide::registry_of("Azure"), None);
        assert_eq!(Guide::registry_of("nowhere"), None);
    }
}
