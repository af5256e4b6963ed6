//! A list of credentials, arranged so that a registry is found without reading all of it.
//!
//! Built once per list and asked once per image. It keeps Platform's order, which decides
//! between several matches. This module may not say which credential is used. Start at
//! [`CredentialIndex::new`].

use std::cmp::Ordering;

use crate::finding::{Finding, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::ecr::EcrHost;
use crate::registry::match_rule::{MatchRule, Repository};
use crate::registry::server::{Matches, RegistryServer, Suggestion};
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};

rules! {
    /// A credential is for a host that is easily taken for the one of the image.
    pub NEIGHBOURING_HOST = "neighbouring-host" {
        severity: Warning,
        why: "Another port, a web site or another of the gcr.io names is a host of its own. \
              Wave compares character by character, so it skips the credential.",
        action: "Add a credential for the host of the image. Whether the same secret is good \
                 there is for its registry to say.",
    }

    /// A credential is for another host of the same Azure registry.
    pub OTHER_ENDPOINT = "other-endpoint" {
        severity: Warning,
        why: "The general and the regional login servers of a registry are hosts of their own \
              to Wave, which compares character by character and skips the credential.",
        action: "Add a credential for the host of the image. The hosts belong to one registry, \
                 so the same secret most likely works.",
    }

    /// A credential is for the same provider in another region.
    pub(crate) OTHER_REGION = "other-region" {
        severity: Info,
        why: "Each region of Amazon ECR and each location of Google Artifact Registry has its \
              own host. Wave compares character by character, so it skips the credential.",
        action: "For a private image, add a credential for the host of the image.",
    }
}

/// A list of credentials, ready to be asked for hosts.
#[derive(Clone, Debug)]
pub struct CredentialIndex<'a> {
    /// How many entries Platform lists, of every provider.
    listed: usize,
    by_registry: Vec<Stored<'a>>,
    deleted: Vec<Stored<'a>>,
    near: Vec<NearMiss<'a>>,
    relatives: Vec<(Family<'a>, usize, &'a StoredCredential<'a>)>,
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

/// A credential whose registry matches no image as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss<'a> {
    /// The host that was most likely meant; for [`Skipped::Pattern`] the end of it and for
    /// [`Skipped::FirstLabel`] its beginning.
    meant: String,
    /// The host with its path, where a path was most likely meant as well.
    scope: Option<String>,
    /// Why it is skipped.
    pub skipped: Skipped,
    order: usize,
    /// The credential.
    pub credential: &'a StoredCredential<'a>,
}

/// Why a credential is skipped although it was most likely meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// The registry is blank, which is not the same as empty.
    Blank,
    /// The host is spelled otherwise.
    Spelling,
    /// The registry is a pattern or lacks a part; Wave knows no wildcards.
    Pattern,
    /// The registry is only the first word of the host.
    FirstLabel,
}

/// How the host of a credential is related to the host of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same host with another port, or with a port and without.
    Port,
    /// The web site of the same registry, most likely.
    WebSite,
    /// The same AWS account in another region.
    EcrRegion,
    /// Another location of Google Artifact Registry.
    GarLocation,
    /// Another of the `gcr.io` names.
    Gcr,
    /// Another endpoint of the same Azure registry.
    AcrEndpoint,
}

/// What was most likely meant by a registry that matches no image.
struct Meant {
    /// The host, or the part of it that is known.
    text: String,
    /// The host with a path, where there was one that images can have.
    scope: Option<String>,
    /// Why it is skipped.
    skipped: Skipped,
}

