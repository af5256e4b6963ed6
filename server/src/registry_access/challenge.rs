//! How a registry wants a login: the challenge of a 401, and the token that a service gives for it
//! (<https://distribution.github.io/distribution/spec/auth/token/>).

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::WWW_AUTHENTICATE;
use http_auth::parser::ChallengeParser;
use reqwest::{Response, Url};
use wavepass_core::registry::login_test::{Trouble, TroubleKind};
use wavepass_core::secret::Secret;

use super::trouble::{no_answer, trouble};

/// The longest answer of a token service that is read, in bytes.
const TOKEN_LIMIT: usize = 1024 * 1024;

/// How long a token lives whose service does not say so.
const USUAL_LIFE: Duration = Duration::from_mins(1);

/// How a registry wants to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// With user name and password.
    Basic,
    /// With a token of this service.
    Bearer { realm: Url, service: Option<String> },
}

/// What an answer asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A login of this kind.
    Login(Challenge),
    /// Nothing that a registry asks for.
    Nothing,
    /// A login that would go to this service without TLS.
    PlainService(Url),
}

/// A token, and how long it lives.
pub(crate) struct Token {
    pub(crate) value: Secret,
    pub(crate) life: Duration,
}

/// What the headers of a 401 ask for. A token is preferred to a password.
pub(crate) fn asked(base: &Url, headers: &HeaderMap) -> Asked {
    let mut found = Asked::Nothing;
    let headers = headers.get_all(WWW_AUTHENTICATE).iter();
    for header in headers.filter_map(|header| header.to_str().ok()) {
        for challenge in ChallengeParser::new(header).filter_map(Result::ok) {
            let parameter = |name: &str| {
                let mut all = challenge.params.iter();
                let found = all.find(|(other, _)| other.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.to_unescaped())
            };
            let realm = parameter("realm").and_then(|realm| Url::parse(&realm).ok());
            if let Some(realm) = realm
                && challenge.scheme.eq_ignore_ascii_case("bearer")
            {
                // A password goes only where the registry is reached as well, or with TLS.
                if realm.scheme() != "https" && base.scheme() == "https" {
                    return Asked::PlainService(realm);
                }
                return Asked::Login(Challenge::Bearer {
                    realm,
                    service: parameter("service"),
                });
            }
            if challenge.scheme.eq_ignore_ascii_case("basic") {
                found = Asked::Login(Challenge::Basic);
            }
        }
    }
    found
}

/// Where a token is asked for: for a repository, or for the login alone, as Wave asks.
pub(crate) fn token_url(realm: &Url, service: Option<&str>, repository: Option<&str>) -> Url {
    let mut url = realm.clone();
    {
        let mut query = url.query_pairs_mut();
        if let Some(service) = service {
            query.append_pair("service", service);
        }
        if let Some(repository) = repository {
            query.append_pair("scope", &format!("repository:{repository}:pull"));
        }
    }
    url
}

/// The token of an answer.
pub(crate) async fn token(mut answer: Response) -> Result<Token, Trouble> {
    let url = answer.url().clone();
    let mut body = Vec::new();
    loop {
        let chunk = answer
            .chunk()
            .await
            .map_err(|error| no_answer(&error, &url))?;
        let Some(chunk) = chunk else { break };
        body.extend_from_slice(&chunk);
        if body.len() > TOKEN_LIMIT {
            return Err(trouble(&url, TroubleKind::Garbled));
        }
    }
    let read: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
    let text = read.as_ref().and_then(|read| {
        let named = |name| read.get(name)?.as_str().filter(|text| !text.is_empty());
        named("token").or_else(|| named("access_token"))
    });
    // It has to go into a header.
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
    let value = text
        .map(Secret::from)
        .ok_or_else(|| trouble(&url, TroubleKind::Garbled))?;
    let life = read
        .as_ref()
        .and_then(|read| read.get("expires_in")?.as_u64());
    Ok(Token {
        value,
        life: life.map_or(USUAL_LIFE, Duration::from_secs),
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(values: &[&str]) -> Asked {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(value).unwrap());
        }
        asked(&Url::parse("https://quay.io/").unwrap(), &headers)
    }

    fn bearer(realm: &str, service: Option<&str>) -> Asked {
        Asked::Login(Challenge::Bearer {
            realm: Url::parse(realm).unwrap(),
            service: service.map(str::to_owned),
        })
    }

    #[test]
    fn a_challenge_is_read_in_any_order_and_a_token_is_preferred() {
        for (values, expected) in [
            (
                &[r#"Bearer realm="https://auth.example/t?a=b",service="reg",scope="x""#][..],
                bearer("https://auth.example/t?a=b", Some("reg")),
            ),
            (
                &[r#"bearer service="a, b", realm="https://auth.example/t""#],
                bearer("https://auth.example/t", Some("a, b")),
            ),
            (
                &[
                    r#"Basic realm="x""#,
                    r#"Bearer realm="https://auth.example/t""#,
                ],
                bearer("https://auth.example/t", None),
            ),
            (
                &[r#"Basic realm="Registry Realm""#],
                Asked::Login(Challenge::Basic),
            ),
            (&[r#"Bearer realm="no url""#], Asked::Nothing),
            (&["Negotiate"], Asked::Nothing),
            (&[], Asked::Nothing),
        ] {
            assert_eq!(of(values), expected, "{values:?}");
        }
    }

    #[test]
    fn a_service_without_tls_is_not_for_a_registry_with_tls() {
        let plain = of(&[r#"Bearer realm="http://auth.example/t""#]);
        assert!(matches!(plain, Asked::PlainService(_)));
    }

    #[test]
    fn a_token_is_asked_for_beside_what_the_realm_asks_for() {
        let realm = Url::parse("https://auth.example/t?account=x").unwrap();
        let url = token_url(&realm, Some("reg"), Some("a/b"));
        let expected =
            "https://auth.example/t?account=x&service=reg&scope=repository%3Aa%2Fb%3Apull";
        assert_eq!(url.as_str(), expected);
        assert_eq!(
            token_url(&realm, None, None).as_str().trim_end_matches('&'),
            realm.as_str()
        );
    }
}
