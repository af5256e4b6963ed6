//! Passwords of Amazon ECR: an access key is exchanged for one, by a request that is signed as Amazon
//! documents it (Signature Version 4,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! Roles are not assumed: this server has no identity at Amazon. Start at [`Exchange::password`].

use std::time::{Duration, Instant};

use axum::http::{HeaderName, HeaderValue, Method};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use moka::sync::Cache;
use reqwest::Url;
use serde_json::Value;
use sha2::{Digest, Sha256};
use wavepass_core::registry::ecr::{EcrRegistry, HostOwner, UserName};
use wavepass_core::secret::Secret;

use super::choice::{Chosen, Version};
use super::digest::hexadecimal;
use super::fault::{Cause, PullFault};
use crate::clock;
use crate::crypto::hashing::hmac;
use crate::registry_access::{Ask, Login, RegistryClient};

/// How long a password is kept; Amazon's own live twelve hours.
const KEPT_FOR: Duration = Duration::from_hours(3);

/// How long Amazon may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The longest answer that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Exchanges access keys for passwords.
pub(super) struct Exchange {
    /// In place of Amazon's own: for tests.
    amazon: Option<Url>,
    passwords: Cache<(String, Version, String), (Secret, Instant)>,
}

/// Why a login of that user name does not work at a registry of Amazon's, as a sentence without its
/// end; none at other registries, and where nothing is known.
pub(super) fn why_it_fails(registry: &str, user_name: &str) -> Option<&'static str> {
    EcrRegistry::recognise(registry)?;
    (UserName::read(user_name) == UserName::Login).then_some(
        "A password of aws ecr get-login-password lives twelve hours, and Wave itself takes no user \
         name AWS: store the ID of an access key and its secret",
    )
}

impl Exchange {
    pub(super) fn new(amazon: Option<Url>) -> Self {
        Self {
            amazon,
            passwords: Cache::builder()
                .max_capacity(1000)
                .time_to_live(KEPT_FOR)
                .build(),
        }
    }

    /// The user name and password that Amazon gives for an access key; none for other registries, and
    /// for a login that is one already.
    pub(super) async fn password(
        &self,
        client: &RegistryClient,
        registry: &str,
        login: &Chosen,
    ) -> Result<Option<(String, Secret)>, PullFault> {
        let Some(ecr) = EcrRegistry::recognise(registry) else {
            return Ok(None);
        };
        let refused = |message: &str| Err(PullFault::new(Cause::NotOffered, message));
        match UserName::read(&login.user_name) {
            UserName::Login => return Ok(None),
            UserName::Role => {
                return refused(
                    "The credentials name a role of AWS, which this Wave cannot assume: it has no \
                     identity at Amazon.",
                )
                .map_err(|fault| fault.or("Store the ID of an access key and its secret"));
            }
            UserName::TemporaryKey => {
                return refused(
                    "The credentials have a temporary access key (ASIA…), which works with its \
                     session token alone.",
                )
                .map_err(|fault| fault.or("Store a key that begins with AKIA, and its secret"));
            }
            UserName::AccessKey | UserName::Other => {}
        }
        if ecr.owner == HostOwner::Unknown {
            return refused(
                "The host looks like one of Amazon ECR and is not Amazon's, so it gets no password \
                 of Amazon's.",
            )
            .map_err(|fault| fault.or("Check the host in the name of the image"));
        }
        let key = (login.taken.id.clone(), login.version, registry.to_owned());
        let kept = self.passwords.get(&key);
        if let Some((password, _)) = kept.filter(|(_, until)| Instant::now() < *until) {
            return Ok(Some(("AWS".to_owned(), password)));
        }
        let password = self
            .exchange(client, &ecr, &login.user_name, &login.password)
            .await?;
        self.passwords
            .insert(key, (password.clone(), Instant::now() + KEPT_FOR));
        Ok(Some(("AWS".to_owned(), password)))
    }

    /// Asks Amazon for the password that goes with an access key.
    pub(super) async fn exchange(
        &self,
        client: &RegistryClient,
        ecr: &EcrRegistry<'_>,
        key_id: &str,
        secret: &Secret,
    ) -> Result<Secret, PullFault> {
        let (service, target) = if ecr.is_public() {
            ("ecr-public", "SpencerFrontendService.GetAuthorizationToken")
        } else {
            (
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
            )
        };
        let url = match &self.amazon {
            Some(url) => url.clone(),
            None => endpoint(service, ecr.region)?,
        };
        let time = clock::timestamp(clock::now()).to_iso();
        let signed = Signing {
            key_id,
            secret: secret.expose(),
            region: ecr.region,
            service,
            time: &compact(&time),
        };
        let headers = signed.headers(&url, target, b"{}");
        let mut ask = Ask::new(Method::POST, &url, &Login::Nothing);
        ask.within = Some(TIMEOUT);
        for (name, value) in headers {
            let value = HeaderValue::from_str(&value);
            let value = value.map_err(|_| not_taken())?;
            ask.headers.insert(HeaderName::from_static(name), value);
        }
        ask.body = Some(b"{}");
        let mut answer = client
            .ask_at(&ask, &url)
            .await
            .map_err(|trouble| PullFault::of(&trouble))?;
        match answer.status().as_u16() {
            200 => {}
            400 | 401 | 403 => return Err(not_taken()),
            429 => return Err(PullFault::limited_by("Amazon", answer.headers())),
            _ => return Err(PullFault::failed("Amazon", answer.status())),
        }
        let mut body = Vec::new();
        while let Ok(Some(chunk)) = answer.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST {
                break;
            }
        }
        password(&body).ok_or_else(|| {
            PullFault::new(
                Cause::Failed,
                "Amazon answered something that is no password.",
            )
        })
    }
}

