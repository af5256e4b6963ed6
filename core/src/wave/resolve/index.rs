//! A list of credentials, arranged so that a host is found without reading all of it.
//!
//! Built once per list and asked once per image. It keeps Platform's order, which decides
//! between several matches. This module may not say which credential is used. Start at
//! [`CredentialIndex::new`].

use crate::finding::{Finding, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::ecr::EcrHost;
use crate::registry::server::{RegistryServer, Suggestion};
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};

rules! {
    /// A credential is for a host that is easily taken for the one of the image.
    pub NEIGHBOURING_HOST = "neighbouring-host" {
        severity: Warning,
        why: "Another port, a web site or another of the gcr.io names is a host of its own. \
              Wave compares character by character, so it skips the credential.",
        action: "Add a credential for the host of the image; the same secret most likely works.",
    }

    /// A credential is for another host of what looks like the same Azure registry.
    pub OTHER_ENDPOINT = "other-endpoint" {
        severity: Warning,
        why: "A regional host is a host of its own to Wave, which compares character by \
              character and skips the credential.",
        action: "Add a credential for the host of the image. If both hosts belong to one \
                 registry, the same secret most likely works.",
    }

    /// A credential is for the same provider in another region.
    pub(crate) OTHER_REGION = "other-region" {
        severity: Info,
        why: "Each region of Amazon ECR and each location of Google Artifact Registry has its \
              own host. Wave compares character by character, so it skips the credential.",
        action: "For a private image, add a credential for the host of the image; the same \
                 secret may work there too.",
    }
}

/// A list of credentials, ready to be asked for hosts.
#[derive(Clone, Debug)]
pub struct CredentialIndex<'a> {
    /// How many entries Platform lists, of every provider.
    listed: usize,
    by_host: Vec<Stored<'a>>,
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
    /// The text that Wave compares.
    pub host: &'a str,
    /// Its place in Platform's list, from zero.
    pub order: usize,
    /// The credential.
    pub credential: &'a StoredCredential<'a>,
}

/// A credential whose registry equals no image's host as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss<'a> {
    /// What was most likely meant; for [`Skipped::Pattern`] the end of it and for
    /// [`Skipped::FirstLabel`] its beginning.
    meant: String,
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

/// What was most likely meant by a registry that equals no image's host.
struct Meant {
    /// The host, or the part of it that is known.
    text: String,
    /// Why it is skipped.
    skipped: Skipped,
}

