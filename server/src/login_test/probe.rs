//! Tries a login at a registry as a container engine does for a pull: the distribution
//! specification's `/v2/`, the challenge, the token, and the manifest of an image.
//!
//! Nothing is kept, nothing that the registry says is repeated, and no redirect is followed: what
//! asks for one is no registry's answer to these requests. Start at [`Probe::run`].

use std::time::Duration;

use axum::http::header::{ACCEPT, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method};
use http_auth::parser::ChallengeParser;
use reqwest::{Certificate, Client, RequestBuilder, Response, Url};
use wavepass_core::image::wave;
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::registry::ecr::EcrRegistry;
use wavepass_core::registry::login_test::{LoginTest, Outcome};
use wavepass_core::secret::Secret;

use super::guard::{Guard, NotAllowed};
use crate::ids;
use crate::upstream::{causes, tls_reason};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest answer of a token service that is read, in bytes.
const TOKEN_LIMIT: usize = 1024 * 1024;

/// Where Docker Hub's registry is (`RegistryInfo` in Wave's published source).
const DOCKER_HUB_HOST: &str = "registry-1.docker.io";

/// The forms of a manifest that engines take.
const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json";

/// What asks registries.
#[derive(Clone)]
pub(super) struct Probe {
    client: Client,
    guard: Guard,
}

/// How a registry wants to be asked.
enum Challenge {
    /// With user name and password.
    Basic,
    /// With a token of this service.
    Bearer { realm: Url, service: Option<String> },
}

/// What a request is authorized with.
enum Login<'a> {
    Nothing,
    Basic(&'a str, &'a Secret),
    Bearer(Secret),
}

/// Whether the registry takes a login.
enum Entry {
    In,
    Out,
}

