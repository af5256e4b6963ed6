//! The providers that Platform knows, as data: what a list of credentials tells of them.
//!
//! Names come from Platform's public API description, labels and groups from its form. What a
//! form asks for is in the rows of `kinds!` in [`super::kind`], apart from these, because a list
//! has no form. Start at [`Provider`].

/// Makes the enum and what is told from a row of the table: name in Platform's API, name for
/// people, heading, the provider as one of whose kinds it is offered.
macro_rules! providers {
    ($($provider:ident = $wire_name:literal, $label:literal, $group:ident, $offered:ident;)+) => {
        /// A provider of Platform's own list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Provider {
            $(#[doc = $label] $provider,)+
        }

        impl Provider {
            /// Every provider of Platform's API, in the order of its form.
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

            /// The provider as one of whose kinds it is offered: Platform's form has one entry
            /// for all of Azure, and one for all of GitHub.
            #[must_use]
            pub const fn offered_as(self) -> Self {
                match self {
                    $(Self::$provider => Self::$offered,)+
                }
            }
        }
    };
}

providers! {
    Aws = "aws", "AWS", Cloud, Aws;
    Azure = "azure", "Azure (shared key)", Cloud, Azure;
    AzureEntra = "azure_entra", "Azure (Entra)", Cloud, Azure;
    AzureCloud = "azure-cloud", "Azure (Cloud)", Cloud, Azure;
    Google = "google", "Google", Cloud, Google;
    Kubernetes = "k8s", "Kubernetes", Cloud, Kubernetes;
    S3 = "s3", "S3-compatible storage", Cloud, S3;
    SeqeraCompute = "seqeracompute", "Seqera Compute", Cloud, SeqeraCompute;
    AzureRepos = "azurerepos", "Azure DevOps", Git, AzureRepos;
    BitBucket = "bitbucket", "BitBucket", Git, BitBucket;
    CodeCommit = "codecommit", "CodeCommit", Git, CodeCommit;
    Gitea = "gitea", "Gitea", Git, Gitea;
    GitHub = "github", "GitHub", Git, GitHub;
    GitHubApp = "github_app", "GitHub App", Git, GitHub;
    GitLab = "gitlab", "GitLab", Git, GitLab;
    ContainerRegistry = "container-reg", "Container registry", ContainerRegistries, ContainerRegistry;
    Ssh = "ssh", "SSH", Access, Ssh;
    TowerAgent = "tw-agent", "Tower Agent", Access, TowerAgent;
}

/// Under which heading a provider stands in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderGroup {
    /// Where tasks run and data lies.
    Cloud,
    /// Where pipelines are kept.
    Git,
    /// Where images are kept.
    ContainerRegistries,
    /// How a compute environment is reached.
    Access,
}

impl Provider {
    /// The provider of that name in Platform's API.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.wire_name() == name)
    }

    /// Whether credentials of this provider can be added and changed, in other words whether it
    /// has a [`Kind`](super::Kind). Platform makes those of Seqera Compute by itself.
    pub const fn can_be_added(self) -> bool {
        !matches!(self, Self::SeqeraCompute)
    }

    /// Its name in a choice of providers: that of all its kinds.
    pub fn offered_label(self) -> &'static str {
        let label = self.offered_as().label();
        label.split(" (").next().unwrap_or(label)
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
    fn kinds_of_one_provider_are_offered_under_one_name() {
        for (provider, label) in [
            (Provider::AzureEntra, "Azure"),
            (Provider::AzureCloud, "Azure"),
            (Provider::Azure, "Azure"),
            (Provider::GitHubApp, "GitHub"),
            (Provider::Kubernetes, "Kubernetes"),
        ] {
            assert_eq!(provider.offered_label(), label);
        }
        for provider in Provider::ALL {
            let offered = provider.offered_as();
            assert_eq!(offered.offered_as(), offered);
            assert_eq!(offered.group(), provider.group());
        }
    }
}
