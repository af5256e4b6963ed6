//! For which images Wave uses one stored credential, and which one takes over without it.
//!
//! Answered for each rule that the Wave may have, because they differ where a path is stored
//! (Wave's published source, see [`MatchRule`]). This module may not look at a secret. Start at
//! [`usages`].

use super::audit::HostMismatch;
use super::credential::{StoredCredential, StoredState};
use super::resolve::Stored;
use super::resolve::by_registry::ByRegistry;
use crate::registry::DOCKER_HUB;
use crate::registry::ecr::EcrRegistry;
use crate::registry::match_rule::{MatchRule, Repository, host_of};
use crate::registry::server::RegistryServer;
use crate::registry::wave_setup::WaveSetup;

/// What Wave does with one credential of a list by one of its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Usage<'a> {
    /// It is for no registry, or marked as deleted: Wave takes it for no image.
    NotForImages,
    /// It is for a registry that Platform does not tell.
    NotKnown,
    /// No image matches its registry.
    Unmatched,
    /// Its host is one of Wave's own, for which no stored credential is used.
    Reserved,
    /// Another one with the same registry comes first and is used in its place.
    Shadowed {
        /// The one that is used.
        by: &'a StoredCredential<'a>,
    },
    /// It is used.
    Used(Reach<'a>),
}

/// The images that a credential is used for, and its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach<'a> {
    /// What the images begin with: a host, or a host with a path.
    pub registry: &'a str,
    /// Those with the same registry, which are never used while this one is there.
    pub shadowed: Vec<&'a StoredCredential<'a>>,
    /// Those that are used for a part of the registry in its place.
    pub narrower: Vec<&'a StoredCredential<'a>>,
    /// The one that is used for the images around its own.
    pub wider: Option<&'a StoredCredential<'a>>,
}

/// What becomes of the images of a credential when it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Afterwards<'a> {
    /// Nothing: it is used for none.
    Nothing,
    /// It is for a registry that Platform does not tell.
    NotKnown,
    /// Another one is used for the images that begin with this registry.
    TakenOver {
        /// What the images begin with.
        registry: &'a str,
        /// The one that is used then.
        by: &'a StoredCredential<'a>,
        /// Whether those that have a narrower one keep it.
        has_narrower: bool,
    },
    /// No stored credential is used for them.
    Bare {
        /// What the images begin with.
        registry: &'a str,
        /// Whether those that have a narrower one keep it.
        has_narrower: bool,
    },
}

/// What Wave does with the credential at a place of a list that is in Platform's order, by each
/// rule that this Wave may have. Rules that come to the same are told once, as the first of them.
pub fn usages<'a>(
    list: &'a [StoredCredential<'a>],
    place: usize,
    setup: &WaveSetup,
) -> Vec<(MatchRule, Usage<'a>)> {
    let registries = ByRegistry::of_live(list);
    by_rule(setup, |rule| match list.get(place) {
        Some(row) => usage(row, &registries, rule, setup),
        None => Usage::NotForImages,
    })
}

/// What becomes of the images of the credential at a place of a list when it is gone, by each
/// rule that this Wave may have. Rules that come to the same are told once.
pub fn afterwards<'a>(
    list: &'a [StoredCredential<'a>],
    place: usize,
    setup: &WaveSetup,
) -> Vec<(MatchRule, Afterwards<'a>)> {
    let registries = ByRegistry::of_live(list);
    by_rule(setup, |rule| {
        let Some(row) = list.get(place) else {
            return Afterwards::Nothing;
        };
        match usage(row, &registries, rule, setup) {
            Usage::NotKnown => Afterwards::NotKnown,
            Usage::Used(reach) => {
                let registry = reach.registry;
                let has_narrower = !reach.narrower.is_empty();
                match reach.shadowed.first().copied().or(reach.wider) {
                    Some(by) => Afterwards::TakenOver {
                        registry,
                        by,
                        has_narrower,
                    },
                    None => Afterwards::Bare {
                        registry,
                        has_narrower,
                    },
                }
            }
            Usage::NotForImages | Usage::Unmatched | Usage::Reserved | Usage::Shadowed { .. } => {
                Afterwards::Nothing
            }
        }
    })
}

