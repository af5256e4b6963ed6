//! Whether the chosen credential can give a pull.
//!
//! Inferred from Wave's source: whatever it does not settle stays unknown. This module may
//! not choose a credential. Start at [`Resolver::judge`].

use super::Resolver;
use super::name::{self, NameTrouble};
use super::outcome::{Outcome, Works};
use super::reason::{HostTrouble, Reason};
use super::request::KeyAccess;
use crate::registry::catalogue::Registry;
use crate::wave::credential::StoredState;
use crate::wave::ecr::{EcrRegistry, HostOwner};
use crate::wave::login::{EcrAlias, LoginTrouble, Prospect};
use crate::wave::setup::WaveHost;

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
                let environment = self.request.compute_environment;
                environment.and_then(|environment| environment.user_name())
            }
            Outcome::Operator { .. }
            | Outcome::PerhapsOperator
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
