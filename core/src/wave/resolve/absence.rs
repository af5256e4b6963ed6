//! Why nothing matched: what a person may have expected, and what keeps it from matching.
//!
//! This module may not choose a credential. Start at [`Resolver::explain_absence`].

use super::Resolver;
use super::name;
use super::reason::Reason;

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
