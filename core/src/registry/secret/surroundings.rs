//! What stands around the password field: the registry, the user name, the time.
//!
//! This module may not look at the secret. Start at [`Surroundings::of`].

use super::Context;
use crate::registry::catalogue::Registry;
use crate::registry::ecr::EcrRegistry;

/// A [`Context`], read.
pub(super) struct Surroundings<'a> {
    /// The host, lower-cased and without scheme and path; empty when none was typed.
    pub(super) host: String,
    /// Whose host that is. `None` for hosts of people's own and for private addresses, where
    /// any registry may answer.
    pub(super) registry: Option<Registry>,
    /// The user name without white space around it, which the form points out itself.
    pub(super) user_name: &'a str,
    /// The time in Unix seconds.
    pub(super) now: i64,
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        let host = bare_host(context.host);
        let registry = Registry::of_host(&host).filter(|registry| *registry != Registry::Local);
        Self {
            host,
            registry,
            user_name: context.user_name.trim(),
            now: context.now,
        }
    }

    /// Whether the registry is of this kind.
    pub(super) fn is(&self, registry: Registry) -> bool {
        self.registry == Some(registry)
    }

    /// Whether the registry is Amazon's.
    pub(super) fn is_ecr(&self) -> bool {
        self.is(Registry::Ecr) || self.is(Registry::EcrPublic)
    }

    /// Whether Wave takes user name and password as an AWS key pair there, and gets the
    /// registry's own password for it (`AwsEcrService` in Wave's published source). It does
    /// not recognise every host of Amazon's.
    pub(super) fn wave_exchanges_keys(&self) -> bool {
        EcrRegistry::recognise(&self.host).is_some()
    }

    /// Whether a registry is typed that nobody here knows.
    pub(super) fn is_own_host(&self) -> bool {
        self.registry.is_none() && !self.host.is_empty()
    }
}

/// The host inside what was typed. That it is more than a host is said elsewhere; here it is
/// only a matter of knowing whose it is.
fn bare_host(typed: &str) -> String {
    let lower = typed.trim().to_ascii_lowercase();
    let rest = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, rest)| rest);
    rest.split_once('/')
        .map_or(rest, |(host, _)| host)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn around(host: &str) -> Surroundings<'_> {
        Surroundings::of(&Context {
            host,
            user_name: "",
            now: 0,
        })
    }

    #[test]
    fn a_registry_is_known_by_its_host_however_it_is_typed() {
        for typed in [
            "ghcr.io",
            " GHCR.io ",
            "https://ghcr.io/v2/",
            "ghcr.io/acme",
        ] {
            assert!(around(typed).is(Registry::Ghcr), "{typed}");
        }
    }

    #[test]
    fn on_a_private_address_any_registry_may_answer() {
        assert!(around("localhost:5000").is_own_host());
        assert!(around("harbor.example.com").is_own_host());
        assert!(!around("").is_own_host());
        assert!(!around("quay.io").is_own_host());
    }

    #[test]
    fn wave_exchanges_keys_only_at_the_hosts_of_amazon_that_it_recognises() {
        for (host, does) in [
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", true),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", true),
            ("public.ecr.aws", true),
            ("ecr-public.aws.com", false),
            ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", false),
            ("quay.io", false),
            ("", false),
        ] {
            assert_eq!(around(host).wave_exchanges_keys(), does, "{host}");
        }
    }
}
