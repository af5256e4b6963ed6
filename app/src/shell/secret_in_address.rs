//! What an address may not say.
//!
//! A secret has no place in an address: it would stay in histories and logs. Parameters that
//! look like one are taken out of the address bar before anything else happens, and the form
//! for credentials says so.

use web_sys::UrlSearchParams;

/// Parameters that are never read, in lower case. A part of the name is enough.
const SECRET: [&str; 6] = ["pass", "pwd", "secret", "token", "credential", "auth"];

/// The same, where a part of the name would be too much.
const SECRET_WHOLE: [&str; 3] = ["key", "apikey", "pw"];

/// An address without the parameters that look like a secret, when there are some.
pub(crate) fn without_secrets(path_and_query: &str) -> Option<String> {
    let (path, query) = path_and_query.split_once('?')?;
    let is_secret = |name: &str| {
        let name = name.to_ascii_lowercase();
        SECRET.iter().any(|secret| name.contains(secret)) || SECRET_WHOLE.contains(&name.as_str())
    };
    // The browser reads names and values as it reads them elsewhere: decoded.
    let decoded = |text: &str| {
        let parameters = UrlSearchParams::new_with_str(&format!("x={text}")).ok();
        parameters.and_then(|p| p.get("x")).unwrap_or_default()
    };
    // A login in front of a host, as in `me:password@quay.io`.
    let has_login = |value: &str| {
        let login = decoded(value);
        login
            .rsplit_once('@')
            // After an image it is a digest.
            .is_some_and(|(login, rest)| login.contains(':') && !rest.starts_with("sha"))
    };
    let kept = query.split('&').filter(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        !is_secret(&decoded(name)) && !has_login(value)
    });
    let kept = kept.collect::<Vec<_>>().join("&");
    (kept != query).then(|| {
        if kept.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{kept}")
        }
    })
}

// Addresses are read by the browser, so there is nothing to test without one.
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_taken_out_of_an_address() {
        for (address, clean) in [
            ("/credentials/new?password=x", "/credentials/new"),
            ("/a?name=n&Secret=x&user=u", "/a?name=n&user=u"),
            ("/a?access%54oken=x&name=n", "/a?name=n"),
            ("/a?api_token=x", "/a"),
            ("/a?pwd=x&key=y&name=n", "/a?name=n"),
            ("/a?registry=me%3Ax%40quay.io&name=n", "/a?name=n"),
        ] {
            assert_eq!(without_secrets(address).as_deref(), Some(clean));
        }
        assert_eq!(without_secrets("/a?name=password&registry=quay.io"), None);
        for image in ["quay.io/a/b:1@sha256:00", "ubuntu:22.04@sha512:00"] {
            assert_eq!(without_secrets(&format!("/images?image={image}")), None);
        }
        assert_eq!(without_secrets("/a"), None);
    }
}
