//! The container registries that Wavepass knows, as data.
//!
//! Everything here comes from the vendors' documentation, from Seqera's, or from the source
//! of the tools that log in to these registries. What could not be confirmed is left out or
//! worded as likely. This module may not judge a value: that is [`super::server`]'s part.
//! Start at [`Registry::of_host`] and [`Registry::record`].
//!
//! A new registry is a row of `registries!` and its [`Record`] in one of the files beside.
//! They are apart, because hosts are looked up everywhere and the texts of a record are needed
//! on one page only.

mod cloud;
mod code_hosts;
pub mod help;
pub mod hosts;
mod hubs;
pub mod record;
mod self_hosted;
mod vendors;

pub use self::help::{Help, help_for};
pub use self::record::Record;

/// Makes the enum and everything that is told from a row of the table.
macro_rules! registries {
    ($(
        $(#[$doc:meta])+
        $kind:ident = $id:literal {
            name: $name:literal,
            group: $group:ident,
            shared: $shared:literal,
            record: $file:ident::$record:ident,
            hosts: [$($host:literal),* $(,)?],
            $(shape: $shape:path,)?
            $(template: $template:literal,)?
            $(examples: [$($example:literal),* $(,)?],)?
        }
    )+) => {
        /// A kind of container registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Registry {
            $($(#[$doc])+ $kind,)+
        }

        impl Registry {
            /// Every kind, the most used ones first.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$kind),+];

            /// The kind with this host, lower-cased and with its port where it has one.
            ///
            /// A port makes another host of it, as it does for Wave: `quay.io:443` is nobody's.
            /// Only private addresses are recognised with any port. `None` also for hosts that
            /// a vendor uses for something else, such as `hub.docker.com`.
            pub fn of_host(host: &str) -> Option<Self> {
                match host {
                    $($($host => return Some(Self::$kind),)*)+
                    _ => {}
                }
                $($(if $shape(host) {
                    return Some(Self::$kind);
                })?)+
                None
            }

            /// The kind whose hosts have this shape, with placeholders in angle brackets.
            pub fn of_template(template: &str) -> Option<Self> {
                $($(if template.contains($template) {
                    return Some(Self::$kind);
                })?)+
                None
            }

            /// A short name for programs and addresses, the same for all time.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$kind => $id,)+
                }
            }

            /// The name for people.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// What runs the registry.
            pub const fn group(self) -> RegistryGroup {
                match self {
                    $(Self::$kind => RegistryGroup::$group,)+
                }
            }

            /// Whether many organizations keep their images under one host, so that whoever
            /// reserves it takes it from everybody.
            pub const fn is_shared(self) -> bool {
                match self {
                    $(Self::$kind => $shared,)+
                }
            }

            /// Everything else that is known about the kind.
            pub fn record(self) -> &'static Record {
                match self {
                    $(Self::$kind => &$file::$record,)+
                }
            }
        }

        /// Hosts of each kind, for tests.
        #[cfg(test)]
        const EXAMPLES: &[(Registry, &[&str])] = &[
            $((Registry::$kind, &[$($host,)* $($($example,)*)?]),)+
        ];
    };
}

