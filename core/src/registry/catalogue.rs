//! The container registries that Wavepass knows, as data.
//!
//! Everything here comes from the vendors' documentation, from Seqera's, or from the source
//! of the tools that log in to these registries. What could not be confirmed is left out or
//! worded as likely. This module may not judge a value: that is [`super::server`]'s part.
//! Start at [`Registry::of_host`]
//! and [`Registry::record`].

mod cloud;
mod code_hosts;
pub mod help;
mod hosts;
mod hubs;
pub mod parts;
pub mod record;
mod self_hosted;
mod vendors;

pub use self::help::{Help, help_for};
pub use self::record::Record;

/// A kind of container registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registry {
    /// Docker Hub.
    DockerHub,
    /// Quay.io, and Red Hat Quay on a host of one's own.
    Quay,
    /// The private registry of an AWS account.
    Ecr,
    /// Amazon ECR Public.
    EcrPublic,
    /// Azure Container Registry.
    Acr,
    /// Google Artifact Registry.
    Gar,
    /// `gcr.io` and its regional names.
    Gcr,
    /// GitHub Container Registry.
    Ghcr,
    /// GitLab.com, and GitLab on a host of one's own.
    Gitlab,
    /// Gitea, Forgejo and Codeberg.
    Gitea,
    /// Harbor.
    Harbor,
    /// Artifactory, on its vendor's hosts or on hosts of one's own.
    Jfrog,
    /// Oracle Cloud Infrastructure Registry.
    Ocir,
    /// IBM Cloud Container Registry.
    Icr,
    /// `registry.digitalocean.com`.
    DigitalOcean,
    /// Alibaba Cloud Container Registry.
    Alibaba,
    /// Tencent Container Registry.
    Tencent,
    /// Scaleway Container Registry.
    Scaleway,
    /// Cloudsmith.
    Cloudsmith,
    /// NVIDIA NGC.
    Nvcr,
    /// Red Hat's catalogue.
    RedHat,
    /// The images of the Kubernetes project, which are public.
    K8s,
    /// Seqera's own registries.
    Seqera,
    /// The registry inside an `OpenShift` cluster.
    OpenShift,
    /// A registry on a private address.
    Local,
}

impl Registry {
    /// Every kind, the most used ones first.
    pub const ALL: [Self; 25] = [
        Self::DockerHub,
        Self::Quay,
        Self::Ecr,
        Self::EcrPublic,
        Self::Acr,
        Self::Gar,
        Self::Gcr,
        Self::Ghcr,
        Self::Gitlab,
        Self::Gitea,
        Self::Harbor,
        Self::Jfrog,
        Self::Ocir,
        Self::Icr,
        Self::DigitalOcean,
        Self::Alibaba,
        Self::Tencent,
        Self::Scaleway,
        Self::Cloudsmith,
        Self::Nvcr,
        Self::RedHat,
        Self::K8s,
        Self::Seqera,
        Self::OpenShift,
        Self::Local,
    ];

    /// The kind with this host, lower-cased and with its port where it has one.
    ///
    /// A port makes another host of it, as it does for Wave: `quay.io:443` is nobody's. Only
    /// private addresses are recognised with any port. `None` also for hosts that a vendor
    /// uses for something else, such as `hub.docker.com`.
    pub fn of_host(host: &str) -> Option<Self> {
        hosts::registry_of(host)
    }

    /// A short name for programs and addresses, the same for all time.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DockerHub => "docker-hub",
            Self::Quay => "quay",
            Self::Ecr => "ecr",
            Self::EcrPublic => "ecr-public",
            Self::Acr => "acr",
            Self::Gar => "gar",
            Self::Gcr => "gcr",
            Self::Ghcr => "ghcr",
            Self::Gitlab => "gitlab",
            Self::Gitea => "gitea",
            Self::Harbor => "harbor",
            Self::Jfrog => "jfrog",
            Self::Ocir => "ocir",
            Self::Icr => "icr",
            Self::DigitalOcean => "digitalocean",
            Self::Alibaba => "alibaba",
            Self::Tencent => "tencent",
            Self::Scaleway => "scaleway",
            Self::Cloudsmith => "cloudsmith",
            Self::Nvcr => "nvcr",
            Self::RedHat => "redhat",
            Self::K8s => "k8s",
            Self::Seqera => "seqera",
            Self::OpenShift => "openshift",
            Self::Local => "local",
        }
    }

    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DockerHub => "Docker Hub",
            Self::Quay => "Quay.io / Red Hat Quay",
            Self::Ecr => "Amazon ECR (private)",
            Self::EcrPublic => "Amazon ECR Public",
            Self::Acr => "Azure Container Registry",
            Self::Gar => "Google Artifact Registry",
            Self::Gcr => "Google Container Registry names",
            Self::Ghcr => "GitHub Container Registry",
            Self::Gitlab => "GitLab.com",
            Self::Gitea => "Gitea / Forgejo / Codeberg",
            Self::Harbor => "Harbor",
            Self::Jfrog => "JFrog Artifactory",
            Self::Ocir => "Oracle OCIR",
            Self::Icr => "IBM Cloud Container Registry",
            Self::DigitalOcean => "DigitalOcean",
            Self::Alibaba => "Alibaba Cloud ACR",
            Self::Tencent => "Tencent TCR",
            Self::Scaleway => "Scaleway",
            Self::Cloudsmith => "Cloudsmith",
            Self::Nvcr => "NVIDIA NGC",
            Self::RedHat => "Red Hat",
            Self::K8s => "registry.k8s.io",
            Self::Seqera => "Seqera registries",
            Self::OpenShift => "OpenShift internal registry",
            Self::Local => "Local or self-hosted",
        }
    }

    /// The kind with this [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|registry| registry.id() == id)
    }
    /// The kind whose hosts have this shape, with placeholders in angle brackets.
    pub fn of_template(template: &str) -> Option<Self> {
        hosts::registry_of_template(template)
    }

    /// Everything that is known about the kind.
    pub fn record(self) -> &'static Record {
        match self {
            Self::DockerHub => &code_hosts::DOCKER_HUB,
            Self::Quay => &code_hosts::QUAY,
            Self::Ecr => &cloud::ECR,
            Self::EcrPublic => &cloud::ECR_PUBLIC,
            Self::Acr => &cloud::ACR,
            Self::Gar => &cloud::GAR,
            Self::Gcr => &cloud::GCR,
            Self::Ghcr => &code_hosts::GHCR,
            Self::Gitlab => &code_hosts::GITLAB,
            Self::Gitea => &code_hosts::GITEA,
            Self::Harbor => &self_hosted::HARBOR,
            Self::Jfrog => &self_hosted::JFROG,
            Self::Ocir => &vendors::OCIR,
            Self::Icr => &vendors::ICR,
            Self::DigitalOcean => &vendors::DIGITAL_OCEAN,
            Self::Alibaba => &vendors::ALIBABA,
            Self::Tencent => &vendors::TENCENT,
            Self::Scaleway => &vendors::SCALEWAY,
            Self::Cloudsmith => &hubs::CLOUDSMITH,
            Self::Nvcr => &hubs::NVCR,
            Self::RedHat => &hubs::RED_HAT,
            Self::K8s => &hubs::K8S,
            Self::Seqera => &hubs::SEQERA,
            Self::OpenShift => &self_hosted::OPENSHIFT,
            Self::Local => &self_hosted::LOCAL,
        }
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;

#[cfg(test)]
mod records_tests;
