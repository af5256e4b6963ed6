//! What may be wrong with the host of an image that a credential matches.
//!
//! This module may not choose a credential. Start at [`HostProblem`].

use super::name;
use super::outcome::Works;
use crate::finding::{Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::{EcrRegistry, HostOwner};
use crate::registry::wave_setup::WaveHost;

rules! {
    /// Wave cannot use a host of this form.
    pub(crate) HOST_CANNOT_WORK = "host-cannot-work" {
        severity: Warning,
        why: "A port above 65535 does not exist, so the pull fails. For a host with an \
              underscore Wave most likely cannot make an address, and then the pull fails too.",
        action: "Correct the port in image and credential, or give the registry a name without \
                 an underscore.",
    }

    /// Wave most likely cannot reach the host.
    pub HOST_NOT_REACHABLE = "host-not-reachable" {
        severity: Warning,
        why: "Seqera's Wave reaches only what the internet reaches, and a private address or \
              name is most likely not part of it. A self-hosted Wave reaches what its own \
              network allows.",
        action: "Use a registry with a public host, or a self-hosted Wave that can reach this \
                 one.",
    }

    /// Wave takes the host for Amazon ECR, and it most likely is not.
    pub(crate) ECR_LOOK_ALIKE = "ecr-look-alike" {
        severity: Warning,
        why: "Wave looks at a part of the host only and not at how it ends. So it sends an \
              Amazon login to whoever owns this host.",
        action: "Check the spelling of the host in the image and in the credential.",
    }

    /// The registry is not spelled the way images are usually written.
    pub(crate) UNUSUAL_HOST = "unusual-host" {
        severity: Warning,
        why: "Wave compares character by character, so the credential is used only for images \
              that are written with exactly this host. Images in the usual spelling are pulled \
              without it.",
        action: "Store the host that your images are written with. If they really use this \
                 spelling, there is nothing to do.",
    }

    /// Images can be pulled from this host, but most likely nothing can be pushed to it.
    pub(crate) PULLS_ONLY = "pulls-only" {
        severity: Info,
        why: "Wave pulls from a host with a port. As a target of builds, freeze, mirror or \
              cache such a host most likely fails with “Missing credentials”, although a \
              credential is stored.",
        action: "For pulls there is nothing to do. For builds, freeze, mirror or cache use a \
                 host without a port.",
    }
}

/// What may be wrong with a host that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostProblem {
    /// An underscore, for which Wave's URLs have no place.
    Underscore,
    /// A port above 65535.
    Port,
    /// A private address or a name without a domain, which Seqera's Wave cannot reach.
    Private,
    /// The same, and a Wave of one's own may reach it.
    PrivateToSelf,
    /// Wave takes it for ECR, and it is not Amazon's.
    EcrLookAlike,
    /// Not the plain spelling: a port that goes without saying, an alias, upper case.
    Unusual,
    /// A port, with which pulls work and builds do not.
    PullOnly,
}

impl HostProblem {
    /// The worst of what a matching host can have.
    pub(super) fn of(host: &str, wave: WaveHost) -> Option<Self> {
        let (bare, port) = match host.split_once(':') {
            Some((bare, port)) => (bare, Some(port)),
            None => (host, None),
        };
        let owner = EcrRegistry::recognise(host).map(|ecr| ecr.owner);
        if bare.contains('_') {
            Some(Self::Underscore)
        } else if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            Some(Self::Port)
        } else if Registry::of_host(host) == Some(Registry::Local) || !bare.contains('.') {
            Some(match wave {
                WaveHost::Seqera => Self::Private,
                WaveHost::SelfHosted => Self::PrivateToSelf,
            })
        } else if owner == Some(HostOwner::Unknown) {
            Some(Self::EcrLookAlike)
        } else if port == Some("80") || name::plain_host(host).is_some() {
            Some(Self::Unusual)
        } else {
            port.map(|_| Self::PullOnly)
        }
    }

    /// Whether a pull from such a host can work.
    pub(super) fn works(self) -> Works {
        match self {
            Self::Underscore | Self::Port => Works::No,
            Self::Private | Self::PrivateToSelf | Self::EcrLookAlike | Self::Unusual => {
                Works::Unknown
            }
            Self::PullOnly => Works::Yes,
        }
    }

    /// The problem in words.
    pub(super) fn finding(self, host: &str) -> Finding {
        match self {
            Self::Underscore => Finding::warning(
                HOST_CANNOT_WORK,
                "Wave most likely cannot use a host with an underscore, so the pull fails. \
                 Give the registry a name without one.",
            ),
            Self::Port => Finding::warning(
                HOST_CANNOT_WORK,
                "The port is above 65535, so the pull fails. Correct the image and the \
                 credential.",
            ),
            Self::Private => Finding::warning(
                HOST_NOT_REACHABLE,
                format!(
                    "Seqera's Wave reaches only what the internet reaches, and {host} is most \
                     likely not part of it. Use a registry with a public host."
                ),
            ),
            Self::PrivateToSelf => Finding::info(
                HOST_NOT_REACHABLE,
                format!("{host} is a private name. Your Wave must be able to reach it."),
            ),
            Self::EcrLookAlike => Finding::warning(
                ECR_LOOK_ALIKE,
                "The host begins like Amazon ECR and ends otherwise. Wave takes it for ECR and \
                 sends an Amazon login to whoever owns it. Check the spelling.",
            ),
            Self::Unusual => Finding::info(
                UNUSUAL_HOST,
                format!(
                    "{host} is not the usual spelling. Image and credential agree, which is \
                     what Wave compares; images in the usual spelling do not match."
                ),
            ),
            Self::PullOnly => Finding::info(
                PULLS_ONLY,
                "Pulls from a host with a port work. As a target of builds, freeze, mirror or \
                 cache it most likely fails with “Missing credentials”.",
            ),
        }
    }
}