impl Probe {
    /// What asks the addresses that a guard lets through. Beside the authorities that the system
    /// trusts, these are trusted.
    ///
    /// # Errors
    /// A system without certificates.
    pub(super) fn new(guard: Guard, authorities: &[Certificate]) -> Result<Self, reqwest::Error> {
        // A second installation by a test or a library is no error: the provider is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .tls_certs_merge(authorities.iter().cloned())
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve names itself.
            .no_proxy()
            .dns_resolver(std::sync::Arc::new(guard))
            .pool_max_idle_per_host(0)
            .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, guard })
    }

    /// Tries a login.
    pub(super) async fn run(&self, test: &LoginTest) -> Outcome {
        self.attempt(test).await.unwrap_or_else(|outcome| outcome)
    }

    /// Every end before the last is an error here.
    async fn attempt(&self, test: &LoginTest) -> Result<Outcome, Outcome> {
        let host = match test.registry.trim() {
            "" => DOCKER_HUB,
            host => host,
        };
        not_tried(host, test)?;
        let image = Self::image(host, test)?;
        let (base, first) = self.knock(host).await?;
        if first.status().is_success() {
            // A web site that answers everything is no registry.
            return Err(if is_registry(first.headers()) {
                Outcome::LetsAnyoneIn
            } else {
                Outcome::NotARegistry
            });
        }
        if first.status() != 401 {
            return Err(failed(first.status().as_u16()).unwrap_or(Outcome::NotARegistry));
        }
        let challenge = Self::challenge(&base, first.headers())?;
        let user = test.user_name.as_str();
        match self.enter(&base, &challenge, user, &test.password).await? {
            Entry::Out => return Err(Outcome::Rejected),
            Entry::In => {}
        }
        // What takes anybody says nothing about this one. The name is nobody's, so that no
        // account is locked for it.
        let nobody = format!("wavepass-{}", ids::random_word());
        let no_secret = Secret::new(ids::random_word());
        match self.enter(&base, &challenge, &nobody, &no_secret).await {
            Ok(Entry::In) => return Err(Outcome::LetsAnyoneIn),
            // What happens to nobody is no news of the login.
            Ok(Entry::Out) | Err(_) => {}
        }
        match image {
            Some(image) => self.read(&base, &challenge, test, &image).await,
            None => Ok(Outcome::Accepted),
        }
    }

    /// The image that has to be readable, if it is on this registry.
    fn image(host: &str, test: &LoginTest) -> Result<Option<wave::Coordinates>, Outcome> {
        let Some(text) = test
            .image
            .as_deref()
            .map(str::trim)
            .filter(|it| !it.is_empty())
        else {
            return Ok(None);
        };
        let not_an_image = || {
            Outcome::NotTried(format!(
                "What stands under “An image to try” is not the name of an image on {host}, so \
                 nothing was tried. Write it as {host}/team/tool:1.0, or leave it empty."
            ))
        };
        let image = wave::parse(text).map_err(|_| not_an_image())?;
        if image.registry != host || image.repository.is_empty() || image.scheme.is_some() {
            return Err(not_an_image());
        }
        Ok(Some(image))
    }

    /// Asks `/v2/` without a login. A registry on this machine may have no TLS, and engines ask it
    /// without then.
    async fn knock(&self, host: &str) -> Result<(Url, Response), Outcome> {
        let at = if host == DOCKER_HUB {
            DOCKER_HUB_HOST
        } else {
            host
        };
        let base = |scheme: &str| {
            let url = Url::parse(&format!("{scheme}://{at}/"));
            url.ok().filter(is_plain).ok_or(Outcome::NotARegistry)
        };
        let secure = base("https")?;
        let answer = self
            .ask(Method::GET, &join(&secure, "v2/"), &Login::Nothing)
            .await;
        match answer {
            Err(_) if self.guard.allows_private && is_this_machine(&secure) => {
                let plain = base("http")?;
                let answer = self
                    .ask(Method::GET, &join(&plain, "v2/"), &Login::Nothing)
                    .await?;
                Ok((plain, answer))
            }
            answer => Ok((secure, answer?)),
        }
    }

    /// How the registry wants to be asked.
    fn challenge(base: &Url, headers: &HeaderMap) -> Result<Challenge, Outcome> {
        let mut found = None;
        for header in headers.get_all(WWW_AUTHENTICATE) {
            let text = header.to_str().map_err(|_| Outcome::NotARegistry)?;
            for challenge in ChallengeParser::new(text).filter_map(Result::ok) {
                let parameter = |name: &str| {
                    let mut all = challenge.params.iter();
                    let found = all.find(|(other, _)| other.eq_ignore_ascii_case(name));
                    found.map(|(_, value)| value.to_unescaped())
                };
                if challenge.scheme.eq_ignore_ascii_case("bearer") {
                    let realm = parameter("realm").and_then(|realm| Url::parse(&realm).ok());
                    let realm = realm.ok_or(Outcome::NotARegistry)?;
                    // A password goes only where the registry is reached as well, or with TLS.
                    if realm.scheme() != "https" && base.scheme() == "https" {
                        return Err(Outcome::NotTried(
                            "The registry asks for the login at an address without TLS, so it \
                             was not sent."
                                .to_owned(),
                        ));
                    }
                    return Ok(Challenge::Bearer {
                        realm,
                        service: parameter("service"),
                    });
                }
                if challenge.scheme.eq_ignore_ascii_case("basic") {
                    found = Some(Challenge::Basic);
                }
            }
        }
        found.ok_or(Outcome::NotARegistry)
    }

    /// Whether a login is taken.
    async fn enter(
        &self,
        base: &Url,
        challenge: &Challenge,
        user: &str,
        password: &Secret,
    ) -> Result<Entry, Outcome> {
        let login = Login::Basic(user, password);
        let status = match challenge {
            Challenge::Basic => {
                let answer = self.ask(Method::GET, &join(base, "v2/"), &login).await?;
                answer.status().as_u16()
            }
            Challenge::Bearer { realm, service } => {
                let url = token_url(realm, service.as_deref(), None);
                self.ask(Method::GET, &url, &login).await?.status().as_u16()
            }
        };
        match status {
            200..=299 => Ok(Entry::In),
            // Token services say a wrong login in each of these ways.
            400 | 401 | 403 => Ok(Entry::Out),
            other => Err(failed(other).unwrap_or(Outcome::NotARegistry)),
        }
    }

    /// Whether a login that is taken may read an image.
    async fn read(
        &self,
        base: &Url,
        challenge: &Challenge,
        test: &LoginTest,
        image: &wave::Coordinates,
    ) -> Result<Outcome, Outcome> {
        let name = test.image.as_deref().unwrap_or_default().trim().to_owned();
        let basic = Login::Basic(&test.user_name, &test.password);
        let login = match challenge {
            Challenge::Basic => basic,
            Challenge::Bearer { realm, service } => {
                let url = token_url(realm, service.as_deref(), Some(&image.repository));
                let answer = self.ask(Method::GET, &url, &basic).await?;
                match answer.status().as_u16() {
                    200..=299 => Login::Bearer(token(answer).await?),
                    400 | 401 | 403 => return Err(Outcome::NoAccess(name)),
                    other => return Err(failed(other).unwrap_or(Outcome::NotARegistry)),
                }
            }
        };
        let path = format!("v2/{}/manifests/{}", image.repository, image.reference);
        let url = join(base, &path);
        let mut status = self
            .ask(Method::HEAD, &url, &login)
            .await?
            .status()
            .as_u16();
        if status == 405 {
            status = self.ask(Method::GET, &url, &login).await?.status().as_u16();
        }
        match status {
            200..=299 => Ok(Outcome::CanPull(name)),
            401 | 403 => Err(Outcome::NoAccess(name)),
            404 => Err(Outcome::NoSuchImage(name)),
            other => Err(failed(other).unwrap_or(Outcome::NotARegistry)),
        }
    }

    /// Asks an address that the guard lets through.
    async fn ask(&self, method: Method, url: &Url, login: &Login<'_>) -> Result<Response, Outcome> {
        self.guard
            .look_at(url)
            .map_err(|NotAllowed| Outcome::AddressNotAllowed)?;
        let request = self
            .client
            .request(method, url.clone())
            .header(ACCEPT, MANIFESTS);
        authorized(request, login)
            .send()
            .await
            .map_err(|error| no_answer(&error, url))
    }
}