/// Hosts for which one secret is likely to be good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family<'a> {
    Ecr(&'a str),
    Gar,
    Gcr,
    /// Name, label of the domain name, cloud: another label is another registry.
    Acr(&'a str, Option<&'a str>, &'a str),
    Port(&'a str),
}

impl<'a> CredentialIndex<'a> {
    /// Arranges a list that is in Platform's order.
    pub fn new(list: &'a [StoredCredential<'a>], deleted: DeletedEntries) -> Self {
        let mut index = Self {
            listed: 0,
            by_registry: Vec::with_capacity(list.len()),
            deleted: Vec::new(),
            near: Vec::new(),
            relatives: Vec::new(),
            first_aws: None,
        };
        for (order, credential) in list.iter().enumerate() {
            let gone =
                credential.state == StoredState::Deleted && deleted == DeletedEntries::LeaveOut;
            if !gone {
                index.listed += 1;
                if credential.provider == StoredProvider::Aws {
                    index.first_aws.get_or_insert(credential);
                }
            }
            let Some(registry) = credential.registry_text() else {
                continue;
            };
            let stored = Stored {
                registry,
                order,
                credential,
            };
            if gone {
                index.deleted.push(stored);
            } else {
                index.by_registry.push(stored);
            }
        }
        let order =
            |a: &Stored<'a>, b: &Stored<'a>| (a.registry, a.order).cmp(&(b.registry, b.order));
        index.by_registry = sorted(index.by_registry, order);
        index.deleted = sorted(index.deleted, order);
        index.add_neighbours();
        index
    }

    /// Whether Platform lists nothing at all, of any provider.
    pub fn is_empty(&self) -> bool {
        self.listed == 0
    }

    /// Every credential with exactly this registry, in Platform's order.
    pub fn all(&self, registry: &str) -> &[Stored<'a>] {
        equal(&self.by_registry, registry, |stored| stored.registry)
    }

    /// The credentials that match a repository and have the registry that Wave takes, in
    /// Platform's order: the first is used, the others never are.
    pub fn matching(&self, rule: MatchRule, repository: Repository<'_>) -> &[Stored<'a>] {
        longest(&self.by_registry, rule, repository)
    }

    /// The credential that Wave takes for a repository.
    pub fn first(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
    ) -> Option<&'a StoredCredential<'a>> {
        let matching = self.matching(rule, repository);
        matching.first().map(|stored| stored.credential)
    }

    /// The credentials that were left out and would match a repository.
    pub fn deleted(&self, rule: MatchRule, repository: Repository<'_>) -> &[Stored<'a>] {
        longest(&self.deleted, rule, repository)
    }

    /// The credentials with a path on the host of a repository: those that take it in, and those
    /// that do not.
    pub fn scopes(&self, repository: Repository<'_>) -> (Vec<Stored<'a>>, Vec<Stored<'a>>) {
        let is_around =
            |stored: &Stored<'_>| MatchRule::LongestPath.takes(stored.registry, repository);
        self.scopes_below(repository.host).partition(is_around)
    }

    /// The credentials that a Wave which matches paths takes for images below a registry, in
    /// place of one with that registry.
    pub fn below(&self, registry: &str) -> Vec<&'a StoredCredential<'a>> {
        let mut scopes: Vec<_> = self.scopes_below(registry).collect();
        scopes.dedup_by_key(|stored| stored.registry);
        scopes.iter().map(|stored| stored.credential).collect()
    }

    /// The credentials with a path below a registry.
    fn scopes_below(&self, registry: &str) -> impl Iterator<Item = Stored<'a>> {
        let slashed = [registry, "/"].concat();
        let list = &self.by_registry;
        let start = list.partition_point(|stored| stored.registry < slashed.as_str());
        let rest = list.get(start..).unwrap_or_default().iter().copied();
        rest.take_while(move |stored| stored.registry.starts_with(&slashed))
            .filter(|stored| matches!(Matches::of(stored.registry), Matches::Scope(_)))
    }

    /// The first AWS credential, of whatever use.
    pub fn first_aws(&self) -> Option<&'a StoredCredential<'a>> {
        self.first_aws
    }

    /// The credentials that were most likely meant for a repository, by the reason for which
    /// they are skipped. One with a path is meant only for what lies below it.
    pub fn near_misses(&self, repository: Repository<'_>) -> Vec<Vec<&NearMiss<'a>>> {
        if self.near.is_empty() {
            return Vec::new();
        }
        let host = repository.host;
        let of = |text: &str| -> Vec<&NearMiss<'a>> {
            let near = equal(&self.near, text, |near| &near.meant).iter();
            near.filter(|near| near.is_meant_for(repository)).collect()
        };
        let ends = host.match_indices(['.', '-']).map(|(at, _)| &host[at..]);
        let mut found: Vec<_> = std::iter::once(host).chain(ends).map(of).collect();
        found.retain(|misses| !misses.is_empty());
        if found.is_empty()
            && let Some((label, _)) = host.split_once('.')
        {
            found.push(of(label));
            found.retain(|misses| !misses.is_empty());
        }
        found
    }

    /// The first credential for a neighbour of a host.
    pub fn relative(&self, host: &str) -> Option<(Relation, &'a StoredCredential<'a>)> {
        let of_family = |family: Family<'_>| {
            let list = &self.relatives;
            let start = list.partition_point(|(other, ..)| *other < family);
            let (found, _, credential) = list.get(start)?;
            (*found == family).then_some(*credential)
        };
        let with_host = |host: &str| self.all(host).first().map(|stored| stored.credential);
        if let Some((bare, _)) = host.split_once(':') {
            let credential = with_host(bare).or_else(|| of_family(Family::Port(bare)))?;
            return Some((Relation::Port, credential));
        }
        if let Some(credential) = of_family(Family::Port(host)) {
            return Some((Relation::Port, credential));
        }
        if let Some(site) = host.strip_prefix("registry.")
            && let Some(credential) = with_host(site)
        {
            return Some((Relation::WebSite, credential));
        }
        let family = Family::of(host)?;
        Some((family.relation(), of_family(family)?))
    }

    fn add_neighbours(&mut self) {
        let mut previous: Option<(&str, Option<Meant>)> = None;
        for stored in &self.by_registry {
            let Stored {
                registry,
                order,
                credential,
            } = *stored;
            // Credentials with one registry stand together, and what is said of one is said of
            // all of them.
            let meant = match previous {
                Some((same, meant)) if same == registry => meant,
                _ => {
                    let family = Family::of(registry);
                    self.relatives
                        .extend(family.map(|family| (family, order, credential)));
                    meant(registry)
                }
            };
            if let Some(Meant {
                text,
                scope,
                skipped,
            }) = &meant
            {
                self.near.push(NearMiss {
                    meant: text.clone(),
                    scope: scope.clone(),
                    skipped: *skipped,
                    order,
                    credential,
                });
            }
            previous = Some((registry, meant));
        }
        let relatives = std::mem::take(&mut self.relatives);
        self.relatives = sorted(relatives, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let near = std::mem::take(&mut self.near);
        self.near = sorted(near, |a, b| {
            (&a.meant, a.skipped, a.order).cmp(&(&b.meant, b.skipped, b.order))
        });
    }
}

