//! What host and user name alone tell about a login.
//!
//! The secret is not needed for this, so it can be said of every row of a list; the form asks
//! here too, so that both say the same. This module may not judge a secret. Start at [`LoginProblem::of`].

use crate::finding::{Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::{EcrEndpoint, EcrHost};
use crate::registry::ecr::{EcrRegistry, UserName};
use crate::registry::token_user::TokenUser;

rules! {
    /// The user name AWS belongs to a 12-hour password of Amazon ECR, which Wave cannot use.
    pub ECR_PASSWORD_STORED = "ecr-password-stored" {
        severity: Warning,
        why: "Wave asks Amazon for such a password itself. It takes AWS for the ID of an access \
              key, so every pull fails.",
        action: "Use the ID of an access key (AKIA…) as user name with its secret as password, \
                 or the ARN of a role.",
    }

    /// The user name is a temporary access key of AWS, which needs a session token as well.
    pub TEMPORARY_ACCESS_KEY = "temporary-access-key" {
        severity: Warning,
        why: "Access keys that begin with ASIA work only together with a session token. \
              Registry credentials have no field for one, so every pull fails.",
        action: "Use the ID of a long-lived access key (AKIA…) with its secret, or the ARN of a \
                 role.",
    }

    /// The user name for Amazon ECR is most likely neither an access key ID nor the ARN of a
    /// role.
    pub NOT_AN_ACCESS_KEY = "not-an-access-key" {
        severity: Warning,
        why: "For Amazon ECR Wave takes the user name for the ID of an access key or the ARN of \
              a role, and asks Amazon for a login with it. With anything else every pull fails.",
        action: "Enter the ID of an access key (AKIA…) with its secret, or the ARN of a role.",
    }

    /// Wave does not recognise this host as one of Amazon ECR.
    pub ECR_HOST_UNKNOWN_TO_WAVE = "ecr-host-unknown-to-wave" {
        severity: Warning,
        why: "Wave exchanges access keys for a login only on the plain ECR hosts and on \
              public.ecr.aws. On the hosts of FIPS, dual-stack, amazonaws.eu and isolated \
              regions it sends the key as a password, which Amazon refuses.",
        action: "Use the plain host in the image and in the credential, where there is one.",
    }

    /// The user name goes with a login token that expires soon.
    pub SHORT_LIVED_LOGIN = "short-lived-login" {
        severity: Warning,
        why: "Such a token ends within hours, or at a time that its issuer sets. Runs after \
              that cannot pull with these credentials.",
        action: "Store a lasting login: for Azure a token of the registry, for Google the key \
                 of a service account, for IBM an API key, for Oracle an auth token, for \
                 Chainguard a pull token. For Amazon ECR use the plain host with an access key.",
    }
}

/// What is wrong with a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginProblem {
    /// `AWS`, the user name of a 12-hour password, on a host where Wave wants a key.
    EcrPassword,
    /// A temporary access key, for whose session token there is no field.
    TemporaryKey,
    /// Neither an access key nor a role, on a host where Wave wants one of them.
    NotAnAccessKey,
    /// A host of ECR that Wave does not know as one.
    EcrHost(EcrAlias),
    /// The user name of a token that expires.
    ShortLived(TokenUser),
}

/// A host of ECR that Wave does not know as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcrAlias {
    /// Which kind of host it is.
    pub kind: EcrAliasKind,
    /// The host of the same registry that Wave knows; `None` where there is none.
    pub plain: Option<String>,
}

/// The hosts of ECR that Wave does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcrAliasKind {
    /// With validated cryptography (`.dkr.ecr-fips.`).
    Fips,
    /// Over both versions of the internet protocol (`.dkr-ecr.`, `ecr-public.aws.com`).
    DualStack,
    /// In a partition of AWS whose hosts end in another way.
    Partition,
}

/// Whether a login with a problem can work at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Never, whatever the secret.
    Never,
    /// For a short time.
    Temporary,
}

impl LoginProblem {
    /// What host and user name tell; `None` when they tell nothing bad.
    pub fn of(host: &str, user_name: &str) -> Option<Self> {
        let user = UserName::read(user_name);
        if EcrRegistry::recognise(host).is_some() {
            return match user {
                UserName::Role | UserName::AccessKey => None,
                UserName::Login => Some(Self::EcrPassword),
                UserName::TemporaryKey => Some(Self::TemporaryKey),
                UserName::Other => Some(Self::NotAnAccessKey),
            };
        }
        if let Some(alias) = EcrAlias::of(host) {
            // Such a host gets the stored text as it is, which is what the 12-hour password
            // is made for.
            return Some(match user {
                UserName::Login => Self::ShortLived(TokenUser::Amazon),
                _ => Self::EcrHost(alias),
            });
        }
        let token = TokenUser::read(user_name)?;
        token
            .is_of(Registry::of_host(host)?)
            .then_some(Self::ShortLived(token))
    }

    /// Whether such a login can work at all.
    pub fn validity(&self) -> Validity {
        match self {
            Self::ShortLived(_) => Validity::Temporary,
            Self::EcrPassword | Self::TemporaryKey | Self::NotAnAccessKey | Self::EcrHost(_) => {
                Validity::Never
            }
        }
    }