/// What is not tried at all, because what is typed is not what the registry is asked with.
fn not_tried(host: &str, test: &LoginTest) -> Result<(), Outcome> {
    let is_ecr = EcrRegistry::recognise(host).is_some();
    if is_ecr && test.user_name != "AWS" {
        return Err(Outcome::NotTried(
            "Amazon ECR does not take an access key for a login: Wave asks Amazon for a password \
             with it that lasts 12 hours. That exchange is not tried here."
                .to_owned(),
        ));
    }
    Ok(())
}

/// Whether a URL is that of a host and nothing else.
fn is_plain(url: &Url) -> bool {
    url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|it| it.is_loopback())
}

fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url
}

/// Whether an answer to `/v2/` is one of a registry: it names its interface, or is JSON.
fn is_registry(headers: &HeaderMap) -> bool {
    let content = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    headers.contains_key("docker-distribution-api-version")
        || content.is_some_and(|it| it.starts_with("application/json"))
}

/// What a status means that is about the registry and not about the login.
fn failed(status: u16) -> Option<Outcome> {
    match status {
        429 => Some(Outcome::Limited),
        500..=599 => Some(Outcome::Failed(status)),
        _ => None,
    }
}

/// Where a token is asked for: for a repository, or for the login alone, as Wave asks.
fn token_url(realm: &Url, service: Option<&str>, repository: Option<&str>) -> Url {
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
async fn token(mut answer: Response) -> Result<Secret, Outcome> {
    let url = answer.url().clone();
    let mut body = Vec::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| no_answer(&error, &url))?
    {
        body.extend_from_slice(&chunk);
        if body.len() > TOKEN_LIMIT {
            return Err(Outcome::NotARegistry);
        }
    }
    let read: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
    let text = read.as_ref().and_then(|read| {
        let named = |name| read.get(name)?.as_str();
        named("token").or_else(|| named("access_token"))
    });
    text.map(Secret::from).ok_or(Outcome::NotARegistry)
}

fn authorized(request: RequestBuilder, login: &Login<'_>) -> RequestBuilder {
    match login {
        Login::Nothing => request,
        Login::Basic(user, password) => request.basic_auth(user, Some(password.expose())),
        Login::Bearer(token) => request.bearer_auth(token.expose()),
    }
}

/// What it means that there is no answer. The client's own words have the whole URL.
fn no_answer(error: &reqwest::Error, url: &Url) -> Outcome {
    let is_refused = causes(error).any(|cause| cause.downcast_ref::<NotAllowed>().is_some());
    if is_refused {
        Outcome::AddressNotAllowed
    } else if error.is_dns() {
        Outcome::UnknownHost
    } else if let Some(reason) = tls_reason(error, url.host_str().unwrap_or_default()) {
        Outcome::Tls(reason)
    } else if error.is_timeout() {
        Outcome::TimedOut
    } else {
        Outcome::Unreachable
    }
}