/// What becomes of the images of several credentials of a list when all of them are gone, by each
/// rule that this Wave may have. Only what changes is told, and once for each registry. Rules that
/// come to the same are told once.
pub fn afterwards_of_all<'a>(
    list: &'a [StoredCredential<'a>],
    gone: &[usize],
    setup: &WaveSetup,
) -> Vec<(MatchRule, Vec<Afterwards<'a>>)> {
    let registries = ByRegistry::of_live(list);
    let mut places = gone.to_vec();
    places.sort_unstable();
    let is_left = |stored: &&Stored<'a>| places.binary_search(&stored.order).is_err();
    by_rule(setup, |rule| {
        let rows = places.iter().filter_map(|place| list.get(*place));
        let told = rows.filter_map(|row| match usage(row, &registries, rule, setup) {
            Usage::NotKnown => Some(Afterwards::NotKnown),
            Usage::Used(reach) => {
                let registry = reach.registry;
                let same = registries.all(registry).iter().find(is_left);
                let by = same.or_else(|| match rule {
                    MatchRule::ExactHost => None,
                    MatchRule::LongestPath => around(registry, &registries, is_left),
                });
                let has_narrower = reach.narrower.iter().any(|narrower| {
                    let text = narrower.registry_text().unwrap_or_default();
                    registries.all(text).iter().any(|stored| is_left(&stored))
                });
                Some(match by {
                    Some(stored) => Afterwards::TakenOver {
                        registry,
                        by: stored.credential,
                        has_narrower,
                    },
                    None => Afterwards::Bare {
                        registry,
                        has_narrower,
                    },
                })
            }
            Usage::NotForImages | Usage::Unmatched | Usage::Reserved | Usage::Shadowed { .. } => {
                None
            }
        });
        let mut all: Vec<_> = told.collect();
        // Of those whose registry is not told there is nothing to tell them apart by.
        let mut is_first = true;
        all.retain(|it| *it != Afterwards::NotKnown || std::mem::take(&mut is_first));
        all
    })
}

/// What holds by each rule of a Wave; once where all of them come to the same.
fn by_rule<T: PartialEq>(setup: &WaveSetup, of: impl Fn(MatchRule) -> T) -> Vec<(MatchRule, T)> {
    let mut all: Vec<_> = setup
        .rules()
        .iter()
        .map(|rule| (*rule, of(*rule)))
        .collect();
    all.dedup_by(|later, first| later.1 == first.1);
    all
}

fn usage<'a>(
    row: &'a StoredCredential<'a>,
    registries: &ByRegistry<'a>,
    rule: MatchRule,
    setup: &WaveSetup,
) -> Usage<'a> {
    use super::credential::StoredProvider::UnknownRegistry;
    if row.state == StoredState::Deleted {
        return Usage::NotForImages;
    }
    let Some(registry) = row.registry_text() else {
        return if row.provider == UnknownRegistry {
            Usage::NotKnown
        } else {
            Usage::NotForImages
        };
    };
    let server = RegistryServer::read_for(registry, setup);
    let mismatch = HostMismatch::of(&server, Some(rule));
    if matches!(mismatch, Some(HostMismatch::NeverMatches(_))) {
        return Usage::Unmatched;
    }
    let host = host_of(registry);
    if setup.reserved_hosts.iter().any(|it| it == host) {
        return Usage::Reserved;
    }
    let same = registries.all(registry);
    match same.first() {
        Some(first) if !std::ptr::eq(first.credential, row) => {
            return Usage::Shadowed {
                by: first.credential,
            };
        }
        _ => {}
    }
    let shadowed = same.iter().skip(1).map(|stored| stored.credential);
    let (narrower, wider) = match rule {
        MatchRule::ExactHost => (Vec::new(), None),
        MatchRule::LongestPath => (registries.below(registry), wider(registry, registries)),
    };
    Usage::Used(Reach {
        registry,
        shadowed: shadowed.collect(),
        narrower,
        wider,
    })
}

