//! Whether the chosen credential can give a pull.
//!
//! Inferred from Wave's source: whatever it does not settle stays unknown. This module may
//! not choose a credential. Start at [`Resolver::judge`].

use super::Resolver;
use super::name::{self, NameTrouble};
use super::outcome::{Outcome, Works};
use super::reason::{HostTrouble, Reason};
use super::request::KeyAccess;
use crate::finding::{Code, Finding};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::{EcrRegistry, HostOwner};
use crate::registry::user_name::{EcrAlias, LoginTrouble, Prospect};
use crate::registry::wave_setup::WaveHost;
use crate::wave::credential::StoredState;

impl<'a> Resolver<'a> {
    /// Whether a valid secret gives a pull. It is only said of one of Platform's credentials.
    pub(super) fn judge(
        &self,
        outcome: &Outcome<'a>,
        host: &str,
        troubles: &[NameTrouble],
        reasons: &mut Vec<Reason<'a>>,
    ) -> Works {
        let mut works = Works::Yes;
        let user_name = match outcome {
            Outcome::Stored { credential, .. } => {
                if credential.state == StoredState::Deleted {
                    reasons.push(Reason::DeletedMatched);
                    works = Works::Unknown;
                }
                credential.user_name
            }
            Outcome::ComputeEnvironment { .. } => {
                // The rights that ECR Public asks for are not among those that pulling asks
                // for, so the credential of a compute environment may lack them.
                if EcrRegistry::recognise(host).is_some_and(|ecr| ecr.is_public()) {
                    works = Works::Unknown;
                }
                let environment = self.request.compute_environment.known();
                environment.and_then(|environment| environment.user_name())
            }
            Outcome::Operator { .. }
            | Outcome::PerhapsOperator
            | Outcome::PerhapsComputeEnvironment
            | Outcome::Anonymous
            | Outcome::Refused { .. } => return Works::Unknown,
        };
        if self.request.key_access == KeyAccess::Denied {
            reasons.push(Reason::KeysNotReadable);
            works = Works::No;
        }
        works = works.and(judge_login(host, user_name, reasons));
        if let Some(trouble) = self.host_trouble(host) {
            works = works.and(trouble.works());
            reasons.push(Reason::Host(trouble));
        }
        troubles
            .iter()
            .fold(works, |works, trouble| works.and(trouble.works()))
    }

    /// The worst of what a matching host can have.
    fn host_trouble(&self, host: &str) -> Option<HostTrouble> {
        let (bare, port) = match host.split_once(':') {
            Some((bare, port)) => (bare, Some(port)),
            None => (host, None),
        };
        let owner = EcrRegistry::recognise(host).map(|ecr| ecr.owner);
        if bare.contains('_') {
            Some(HostTrouble::Underscore)
        } else if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            Some(HostTrouble::Port)
        } else if Registry::of_host(host) == Some(Registry::Local) || !bare.contains('.') {
            Some(match self.wave.setup.host {
                WaveHost::Seqera => HostTrouble::Private,
                WaveHost::SelfHosted => HostTrouble::PrivateToSelf,
            })
        } else if owner == Some(HostOwner::Unknown) {
            Some(HostTrouble::EcrLookAlike)
        } else if port == Some("80") || name::plain_host(host).is_some() {
            Some(HostTrouble::Unusual)
        } else {
            port.map(|_| HostTrouble::PullOnly)
        }
    }
}

impl HostTrouble {
    /// Whether a pull from such a host can work.
    fn works(self) -> Works {
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

/// What host and user name tell. Without a user name nothing is known about a key pair.
fn judge_login(host: &str, user_name: Option<&str>, reasons: &mut Vec<Reason<'_>>) -> Works {
    let Some(user_name) = user_name else {
        let is_ecr = EcrRegistry::recognise(host).is_some() || EcrAlias::of(host).is_some();
        return if is_ecr { Works::Unknown } else { Works::Yes };
    };
    let Some(trouble) = LoginTrouble::of(host, user_name) else {
        return Works::Yes;
    };
    let works = match trouble.prospect() {
        Prospect::Never => Works::No,
        Prospect::ForNow => Works::Yes,
    };
    reasons.push(Reason::Login(trouble));
    works
}
