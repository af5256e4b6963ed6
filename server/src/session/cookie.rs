//! The session cookie: an encrypted access token with the times that end it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};
use wavepass_core::secret::Secret;

use crate::crypto::{MasterKey, SealError, SealingKey};

const NAME: &str = "wavepass_session";
const CONTEXT: &[u8] = b"session cookie, v2";

/// Remembers in the browser when somebody signed out. A late answer to a request of before can
/// bring the session's cookie again, but not one that began after this time.
const SIGNED_OUT: &str = "wavepass_signed_out";

/// A cookie is renewed at most this often, in seconds.
const RENEWAL: i64 = 300;

/// How long a session lasts, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a request.
    pub idle: i64,
    /// In all.
    pub absolute: i64,
}

impl Default for Lifetime {
    /// A day without a request, a week in all.
    fn default() -> Self {
        Self {
            idle: 24 * 60 * 60,
            absolute: 7 * 24 * 60 * 60,
        }
    }
}

impl Lifetime {
    /// Half an hour without a request, twelve hours in all: for a server that keeps nothing, so
    /// that after a sign-out another one still takes the cookie.
    pub const SHORT: Self = Self {
        idle: 30 * 60,
        absolute: 12 * 60 * 60,
    };
}

/// Makes and reads session cookies.
pub struct SessionCookies {
    key: SealingKey,
    /// Opens what was sealed before the key was changed.
    previous: Option<SealingKey>,
    lifetime: Lifetime,
    /// Where the browser sends the cookie.
    path: String,
    /// The sessions that were ended here, with the time when they end anyway. Who kept a cookie of
    /// one has nothing.
    ended: Mutex<HashMap<SessionMark, i64>>,
}

/// Tells a session from all others, in all its cookies, and tells nothing of its token.
type SessionMark = [u8; 32];

/// What a cookie tells.
pub(super) struct Session {
    pub(super) token: Secret,
    /// Whether the browser sends the cookie over HTTPS only.
    secure: bool,
    signed_in: i64,
    last_used: i64,
    is_of_previous_key: bool,
}

impl SessionCookies {
    /// Cookies that are sealed with this key.
    pub fn new(key: &MasterKey) -> Self {
        Self {
            key: sealing_key(key),
            previous: None,
            lifetime: Lifetime::default(),
            path: "/".to_owned(),
            ended: Mutex::default(),
        }
    }

    /// Takes cookies of the key before this one, too, and renews them with this one.
    #[must_use]
    pub fn accepting(self, previous: &MasterKey) -> Self {
        Self {
            previous: Some(sealing_key(previous)),
            ..self
        }
    }

    /// Sessions that end at these times.
    #[must_use]
    pub fn lasting(self, lifetime: Lifetime) -> Self {
        Self { lifetime, ..self }
    }

