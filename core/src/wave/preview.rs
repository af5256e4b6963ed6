//! What credentials that are still being typed would be used for.
//!
//! This module may not judge a registry, see [`crate::registry::server`]; it shows what the
//! text in the field amounts to. Start at [`examples`].

use super::MatchRule;
use super::credential::{StoredCredential, StoredState};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::server::{Matches, RegistryServer};

/// Names of images, made up, that Wave would use such credentials for by one of its rules. Empty
/// when there can be none.
pub fn examples(registry: &str, rule: MatchRule) -> Vec<String> {
    let server = RegistryServer::read(registry);
    let host = match &server.matches {
        Matches::Never => return Vec::new(),
        Matches::Scope(_) if rule == MatchRule::ExactHost => return Vec::new(),
        Matches::Scope(scope) => return vec![format!("{scope}/tool:1.0")],
        Matches::DockerHub => {
            return vec![
                "ubuntu:24.04".to_owned(),
                "team/tool:1.0".to_owned(),
                format!("{DOCKER_HUB}/team/tool:1.0"),
            ];
        }
        Matches::Host(host) => host,
    };
    let path = match server.registry {
        Some(Registry::Gar) => "my-project/my-repository/tool:1.0",
        Some(Registry::Gcr) => "my-project/tool:1.0",
        Some(Registry::Jfrog) => "docker-local/tool:1.0",
        Some(Registry::EcrPublic) => "my-alias/tool:1.0",
        _ => "team/tool:1.0",
    };
    vec![format!("{host}/{path}")]
}

/// Where a credential would stand among the stored ones with the same registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// No other has its registry.
    Alone,
    /// It stands before the others, which are never used.
    First {
        /// The first of the others: the one that is used without it.
        other: &'a StoredCredential<'a>,
        /// How many others there are.
        others: usize,
    },
    /// Another one is used in its place.
    Behind {
        /// The one that is used.
        first: &'a StoredCredential<'a>,
        /// How many others there are.
        others: usize,
    },
}

/// Where a credential with this registry stands in a list that is in Platform's order. A new
/// one is not in it yet and is taken for the last: Platform's order is not documented, and most
/// likely that of creation.
pub fn standing<'a>(
    registry: &str,
    own_id: Option<&str>,
    list: &'a [StoredCredential<'a>],
) -> Standing<'a> {
    let registry = if registry.is_empty() {
        DOCKER_HUB
    } else {
        registry
    };
    let is_own = |other: &StoredCredential<'_>| own_id == Some(other.id);
    let is_rival = |other: &&StoredCredential<'_>| {
        other.registry_text() == Some(registry)
            && other.state == StoredState::Live
            && !is_own(other)
    };
    let others = list.iter().filter(is_rival).count();
    let own = list.iter().position(is_own);
    let first = list.iter().enumerate().find(|(_, other)| is_rival(other));
    match (first, own) {
        (None, _) => Standing::Alone,
        (Some((place, other)), Some(own)) if own < place => Standing::First { other, others },
        (Some((_, first)), _) => Standing::Behind { first, others },
    }
}

