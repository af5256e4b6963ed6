//! A URL with a user in it, such as `https://user:password@quay.io/v2/`.
//!
//! A URL without one is an ordinary value of the Registry field and is not recognised.

use percent_encoding::percent_decode_str;

use super::host;
use super::pasted::{Entry, Format, Pasted, Value};

/// The schemes under which people write registries.
const SCHEMES: [&str; 5] = ["https", "http", "docker", "oci", "oras"];

/// Reads a text that is one such URL.
pub(super) fn read(text: &str) -> Option<Pasted> {
    let (scheme, rest) = text.split_once("://")?;
    let known = SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    if !known || text.contains(char::is_whitespace) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user_info, server) = authority.rsplit_once('@')?;
    let (user, password) = user_info.split_once(':').unwrap_or((user_info, ""));
    if user_info.is_empty() || server.is_empty() {
        return None;
    }
    Some(Pasted::one(
        Format::Url,
        Entry {
            registry: host::found(server),
            user_name: Value::found(decoded(user)?),
            password: Value::secret(decoded(password)?),
            ..Entry::default()
        },
    ))
}

fn decoded(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