registries! {
    /// Docker Hub.
    DockerHub = "docker-hub" {
        name: "Docker Hub",
        group: Images,
        shared: true,
        record: code_hosts::DOCKER_HUB,
        hosts: [
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io",
            "registry.hub.docker.com",
        ],
    }

    /// Docker Hardened Images: a registry of its own, with the accounts of Docker Hub.
    DockerHardened = "dhi" {
        name: "Docker Hardened Images",
        group: Images,
        shared: true,
        record: code_hosts::DOCKER_HARDENED,
        hosts: ["dhi.io"],
    }

    /// Quay.io, and Red Hat Quay on a host of one's own.
    Quay = "quay" {
        name: "Quay.io / Red Hat Quay",
        group: Images,
        shared: true,
        record: code_hosts::QUAY,
        hosts: ["quay.io"],
    }

    /// The private registry of an AWS account.
    Ecr = "ecr" {
        name: "Amazon ECR (private)",
        group: Cloud,
        shared: false,
        record: cloud::ECR,
        hosts: [],
        shape: hosts::is_ecr,
        template: ".dkr.ecr.",
        examples: [
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn",
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            "123456789012.dkr-ecr-fips.us-gov-east-1.on.aws",
            "123456789012.dkr-ecr.us-west-2.on.aws",
            "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
            "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
            "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov",
        ],
    }

    /// Amazon ECR Public.
    EcrPublic = "ecr-public" {
        name: "Amazon ECR Public",
        group: Cloud,
        shared: true,
        record: cloud::ECR_PUBLIC,
        hosts: ["public.ecr.aws", "ecr-public.aws.com"],
    }

    /// Azure Container Registry.
    Acr = "acr" {
        name: "Azure Container Registry",
        group: Cloud,
        shared: false,
        record: cloud::ACR,
        hosts: [],
        shape: hosts::is_acr,
        template: ".azurecr.",
        examples: [
            "myregistry.azurecr.io",
            "contosoacrregistry-e7ggejfuhzhgedc8.azurecr.io",
            "myregistry.eastus.geo.azurecr.io",
            "myregistry.eastus.data.azurecr.io",
            "akscittestregistryfixed.azurecr.cn",
            "foo12.azurecr.us",
            "foo12.azurecr.de",
        ],
    }

    /// Google Artifact Registry.
    Gar = "gar" {
        name: "Google Artifact Registry",
        group: Cloud,
        shared: false,
        record: cloud::GAR,
        hosts: [],
        shape: hosts::is_gar,
        template: "pkg.dev",
        examples: [
            "europe-west2-docker.pkg.dev",
            "us-docker.pkg.dev",
            "docker.europe-west3.rep.pkg.dev",
            "northamerica-northeast1-docker.pkg.dev",
        ],
    }

    /// `gcr.io` and its regional names.
    Gcr = "gcr" {
        name: "Google Container Registry names",
        group: Cloud,
        shared: true,
        record: cloud::GCR,
        hosts: ["gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io", "marketplace.gcr.io"],
    }

    /// GitHub Container Registry.
    Ghcr = "ghcr" {
        name: "GitHub Container Registry",
        group: CodeHosting,
        shared: true,
        record: code_hosts::GHCR,
        hosts: ["ghcr.io"],
    }

    /// GitLab.com, and GitLab on a host of one's own.
    Gitlab = "gitlab" {
        name: "GitLab.com",
        group: CodeHosting,
        shared: true,
        record: code_hosts::GITLAB,
        hosts: ["registry.gitlab.com"],
    }

    /// Gitea, Forgejo and Codeberg.
    Gitea = "gitea" {
        name: "Gitea / Forgejo / Codeberg",
        group: CodeHosting,
        shared: false,
        record: code_hosts::GITEA,
        hosts: ["codeberg.org", "gitea.com"],
    }

    /// Harbor.
    Harbor = "harbor" {
        name: "Harbor",
        group: Images,
        shared: false,
        record: self_hosted::HARBOR,
        hosts: [],
    }

    /// Artifactory, on its vendor's hosts or on hosts of one's own.
    Jfrog = "jfrog" {
        name: "JFrog Artifactory",
        group: Images,
        shared: false,
        record: self_hosted::JFROG,
        hosts: [],
        shape: hosts::is_jfrog,
        template: ".jfrog.io",
        examples: ["acme.jfrog.io", "acme-docker-local.jfrog.io", "a1.jfrog.io"],
    }

    /// Oracle Cloud Infrastructure Registry.
    Ocir = "ocir" {
        name: "Oracle OCIR",
        group: Cloud,
        shared: false,
        record: vendors::OCIR,
        hosts: [],
        shape: hosts::is_ocir,
        template: ".ocir.io",
        examples: [
            "phx.ocir.io",
            "iad.ocir.io",
            "eu-frankfurt-1.ocir.io",
            "ocir.us-ashburn-1.oci.oraclecloud.com",
        ],
    }

    /// IBM Cloud Container Registry.
    Icr = "icr" {
        name: "IBM Cloud Container Registry",
        group: Cloud,
        shared: false,
        record: vendors::ICR,
        hosts: [],
        shape: hosts::is_icr,
        template: ".icr.io",
        examples: ["icr.io", "us.icr.io", "private.de.icr.io", "in2.icr.io"],
    }

    /// `registry.digitalocean.com`.
    DigitalOcean = "digitalocean" {
        name: "DigitalOcean",
        group: Cloud,
        shared: true,
        record: vendors::DIGITAL_OCEAN,
        hosts: ["registry.digitalocean.com"],
    }

    /// Alibaba Cloud Container Registry.
    Alibaba = "alibaba" {
        name: "Alibaba Cloud ACR",
        group: Cloud,
        shared: false,
        record: vendors::ALIBABA,
        hosts: [],
        shape: hosts::is_alibaba,
        template: ".aliyuncs.com",
        examples: [
            "registry.cn-beijing.aliyuncs.com",
            "foobar-registry.cn-beijing.cr.aliyuncs.com",
            "registry-intl.ap-southeast-1.aliyuncs.com",
            "registry-vpc.cn-beijing.aliyuncs.com",
            "a-registry-intl-vpc-internal.distributed.cn-beijing.cr.aliyuncs.com",
        ],
    }

    /// Tencent Container Registry.
    Tencent = "tencent" {
        name: "Tencent TCR",
        group: Cloud,
        shared: false,
        record: vendors::TENCENT,
        hosts: [],
        shape: hosts::is_tencent,
        template: ".tencentcloudcr.com",
        examples: [
            "demo.tencentcloudcr.com",
            "ccr.ccs.tencentyun.com",
            "hkccr.ccs.tencentyun.com",
        ],
    }

    /// Scaleway Container Registry.
    Scaleway = "scaleway" {
        name: "Scaleway",
        group: Cloud,
        shared: true,
        record: vendors::SCALEWAY,
        hosts: ["rg.fr-par.scw.cloud", "rg.nl-ams.scw.cloud", "rg.pl-waw.scw.cloud"],
        template: ".scw.cloud",
    }

    /// Cloudsmith.
    Cloudsmith = "cloudsmith" {
        name: "Cloudsmith",
        group: Images,
        shared: true,
        record: hubs::CLOUDSMITH,
        hosts: ["docker.cloudsmith.io"],
    }

    /// Chainguard.
    Chainguard = "chainguard" {
        name: "Chainguard",
        group: Images,
        shared: true,
        record: hubs::CHAINGUARD,
        hosts: ["cgr.dev"],
    }

    /// NVIDIA NGC.
    Nvcr = "nvcr" {
        name: "NVIDIA NGC",
        group: Images,
        shared: true,
        record: hubs::NVCR,
        hosts: ["nvcr.io"],
    }

    /// Red Hat's catalogue.
    RedHat = "redhat" {
        name: "Red Hat",
        group: Images,
        shared: false,
        record: hubs::RED_HAT,
        hosts: [
            "registry.redhat.io",
            "registry.connect.redhat.com",
            "registry.access.redhat.com",
        ],
    }

    /// The images of the Kubernetes project, which are public.
    K8s = "k8s" {
        name: "registry.k8s.io",
        group: Images,
        shared: false,
        record: hubs::K8S,
        hosts: ["registry.k8s.io"],
    }

    /// Seqera's own registries.
    Seqera = "seqera" {
        name: "Seqera registries",
        group: Seqera,
        shared: false,
        record: hubs::SEQERA,
        hosts: [
            "community.wave.seqera.io",
            "wave.seqera.io",
            "public.cr.seqera.io",
            "private.cr.seqera.io",
            "cr.seqera.io",
            "community-cr-prod.seqera.io",
        ],
    }

    /// The registry inside an `OpenShift` cluster.
    OpenShift = "openshift" {
        name: "OpenShift internal registry",
        group: Images,
        shared: false,
        record: self_hosted::OPENSHIFT,
        hosts: [],
    }

    /// A registry on a private address.
    Local = "local" {
        name: "Local or self-hosted",
        group: Images,
        shared: false,
        record: self_hosted::LOCAL,
        hosts: [],
        shape: hosts::is_local,
        examples: [
            "localhost",
            "localhost:5000",
            "127.0.0.1:5000",
            "10.1.2.3",
            "172.16.0.9:443",
            "172.31.0.9",
            "192.168.1.1",
            "[::1]:5000",
            "[fe80::1]",
        ],
    }
}

/// What runs a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryGroup {
    /// A cloud, beside much else.
    Cloud,
    /// A service for code, beside the code.
    CodeHosting,
    /// Seqera.
    Seqera,
    /// A service or a program for images.
    Images,
}

impl Registry {
    /// The kind with this [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|registry| registry.id() == id)
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;

#[cfg(test)]
mod records_tests;
