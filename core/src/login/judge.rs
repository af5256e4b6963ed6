//! What holds for an entry of whichever source: logins that Wave cannot use are taken out,
//! and those that stop working soon are marked.
//!
//! This module may not read any text. Start at [`judge`].

use super::advice::{Caution, Reason};
use super::host;
use super::pasted::{Entry, Value};
use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;
use crate::secret::Secret;

/// How every password of Amazon ECR begins: base64 of `{"payload"`.
pub(super) const ECR_PASSWORD_PREFIX: &str = "eyJwYXlsb2Fk";

/// Beginnings of tokens that end with a job or within the hour.
const SHORT_LIVED_PREFIXES: [&str; 3] = ["ya29.", "ghs_", "glcbt-"];

/// Takes out what cannot work and marks what will not work for long.
pub(super) fn judge(entry: &mut Entry) {
    if let Some(reason) = refusal(entry) {
        entry.user_name = Value::Missing(reason);
        entry.password = Value::Missing(reason);
        entry.expires = None;
    } else if entry.caution.is_none() && is_short_lived(entry) {
        entry.caution = Some(Caution::ShortLived);
    }
}

fn refusal(entry: &Entry) -> Option<Reason> {
    let user = entry.user_name.get().map_or("", String::as_str);
    let password = entry.password.get().map_or("", Secret::expose);
    let at_ecr = (entry.registry.get()).is_none_or(|registry| host::is_ecr(registry));
    if entry.password.reason() == Some(Reason::WaveNeedsAccessKey)
        || password.starts_with(ECR_PASSWORD_PREFIX)
        || (TokenUser::read(user) == Some(TokenUser::Amazon) && at_ecr)
    {
        return Some(Reason::WaveNeedsAccessKey);
    }
    let temporary = entry.password.reason() == Some(Reason::TemporaryKey)
        || UserName::read(user) == UserName::TemporaryKey;
    temporary.then_some(Reason::TemporaryKey)
}

fn is_short_lived(entry: &Entry) -> bool {
    let user = entry.user_name.get().map_or("", String::as_str);
    let password = entry.password.get().map_or("", Secret::expose);
    // Where `AWS` can work at all, nothing is known of it.
    TokenUser::read(user).is_some_and(|token| token != TokenUser::Amazon)
        || SHORT_LIVED_PREFIXES
            .iter()
            .any(|prefix| password.starts_with(prefix))
}
