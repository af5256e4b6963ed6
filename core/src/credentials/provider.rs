//! The providers that Platform knows, as data.
//!
//! Wire names, labels and fields come from Platform's public API description and
//! documentation (`container-reg` has `userName` with a capital N). A provider without
//! fields is known by name, so that it can be listed, but cannot be added here yet. A provider
//! is a row of `providers!` and its fields, nothing else. Start at [`Provider`].

use super::field::{Field, FieldKind, FieldSpec, Requirement};
use crate::registry::DOCKER_HUB;

/// Makes the enum and what is told from a row of the table: name in Platform's API, name for
/// people, heading, fields in the order of the form.
macro_rules! providers {
    ($($provider:ident = $wire_name:literal, $label:literal, $group:ident, $fields:expr;)+) => {
        /// A provider of Platform's own list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Provider {
            $(#[doc = $label] $provider,)+
        }

        impl Provider {
            /// Every provider of Platform's API, container registries first.
            pub const ALL: [Self; [$($wire_name),+].len()] = [$(Self::$provider),+];

            /// Its name in Platform's API.
            pub const fn wire_name(self) -> &'static str {
                match self {
                    $(Self::$provider => $wire_name,)+
                }
            }

            /// Its name for people.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$provider => $label,)+
                }
            }

            /// Its heading in a list of choices.
            pub const fn group(self) -> ProviderGroup {
                match self {
                    $(Self::$provider => ProviderGroup::$group,)+
                }
            }

            /// Its fields in the order of the form; none when it cannot be added here.
            ///
            /// Apart from the rest, because a list names providers and has no form.
            pub const fn fields(self) -> &'static [FieldSpec] {
                match self {
                    $(Self::$provider => $fields,)+
                }
            }
        }
    };
}

providers! {
    ContainerRegistry = "container-reg", "Container registry", ContainerRegistries, CONTAINER_REGISTRY;
    Aws = "aws", "AWS", Cloud, &[];
    Azure = "azure", "Azure (shared key)", Cloud, &[];
    AzureEntra = "azure_entra", "Azure (Entra)", Cloud, &[];
    AzureCloud = "azure-cloud", "Azure (Cloud)", Cloud, &[];
    Google = "google", "Google", Cloud, &[];
    Kubernetes = "k8s", "Kubernetes", Cloud, &[];
    S3 = "s3", "S3-compatible storage", Cloud, &[];
    SeqeraCompute = "seqeracompute", "Seqera Compute", Cloud, &[];
    AzureRepos = "azurerepos", "Azure DevOps", Git, &[];
    BitBucket = "bitbucket", "BitBucket", Git, &[];
    CodeCommit = "codecommit", "CodeCommit", Git, &[];
    Gitea = "gitea", "Gitea", Git, &[];
    GitHub = "github", "GitHub", Git, &[];
    GitHubApp = "github_app", "GitHub App", Git, &[];
    GitLab = "gitlab", "GitLab", Git, &[];
    Ssh = "ssh", "SSH", Access, &[];
    TowerAgent = "tw-agent", "Tower Agent", Access, &[];
}

/// Under which heading a provider stands in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderGroup {
    /// Where images are kept.
    ContainerRegistries,
    /// Where tasks run and data lies.
    Cloud,
    /// Where pipelines are kept.
    Git,
    /// How a compute environment is reached.
    Access,
}

impl Provider {
    /// The provider of that name in Platform's API.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.wire_name() == name)
    }

    /// Whether credentials of this provider can be added and changed here.
    pub const fn can_be_added(self) -> bool {
        !self.fields().is_empty()
    }

    /// The provider's own row for a field, if it has that field.
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }
}

impl ProviderGroup {
    /// The heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ContainerRegistries => "Container registries",
            Self::Cloud => "Cloud and storage",
            Self::Git => "Git hosting",
            Self::Access => "Access to compute",
        }
    }
}

const CONTAINER_REGISTRY: &[FieldSpec] = &[
    FieldSpec {
        field: Field::UserName,
        wire_name: "userName",
        label: "User name",
        kind: FieldKind::Text,
        requirement: Requirement::Required("Enter the user name."),
        help: "The account, robot or token name that may pull from the registry.",
        placeholder: "my-pull-token",
    },
    FieldSpec {
        field: Field::Password,
        wire_name: "password",
        label: "Password",
        kind: FieldKind::Secret,
        requirement: Requirement::Required("Enter the password or access token."),
        help: "A long-lived access token is better than your own password. It is stored \
               encrypted and never shown again.",
        placeholder: "",
    },
    FieldSpec {
        field: Field::Registry,
        wire_name: "registry",
        label: "Registry server",
        kind: FieldKind::RegistryHost,
        requirement: Requirement::DefaultsTo(DOCKER_HUB),
        help: "Only the host, exactly as your image names begin: no https://, no path. \
               Left empty, it is docker.io.",
        placeholder: "myregistry.azurecr.io",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_provider_is_found_by_its_wire_name() {
        for provider in Provider::ALL {
            assert_eq!(Provider::from_wire(provider.wire_name()), Some(provider));
        }
        assert_eq!(Provider::from_wire("local"), None);
        assert_eq!(Provider::from_wire("Container-Reg"), None);
    }

    #[test]
    fn wire_names_and_labels_are_unique() {
        for (i, a) in Provider::ALL.into_iter().enumerate() {
            for b in &Provider::ALL[i + 1..] {
                assert_ne!(a.wire_name(), b.wire_name());
                assert_ne!(a.label(), b.label());
            }
            assert!(a.wire_name().len() <= 16, "the limit in Platform's API");
        }
    }

    #[test]
    fn a_container_registry_has_the_fields_that_wave_reads() {
        let wire: Vec<_> = Provider::ContainerRegistry
            .fields()
            .iter()
            .map(|f| (f.wire_name, f.is_secret(), f.is_required()))
            .collect();
        assert_eq!(
            wire,
            [
                ("userName", false, true),
                ("password", true, true),
                ("registry", false, false)
            ]
        );
    }
}
