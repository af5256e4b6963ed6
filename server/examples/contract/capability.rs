//! What the embedded Platform is not, by decision (`docs/api.md` has its routes): a question that
//! needs it to be that cannot be asked. Start at [`missing`].

use crate::case::Case;
use crate::expectation::statuses;

/// Why there is nothing to ask, if that is so.
pub(crate) fn missing(case: &Case) -> Option<String> {
    if case.expect.contains_key("client") {
        return Some("it is about a client, not about a server".to_owned());
    }
    let path = case.request.path.as_str();
    let why = match case.request.method.as_str() {
        "WS" => Some("the embedded Platform is not paired with a Wave"),
        "EXEC" => Some("it runs a program of somebody else"),
        "-" => Some("there is no request in it"),
        "GET" if path.starts_with("/credentials/") && path.ends_with("/keys") => Some(
            "keys are handed out to a paired Wave only, and the embedded Platform is not paired",
        ),
        "POST" if path.starts_with("/credentials/") && path.ends_with("/validate") => {
            Some("the embedded Platform tries nothing at a provider")
        }
        _ if path == "/workflow" || path.starts_with("/workflow/") => {
            Some("the embedded Platform launches nothing")
        }
        _ if path.starts_with("/oauth/") => {
            Some("the embedded Platform has no refresh tokens: its tokens do not end")
        }
        _ => None,
    };
    // That it is not there is an answer too.
    let may_be_absent = statuses(&case.expect)
        .iter()
        .any(|it| matches!(it, 404 | 405));
    why.filter(|_| !may_be_absent).map(str::to_owned)
}