/// The stored credentials that share images with this registry where Wave matches paths: those
/// with a path below it, or with a beginning of it. They have another registry.
pub fn overlapping<'a>(
    registry: &str,
    own_id: Option<&str>,
    list: &'a [StoredCredential<'a>],
) -> impl Iterator<Item = &'a StoredCredential<'a>> {
    let registry = if registry.is_empty() {
        DOCKER_HUB
    } else {
        registry
    };
    let is_below = |longer: &str, shorter: &str| {
        longer
            .strip_prefix(shorter)
            .is_some_and(|rest| rest.starts_with('/'))
            && matches!(Matches::of(longer), Matches::Scope(_))
    };
    list.iter().filter(move |other| {
        let overlaps = |text: &str| is_below(text, registry) || is_below(registry, text);
        other.registry_text().is_some_and(overlaps)
            && other.state == StoredState::Live
            && own_id != Some(other.id)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::image::wave;
    use crate::wave::credential::{StoredProvider, StoredState};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn stored<'a>(id: &'a str, registry: Option<&'a str>) -> StoredCredential<'a> {
        StoredCredential {
            id,
            name: id,
            provider: StoredProvider::ContainerRegistry,
            registry,
            user_name: None,
            state: StoredState::Live,
        }
    }

    const BY_HOST: MatchRule = MatchRule::ExactHost;

    #[test]
    fn examples_are_written_as_people_write_them() {
        assert_eq!(examples("quay.io", BY_HOST), ["quay.io/team/tool:1.0"]);
        assert_eq!(examples("", BY_HOST)[0], "ubuntu:24.04");
        assert_eq!(
            examples("europe-west2-docker.pkg.dev", BY_HOST),
            ["europe-west2-docker.pkg.dev/my-project/my-repository/tool:1.0"]
        );
        assert_eq!(examples("https://quay.io", BY_HOST), Vec::<String>::new());
    }

    #[test]
    fn a_path_has_examples_where_wave_matches_paths() {
        let by_path = |registry| examples(registry, MatchRule::LongestPath);
        assert_eq!(by_path("ghcr.io/acme"), ["ghcr.io/acme/tool:1.0"]);
        assert_eq!(by_path("ghcr.io/acme/"), Vec::<String>::new());
        assert_eq!(by_path("quay.io"), examples("quay.io", BY_HOST));
        assert_eq!(examples("ghcr.io/acme", BY_HOST), Vec::<String>::new());
    }

    #[test]
    fn the_place_in_the_list_decides_which_one_is_used() {
        let list = [
            stored("null", None),
            stored("hub", Some("docker.io")),
            stored("quay", Some("quay.io")),
            stored("late", Some("docker.io")),
        ];
        let first = &list[0];
        let behind = |others| Standing::Behind { first, others };
        for (registry, own, standing) in [
            ("", None, behind(3)),
            ("docker.io", Some("hub"), behind(2)),
            ("docker.io", Some("quay"), behind(3)),
            (
                "docker.io",
                Some("null"),
                Standing::First {
                    other: &list[1],
                    others: 2,
                },
            ),
            ("quay.io", Some("quay"), Standing::Alone),
            (
                "quay.io",
                Some("hub"),
                Standing::First {
                    other: &list[2],
                    others: 1,
                },
            ),
            ("QUAY.IO", None, Standing::Alone),
            ("quay.io/org", None, Standing::Alone),
        ] {
            let stands = super::standing(registry, own, &list);
            assert_eq!(stands, standing, "{registry:?} of {own:?}");
        }
        let gone = [StoredCredential {
            state: StoredState::Deleted,
            ..stored("gone", Some("quay.io"))
        }];
        assert_eq!(super::standing("quay.io", None, &gone), Standing::Alone);
    }

    #[test]
    fn paths_and_their_beginnings_share_images() {
        let list = [
            stored("host", Some("ghcr.io")),
            stored("acme", Some("ghcr.io/acme")),
            stored("labs", Some("ghcr.io/acme-labs")),
            stored("tool", Some("ghcr.io/acme/tool")),
            stored("dead", Some("ghcr.io/acme/x/")),
        ];
        for (registry, own, ids) in [
            ("ghcr.io", None, &["acme", "labs", "tool"][..]),
            ("ghcr.io", Some("acme"), &["labs", "tool"]),
            ("ghcr.io/acme", None, &["host", "tool"]),
            ("ghcr.io/other", None, &["host"]),
            ("ghcr.io/acme/", None, &[]),
            ("quay.io", None, &[]),
        ] {
            let found: Vec<_> = overlapping(registry, own, &list).map(|it| it.id).collect();
            assert_eq!(found, ids, "{registry}");
        }
    }

    proptest! {
        #[test]
        fn wave_takes_every_example_for_the_registry(
            registry in "[a-zA-Z0-9.-]{0,12}(:[0-9]{1,5})?(/[a-z]{1,3})?|quay.io|docker.io|",
        ) {
            for rule in MatchRule::ALL {
                for example in examples(&registry, rule) {
                    let image = wave::parse(&example).unwrap();
                    let stored = if registry.is_empty() { DOCKER_HUB } else { &registry };
                    prop_assert!(rule.takes(stored, image.without_tag()), "{} {:?}", example, rule);
                }
            }
        }
    }
}
