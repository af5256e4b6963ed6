//! Why nothing matched: what a person may have expected, and what keeps it from matching.
//!
//! This module may not choose a credential. Start at [`Resolver::explain_absence`].

use super::Resolver;
use super::index::{Relation, Skipped};
use super::name;
use super::reason::{FallbackBar, Reason};
use crate::finding::{Code, Finding};
use crate::registry::server::{DOCKER_HUB, RegistryServer, Suggested};

/// What was most likely meant by a registry that equals no image's host.
pub(super) struct Meant {
    /// The host, or the part of it that is known.
    pub(super) text: String,
    /// Why it is skipped.
    pub(super) skipped: Skipped,
}

impl<'a> Resolver<'a> {
    /// Everything that a person may have expected to be used for a host.
    pub(super) fn explain_absence(&self, host: &str, reasons: &mut Vec<Reason<'a>>) {
        let before = reasons.len();
        let misses = self.credentials.near_misses(host);
        reasons.extend(misses.into_iter().map(Reason::NearMiss));
        if let Some(plain) = name::plain_host(host)
            && let Some(credential) = self.credentials.first(&plain)
        {
            reasons.push(Reason::ImageHost { plain, credential });
        }
        if let Some((scope, list)) = self.elsewhere
            && let Some(credential) = list.first(host)
        {
            reasons.push(Reason::WrongPlace { scope, credential });
        }
        if reasons.len() == before
            && let Some((relation, credential)) = self.credentials.relative(host)
        {
            reasons.push(Reason::Relative {
                relation,
                credential,
            });
        }
        reasons.push(Reason::NoMatch);
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
            Self::AcrEndpoint => Code::OtherEndpoint,
            Self::Gcr | Self::Port | Self::WebSite => Code::NeighbouringHost,
            Self::EcrRegion | Self::GarLocation => Code::OtherRegion,
        };
        if acts {
            Finding::warning(code, text)
        } else {
            Finding::info(code, text)
        }
    }
}

impl FallbackBar {
    /// The obstacle in words.
    pub(super) fn finding(self) -> Finding {
        match self {
            Self::NoRun => Finding::info(
                Code::FallbackNotTaken,
                "The AWS credential of a compute environment counts only for runs that \
                 Platform launches.",
            ),
            Self::OtherPlatform => Finding::info(
                Code::FallbackNotTaken,
                "The AWS credential of a compute environment counts only on AWS Batch.",
            ),
            Self::EmptyList => Finding::warning(
                Code::FallbackNeedsAList,
                "There are no credentials here at all, and Wave stops at an empty list before \
                 it looks at the compute environment. Add a credential for this host.",
            ),
        }
    }
}

/// What was most likely meant by a stored registry; `None` when it is what images begin with.
pub(super) fn meant(stored: &str) -> Option<Meant> {
    let trimmed = stored.trim();
    if trimmed.is_empty() {
        return Some(Meant {
            text: DOCKER_HUB.to_owned(),
            skipped: Skipped::Blank,
        });
    }
    let (text, skipped) = match RegistryServer::read(stored).suggested {
        Suggested::Host(host) if host == stored => return None,
        Suggested::Host(host) => (host, Skipped::Spelling),
        Suggested::Template(template) => {
            let (_, end) = template.rsplit_once('>')?;
            (end.to_owned(), Skipped::Pattern)
        }
        Suggested::Unusable(_) | Suggested::Nothing => {
            let is_label = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            if !trimmed.bytes().all(is_label) {
                return None;
            }
            (trimmed.to_ascii_lowercase(), Skipped::FirstLabel)
        }
    };
    (!text.is_empty()).then_some(Meant { text, skipped })
}
