//! Why nothing matched: what a person may have expected, and what keeps it from matching.
//!
//! This module may not choose a credential. Start at [`Resolver::explain_absence`].

use super::Resolver;
use super::index::Skipped;
use super::name;
use super::reason::Reason;
use crate::finding::Edit;
use crate::registry::server::{self, DOCKER_HUB};

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
    if let Some(end) = trimmed.strip_prefix('*') {
        return Some(Meant {
            text: end.to_ascii_lowercase(),
            skipped: Skipped::Pattern,
        });
    }
    let suggestion = suggested(stored);
    if suggestion.as_deref() == Some(stored) {
        return None;
    }
    let Some(suggestion) = suggestion else {
        let is_label = trimmed
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
        return is_label.then(|| Meant {
            text: trimmed.to_ascii_lowercase(),
            skipped: Skipped::FirstLabel,
        });
    };
    let (text, skipped) = match suggestion.rsplit_once('>') {
        Some((_, end)) => (end.to_owned(), Skipped::Pattern),
        None => (suggestion, Skipped::Spelling),
    };
    (!text.is_empty()).then_some(Meant { text, skipped })
}

/// What the rules of the field offer in place of a stored value.
fn suggested(stored: &str) -> Option<String> {
    server::findings(stored)
        .into_iter()
        .filter_map(|f| f.fix)
        .find_map(|fix| match fix.edit {
            Edit::Replace(text) => Some(text),
            Edit::Trim => Some(stored.trim().to_owned()),
        })
}
