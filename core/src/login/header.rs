//! The headers of a request that hold a login: `Authorization`, and those of Docker's API.
//!
//! Source: RFC 7617 (Basic) and RFC 6750 (Bearer); `X-Registry-Auth` and `X-Registry-Config` in
//! Docker's API.

use super::advice::Reason;
use super::pasted::{Entry, Format, Pasted, Value};
use super::{docker_config, encoding};

/// Reads a header line, or the one among the arguments of a command.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if let Some(value) = ["x-registry-auth", "x-registry-config"]
        .into_iter()
        .find_map(|name| after_name(text, name))
    {
        return of_docker(value);
    }
    let mut rest = after_name(text, "authorization")?.split_ascii_whitespace();
    let scheme = rest.next()?;
    let value = rest.next()?.trim_end_matches(['"', '\'', ',']);
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = encoding::decode(value)?;
        let (user, password) = encoding::split_user(&decoded)?;
        let entry = Entry {
            user_name: Value::found(user),
            password: Value::secret(password),
            ..Entry::default()
        };
        return Some(Pasted::one(Format::BasicHeader, entry));
    }
    scheme.eq_ignore_ascii_case("bearer").then(|| {
        Pasted::one(
            Format::BearerHeader,
            Entry {
                password: Value::Missing(Reason::BearerToken),
                ..Entry::default()
            },
        )
    })
}

/// What Docker's API gets: one login, or for a build those of several registries.
fn of_docker(value: &str) -> Option<Pasted> {
    let value = value.split_ascii_whitespace().next()?;
    let object = encoding::decode_object(value.trim_end_matches(['"', '\'', ',']))?;
    docker_config::read_request(&object).or_else(|| docker_config::read(&object))
}

/// What stands behind the name of a header, which is in lower case, and a colon.
fn after_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let at = text
        .as_bytes()
        .windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name.as_bytes()))?;
    let rest = text.get(at + name.len()..)?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let rest = rest.strip_prefix(':')?;
    Some(rest.trim_start_matches(['"', '\'', ' ']))
}
