//! Whether the chosen credential can give a pull.
//!
//! Inferred from Wave's source: whatever it does not settle stays unknown. This module may
//! not choose a credential. Start at [`Resolver::judge`].

use super::Resolver;
use super::host::HostProblem;
use super::name::NameProblem;
use super::outcome::{Outcome, Works};
use super::reason::Reason;
use super::request::KeyAccess;
use crate::registry::ecr::EcrRegistry;
use crate::registry::user_name::{EcrAlias, LoginProblem, Validity};
use crate::wave::credential::StoredState;

impl<'a> Resolver<'a> {
    /// Whether a valid secret gives a pull. It is only said of one of Platform's credentials.
    pub(super) fn judge(
        &self,
        outcome: &Outcome<'a>,
        host: &str,
        problems: &[NameProblem],
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
        if let Some(problem) = HostProblem::of(host, self.wave.setup.host) {
            works = works.and(problem.works());
            reasons.push(Reason::Host(problem));
        }
        problems
            .iter()
            .fold(works, |works, problem| works.and(problem.works()))
    }
}

/// What host and user name tell. Without a user name nothing is known about a key pair.
fn judge_login(host: &str, user_name: Option<&str>, reasons: &mut Vec<Reason<'_>>) -> Works {
    let Some(user_name) = user_name else {
        let is_ecr = EcrRegistry::recognise(host).is_some() || EcrAlias::of(host).is_some();
        return if is_ecr { Works::Unknown } else { Works::Yes };
    };
    let Some(problem) = LoginProblem::of(host, user_name) else {
        return Works::Yes;
    };
    let works = match problem.validity() {
        Validity::Never => Works::No,
        Validity::Temporary => Works::Yes,
    };
    reasons.push(Reason::Login(problem));
    works
}
