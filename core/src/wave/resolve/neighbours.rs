//! Credentials that were most likely meant for an image and that Wave skips: what is spelled
//! otherwise, and what is for a host that is easily taken for another one.
//!
//! This module may not say which credential is used. Start at [`Neighbours::of`].

use crate::finding::{Finding, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::ecr::EcrHost;
use crate::registry::match_rule::{MatchRule, Repository};
use crate::registry::server::{RegistryServer, Suggestion};
use crate::wave::credential::StoredCredential;
use crate::wave::resolve::by_registry::{ByRegistry, Stored, equal};

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

/// What credentials were most likely meant for.
#[derive(Clone, Debug)]
pub(super) struct Neighbours<'a> {
    near: Vec<NearMiss<'a>>,
    relatives: Vec<(Family<'a>, usize, &'a StoredCredential<'a>)>,
}

impl<'a> Neighbours<'a> {
    /// Those of a list.
    pub(super) fn of(list: &ByRegistry<'a>) -> Self {
        let (mut near, mut relatives) = (Vec::new(), Vec::new());
        let mut previous: Option<(&str, Option<Meant>)> = None;
        for stored in list.iter() {
            let Stored {
                registry,
                order,
                credential,
            } = stored;
            // Credentials with one registry stand together, and what is said of one is said of
            // all of them.
            let meant = match previous {
                Some((same, meant)) if same == registry => meant,
                _ => {
                    let family = Family::of(registry);
                    relatives.extend(family.map(|family| (family, order, credential)));
                    meant(registry)
                }
            };
            if let Some(Meant {
                text,
                scope,
                skipped,
            }) = &meant
            {
                near.push(NearMiss {
                    meant: text.clone(),
                    scope: scope.clone(),
                    skipped: *skipped,
                    order,
                    credential,
                });
            }
            previous = Some((registry, meant));
        }
        near.sort_unstable_by(|a, b| {
            (&a.meant, a.skipped, a.order).cmp(&(&b.meant, b.skipped, b.order))
        });
        relatives.sort_unstable_by_key(|(family, order, _)| (*family, *order));
        Self { near, relatives }
    }

    /// The credentials that were most likely meant for a repository, by the reason for which
    /// they are skipped. One with a path is meant only for what lies below it.
    pub(super) fn near_misses(&self, repository: Repository<'_>) -> Vec<Vec<&NearMiss<'a>>> {
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
    pub(super) fn relative(
        &self,
        host: &str,
        list: &ByRegistry<'a>,
    ) -> Option<(Relation, &'a StoredCredential<'a>)> {
        let of_family = |family: Family<'_>| {
            let all = &self.relatives;
            let start = all.partition_point(|(other, ..)| *other < family);
            let (found, _, credential) = all.get(start)?;
            (*found == family).then_some(*credential)
        };
        let with_host = |host: &str| list.all(host).first().map(|stored| stored.credential);
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
