//! A list of credentials, arranged so that a registry is found without reading all of it.
//!
//! Built once per list and asked once per image. It keeps Platform's order, which decides
//! between several matches. This module may not say which credential is used. Start at
//! [`CredentialIndex::new`].

use super::by_registry::{ByRegistry, Stored};
use super::neighbours::{NearMiss, Neighbours, Relation};
use crate::registry::match_rule::{MatchRule, Repository};
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};

/// A list of credentials, ready to be asked for hosts.
#[derive(Clone, Debug)]
pub struct CredentialIndex<'a> {
    /// How many entries Platform lists, of every provider.
    listed: usize,
    live: ByRegistry<'a>,
    deleted: ByRegistry<'a>,
    neighbours: Neighbours<'a>,
    first_aws: Option<&'a StoredCredential<'a>>,
}

/// What to do with entries that are marked as deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeletedEntries {
    /// Platform most likely does not list them to Wave.
    #[default]
    LeaveOut,
    /// Platform lists them, and Wave does not see the mark.
    Listed,
}

impl<'a> CredentialIndex<'a> {
    /// Arranges a list that is in Platform's order.
    pub fn new(list: &'a [StoredCredential<'a>], deleted: DeletedEntries) -> Self {
        let is_gone = |credential: &StoredCredential<'_>| {
            credential.state == StoredState::Deleted && deleted == DeletedEntries::LeaveOut
        };
        let in_order = || list.iter().enumerate();
        let live = ByRegistry::new(in_order().filter(|(_, it)| !is_gone(it)));
        let listed = || list.iter().filter(|it| !is_gone(it));
        Self {
            listed: listed().count(),
            neighbours: Neighbours::of(&live),
            live,
            deleted: ByRegistry::new(in_order().filter(|(_, it)| is_gone(it))),
            first_aws: listed().find(|it| it.provider == StoredProvider::Aws),
        }
    }

    /// Whether Platform lists nothing at all, of any provider.
    pub fn is_empty(&self) -> bool {
        self.listed == 0
    }

    /// Every credential with exactly this registry, in Platform's order.
    pub fn all(&self, registry: &str) -> &[Stored<'a>] {
        self.live.all(registry)
    }

    /// The credentials that match a repository and have the registry that Wave takes, in
    /// Platform's order: the first is used, the others never are.
    pub fn matching(&self, rule: MatchRule, repository: Repository<'_>) -> &[Stored<'a>] {
        self.live.matching(rule, repository)
    }

    /// The credential that Wave takes for a repository.
    pub fn first(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
    ) -> Option<&'a StoredCredential<'a>> {
        self.live.first(rule, repository)
    }

    /// The credentials that were left out and would match a repository.
    pub fn deleted(&self, rule: MatchRule, repository: Repository<'_>) -> &[Stored<'a>] {
        self.deleted.matching(rule, repository)
    }

    /// The credentials with a path on the host of a repository: those that take it in, and those
    /// that do not.
    pub fn scopes(&self, repository: Repository<'_>) -> (Vec<Stored<'a>>, Vec<Stored<'a>>) {
        let is_around =
            |stored: &Stored<'_>| MatchRule::LongestPath.takes(stored.registry, repository);
        self.live.scopes_below(repository.host).partition(is_around)
    }

    /// The first AWS credential, of whatever use.
    pub fn first_aws(&self) -> Option<&'a StoredCredential<'a>> {
        self.first_aws
    }

    /// The credentials that were most likely meant for a repository, by the reason for which
    /// they are skipped. One with a path is meant only for what lies below it.
    pub fn near_misses(&self, repository: Repository<'_>) -> Vec<Vec<&NearMiss<'a>>> {
        self.neighbours.near_misses(repository)
    }

    /// The first credential for a neighbour of a host.
    pub fn relative(&self, host: &str) -> Option<(Relation, &'a StoredCredential<'a>)> {
        self.neighbours.relative(host, &self.live)
    }
}
