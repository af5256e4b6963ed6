//! The ways in which each provider is signed in to, as data: what a form asks for, what stands on
//! the wire, what a server keeps.
//!
//! Source: Platform's API description (1.187), the tests and options of its published clients
//! (tower-cli, terraform-provider-seqera), its documentation; labels are those of its form. A
//! provider without a kind is known by name, so that it can be listed, but cannot be added. A
//! kind is a row of `kinds!` and its fields, nothing else. Start at [`Kind`].

mod access;
mod cloud;
mod git;
mod registry;

use serde_json::{Map, Value};

use super::field::{Field, FieldSpec, Requirement};
use super::provider::Provider;

/// The key that says which kind of a provider's credentials these are.
const MODE: &str = "mode";

/// Makes the enum and what is told from a row of the table: the provider, the id in links and
/// tests, the value of `keys.mode` where Platform has one, name and sentence for the choice among
/// several, fields in the order of the form.
macro_rules! kinds {
    ($($kind:ident = $provider:ident, $id:literal, $mode:expr, $label:literal, $about:literal, $fields:expr;)+) => {
        /// A way in which a provider is signed in to. It decides which fields there are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("`", $id, "`")] $kind,)+
        }

        impl Kind {
            /// Every kind; those of one provider stand together, the usual one first.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$kind),+];

            /// Whose credentials these are.
            pub const fn provider(self) -> Provider {
                match self {
                    $(Self::$kind => Provider::$provider,)+
                }
            }

            /// Its name in links and tests: stable, unique.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$kind => $id,)+
                }
            }

            /// The value of `keys.mode` in Platform's API, where it has one.
            pub const fn mode(self) -> Option<&'static str> {
                match self {
                    $(Self::$kind => $mode,)+
                }
            }

            /// Its name in a choice among the kinds of one provider.
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$kind => $label,)+
                }
            }

            /// What to know before it is chosen, in a sentence or two.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$kind => $about,)+
                }
            }

            /// Its fields in the order of the form, those that are on no form behind them.
            pub const fn fields(self) -> &'static [FieldSpec] {
                match self {
                    $(Self::$kind => $fields,)+
                }
            }
        }
    };
}

kinds! {
    AwsKeys = Aws, "aws", Some("keys"), "Keys", "The access key of an IAM user, and a role where one is assumed.", cloud::AWS_KEYS;
    AwsRole = Aws, "aws-role", Some("role"), "Role", "A role that Platform assumes, without a key. Needs API 1.115 or newer.", cloud::AWS_ROLE;
    AwsWorkloadIdentity = Aws, "aws-workload-identity", Some("workloadIdentity"), "Workload identity", "A role that trusts Platform’s own identity: no secret is stored. Only in workspaces of an organization, from Enterprise 26.2 on.", cloud::AWS_WORKLOAD_IDENTITY;
    AzureSharedKey = Azure, "azure", None, "Shared key", "The keys of a Batch and a Storage account.", cloud::AZURE_SHARED_KEY;
    AzureEntra = AzureEntra, "azure_entra", None, "Entra", "An application of Entra, for Azure Batch.", cloud::AZURE_ENTRA;
    AzureCloud = AzureCloud, "azure-cloud", None, "Cloud", "An application of Entra, for Azure Cloud.", cloud::AZURE_CLOUD;
    GoogleKey = Google, "google", None, "Service account key", "The key file of a service account.", cloud::GOOGLE_KEY;
    GoogleWorkloadIdentity = Google, "google-workload-identity", None, "Workload Identity Federation", "A service account that trusts Platform’s own identity: no secret is stored. Needs API 1.140 or newer.", cloud::GOOGLE_WORKLOAD_IDENTITY;
    KubernetesToken = Kubernetes, "k8s", None, "Service account token", "The token of a service account.", cloud::KUBERNETES_TOKEN;
    KubernetesCertificate = Kubernetes, "k8s-certificate", None, "Client certificate", "An X.509 certificate with its key.", cloud::KUBERNETES_CERTIFICATE;
    S3 = S3, "s3", None, "Access key", "", cloud::S3;
    AzureRepos = AzureRepos, "azurerepos", None, "Access token", "", git::AZURE_REPOS;
    BitBucket = BitBucket, "bitbucket", None, "Token", "", git::BITBUCKET;
    CodeCommit = CodeCommit, "codecommit", None, "Access key", "", git::CODECOMMIT;
    Gitea = Gitea, "gitea", None, "Password", "", git::GITEA;
    GitHubToken = GitHub, "github", None, "Access token", "A personal access token.", git::GITHUB;
    GitHubApp = GitHubApp, "github_app", None, "GitHub App", "An app of your own that is there already. Needs API 1.140 or newer.", git::GITHUB_APP;
    GitLab = GitLab, "gitlab", None, "Access token", "", git::GITLAB;
    ContainerRegistry = ContainerRegistry, "container-reg", None, "Password", "", registry::CONTAINER_REGISTRY;
    Ssh = Ssh, "ssh", None, "Private key", "", access::SSH;
    TowerAgent = TowerAgent, "tw-agent", None, "Connection", "", access::TOWER_AGENT;
}

