//! JSON Web Tokens: what they say about themselves.
//!
//! The middle part is read and nothing is verified: whoever issued the token wrote it there
//! for everyone to read. Start at [`detect`].

use serde_json::{Map, Value};

use super::encoded::url_safe_object;
use super::{Detected, Evidence};
use crate::registry::catalogue::Registry;
use crate::registry::secret::kind::Kind;
use crate::registry::secret::surroundings::Surroundings;
use crate::registry::secret::user_name::UserForm;

/// What Azure registries call themselves in their tokens.
const AZURE: &str = "Azure Container Registry";

/// What is of interest in a token.
struct Claims {
    issuer: String,
    grant: Option<String>,
    audience: Option<String>,
    expires_at: Option<i64>,
}

/// What a text is when it is a JSON Web Token.
pub(super) fn detect(text: &str, around: &Surroundings<'_>) -> Option<Detected> {
    let claims = Claims::read(text)?;
    let (kind, evidence) = claims
        .by_issuer()
        .or_else(|| claims.by_audience())
        .or_else(|| by_surroundings(around))
        .unwrap_or_else(|| (claims.of_nobody(around.now), Evidence::Jwt));
    let mut detected = Detected::new(kind, evidence);
    if kind == Kind::JwtNoExp && !is_at_red_hat(around) {
        detected.registries = &[];
    }
    detected.expires_at = claims.expires_at;
    detected.audience = claims.audience;
    Some(detected)
}

/// When a text ends that is a JSON Web Token, in Unix seconds; none where it does not say.
pub(crate) fn end_of_token(text: &str) -> Option<i64> {
    Claims::read(text)?.expires_at
}

impl Claims {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (head, body) = (parts.next()?, parts.next()?);
        let _signature = parts.next()?;
        if parts.next().is_some() {
            return None;
        }
        url_safe_object(head)?;
        let body = url_safe_object(body)?;
        Some(Self {
            issuer: text_of(&body, "iss").unwrap_or_default(),
            grant: text_of(&body, "grant_type"),
            audience: text_of(&body, "aud"),
            expires_at: body.get("exp").and_then(seconds),
        })
    }

    fn by_issuer(&self) -> Option<(Kind, Evidence)> {
        if self.issuer == AZURE {
            return Some(match self.grant.as_deref() {
                Some("access_token") => (Kind::AcrAccessToken, Evidence::JwtIssuerAndGrant),
                Some("refresh_token") => (Kind::AcrRefreshToken, Evidence::JwtIssuerAndGrant),
                _ => (Kind::AcrRefreshToken, Evidence::JwtIssuer),
            });
        }
        let host = self.issuer.strip_prefix("https://iam.")?;
        let host = host.split_once('/').map_or(host, |(host, _)| host);
        (host == "cloud.ibm.com" || host.ends_with(".cloud.ibm.com"))
            .then_some((Kind::IbmIamToken, Evidence::JwtIssuer))
    }

    /// A token for an Azure registry, whoever issued it.
    fn by_audience(&self) -> Option<(Kind, Evidence)> {
        let host = self.audience.as_deref()?.to_ascii_lowercase();
        (Registry::of_host(&host) == Some(Registry::Acr))
            .then_some((Kind::AcrRefreshToken, Evidence::Jwt))
    }

    fn of_nobody(&self, now: i64) -> Kind {
        match self.expires_at {
            None => Kind::JwtNoExp,
            Some(at) if at <= now => Kind::JwtExpired,
            Some(_) => Kind::JwtUnknown,
        }
    }
}

/// What a token without a telling issuer is most likely, where it is going to be used.
fn by_surroundings(around: &Surroundings<'_>) -> Option<(Kind, Evidence)> {
    let kind = if around.is(Registry::Jfrog) {
        Kind::JfrogAccessToken
    } else if around.is(Registry::Ocir) || around.user_name == "BEARER_TOKEN" {
        Kind::OcirBearerToken
    } else if around.is(Registry::Icr) && around.user_name == "iambearer" {
        Kind::IbmIamToken
    } else if UserForm::HarborRobot.fits(around.user_name) {
        Kind::HarborRobotJwt
    } else {
        return None;
    };
    Some((kind, Evidence::Jwt))
}

fn is_at_red_hat(around: &Surroundings<'_>) -> bool {
    around.is(Registry::RedHat) || UserForm::RedHatServiceAccount.fits(around.user_name)
}

fn text_of(body: &Map<String, Value>, claim: &str) -> Option<String> {
    body.get(claim)?.as_str().map(str::to_owned)
}

/// A point in time as tokens write it: a number of seconds, perhaps with a fraction.
fn seconds(value: &Value) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the fraction does not matter, and what is out of range is far away"
    )]
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|number| number as i64))
}