fn not_taken() -> PullFault {
    PullFault::new(
        Cause::Login,
        "Amazon gives no password for the access key of these credentials.",
    )
    .or("Check the ID of the access key and its secret, and that it may ecr:GetAuthorizationToken")
}

fn endpoint(service: &str, region: &str) -> Result<Url, PullFault> {
    let end = if region.starts_with("cn-") {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    };
    Url::parse(&format!("https://api.{service}.{region}.{end}/"))
        .map_err(|_| PullFault::new(Cause::Host, "The host names no region of AWS."))
}

/// `2015-08-30T12:36:00Z` as Amazon writes it: `20150830T123600Z`.
fn compact(time: &str) -> String {
    time.chars().filter(|c| !matches!(c, '-' | ':')).collect()
}

/// The password of an answer: the part behind the colon of what is in base64 there. ECR answers a list,
/// ECR Public one.
fn password(body: &[u8]) -> Option<Secret> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let data = body.get("authorizationData")?;
    let data = data.get(0).unwrap_or(data);
    let token = data.get("authorizationToken")?.as_str()?;
    let text = STANDARD.decode(token).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (_, password) = text.split_once(':')?;
    (!password.is_empty()).then(|| Secret::from(password))
}

/// What a request is signed with.
struct Signing<'a> {
    key_id: &'a str,
    secret: &'a str,
    region: &'a str,
    service: &'a str,
    /// `20150830T123600Z`.
    time: &'a str,
}

impl Signing<'_> {
    /// The headers of a signed `POST` of JSON to a target.
    fn headers(&self, url: &Url, target: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let host = match (url.host_str().unwrap_or_default(), url.port()) {
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        };
        let headers = [
            ("content-type", "application/x-amz-json-1.1"),
            ("host", &host),
            ("x-amz-date", self.time),
            ("x-amz-target", target),
        ];
        let authorization = self.authorization("POST", url.path(), "", &headers, body);
        let mut all: Vec<(&'static str, String)> = headers
            .into_iter()
            .filter(|(name, _)| *name != "host")
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        all.push(("authorization", authorization));
        all
    }

    /// The header `Authorization` of a request, whose headers are in alphabetical order.
    fn authorization(
        &self,
        method: &str,
        path: &str,
        query: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> String {
        let canonical = headers.iter().fold(String::new(), |text, (name, value)| {
            text + name
                + ":"
                + value.trim()
                + "
"
        });
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let hash = hexadecimal(&Sha256::digest(body));
        let request = format!("{method}\n{path}\n{query}\n{canonical}\n{names}\n{hash}");
        let day = self.time.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let to_sign = format!(
            "AWS4-HMAC-SHA256\n{}\n{scope}\n{}",
            self.time,
            hexadecimal(&Sha256::digest(request.as_bytes()))
        );
        let first = zeroize::Zeroizing::new(format!("AWS4{}", self.secret));
        let mut key = zeroize::Zeroizing::new(hmac(first.as_bytes(), day.as_bytes()));
        for part in [self.region, self.service, "aws4_request"] {
            *key = hmac(&*key, part.as_bytes());
        }
        let signature = hexadecimal(&hmac(&*key, to_sign.as_bytes()));
        format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            self.key_id
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Amazon's documentation of the signature.
    #[test]
    fn a_request_is_signed_as_in_amazons_own_example() {
        let signing = Signing {
            key_id: "AKIDEXAMPLE",
            secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "iam",
            time: "20150830T123600Z",
        };
        let headers = [
            (
                "content-type",
                "application/x-www-form-urlencoded; charset=utf-8",
            ),
            ("host", "iam.amazonaws.com"),
            ("x-amz-date", "20150830T123600Z"),
        ];
        let authorization = signing.authorization(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            &headers,
            b"",
        );
        assert_eq!(
            authorization,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date, \
             Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        );
        assert_eq!(compact("2015-08-30T12:36:00Z"), "20150830T123600Z");
    }

    #[test]
    fn the_password_is_read_from_both_forms_of_the_answer() {
        let token = STANDARD.encode("AWS:S3ntinel!");
        for body in [
            format!(r#"{{"authorizationData":[{{"authorizationToken":"{token}"}}]}}"#),
            format!(r#"{{"authorizationData":{{"authorizationToken":"{token}"}}}}"#),
        ] {
            assert_eq!(password(body.as_bytes()).unwrap().expose(), "S3ntinel!");
        }
        for body in [
            "",
            "{}",
            r#"{"authorizationData":[]}"#,
            r#"{"authorizationData":[{"authorizationToken":"eA=="}]}"#,
        ] {
            assert!(password(body.as_bytes()).is_none(), "{body}");
        }
    }

    #[test]
    fn each_region_has_its_endpoint() {
        for (service, region, url) in [
            (
                "ecr",
                "eu-west-1",
                "https://api.ecr.eu-west-1.amazonaws.com/",
            ),
            (
                "ecr",
                "cn-north-1",
                "https://api.ecr.cn-north-1.amazonaws.com.cn/",
            ),
            (
                "ecr-public",
                "us-east-1",
                "https://api.ecr-public.us-east-1.amazonaws.com/",
            ),
        ] {
            assert_eq!(endpoint(service, region).unwrap().as_str(), url);
        }
    }

    #[test]
    fn only_the_user_name_aws_at_amazon_is_told_that_it_cannot_last() {
        let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        assert!(why_it_fails(ecr, "AWS").is_some());
        assert!(why_it_fails(ecr, "AKIAIOSFODNN7EXAMPLE").is_none());
        assert!(why_it_fails("quay.io", "AWS").is_none());
    }
}
