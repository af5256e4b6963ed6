//! The session cookie: an encrypted access token with an end.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use wavepass_core::secret::Secret;

use crate::crypto::{MasterKey, SealError, SealingKey};

const NAME: &str = "wavepass_session";
const CONTEXT: &[u8] = b"session cookie";

/// Makes and reads session cookies.
pub struct SessionCookies {
    key: SealingKey,
    secure: bool,
}

impl SessionCookies {
    /// Cookies that are sealed with this key; `secure` ones are sent over HTTPS only.
    pub fn new(key: &MasterKey, secure: bool) -> Self {
        Self {
            key: key.derive("session cookie, v1"),
            secure,
        }
    }

    /// The cookie that carries a token until a time (Unix seconds).
    pub(super) fn issue(&self, token: &Secret, expires: i64) -> Result<String, SealError> {
        let text = Secret::new(format!("{expires}.{}", token.expose()));
        let sealed = self.key.seal(CONTEXT, text.expose().as_bytes())?;
        Ok(self.cookie(
            URL_SAFE_NO_PAD.encode(sealed),
            Duration::seconds(super::LIFETIME),
        ))
    }

    /// The cookie that makes a browser forget the session.
    pub(super) fn clear(&self) -> String {
        self.cookie(String::new(), Duration::ZERO)
    }

    /// The token in a request's cookie, when it is ours and has not run out.
    pub(super) fn read(&self, headers: &HeaderMap, now: i64) -> Option<Secret> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|header| header.to_str().ok())
            .flat_map(Cookie::split_parse)
            .filter_map(Result::ok)
            .filter(|cookie| cookie.name() == NAME)
            .find_map(|cookie| self.open(cookie.value(), now))
    }

    fn open(&self, value: &str, now: i64) -> Option<Secret> {
        let sealed = URL_SAFE_NO_PAD.decode(value).ok()?;
        let bytes = self.key.open(CONTEXT, &sealed).ok()?;
        let (expires, token) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
        (expires.parse::<i64>().ok()? > now).then(|| Secret::from(token))
    }

    fn cookie(&self, value: String, age: Duration) -> String {
        Cookie::build((NAME, value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(self.secure)
            .max_age(age)
            .build()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn cookies() -> SessionCookies {
        let data = tempfile::tempdir().unwrap();
        SessionCookies::new(&MasterKey::load(None, data.path()).unwrap(), false)
    }

    fn request(cookie: &str) -> HeaderMap {
        let pair = cookie.split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_str(&format!("other=1; {pair}")).unwrap(),
        );
        headers
    }

    #[test]
    fn a_cookie_carries_the_token_until_it_runs_out() {
        let cookies = cookies();
        let cookie = cookies.issue(&Secret::from("to.ken"), 1000).unwrap();
        assert!(!cookie.contains("to.ken"));
        let headers = request(&cookie);
        assert_eq!(cookies.read(&headers, 999).unwrap().expose(), "to.ken");
        assert!(cookies.read(&headers, 1000).is_none());
    }

    #[test]
    fn a_cookie_of_another_key_or_a_changed_one_is_none() {
        let cookie = cookies().issue(&Secret::from("token"), 1000).unwrap();
        assert!(cookies().read(&request(&cookie), 0).is_none());
        for junk in ["wavepass_session=", "wavepass_session=%%%", "x"] {
            assert!(cookies().read(&request(junk), 0).is_none());
        }
    }

    #[test]
    fn no_script_and_no_other_site_gets_the_cookie() {
        let cookie = cookies().issue(&Secret::from("token"), 1000).unwrap();
        for attribute in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(cookies().clear().contains("Max-Age=0"));
    }
}
