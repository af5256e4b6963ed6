//! Credentials in the order of their registries, so that those of one are found without reading
//! all of them.
//!
//! Those with the same registry stay in Platform's order, which decides between several matches.
//! Start at [`ByRegistry::new`].

use crate::registry::match_rule::{MatchRule, Repository};
use crate::registry::server::Matches;
use crate::text_order;
use crate::wave::credential::{StoredCredential, StoredState};

/// A credential with a registry, and its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored<'a> {
    /// The text that Wave compares: a host, or a host with a path.
    pub registry: &'a str,
    /// Its place in Platform's list, from zero.
    pub order: usize,
    /// The credential.
    pub credential: &'a StoredCredential<'a>,
}

/// Credentials in the order of their registries.
#[derive(Clone, Debug)]
pub(crate) struct ByRegistry<'a>(Vec<Stored<'a>>);

impl<'a> ByRegistry<'a> {
    /// Arranges those of Platform's list that are not marked as deleted: such a one is listed by
    /// mistake.
    pub(crate) fn of_live(list: &'a [StoredCredential<'a>]) -> Self {
        let in_order = list.iter().enumerate();
        Self::new(in_order.filter(|(_, it)| it.state == StoredState::Live))
    }

    /// Arranges those that have a registry. They come in Platform's order, each with its place in
    /// its list.
    pub(super) fn new(list: impl Iterator<Item = (usize, &'a StoredCredential<'a>)>) -> Self {
        let with_registry = list.filter_map(|(order, credential)| {
            let registry = credential.registry_text()?;
            Some(Stored {
                registry,
                order,
                credential,
            })
        });
        let list: Vec<_> = with_registry.collect();
        let in_order = text_order::places(list.iter().map(|stored| stored.registry)).into_iter();
        Self(in_order.filter_map(|at| list.get(at).copied()).collect())
    }

    /// All of them, in the order of their registries.
    pub(super) fn iter(&self) -> impl Iterator<Item = Stored<'a>> {
        self.0.iter().copied()
    }

    /// Every one with exactly this registry, in Platform's order.
    pub(crate) fn all(&self, registry: &str) -> &[Stored<'a>] {
        equal(&self.0, registry, |stored| stored.registry)
    }

    /// Those that match a repository and have the registry that Wave takes, in Platform's order.
    pub(crate) fn matching(&self, rule: MatchRule, repository: Repository<'_>) -> &[Stored<'a>] {
        longest(&self.0, rule, repository)
    }

    /// The credential that Wave takes for a repository.
    pub(crate) fn first(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
    ) -> Option<&'a StoredCredential<'a>> {
        let matching = self.matching(rule, repository);
        matching.first().map(|stored| stored.credential)
    }

    /// The credentials that a Wave which matches paths takes for images below a registry, in
    /// place of one with that registry.
    pub(crate) fn below(&self, registry: &str) -> Vec<&'a StoredCredential<'a>> {
        let mut scopes: Vec<_> = self.scopes_below(registry).collect();
        scopes.dedup_by_key(|stored| stored.registry);
        scopes.iter().map(|stored| stored.credential).collect()
    }

    /// The credentials with a path below a registry.
    pub(super) fn scopes_below(&self, registry: &str) -> impl Iterator<Item = Stored<'a>> {
        let slashed = [registry, "/"].concat();
        let list = &self.0;
        let start = list.partition_point(|stored| stored.registry < slashed.as_str());
        let rest = list.get(start..).unwrap_or_default().iter().copied();
        rest.take_while(move |stored| stored.registry.starts_with(&slashed))
            .filter(|stored| matches!(Matches::of(stored.registry), Matches::Scope(_)))
    }
}

/// The part of a sorted list with the registry that Wave takes for a repository.
fn longest<'l, 'a>(
    list: &'l [Stored<'a>],
    rule: MatchRule,
    repository: Repository<'_>,
) -> &'l [Stored<'a>] {
    let of = |registry: &str| equal(list, registry, |stored| stored.registry);
    let Repository { host, path } = repository;
    if rule == MatchRule::ExactHost || path.is_empty() {
        return of(host);
    }
    let full = [host, "/", path].concat();
    let slashes = full.rmatch_indices('/').map(|(at, _)| at);
    let ends = std::iter::once(full.len()).chain(slashes);
    let mut found = ends.map(|end| of(&full[..end]));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

/// The part of a sorted list with this key.
pub(super) fn equal<'l, T>(list: &'l [T], key: &str, of: impl Fn(&T) -> &str) -> &'l [T] {
    let start = list.partition_point(|item| of(item) < key);
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|item| of(item) == key);
    rest.get(..end).unwrap_or_default()
}