impl Kind {
    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Whether the cloud has to trust Platform's own identity, and be told of it first.
    pub const fn trusts_platform(self) -> bool {
        matches!(
            self,
            Self::AwsWorkloadIdentity | Self::GoogleWorkloadIdentity
        )
    }

    /// The kinds among which somebody chooses after a choice of the provider, this one included.
    pub fn choices(self) -> impl Iterator<Item = Self> {
        let offered = self.provider().offered_as();
        let all = Self::ALL.into_iter();
        all.filter(move |kind| kind.provider().offered_as() == offered)
    }

    /// The fields that a form asks for.
    pub fn asked(self) -> impl Iterator<Item = &'static FieldSpec> {
        self.fields().iter().filter(|spec| spec.is_asked())
    }

    /// The kind's own row for a field, if it has that field.
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }

    /// Whether a key of the API belongs to it.
    pub fn has_key(self, key: &str) -> bool {
        let mut keys = self.fields().iter().filter_map(|spec| spec.wire.key());
        keys.any(|name| name == key)
    }

    /// The rows of the other kinds of its provider that it has not, by their keys.
    pub fn foreign(self) -> impl Iterator<Item = &'static FieldSpec> {
        let rows = self.provider().kinds().flat_map(Self::fields);
        rows.filter(move |spec| spec.wire.key().is_some_and(|key| !self.has_key(key)))
    }

    /// The kind that a request of the API means: what its mode says, else the first whose values
    /// are all there, else the one of which most are.
    pub fn of_request(provider: Provider, keys: &Map<String, Value>) -> Option<Self> {
        let is_there = |spec: &FieldSpec| spec.wire.key().is_some_and(|key| is_filled(keys, key));
        let is_whole = |kind: &Self| {
            let required = |spec: &&FieldSpec| matches!(spec.requirement, Requirement::Required(_));
            kind.fields().iter().filter(required).all(is_there)
        };
        let count = |kind: &Self| kind.fields().iter().filter(|spec| is_there(spec)).count();
        let first = provider.kinds().next()?;
        let most = provider.kinds().map(|kind| count(&kind)).max()?;
        let whole = provider.kinds().find(is_whole);
        Self::of_mode(provider, keys)
            .or(whole)
            .or_else(|| provider.kinds().find(|kind| count(kind) == most))
            .or(Some(first))
    }

    /// The kind of stored credentials, by what an answer tells of them, which has no secret in
    /// it; none where nothing tells it.
    pub fn of_stored(provider: Provider, keys: &Map<String, Value>) -> Option<Self> {
        if let Some(kind) = Self::of_mode(provider, keys) {
            return Some(kind);
        }
        let mut kinds = provider.kinds();
        if let (Some(only), None) = (kinds.next(), kinds.next()) {
            return Some(only);
        }
        let told = |kind: Self| kind.fields().iter().filter(|spec| !spec.is_secret());
        let is_there = |spec: &FieldSpec| spec.wire.key().is_some_and(|key| is_filled(keys, key));
        let is_whole = |kind: &Self| {
            let required = |spec: &&FieldSpec| matches!(spec.requirement, Requirement::Required(_));
            told(*kind).filter(required).all(is_there)
        };
        let count = |kind: Self| told(kind).filter(|spec| is_there(spec)).count();
        // A kind that has nothing but secrets is told by the names of its fields.
        let is_named = |kind: Self| {
            keys.keys()
                .any(|key| kind.has_key(key) || key == "discriminator")
        };
        provider
            .kinds()
            .filter(is_whole)
            .filter(|kind| count(*kind) > 0 || is_named(*kind))
            .fold(None, |best: Option<Self>, kind| match best {
                Some(best) if count(best) >= count(kind) => Some(best),
                _ => Some(kind),
            })
    }

    fn of_mode(provider: Provider, keys: &Map<String, Value>) -> Option<Self> {
        let mode = keys.get(MODE).and_then(Value::as_str)?;
        provider.kinds().find(|kind| kind.mode() == Some(mode))
    }
}

impl Provider {
    /// The kinds of its credentials, the usual one first; none when they cannot be added.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        let all = Kind::ALL.into_iter();
        all.filter(move |kind| kind.provider() == self)
    }

    /// The keys of the API whose values nobody sees again.
    pub fn secret_keys(self) -> impl Iterator<Item = &'static str> {
        let secret = self.kinds().flat_map(Kind::fields);
        secret
            .filter(|spec| spec.is_secret())
            .filter_map(|spec| spec.wire.key())
    }
}

/// Whether a key has a value; null and an empty text are as good as none.
fn is_filled(keys: &Map<String, Value>, key: &str) -> bool {
    !matches!(keys.get(key), None | Some(Value::Null)) && keys.get(key) != Some(&"".into())
}

#[cfg(test)]
#[path = "kind_tests.rs"]
mod tests;