/// Hosts for which one secret is likely to be good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family<'a> {
    Ecr(&'a str),
    Gar,
    Gcr,
    Acr(&'a str, &'a str),
    Port(&'a str),
}

impl<'a> CredentialIndex<'a> {
    /// Arranges a list that is in Platform's order.
    pub fn new(list: &'a [StoredCredential<'a>], deleted: DeletedEntries) -> Self {
        let mut index = Self {
            listed: 0,
            by_host: Vec::with_capacity(list.len()),
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
            let Some(host) = credential.host() else {
                continue;
            };
            let stored = Stored {
                host,
                order,
                credential,
            };
            if gone {
                index.deleted.push(stored);
            } else {
                index.by_host.push(stored);
            }
        }
        let key = |stored: &Stored<'a>| (stored.host, stored.order);
        index.by_host.sort_unstable_by_key(key);
        index.deleted.sort_unstable_by_key(key);
        index.add_neighbours();
        index
    }

    /// Whether Platform lists nothing at all, of any provider.
    pub fn is_empty(&self) -> bool {
        self.listed == 0
    }

    /// Every credential with this host, in Platform's order.
    pub fn all(&self, host: &str) -> &[Stored<'a>] {
        equal(&self.by_host, host, |stored| stored.host)
    }

    /// The credential that Wave takes for a host.
    pub fn first(&self, host: &str) -> Option<&'a StoredCredential<'a>> {
        self.all(host).first().map(|stored| stored.credential)
    }

    /// The credentials with this host that Wave never reaches.
    pub fn after_first(&self, host: &str) -> &[Stored<'a>] {
        self.all(host).get(1..).unwrap_or_default()
    }

    /// The credentials with this host that were left out.
    pub fn deleted(&self, host: &str) -> &[Stored<'a>] {
        equal(&self.deleted, host, |stored| stored.host)
    }

    /// The first AWS credential, of whatever use.
    pub fn first_aws(&self) -> Option<&'a StoredCredential<'a>> {
        self.first_aws
    }

    /// The credentials that were most likely meant for a host, by the reason for which they
    /// are skipped.
    pub fn near_misses(&self, host: &str) -> Vec<&[NearMiss<'a>]> {
        if self.near.is_empty() {
            return Vec::new();
        }
        let ends = host.match_indices(['.', '-']).map(|(at, _)| &host[at..]);
        let mut found: Vec<_> = std::iter::once(host)
            .chain(ends)
            .map(|text| equal(&self.near, text, |near| &near.meant))
            .filter(|misses| !misses.is_empty())
            .collect();
        if found.is_empty()
            && let Some((label, _)) = host.split_once('.')
        {
            found.push(equal(&self.near, label, |near| &near.meant));
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
        if let Some((bare, _)) = host.split_once(':') {
            let credential = self.first(bare).or_else(|| of_family(Family::Port(bare)))?;
            return Some((Relation::Port, credential));
        }
        if let Some(credential) = of_family(Family::Port(host)) {
            return Some((Relation::Port, credential));
        }
        if let Some(site) = host.strip_prefix("registry.")
            && let Some(credential) = self.first(site)
        {
            return Some((Relation::WebSite, credential));
        }
        let family = Family::of(host)?;
        Some((family.relation(), of_family(family)?))
    }

    fn add_neighbours(&mut self) {
        let mut previous: Option<(&str, Option<Meant>)> = None;
        for stored in &self.by_host {
            let Stored {
                host,
                order,
                credential,
            } = *stored;
            // Credentials with one host stand together, and what is said of one is said of
            // all of them.
            let meant = match previous {
                Some((same, meant)) if same == host => meant,
                _ => {
                    let family = Family::of(host);
                    self.relatives
                        .extend(family.map(|family| (family, order, credential)));
                    meant(host)
                }
            };
            if let Some(Meant { text, skipped }) = &meant {
                self.near.push(NearMiss {
                    meant: text.clone(),
                    skipped: *skipped,
                    order,
                    credential,
                });
            }
            previous = Some((host, meant));
        }
        self.relatives
            .sort_unstable_by_key(|(family, order, _)| (*family, *order));
        self.near.sort_unstable_by(|a, b| {
            (&a.meant, a.skipped, a.order).cmp(&(&b.meant, b.skipped, b.order))
        });
    }
}

impl Relation {
    /// The relation in words.
    pub(super) fn finding(self, name: &str, stored: &str, host: &str) -> Finding {
        let (what, acts) = match self {
            Self::Port => ("the port is part of the host", true),
            Self::WebSite => ("that is most likely the web site of the registry", true),
            Self::Gcr => ("each of the gcr.io names is a registry of its own", true),
            Self::AcrEndpoint => ("a regional host is a host of its own", true),
            Self::EcrRegion => ("each region of Amazon ECR has its own host", false),
            Self::GarLocation => ("each location has its own host", false),
        };
        let text = format!(
            "{name} is for {stored}, and the image asks for {host}: {what}. Wave compares \
             exactly, so it is skipped. Add a credential for {host}; the same secret most \
             likely works."
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
            Some(Registry::Acr) => AcrHost::read(host).map(|acr| Self::Acr(acr.name, acr.cloud)),
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

/// What was most likely meant by a stored registry; `None` when it is what images begin with.
fn meant(stored: &str) -> Option<Meant> {
    let trimmed = stored.trim();
    if trimmed.is_empty() {
        return Some(Meant {
            text: DOCKER_HUB.to_owned(),
            skipped: Skipped::Blank,
        });
    }
    let (text, skipped) = match RegistryServer::read(stored).suggestion {
        Suggestion::Host(host) if host == stored => return None,
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
    (!text.is_empty()).then_some(Meant { text, skipped })
}

/// The part of a sorted list with this key.
fn equal<'l, T>(list: &'l [T], key: &str, of: impl Fn(&T) -> &str) -> &'l [T] {
    let start = list.partition_point(|item| of(item) < key);
    let rest = list.get(start..).unwrap_or_default();
    let end = rest.partition_point(|item| of(item) == key);
    rest.get(..end).unwrap_or_default()
}