/// The credential that a Wave which matches paths takes for the images around a registry.
fn wider<'a>(registry: &str, registries: &ByRegistry<'a>) -> Option<&'a StoredCredential<'a>> {
    let (around, _) = registry.rsplit_once('/')?;
    let (host, path) = around.split_once('/').unwrap_or((around, ""));
    registries.first(MatchRule::LongestPath, Repository { host, path })
}

/// The same among those that are left.
fn around<'i, 'a>(
    registry: &str,
    registries: &'i ByRegistry<'a>,
    is_left: impl Fn(&&'i Stored<'a>) -> bool,
) -> Option<&'i Stored<'a>> {
    let mut inner = registry;
    while let Some((around, _)) = inner.rsplit_once('/') {
        let (host, path) = around.split_once('/').unwrap_or((around, ""));
        let same = registries.matching(MatchRule::LongestPath, Repository { host, path });
        if let Some(stored) = same.iter().find(|stored| is_left(stored)) {
            return Some(stored);
        }
        inner = around;
    }
    None
}

impl Usage<'_> {
    /// Whether it is used for any image.
    pub const fn is_used(&self) -> bool {
        matches!(self, Self::Used(_))
    }

    /// What it comes to, in a sentence. Those that have a part in it are told beside it.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotForImages => "Wave takes these credentials for no image.".to_owned(),
            Self::NotKnown => "Platform does not say which registry these credentials are for, \
                               so it is not known for which images Wave uses them."
                .to_owned(),
            Self::Unmatched => "No image: none matches the registry as it is stored.".to_owned(),
            Self::Reserved => "No image: Wave’s operator keeps images on this host, and for those \
                               Wave does not look at stored credentials."
                .to_owned(),
            Self::Shadowed { .. } => "No image: another one with the same registry comes first in \
                                      Platform’s list, and Wave takes the first."
                .to_owned(),
            Self::Used(reach) => format!("Used for {}.", images_of(reach.registry)),
        }
    }
}

impl Afterwards<'_> {
    /// What it comes to, as a sentence that ends before the name of the one that takes over, if
    /// there is one. None where nothing changes.
    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::NotKnown => Some(
                "Platform does not say which registry these credentials are for, so it is not \
                 known which ones Wave takes in their place."
                    .to_owned(),
            ),
            Self::TakenOver {
                registry,
                has_narrower,
                ..
            } => {
                let rest = if *has_narrower {
                    ", but for those that have credentials of their own path"
                } else {
                    ""
                };
                Some(format!("For {}{rest}: Wave then uses", images_of(registry)))
            }
            Self::Bare {
                registry,
                has_narrower,
            } => {
                let rest = if *has_narrower {
                    " Those that have credentials of their own path keep them."
                } else {
                    ""
                };
                let login = if EcrRegistry::recognise(host_of(registry)).is_some() {
                    "Wave pulls without a login, or for runs on AWS Batch perhaps with the AWS \
                     credentials of their compute environment"
                } else {
                    "Wave pulls without a login"
                };
                Some(format!(
                    "For {}: none of the stored credentials is for them then, and {login}.{rest}",
                    images_of(registry)
                ))
            }
        }
    }

    /// The one that takes over.
    pub const fn successor(&self) -> Option<&StoredCredential<'_>> {
        match self {
            Self::TakenOver { by, .. } => Some(by),
            Self::Nothing | Self::NotKnown | Self::Bare { .. } => None,
        }
    }
}

/// The images that begin with a stored registry, in the middle of a sentence.
pub(crate) fn images_of(registry: &str) -> String {
    if registry == DOCKER_HUB {
        format!("images of Docker Hub, without a host or below {DOCKER_HUB}")
    } else if registry.contains('/') {
        format!("images at and below {registry}")
    } else {
        format!("images below {registry}")
    }
}

#[cfg(test)]
#[path = "usage_tests.rs"]
mod tests;
