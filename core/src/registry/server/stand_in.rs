//! Hosts that people take for a registry, and the registry that they most likely mean.
//!
//! Only hosts that are documented as something else are here; this module may not guess from
//! likeness. Start at [`stand_in`] and [`nickname`].

use super::Suggestion;
use crate::finding::{Code, rules};

rules! {
    /// The registry is Docker Hub under a name that images do not use.
    pub(crate) DOCKER_HUB_ALIAS = "docker-hub-alias" {
        severity: Warning,
        why: "Images on Docker Hub are written with docker.io or with no host, and Wave \
              compares character by character. So it does not use these credentials for them, \
              although the login check may accept the other name.",
        action: "Use docker.io as the registry server.",
    }

    /// This is only a part of the host of a registry.
    pub(crate) INCOMPLETE_HOST = "incomplete-host" {
        severity: Warning,
        why: "Images are written with the whole host. Wave compares character by character, so \
              this does not match them.",
        action: "Complete the host with your own registry name, account, region or location.",
    }

    /// This is a web site, not the registry that belongs to it.
    pub(crate) WEB_SITE = "web-site" {
        severity: Warning,
        why: "Images are written with the host of the registry, and Wave compares character by \
              character. The login check may accept the web site all the same.",
        action: "Enter the host of the registry, for instance ghcr.io in place of github.com.",
    }

    /// This is a host that the registry had in the past.
    pub(crate) RETIRED_HOST = "retired-host" {
        severity: Warning,
        why: "Images are written with the registry's host of today, and Wave compares character \
              by character, so these credentials are not used for them.",
        action: "Enter the host of today, for instance registry.k8s.io in place of k8s.gcr.io.",
    }

    /// Wave does not exchange AWS keys for a login on this host of Amazon ECR.
    pub(crate) ECR_HOST_NOT_SUPPORTED_BY_WAVE = "ecr-host-not-supported-by-wave" {
        severity: Warning,
        why: "It does so only on plain ECR hosts and on public.ecr.aws, not on the hosts of FIPS, \
              dual-stack, amazonaws.eu and isolated regions. Here it sends the keys as they are, \
              which ECR refuses.",
        action: "Write images and credentials with the plain host, where there is one.",
    }
}

/// A host that is no registry to Wave, and what stands for it in images.
pub(super) struct StandIn {
    /// What is said about it, one finding each.
    pub(super) reasons: &'static [Code],
    /// The host, or the shape of the host, that images are written with.
    pub(super) meant: &'static str,
}

const ALIAS: &[Code] = &[DOCKER_HUB_ALIAS];
const ALIAS_SITE: &[Code] = &[DOCKER_HUB_ALIAS, WEB_SITE];
const SITE: &[Code] = &[WEB_SITE];
const RETIRED: &[Code] = &[RETIRED_HOST];
const INCOMPLETE: &[Code] = &[INCOMPLETE_HOST];
const DUAL_STACK: &[Code] = &[ECR_HOST_NOT_SUPPORTED_BY_WAVE];

