//! What credentials that are still being typed would be used for.
//!
//! This module may not judge a registry, see [`crate::registry::server`]; it shows what the
//! text in the field amounts to. Start at [`examples`].

use super::credential::StoredCredential;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::server::{Matches, RegistryServer};

/// Names of images, made up, that Wave would use such credentials for. Empty when there can
/// be none.
pub fn examples(registry: &str) -> Vec<String> {
    let server = RegistryServer::read(registry);
    let host = match &server.matches {
        Matches::Never => return Vec::new(),
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

/// The other credentials of the list that Wave compares as the same registry, in order.
/// Which one it takes is decided by Platform's order, which is not documented.
pub fn rivals<'a>(
    registry: &str,
    own_id: Option<&str>,
    list: &'a [StoredCredential<'a>],
) -> impl Iterator<Item = &'a StoredCredential<'a>> {
    let host = if registry.is_empty() {
        DOCKER_HUB
    } else {
        registry
    };
    list.iter()
        .filter(move |other| other.host() == Some(host) && Some(other.id) != own_id)
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

    #[test]
    fn examples_are_written_as_people_write_them() {
        assert_eq!(examples("quay.io"), ["quay.io/team/tool:1.0"]);
        assert_eq!(examples("")[0], "ubuntu:24.04");
        assert_eq!(
            examples("europe-west2-docker.pkg.dev"),
            ["europe-west2-docker.pkg.dev/my-project/my-repository/tool:1.0"]
        );
        assert_eq!(examples("https://quay.io"), Vec::<String>::new());
    }

    #[test]
    fn empty_null_and_docker_io_are_rivals() {
        let list = [
            stored("null", None),
            stored("hub", Some("docker.io")),
            stored("quay", Some("quay.io")),
        ];
        let of = |registry, own| -> Vec<_> {
            rivals(registry, own, &list).map(|rival| rival.id).collect()
        };
        assert_eq!(of("", None), ["null", "hub"]);
        assert_eq!(of("docker.io", Some("hub")), ["null"]);
        assert_eq!(of("quay.io", None), ["quay"]);
        assert_eq!(of("QUAY.IO", None), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn wave_takes_every_example_for_the_registry(
            registry in "[a-zA-Z0-9.-]{0,12}(:[0-9]{1,5})?|quay.io|docker.io|",
        ) {
            for example in examples(&registry) {
                let host = wave::parse(&example).unwrap().registry;
                let expected = if registry.is_empty() { DOCKER_HUB } else { &registry };
                prop_assert_eq!(host, expected);
            }
        }
    }
}
