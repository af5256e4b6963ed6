//! Why nothing matched: what a person may have expected, and what keeps it from matching.
//!
//! This module may not choose a credential. Start at [`Resolver::explain_absence`].

use super::Resolver;
use super::index::Skipped;
use super::name;
use super::reason::Reason;
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