    /// The problem in words.
    pub fn finding(&self) -> Finding {
        match self {
            Self::EcrPassword => Finding::warning(
                ECR_PASSWORD_STORED,
                "The user name AWS belongs to a 12-hour password. Wave asks Amazon for such a \
                 password itself and takes AWS for the ID of an access key, so every pull \
                 fails. Use the ID of an access key (AKIA…) with its secret, or a role.",
            ),
            Self::TemporaryKey => Finding::warning(
                TEMPORARY_ACCESS_KEY,
                "Access keys that begin with ASIA are temporary and need a session token, for \
                 which there is no field, so every pull fails. Use the ID of a lasting access \
                 key (AKIA…), or a role.",
            ),
            Self::NotAnAccessKey => Finding::warning(
                NOT_AN_ACCESS_KEY,
                "For Amazon ECR Wave takes the user name for the ID of an access key (AKIA…) or \
                 for the ARN of a role. This is most likely neither, and then every pull fails.",
            ),
            Self::EcrHost(alias) => alias.finding(),
            Self::ShortLived(token) => {
                let lasting = match token.hours() {
                    Some(1) => "lasts one hour".to_owned(),
                    Some(hours) => format!("lasts {hours} hours"),
                    None => "expires".to_owned(),
                };
                Finding::warning(
                    SHORT_LIVED_LOGIN,
                    format!(
                        "This user name goes with a login token, which {lasting}. Runs after \
                         that cannot pull. {}",
                        token.advice()
                    ),
                )
            }
        }
    }
}

impl EcrAlias {
    /// Tells a host of ECR that Wave does not know; `None` for every other host.
    pub fn of(host: &str) -> Option<Self> {
        if host == "ecr-public.aws.com" {
            return Some(Self {
                kind: EcrAliasKind::DualStack,
                plain: Some("public.ecr.aws".to_owned()),
            });
        }
        let ecr = EcrHost::read(host).filter(|ecr| !ecr.is_known_to_wave())?;
        let kind = match ecr.endpoint {
            EcrEndpoint::Fips => EcrAliasKind::Fips,
            EcrEndpoint::DualStack => EcrAliasKind::DualStack,
            EcrEndpoint::Plain => EcrAliasKind::Partition,
        };
        Some(Self {
            kind,
            plain: ecr.plain(),
        })
    }

    fn finding(&self) -> Finding {
        let what = match self.kind {
            EcrAliasKind::Fips => "FIPS hosts",
            EcrAliasKind::DualStack => "dual-stack hosts",
            EcrAliasKind::Partition => "hosts of this AWS partition",
        };
        let way_out = match &self.plain {
            Some(plain) => format!("Use {plain} in the image and in the credential."),
            None => "There is no host of it that Wave recognises.".to_owned(),
        };
        Finding::warning(
            ECR_HOST_UNKNOWN_TO_WAVE,
            format!(
                "Wave does not recognise {what} of Amazon ECR and sends the access key as a \
                 password, which Amazon refuses. {way_out}"
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    #[test]
    fn on_ecr_only_keys_and_roles_can_work() {
        for (user, problem) in [
            ("AKIAIOSFODNN7EXAMPLE", None),
            ("arn:aws:iam::123456789012:role/wave", None),
            ("AWS", Some(LoginProblem::EcrPassword)),
            ("ASIAIOSFODNN7EXAMPLE", Some(LoginProblem::TemporaryKey)),
            ("alice", Some(LoginProblem::NotAnAccessKey)),
        ] {
            for host in [ECR, "public.ecr.aws"] {
                assert_eq!(LoginProblem::of(host, user), problem, "{user}");
            }
        }
    }

    #[test]
    fn hosts_of_ecr_that_wave_does_not_know_have_a_plain_one() {
        for (host, kind, plain) in [
            (
                "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
                EcrAliasKind::Fips,
                Some("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com"),
            ),
            (
                "123456789012.dkr-ecr.us-west-2.on.aws",
                EcrAliasKind::DualStack,
                Some("123456789012.dkr.ecr.us-west-2.amazonaws.com"),
            ),
            (
                "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
                EcrAliasKind::DualStack,
                Some("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
            ),
            (
                "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
                EcrAliasKind::Partition,
                None,
            ),
            (
                "ecr-public.aws.com",
                EcrAliasKind::DualStack,
                Some("public.ecr.aws"),
            ),
        ] {
            let expected = EcrAlias {
                kind,
                plain: plain.map(str::to_owned),
            };
            assert_eq!(EcrAlias::of(host), Some(expected), "{host}");
        }
        assert_eq!(EcrAlias::of(ECR), None);
        assert_eq!(EcrAlias::of("quay.io"), None);
    }

    #[test]
    fn the_twelve_hour_password_works_for_now_where_wave_sends_it_as_it_is() {
        let problem = LoginProblem::of("123456789012.dkr-ecr.us-west-2.on.aws", "AWS").unwrap();
        assert_eq!(problem.validity(), Validity::Temporary);
    }

    #[test]
    fn names_of_short_lived_tokens_count_on_their_own_registry_only() {
        for (host, token) in [
            ("myregistry.azurecr.io", TokenUser::Azure),
            ("europe-west2-docker.pkg.dev", TokenUser::Google),
            ("us.gcr.io", TokenUser::Google),
            ("fra.ocir.io", TokenUser::Oracle),
            ("uk.icr.io", TokenUser::Ibm),
        ] {
            let user = token.name();
            let expected = Some(LoginProblem::ShortLived(token));
            assert_eq!(LoginProblem::of(host, user), expected, "{host}");
            assert_eq!(LoginProblem::of("quay.io", user), None, "{user}");
        }
        assert_eq!(LoginProblem::of("us.gcr.io", "_json_key"), None);
        assert_eq!(LoginProblem::of("us.gcr.io", "AWS"), None);
    }

    #[test]
    fn a_registry_that_wave_does_not_know_is_not_its_own_way_out() {
        let host = "123456789012.dkr.ecr.eu_west.amazonaws.com";
        let alias = EcrAlias::of(host).unwrap();
        assert_eq!(alias.plain, None, "the plain host would be this one");
    }
}
