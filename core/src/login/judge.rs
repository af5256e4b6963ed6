//! What holds for an entry of whichever source: what only stands in place of a value and logins
//! that Wave cannot use are taken out, user names are freed of the language around them, and
//! logins that stop working soon are marked.
//!
//! This module may not read any text. Start at [`judge`].

use super::advice::{Caution, Reason};
use super::host;
use super::pasted::{Entry, Value};
use crate::placeholder::Placeholder;
use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;
use crate::registry::user_name_spelling::plain;
use crate::secret::Secret;

/// How every password of Amazon ECR begins: base64 of `{"payload"`.
pub(super) const ECR_PASSWORD_PREFIX: &str = "eyJwYXlsb2Fk";

/// Beginnings of tokens that end with a job or within the hour.
const SHORT_LIVED_PREFIXES: [&str; 3] = ["ya29.", "ghs_", "glcbt-"];

/// Takes out what cannot work and marks what will not work for long.
pub(super) fn judge(entry: &mut Entry) {
    take_out_placeholders(entry);
    if let Value::Found(name) = &entry.user_name
        && let Some(plain) = plain(name)
    {
        entry.user_name = Value::Guessed(plain);
    }
    if let Some(reason) = refusal(entry) {
        entry.user_name = Value::Missing(reason);
        entry.password = Value::Missing(reason);
        entry.expires = None;
    } else if entry.caution.is_none() && is_short_lived(entry) {
        entry.caution = Some(Caution::ShortLived);
    }
}

/// What stands in place of a value is no value, whichever field it is for.
fn take_out_placeholders(entry: &mut Entry) {
    let reason = |placeholder| match placeholder {
        Placeholder::Variable | Placeholder::Template | Placeholder::Reference => Reason::Reference,
        Placeholder::Mask | Placeholder::Words | Placeholder::Example | Placeholder::Likely => {
            Reason::Placeholder
        }
    };
    let password = entry.password.get().map(Secret::expose);
    if let Some(placeholder) = password.and_then(Placeholder::of_secret) {
        entry.password = Value::Missing(reason(placeholder));
    }
    let user = entry.user_name.get().map(String::as_str);
    if let Some(placeholder) = user.and_then(Placeholder::of_user_name) {
        entry.user_name = Value::Missing(reason(placeholder));
    }
    let is_part = |host: &String| Placeholder::is_in_host(host);
    if entry.registry.get().is_some_and(is_part) {
        entry.registry = Value::Missing(Reason::Placeholder);
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
