//! What may be wrong with the host of an image that a credential matches.
//!
//! This module may not choose a credential. Start at [`HostTrouble`].

use super::name;
use super::outcome::Works;
use crate::finding::{Code, Finding};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::{EcrRegistry, HostOwner};
use crate::registry::wave_setup::WaveHost;

/// What may be wrong with a host that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostTrouble {
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

impl HostTrouble {
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

    /// The trouble in words.
    pub(super) fn finding(self, host: &str) -> Finding {
        match self {
            Self::Underscore => Finding::warning(
                Code::HostCannotWork,
                "Wave most likely cannot use a host with an underscore, so the pull fails. \
                 Give the registry a name without one.",
            ),
            Self::Port => Finding::warning(
                Code::HostCannotWork,
                "The port is above 65535, so the pull fails. Correct the image and the \
                 credential.",
            ),
            Self::Private => Finding::warning(
                Code::HostNotReachable,
                format!(
                    "Seqera's Wave reaches only what the internet reaches, and {host} is most \
                     likely not part of it. Use a registry with a public host."
                ),
            ),
            Self::PrivateToSelf => Finding::info(
                Code::HostNotReachable,
                format!("{host} is a private name. Your Wave must be able to reach it."),
            ),
            Self::EcrLookAlike => Finding::warning(
                Code::EcrLookAlike,
                "The host begins like Amazon ECR and ends otherwise. Wave takes it for ECR and \
                 sends an Amazon login to whoever owns it. Check the spelling.",
            ),
            Self::Unusual => Finding::info(
                Code::UnusualHost,
                format!(
                    "{host} is not the usual spelling. Image and credential agree, which is \
                     what Wave compares; images in the usual spelling do not match."
                ),
            ),
            Self::PullOnly => Finding::info(
                Code::PullsOnly,
                "Pulls from a host with a port work. As a target of builds, freeze, mirror or \
                 cache it most likely fails with “Missing credentials”.",
            ),
        }
    }
}
