//! The `Authorization` header of a request.
//!
//! Source: RFC 7617 (Basic) and RFC 6750 (Bearer).

use super::advice::Reason;
use super::encoding;
use super::pasted::{Entry, Format, Pasted, Value};

/// Reads a header line, or the one among the arguments of a command.
pub(super) fn read(text: &str) -> Option<Pasted> {
    let mut rest = after_name(text)?.split_ascii_whitespace();
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

fn after_name(text: &str) -> Option<&str> {
    const NAME: &[u8] = b"authorization";
    let at = text
        .as_bytes()
        .windows(NAME.len())
        .position(|window| window.eq_ignore_ascii_case(NAME))?;
    let rest = text.get(at + NAME.len()..)?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let rest = rest.strip_prefix(':')?;
    Some(rest.trim_start_matches(['"', '\'', ' ']))
}