    /// Cookies for the pages below a path, which begins with a slash.
    #[must_use]
    pub fn below(self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..self
        }
    }

    /// How long a session lasts.
    pub(super) fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    /// The cookie of a session that begins now (Unix seconds).
    pub(super) fn begin(
        &self,
        token: Secret,
        secure: bool,
        now: i64,
    ) -> Result<HeaderValue, SealError> {
        self.issue(&Session {
            token,
            secure,
            signed_in: now,
            last_used: now,
            is_of_previous_key: false,
        })
    }

    /// The cookie with which a session goes on, when it is time for a new one.
    pub(super) fn renewed(&self, session: &Session, now: i64) -> Option<HeaderValue> {
        let is_due = now - session.last_used >= RENEWAL.min(self.lifetime.idle / 10);
        if !is_due && !session.is_of_previous_key {
            return None;
        }
        self.issue(&Session {
            token: session.token.clone(),
            last_used: now,
            ..*session
        })
        .ok()
    }

    /// Ends a session for all who have a cookie of it, as long as this process runs.
    pub(super) fn bar(&self, session: &Session, now: i64) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.retain(|_, end| *end > now);
        ended.insert(session.mark(), session.signed_in + self.lifetime.absolute);
    }

    fn is_barred(&self, session: &Session) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        !ended.is_empty() && ended.contains_key(&session.mark())
    }

    /// The cookies that make a browser forget the session.
    pub(super) fn end(&self, secure: bool, now: i64) -> Vec<HeaderValue> {
        let all = [
            self.cookie(NAME, String::new(), secure, 0),
            self.cookie(SIGNED_OUT, now.to_string(), secure, self.lifetime.absolute),
        ];
        all.into_iter().flatten().collect()
    }

    /// The session in a request's cookie, when it is ours and has not ended.
    pub(super) fn read(&self, headers: &HeaderMap, now: i64) -> Option<Session> {
        let named = |name| {
            let cookies = headers.get_all(COOKIE).iter();
            cookies
                .filter_map(|header| header.to_str().ok())
                .flat_map(Cookie::split_parse)
                .filter_map(Result::ok)
                .filter(move |cookie| cookie.name() == name)
        };
        let signed_out = named(SIGNED_OUT).filter_map(|cookie| cookie.value().parse::<i64>().ok());
        let signed_out = signed_out.max().unwrap_or(i64::MIN);
        named(NAME)
            .filter_map(|cookie| self.open(cookie.value()))
            .find(|session| {
                session.signed_in >= signed_out
                    && now < session.signed_in + self.lifetime.absolute
                    && now < session.last_used + self.lifetime.idle
                    && !self.is_barred(session)
            })
    }

    fn issue(&self, session: &Session) -> Result<HeaderValue, SealError> {
        let Session {
            token,
            secure,
            signed_in,
            last_used,
            ..
        } = session;
        let transport = if *secure { "https" } else { "http" };
        let text = Secret::new(format!(
            "{transport}.{signed_in}.{last_used}.{}",
            token.expose()
        ));
        let sealed = self.key.seal(CONTEXT, text.expose().as_bytes())?;
        let left = signed_in + self.lifetime.absolute - last_used;
        let age = left.min(self.lifetime.idle);
        self.cookie(NAME, URL_SAFE_NO_PAD.encode(sealed), *secure, age)
            .ok_or(SealError::TooLong)
    }

    fn open(&self, value: &str) -> Option<Session> {
        let sealed = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (bytes, is_of_previous_key) = match self.key.open(CONTEXT, &sealed) {
            Ok(bytes) => (bytes, false),
            Err(_) => (self.previous.as_ref()?.open(CONTEXT, &sealed).ok()?, true),
        };
        let mut parts = std::str::from_utf8(&bytes).ok()?.splitn(4, '.');
        Some(Session {
            secure: parts.next()? == "https",
            signed_in: parts.next()?.parse().ok()?,
            last_used: parts.next()?.parse().ok()?,
            token: Secret::from(parts.next()?),
            is_of_previous_key,
        })
    }

    fn cookie(&self, name: &str, value: String, secure: bool, age: i64) -> Option<HeaderValue> {
        let cookie = Cookie::build((name, value))
            .path(self.path.as_str())
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(secure)
            .max_age(Duration::seconds(age))
            .build();
        HeaderValue::from_str(&cookie.to_string()).ok()
    }
}

impl Session {
    fn mark(&self) -> SessionMark {
        let hash = Sha256::new().chain_update(self.signed_in.to_be_bytes());
        hash.chain_update(self.token.expose()).finalize().into()
    }

    /// Whether the browser sends the cookie over HTTPS only.
    pub(super) fn is_secure(&self) -> bool {
        self.secure
    }
}

