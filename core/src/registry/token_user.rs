//! User names that do not stand for a person but say that the password is a login token,
//! which ends by itself.
//!
//! From the vendors' documentation. This module may not look at a password. Start at
//! [`TokenUser::read`].

use super::catalogue::Registry;

/// A user name that goes with login tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenUser {
    /// The one for what `aws ecr get-login-password` prints. Wave has its own reading of it,
    /// see [`LoginProblem`](crate::registry::user_name::LoginProblem).
    Amazon,
    /// The one for what `az acr login --expose-token` prints.
    Azure,
    /// The one for what `gcloud auth print-access-token` prints.
    Google,
    /// The one for tokens that IBM Cloud makes of an API key.
    Ibm,
    /// The one for tokens of Oracle Cloud.
    Oracle,
    /// The one for a session of Chainguard's command line.
    Chainguard,
}

impl TokenUser {
    const ALL: [Self; 6] = [
        Self::Amazon,
        Self::Azure,
        Self::Google,
        Self::Ibm,
        Self::Oracle,
        Self::Chainguard,
    ];

    /// Reads a user name, exactly as stored; `None` when it is anything else.
    pub fn read(user_name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|user| user.name() == user_name)
    }

    /// The user name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Amazon => "AWS",
            Self::Azure => "00000000-0000-0000-0000-000000000000",
            Self::Google => "oauth2accesstoken",
            Self::Ibm => "iambearer",
            Self::Oracle => "BEARER_TOKEN",
            Self::Chainguard => "_token",
        }
    }

    /// How many hours such a token lasts, where the vendor says one number for all.
    pub const fn hours(self) -> Option<u8> {
        match self {
            Self::Amazon => Some(12),
            Self::Azure => Some(3),
            Self::Google => Some(1),
            Self::Ibm | Self::Oracle | Self::Chainguard => None,
        }
    }

    /// Whether it means something at that registry.
    pub const fn is_of(self, registry: Registry) -> bool {
        match self {
            Self::Amazon => matches!(registry, Registry::Ecr | Registry::EcrPublic),
            Self::Azure => matches!(registry, Registry::Acr),
            Self::Google => matches!(registry, Registry::Gar | Registry::Gcr),
            Self::Ibm => matches!(registry, Registry::Icr),
            Self::Oracle => matches!(registry, Registry::Ocir),
            Self::Chainguard => matches!(registry, Registry::Chainguard),
        }
    }

    /// What to store instead, as a sentence for people.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Amazon => "Wave cannot get new ones at this host.",
            Self::Azure => {
                "Better: a token of the registry, from Repository permissions, without an \
                 expiration date."
            }
            Self::Google => {
                "Better: the key of a service account, with the user name _json_key_base64."
            }
            Self::Ibm => "Better: an API key, with the user name iamapikey.",
            Self::Oracle => "Better: an auth token, with the user name namespace/user.",
            Self::Chainguard => "Better: a pull token, with the user name that is printed with it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_name_is_read_back_and_nothing_near_it() {
        for user in TokenUser::ALL {
            assert_eq!(TokenUser::read(user.name()), Some(user));
            assert_eq!(TokenUser::read(&format!("{} ", user.name())), None);
        }
        for other in ["", "aws", "bearer_token", "iamapikey", "_json_key"] {
            assert_eq!(TokenUser::read(other), None, "{other}");
        }
    }
}