impl NearMiss<'_> {
    fn is_meant_for(&self, repository: Repository<'_>) -> bool {
        let is_in = |scope: &str| MatchRule::LongestPath.takes(scope, repository);
        self.scope.as_deref().is_none_or(is_in)
    }
}

impl Relation {
    /// The relation in words.
    pub(super) fn finding(self, name: &str, stored: &str, host: &str) -> Finding {
        let (what, acts) = match self {
            Self::Port => ("the port is part of the host", true),
            Self::WebSite => ("that is most likely the web site of the registry", true),
            Self::Gcr => ("each of the gcr.io names is a registry of its own", true),
            Self::AcrEndpoint => ("each login server of a registry is a host of its own", true),
            Self::EcrRegion => ("each region of Amazon ECR has its own host", false),
            Self::GarLocation => ("each location has its own host", false),
        };
        let secret = match self {
            Self::AcrEndpoint => "; the same secret most likely works",
            _ => "",
        };
        let text = format!(
            "{name} is for {stored}, and the image asks for {host}: {what}. Wave compares \
             exactly, so it is skipped. Add a credential for {host}{secret}."
        );
        let code = match self {
            Self::AcrEndpoint => OTHER_ENDPOINT,
            Self::Gcr | Self::Port | Self::WebSite => NEIGHBOURING_HOST,
            Self::EcrRegion | Self::GarLocation => OTHER_REGION,
        };
        if acts {
            Finding::warning(code, text)
        } else {
            Finding::info(code, text)
        }
    }
}

impl<'a> Family<'a> {
    fn of(host: &'a str) -> Option<Self> {
        match Registry::of_host(host) {
            Some(Registry::Ecr) => EcrHost::read(host).map(|ecr| Self::Ecr(ecr.account)),
            Some(Registry::Gar) => Some(Self::Gar),
            Some(Registry::Gcr) => Some(Self::Gcr),
            Some(Registry::Acr) => {
                AcrHost::read(host).map(|acr| Self::Acr(acr.name, acr.label, acr.cloud))
            }
            _ => {
                let (bare, port) = host.split_once(':')?;
                (!bare.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
                    .then_some(Self::Port(bare))
            }
        }
    }

    fn relation(self) -> Relation {
        match self {
            Self::Ecr(_) => Relation::EcrRegion,
            Self::Gar => Relation::GarLocation,
            Self::Gcr => Relation::Gcr,
            Self::Acr(..) => Relation::AcrEndpoint,
            Self::Port(_) => Relation::Port,
        }
    }
}

/// What was most likely meant by a stored registry; `None` when images can begin with it.
fn meant(stored: &str) -> Option<Meant> {
    let trimmed = stored.trim();
    if trimmed.is_empty() {
        return Some(Meant {
            text: DOCKER_HUB.to_owned(),
            scope: None,
            skipped: Skipped::Blank,
        });
    }
    let server = RegistryServer::read(stored);
    if server.usual_spelling {
        return None;
    }
    let scope = server.scope.map(|scope| scope.text);
    let (text, skipped) = match server.suggestion {
        Suggestion::Host(host) => (host, Skipped::Spelling),
        Suggestion::Template(template) => {
            let (_, end) = template.rsplit_once('>')?;
            (end.to_owned(), Skipped::Pattern)
        }
        Suggestion::Unusable(_) | Suggestion::Nothing => {
            let is_label = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            if !trimmed.bytes().all(is_label) {
                return None;
            }
            (trimmed.to_ascii_lowercase(), Skipped::FirstLabel)
        }
    };
    (!text.is_empty()).then_some(Meant {
        text,
        scope,
        skipped,
    })
}

/// Sorts a list. Its places are sorted in its stead, so that a program has the code for that once.
fn sorted<T>(list: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    fn sort(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
        places.sort_unstable_by(|a, b| order(*a, *b));
    }
    let mut places: Vec<usize> = (0..list.len()).collect();
    sort(&mut places, &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    let mut list: Vec<Option<T>> = list.into_iter().map(Some).collect();
    let in_order = places.into_iter();
    in_order
        .filter_map(|place| list.get_mut(place)?.take())
        .collect()
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
fn equal<'l, T>(list: &'l [T], key: &str, of: impl Fn(&T) -> &str) -> &'l [T] {
    let start = list.partition_point(|item| of(item) < key);
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|item| of(item) == key);
    rest.get(..end).unwrap_or_default()
}