fn sealing_key(key: &MasterKey) -> SealingKey {
    key.derive("session cookie, v2")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60 * 60;

    fn key() -> MasterKey {
        let data = tempfile::tempdir().unwrap();
        MasterKey::load(None, data.path()).unwrap()
    }

    fn cookies() -> SessionCookies {
        SessionCookies::new(&key())
    }

    fn begin(cookies: &SessionCookies, token: &str, now: i64) -> String {
        let cookie = cookies.begin(Secret::from(token), true, now).unwrap();
        cookie.to_str().unwrap().to_owned()
    }

    /// The headers of a browser that was given these cookies.
    fn request(cookies: &[&str]) -> HeaderMap {
        let pairs = cookies
            .iter()
            .map(|cookie| cookie.split(';').next().unwrap());
        let pairs: Vec<_> = std::iter::once("other=1").chain(pairs).collect();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&pairs.join("; ")).unwrap());
        headers
    }

    #[test]
    fn a_session_ends_after_a_day_without_a_request() {
        let cookies = cookies();
        let cookie = begin(&cookies, "to.ken", 1000);
        assert!(!cookie.contains("to.ken"));
        let headers = request(&[&cookie]);
        let session = cookies.read(&headers, 1000 + DAY - 1).unwrap();
        assert_eq!(session.token.expose(), "to.ken");
        assert!(cookies.read(&headers, 1000 + DAY).is_none());
    }

    #[test]
    fn a_session_that_is_used_goes_on_and_ends_after_a_week() {
        let cookies = cookies();
        let mut cookie = begin(&cookies, "token", 0);
        let mut now = 0;
        while let Some(session) = cookies.read(&request(&[&cookie]), now) {
            let renewed = cookies.renewed(&session, now);
            assert_eq!(renewed.is_some(), now > 0, "at {now}");
            if let Some(renewed) = renewed {
                cookie = renewed.to_str().unwrap().to_owned();
                let age = (7 * DAY - now).min(DAY);
                assert!(cookie.contains(&format!("Max-Age={age}")), "{cookie}");
            }
            now += DAY / 2;
        }
        assert_eq!(now, 7 * DAY);
    }

    #[test]
    fn a_cookie_is_not_renewed_with_every_request() {
        let cookies = cookies();
        let cookie = begin(&cookies, "token", 0);
        let session = cookies.read(&request(&[&cookie]), RENEWAL - 1).unwrap();
        assert!(cookies.renewed(&session, RENEWAL - 1).is_none());
        assert!(cookies.renewed(&session, RENEWAL).is_some());
    }

    #[test]
    fn a_late_answer_does_not_bring_a_session_back_that_was_ended() {
        let cookies = cookies();
        let cookie = begin(&cookies, "token", 100);
        let session = cookies.read(&request(&[&cookie]), 900).unwrap();
        let ended = cookies.end(true, 901);
        let late = cookies.renewed(&session, 902).unwrap();
        let ended = ended[1].to_str().unwrap();
        let headers = request(&[ended, late.to_str().unwrap()]);
        assert!(cookies.read(&headers, 903).is_none());
        let anew = begin(&cookies, "token", 901);
        assert!(cookies.read(&request(&[ended, &anew]), 903).is_some());
    }

    #[test]
    fn who_kept_the_cookie_of_a_session_that_was_ended_has_nothing_and_others_go_on() {
        let cookies = cookies();
        let headers = |cookie: &str| request(&[cookie]);
        let (first, other) = (begin(&cookies, "token", 0), begin(&cookies, "other", 0));
        let session = cookies.read(&headers(&first), 10).unwrap();
        let renewed = cookies.renewed(&session, RENEWAL).unwrap();
        cookies.bar(&session, RENEWAL);
        for kept in [&first, renewed.to_str().unwrap()] {
            assert!(cookies.read(&headers(kept), RENEWAL).is_none());
        }
        assert!(cookies.read(&headers(&other), RENEWAL).is_some());
        let anew = begin(&cookies, "token", RENEWAL);
        assert!(cookies.read(&headers(&anew), RENEWAL).is_some());
        // What has ended anyway is remembered no longer.
        let other = cookies.read(&headers(&other), RENEWAL).unwrap();
        cookies.bar(&other, 8 * DAY);
        assert_eq!(cookies.ended.lock().unwrap().len(), 1);
    }

    #[test]
    fn the_previous_key_opens_cookies_while_keys_are_changed_and_no_other_does() {
        let (old, new) = (key(), key());
        let cookie = begin(&SessionCookies::new(&old), "token", 0);
        let headers = request(&[&cookie]);
        assert!(SessionCookies::new(&new).read(&headers, 0).is_none());
        let both = SessionCookies::new(&new).accepting(&old);
        let session = both.read(&headers, 0).unwrap();
        let renewed = both
            .renewed(&session, 0)
            .expect("at once, with the new key");
        let headers = request(&[renewed.to_str().unwrap()]);
        assert!(SessionCookies::new(&new).read(&headers, 0).is_some());
        assert!(
            both.accepting(&key())
                .read(&request(&[&cookie]), 0)
                .is_none()
        );
    }

    #[test]
    fn a_changed_cookie_is_none() {
        for junk in ["wavepass_session=", "wavepass_session=%%%", "x"] {
            assert!(cookies().read(&request(&[junk]), 0).is_none());
        }
    }

    #[test]
    fn no_script_and_no_other_site_gets_the_cookie() {
        let cookies = cookies().below("/wavepass");
        let cookie = begin(&cookies, "token", 0);
        for attribute in [
            "HttpOnly",
            "SameSite=Strict",
            "Secure",
            "Path=/wavepass",
            "Max-Age=86400",
        ] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        let plain = cookies.begin(Secret::from("token"), false, 0).unwrap();
        assert!(!plain.to_str().unwrap().contains("Secure"));
        assert!(
            cookies.end(true, 0)[0]
                .to_str()
                .unwrap()
                .contains("Max-Age=0")
        );
    }
}