/// The stand-in of a lower-cased host without a port.
pub(super) fn stand_in(host: &str) -> Option<StandIn> {
    let (reasons, meant) = match host.strip_prefix("www.").unwrap_or(host) {
        "index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com" => {
            (ALIAS, "docker.io")
        }
        "docker.com" | "hub.docker.com" | "app.docker.com" => (ALIAS_SITE, "docker.io"),
        "github.com" => (SITE, "ghcr.io"),
        "docker.pkg.github.com" => (RETIRED, "ghcr.io"),
        "gitlab.com" => (SITE, "registry.gitlab.com"),
        "gallery.ecr.aws" => (SITE, "public.ecr.aws"),
        "ecr-public.aws.com" => (DUAL_STACK, "public.ecr.aws"),
        "k8s.gcr.io" => (RETIRED, "registry.k8s.io"),
        "k8s.io" | "kubernetes.io" => (SITE, "registry.k8s.io"),
        "digitalocean.com" | "cloud.digitalocean.com" => (SITE, "registry.digitalocean.com"),
        "cloudsmith.io" | "cloudsmith.com" => (SITE, "docker.cloudsmith.io"),
        "ngc.nvidia.com" | "catalog.ngc.nvidia.com" | "org.ngc.nvidia.com" => (SITE, "nvcr.io"),
        "redhat.com" | "access.redhat.com" | "catalog.redhat.com" => (SITE, "registry.redhat.io"),
        "redhat.io" => (INCOMPLETE, "registry.redhat.io"),
        "azurecr.io" | "portal.azure.com" => (site_or_part(host), "<name>.azurecr.io"),
        "azurecr.cn" | "portal.azure.cn" => (site_or_part(host), "<name>.azurecr.cn"),
        "azurecr.us" | "portal.azure.us" => (site_or_part(host), "<name>.azurecr.us"),
        "azurecr.de" => (INCOMPLETE, "<name>.azurecr.de"),
        "pkg.dev" | "docker.pkg.dev" | "console.cloud.google.com" => {
            (site_or_part(host), "<location>-docker.pkg.dev")
        }
        "rep.pkg.dev" | "docker.rep.pkg.dev" => (INCOMPLETE, "docker.<region>.rep.pkg.dev"),
        "aws.amazon.com"
        | "console.aws.amazon.com"
        | "amazonaws.com"
        | "ecr.amazonaws.com"
        | "dkr.ecr.amazonaws.com" => (
            site_or_part(host),
            "<account>.dkr.ecr.<region>.amazonaws.com",
        ),
        "chainguard.dev" | "console.chainguard.dev" | "images.chainguard.dev" => (SITE, "cgr.dev"),
        "jfrog.io" => (INCOMPLETE, "<instance>.jfrog.io"),
        "ocir.io" => (INCOMPLETE, "<region-key>.ocir.io"),
        "scw.cloud" | "rg.scw.cloud" | "console.scaleway.com" => {
            (site_or_part(host), "rg.<region>.scw.cloud")
        }
        "aliyuncs.com" => (INCOMPLETE, "registry.<region>.aliyuncs.com"),
        "cr.aliyuncs.com" => (INCOMPLETE, "<instance>-registry.<region>.cr.aliyuncs.com"),
        "tencentcloudcr.com" => (INCOMPLETE, "<instance>.tencentcloudcr.com"),
        "cloud.ibm.com" => (SITE, "<region>.icr.io"),
        other if other.starts_with("registry.") && other.ends_with(".bluemix.net") => {
            (RETIRED, "<region>.icr.io")
        }
        other if other.ends_with(".console.aws.amazon.com") => {
            (SITE, "<account>.dkr.ecr.<region>.amazonaws.com")
        }
        _ => return None,
    };
    Some(StandIn { reasons, meant })
}

/// A web site, or a part of the host of a registry.
fn site_or_part(host: &str) -> &'static [Code] {
    if host.contains("portal.") || host.contains("console.") || host.contains("aws.amazon.") {
        SITE
    } else {
        INCOMPLETE
    }
}

/// The registry behind a word that is no host.
pub(super) fn nickname(word: &str) -> Option<&'static str> {
    Some(match word {
        "docker" | "dockerhub" | "docker-hub" | "docker_hub" | "docker hub" => {
            crate::registry::DOCKER_HUB
        }
        "quay" => "quay.io",
        "ghcr" | "github" => "ghcr.io",
        "gcr" => "gcr.io",
        "gitlab" => "registry.gitlab.com",
        "nvcr" => "nvcr.io",
        "codeberg" => "codeberg.org",
        _ => return None,
    })
}

/// Registries that let nobody log in, so that credentials for them do nothing.
pub(super) fn is_public_only(host: &str) -> bool {
    matches!(
        host,
        "registry.k8s.io"
            | "registry.access.redhat.com"
            | "public.cr.seqera.io"
            | "mcr.microsoft.com"
    )
}

impl StandIn {
    /// The stand-in as a suggestion.
    pub(super) fn suggested(&self) -> Suggestion {
        if self.meant.contains('<') {
            Suggestion::Template(self.meant.to_owned())
        } else {
            Suggestion::Host(self.meant.to_owned())
        }
    }
}
