//! What a person may have expected to be used, and what keeps it from that.
//!
//! This module may not choose a credential. Start at [`Resolver::explain_absence`].

use super::Resolver;
use super::name;
use super::reason::Reason;
use crate::registry::match_rule::{MatchRule, Repository};

impl<'a> Resolver<'a> {
    /// Everything that a person may have expected to be used for a repository that nothing
    /// matches.
    pub(super) fn explain_absence(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
        reasons: &mut Vec<Reason<'a>>,
    ) {
        let before = reasons.len();
        self.explain_skipped(rule, repository, reasons);
        if let Some(plain) = name::plain_host(repository.host) {
            let host = plain.as_str();
            let there = Repository { host, ..repository };
            if let Some(credential) = self.credentials.first(rule, there) {
                reasons.push(Reason::ImageHost { plain, credential });
            }
        }
        if let Some((scope, list)) = self.elsewhere
            && let Some(credential) = list.first(rule, repository)
        {
            reasons.push(Reason::WrongPlace { scope, credential });
        }
        let (_, others) = self.credentials.scopes(repository);
        if !others.is_empty() {
            reasons.push(Reason::OtherPaths(others));
        }
        if reasons.len() == before
            && let Some((relation, credential)) = self.credentials.relative(repository.host)
        {
            reasons.push(Reason::Relative {
                relation,
                credential,
            });
        }
        reasons.push(Reason::NoMatch);
    }

    /// The credentials that were meant for a repository and are skipped, whether another one is
    /// used or none.
    pub(super) fn explain_skipped(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
        reasons: &mut Vec<Reason<'a>>,
    ) {
        let misses = self.credentials.near_misses(repository);
        reasons.extend(misses.into_iter().map(Reason::NearMiss));
        let (around, _) = self.credentials.scopes(repository);
        if rule == MatchRule::ExactHost && !around.is_empty() {
            reasons.push(Reason::ScopeSkipped(around));
        }
    }
}
