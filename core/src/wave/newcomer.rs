//! What Wave most likely does with credentials that are added to a list in which others have a part
//! in their images.
//!
//! New ones are taken for the last of the list: Platform's order is not documented, and most likely
//! that of creation. Start at [`newcomer`].

use super::MatchRule;
use super::credential::{StoredCredential, StoredProvider, StoredState};
use super::usage::{Reach, Usage, images_of, usages};
use crate::finding::text::join_and;
use crate::registry::DOCKER_HUB;
use crate::registry::wave_setup::WaveSetup;

/// What becomes of new credentials for a registry, by one rule of Wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// The rule.
    pub rule: MatchRule,
    /// What it does, in sentences.
    pub sentence: String,
}

/// What Wave most likely does with new credentials for a registry, as it is stored, in a list that
/// is in Platform's order: by each rule that this Wave may have, once where all come to the same.
/// Nothing where no others have a part in it.
pub fn newcomer(
    registry: &str,
    stored: &[StoredCredential<'_>],
    setup: &WaveSetup,
) -> Vec<Newcomer> {
    let registry = Some(registry).filter(|it| !it.is_empty());
    let mut list = stored.to_vec();
    list.push(StoredCredential {
        id: "",
        name: "",
        provider: StoredProvider::ContainerRegistry,
        registry: Some(registry.unwrap_or(DOCKER_HUB)),
        user_name: None,
        state: StoredState::Live,
    });
    let usages = usages(&list, stored.len(), setup);
    if !usages.iter().any(|(_, usage)| has_rivals(usage)) {
        return Vec::new();
    }
    let all = usages.into_iter();
    all.map(|(rule, usage)| Newcomer {
        rule,
        sentence: sentence(&usage),
    })
    .collect()
}

/// Whether others have a part in what becomes of them.
const fn has_rivals(usage: &Usage<'_>) -> bool {
    match usage {
        Usage::Shadowed { .. } => true,
        Usage::Used(reach) => !reach.narrower.is_empty() || reach.wider.is_some(),
        Usage::NotForImages | Usage::NotKnown | Usage::Unmatched | Usage::Reserved => false,
    }
}

fn sentence(usage: &Usage<'_>) -> String {
    match usage {
        Usage::Shadowed { by } => {
            let (name, registry) = named(by);
            format!(
                "{name} has the registry {registry} there already. Of several, Wave uses the first \
                 in Platform’s list, which new ones are most likely not. So it most likely goes on \
                 using {name}, and never the new ones."
            )
        }
        Usage::Used(reach) => used(reach),
        other => other.sentence(),
    }
}

fn used(reach: &Reach<'_>) -> String {
    let images = images_of(reach.registry);
    let mut sentences = vec![match reach.wider {
        Some(wider) => {
            let (name, registry) = named(wider);
            format!(
                "The new ones are most likely used for {images}, in place of {name}, which is \
                 there for {registry}."
            )
        }
        None => format!("The new ones are most likely used for {images}."),
    }];
    if !reach.narrower.is_empty() {
        let narrower = reach.narrower.iter().map(|it| {
            let (name, registry) = named(it);
            format!("{name} for {}", images_of(registry))
        });
        sentences.push(format!(
            "Wave goes on using {}.",
            join_and(&narrower.collect::<Vec<_>>())
        ));
    }
    sentences.join(" ")
}

fn named<'a>(stored: &StoredCredential<'a>) -> (&'a str, &'a str) {
    (stored.name, stored.registry_text().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row<'a>(name: &'a str, registry: &'a str) -> StoredCredential<'a> {
        StoredCredential {
            id: name,
            name,
            provider: StoredProvider::ContainerRegistry,
            registry: Some(registry),
            user_name: None,
            state: StoredState::Live,
        }
    }

    fn said(registry: &str, list: &[StoredCredential<'_>]) -> Vec<(MatchRule, String)> {
        let all = newcomer(registry, list, &WaveSetup::default());
        all.into_iter().map(|it| (it.rule, it.sentence)).collect()
    }

    #[test]
    fn behind_one_of_the_same_registry_new_ones_are_most_likely_never_used() {
        let list = [row("first", "quay.io"), row("second", "quay.io")];
        let all = said("quay.io", &list);
        let [(_, sentence)] = all.as_slice() else {
            panic!("both rules come to the same: {all:?}");
        };
        assert_eq!(
            sentence,
            "first has the registry quay.io there already. Of several, Wave uses the first in \
             Platform’s list, which new ones are most likely not. So it most likely goes on using \
             first, and never the new ones."
        );
        // No registry is Docker Hub.
        for (new, old) in [("", "docker.io"), ("docker.io", "")] {
            let all = said(new, &[row("hub", old)]);
            assert_eq!(all.len(), 1, "{new:?} beside {old:?}");
            assert!(all[0].1.starts_with("hub has the registry docker.io"));
        }
    }

    #[test]
    fn where_the_rules_differ_each_is_told() {
        let path = said("ghcr.io/acme", &[row("host", "ghcr.io")]);
        assert_eq!(
            path,
            [
                (
                    MatchRule::ExactHost,
                    "No image: none matches the registry as it is stored.".to_owned()
                ),
                (
                    MatchRule::LongestPath,
                    "The new ones are most likely used for images at and below ghcr.io/acme, in \
                     place of host, which is there for ghcr.io."
                        .to_owned()
                ),
            ]
        );
        let host = said("ghcr.io", &[row("acme", "ghcr.io/acme")]);
        assert_eq!(
            host,
            [
                (
                    MatchRule::ExactHost,
                    "The new ones are most likely used for images below ghcr.io.".to_owned()
                ),
                (
                    MatchRule::LongestPath,
                    "The new ones are most likely used for images below ghcr.io. Wave goes on \
                     using acme for images at and below ghcr.io/acme."
                        .to_owned()
                ),
            ]
        );
        // The same path is never used by a Wave that compares hosts.
        let same = said("ghcr.io/acme", &[row("acme", "ghcr.io/acme")]);
        assert_eq!(same.len(), 2, "{same:?}");
        assert!(same[0].1.starts_with("No image"), "{same:?}");
        assert!(same[1].1.contains("goes on using acme"), "{same:?}");
    }

    #[test]
    fn a_rule_that_is_known_is_the_only_one_that_is_told() {
        let known = WaveSetup {
            rule: Some(MatchRule::ExactHost),
            ..WaveSetup::default()
        };
        let list = [row("acme", "ghcr.io/acme")];
        assert_eq!(newcomer("ghcr.io", &list, &known), []);
        let list = [row("host", "ghcr.io")];
        assert_eq!(newcomer("ghcr.io", &list, &known).len(), 1);
    }

    #[test]
    fn of_those_that_have_no_part_in_it_nothing_is_said() {
        let deleted = StoredCredential {
            state: StoredState::Deleted,
            ..row("deleted", "quay.io")
        };
        let aws = StoredCredential {
            provider: StoredProvider::Aws,
            ..row("aws", "quay.io")
        };
        for list in [
            vec![],
            vec![row("other", "ghcr.io")],
            vec![row("spelled", "https://quay.io")],
            vec![row("port", "quay.io:443")],
            vec![deleted],
            vec![aws],
        ] {
            assert_eq!(said("quay.io", &list), [], "{list:?}");
        }
        // Beside each other, neither has a part in the other's images.
        assert_eq!(said("ghcr.io/acme", &[row("lab", "ghcr.io/lab")]), []);
        assert_eq!(said("ghcr.io/acme", &[row("acme2", "ghcr.io/acme2")]), []);
        // Of a registry that no image matches, nobody is a rival.
        assert_eq!(said("https://quay.io", &[row("a", "https://quay.io")]), []);
    }

    #[test]
    fn for_a_host_of_wave_s_own_no_stored_one_is_a_rival() {
        let setup = WaveSetup::default();
        for host in &setup.reserved_hosts {
            assert_eq!(newcomer(host, &[row("a", host)], &setup), [], "{host}");
        }
    }
}
