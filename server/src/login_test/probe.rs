//! Tries a login at a registry as a container engine does for a pull: the distribution
//! specification's `/v2/`, the challenge, the token, and the manifest of an image.
//!
//! Nothing that the registry says is repeated. A redirect is followed through the guard, and the login
//! goes to no other place for it. Start at [`Probe::run`].

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method};
use http_auth::parser::ChallengeParser;
use reqwest::{Certificate, Client, Response, Url};
use wavepass_core::image::docker;
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::ecr::EcrRegistry;
use wavepass_core::registry::login_test::{LoginTest, Outcome, Trouble, TroubleKind};
use wavepass_core::secret::Secret;

use super::guard::{Guard, NotAllowed};
use crate::ids;
use crate::upstream::{causes, tls_reason};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a test may take in all: shorter than the server gives any request.
const TIMEOUT_OF_ALL: Duration = Duration::from_secs(30);

/// The longest answer of a token service that is read, in bytes.
const TOKEN_LIMIT: usize = 1024 * 1024;

/// How many redirects of one request are followed.
const MOST_REDIRECTS: usize = 5;

/// Where Docker Hub's registry is (`RegistryInfo` in Wave's published source).
const DOCKER_HUB_HOST: &str = "registry-1.docker.io";

/// For how long it is remembered that a registry refuses a login that nobody has.
const REMEMBERED: Duration = Duration::from_hours(1);

/// How many registries are remembered.
const MOST_REMEMBERED: usize = 1000;

/// The forms of a manifest that engines take.
const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.list.v2+json, \
     application/vnd.oci.image.manifest.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json";

/// What asks registries.
pub(super) struct Probe {
    client: Client,
    guard: Guard,
    /// Registries that have refused a login that nobody has, and when.
    discerning: Mutex<HashMap<String, Instant>>,
}

/// How a registry wants to be asked.
enum Challenge {
    /// With user name and password.
    Basic,
    /// With a token of this service.
    Bearer { realm: Url, service: Option<String> },
}

/// What a request is authorized with.
#[derive(Clone)]
enum Login<'a> {
    Nothing,
    Basic(&'a str, &'a Secret),
    Bearer(Secret),
}

/// What a registry makes of a login.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// It takes it.
    In,
    /// It says that it is wrong.
    Out,
    /// It does not let it in, and does not say why.
    Closed,
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
            .dns_resolver(Arc::new(guard))
            .pool_max_idle_per_host(0)
            .user_agent(concat!("wavepass/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            client,
            guard,
            discerning: Mutex::default(),
        })
    }

    /// Tries a login.
    pub(super) async fn run(&self, test: &LoginTest) -> Outcome {
        match tokio::time::timeout(TIMEOUT_OF_ALL, self.attempt(test)).await {
            Ok(outcome) => outcome.unwrap_or_else(|end| end),
            Err(_) => Outcome::Trouble(Trouble {
                at: test.host().to_owned(),
                kind: TroubleKind::TimedOut,
            }),
        }
    }

    /// Every end before the last is an error here.
    async fn attempt(&self, test: &LoginTest) -> Result<Outcome, Outcome> {
        let host = test.host();
        if EcrRegistry::recognise(host).is_some() {
            return Err(Outcome::NotTried(
                "Logins of Amazon ECR are not tried here: Wave asks Amazon for a password itself, \
                 with the ID of an access key and its secret or with a role, and takes no other \
                 login."
                    .to_owned(),
            ));
        }
        if test.registry.contains("://") {
            return Err(no_host());
        }
        let image = image(host, test)?;
        let (base, first) = self.knock(host).await?;
        if first.status().is_success() {
            // A web site that answers everything is no registry.
            return Err(if is_registry(first.headers()) {
                Outcome::AsksForNoLogin
            } else {
                Outcome::NotARegistry
            });
        }
        match first.status().as_u16() {
            401 => {}
            404 => return Err(Outcome::NotARegistry),
            other => return Err(Outcome::Trouble(unexpected(&base, other))),
        }
        let challenge = challenge(&base, first.headers())?;
        let user = test.user_name.as_str();
        let entry = self.enter(&base, &challenge, user, &test.password).await;
        match entry.map_err(Outcome::Trouble)? {
            Entry::In => {}
            Entry::Out => return Err(Outcome::Rejected),
            Entry::Closed => return Err(Outcome::NotLetIn),
        }
        if self.takes_anybody(host, &base, &challenge).await {
            return Err(Outcome::TakesAnyLogin);
        }
        let Some(image) = image else {
            return Ok(Outcome::Accepted);
        };
        let read = self.read(&base, &challenge, test, &image).await;
        let named = test.image.as_deref().unwrap_or_default().trim().to_owned();
        Ok(match read {
            Ok(true) => Outcome::CanPull(named),
            Ok(false) => Outcome::CannotPull(named),
            Err(trouble) => Outcome::PullNotKnown(trouble),
        })
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
            let url = Url::parse(&format!("{scheme}://{at}/"))
                .ok()
                .filter(is_plain);
            url.ok_or_else(no_host)
        };
        let knock = async |base: &Url| {
            let url = join(base, "v2/");
            self.ask(Method::GET, &url, &Login::Nothing, None).await
        };
        let secure = base("https")?;
        let answer = knock(&secure).await;
        if let Err(trouble) = &answer
            && self.guard.asks_this_machine(&secure)
            && !is_of_certificate(&trouble.kind)
        {
            let plain = base("http")?;
            match knock(&plain).await {
                Ok(answer) => return Ok((plain, answer)),
                // It speaks no TLS, so that is what it says.
                Err(of_plain) if matches!(trouble.kind, TroubleKind::Tls(_)) => {
                    return Err(Outcome::Trouble(of_plain));
                }
                Err(_) => {}
            }
        }
        Ok((secure, answer.map_err(Outcome::Trouble)?))
    }

    /// What the registry makes of a login.
    async fn enter(
        &self,
        base: &Url,
        challenge: &Challenge,
        user: &str,
        password: &Secret,
    ) -> Result<Entry, Trouble> {
        let login = Login::Basic(user, password);
        let (url, answer) = match challenge {
            Challenge::Basic => {
                let url = join(base, "v2/");
                let answer = self.ask(Method::GET, &url, &login, None).await?;
                (url, answer)
            }
            Challenge::Bearer { realm, service } => {
                let url = token_url(realm, service.as_deref(), None);
                let answer = self.ask(Method::GET, &url, &login, None).await?;
                if answer.status().is_success() {
                    // A page to sign in at is a success, too.
                    token(answer).await?;
                    return Ok(Entry::In);
                }
                (url, answer)
            }
        };
        match answer.status().as_u16() {
            200..=299 => Ok(Entry::In),
            401 => Ok(Entry::Out),
            403 => Ok(Entry::Closed),
            other => Err(unexpected(&url, other)),
        }
    }

    /// Whether the registry takes a login that nobody has, so that it taking one proves nothing.
    /// The name is nobody's, so that no account is locked for it; and whoever runs a registry may
    /// count failed logins, so that those which are known to refuse them are not asked, and others
    /// once an hour. What came of it where it is not known is no news of the login.
    async fn takes_anybody(&self, host: &str, base: &Url, challenge: &Challenge) -> bool {
        if Registry::of_host(host).is_some_and(|registry| registry != Registry::Local) {
            return false;
        }
        let remembered = |seen: &Instant| seen.elapsed() < REMEMBERED;
        let lock = || {
            self.discerning
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if lock().get(host).is_some_and(remembered) {
            return false;
        }
        let nobody = format!("wavepass-{}", ids::random_word());
        let no_secret = Secret::new(ids::random_word());
        match self.enter(base, challenge, &nobody, &no_secret).await {
            Ok(Entry::In) => true,
            Ok(Entry::Out | Entry::Closed) => {
                let mut known = lock();
                if known.len() >= MOST_REMEMBERED {
                    known.retain(|_, seen| remembered(seen));
                }
                if known.len() < MOST_REMEMBERED {
                    known.insert(host.to_owned(), Instant::now());
                }
                false
            }
            Err(_) => false,
        }
    }

    /// Whether a login that is taken may read an image.
    async fn read(
        &self,
        base: &Url,
        challenge: &Challenge,
        test: &LoginTest,
        image: &Named,
    ) -> Result<bool, Trouble> {
        let basic = Login::Basic(&test.user_name, &test.password);
        let login = match challenge {
            Challenge::Basic => basic,
            Challenge::Bearer { realm, service } => {
                let url = token_url(realm, service.as_deref(), Some(&image.repository));
                let answer = self.ask(Method::GET, &url, &basic, None).await?;
                match answer.status().as_u16() {
                    200..=299 => Login::Bearer(token(answer).await?),
                    401 | 403 | 404 => return Ok(false),
                    other => return Err(unexpected(&url, other)),
                }
            }
        };
        let path = format!("v2/{}/manifests/{}", image.repository, image.reference);
        let url = join(base, &path);
        let ask = async |method| {
            let answer = self.ask(method, &url, &login, Some(MANIFESTS)).await?;
            Ok::<_, Trouble>(answer.status().as_u16())
        };
        let mut status = ask(Method::HEAD).await?;
        // Not every registry takes this method.
        if matches!(status, 400 | 404 | 405 | 501) {
            status = ask(Method::GET).await?;
        }
        match status {
            200..=299 => Ok(true),
            401 | 403 | 404 => Ok(false),
            other => Err(unexpected(&url, other)),
        }
    }

    /// Asks an address that the guard lets through, and where it sends to. A login goes to no other
    /// place than the one that it is for.
    async fn ask(
        &self,
        method: Method,
        url: &Url,
        login: &Login<'_>,
        accept: Option<&str>,
    ) -> Result<Response, Trouble> {
        let mut at = url.clone();
        for _ in 0..=MOST_REDIRECTS {
            self.guard
                .look_at(&at)
                .map_err(|not| not_allowed(not, &at))?;
            let mut request = self.client.request(method.clone(), at.clone());
            if let Some(accept) = accept {
                request = request.header(ACCEPT, accept);
            }
            let is_for_it = at.origin() == url.origin();
            request = match login {
                Login::Basic(user, password) if is_for_it => {
                    request.basic_auth(user, Some(password.expose()))
                }
                Login::Bearer(token) if is_for_it => request.bearer_auth(token.expose()),
                Login::Nothing | Login::Basic(..) | Login::Bearer(_) => request,
            };
            let answer = request
                .send()
                .await
                .map_err(|error| no_answer(&error, &at))?;
            let to = answer
                .headers()
                .get(LOCATION)
                .filter(|_| answer.status().is_redirection());
            let to = to.and_then(|to| at.join(to.to_str().ok()?).ok());
            match to {
                Some(to) => at = to,
                None => return Ok(answer),
            }
        }
        Err(trouble(&at, TroubleKind::Garbled))
    }
}

/// An image on a registry.
struct Named {
    repository: String,
    /// Its tag or digest.
    reference: String,
}

/// The image that has to be readable, if it is on this registry.
fn image(host: &str, test: &LoginTest) -> Result<Option<Named>, Outcome> {
    let named = test.image.as_deref().map(str::trim);
    let Some(named) = named.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let not_an_image = || {
        Outcome::NotTried(format!(
            "What stands under “An image to try” is not the name of an image on {host}, so nothing \
             was tried. Write it as {host}/team/tool:1.0, or leave it empty."
        ))
    };
    let image = docker::parse(named).map_err(|_| not_an_image())?;
    if image.registry() != host {
        return Err(not_an_image());
    }
    let reference = image.digest().or(image.tag()).unwrap_or("latest");
    Ok(Some(Named {
        repository: image.repository().to_owned(),
        reference: reference.to_owned(),
    }))
}

/// How the registry wants to be asked.
fn challenge(base: &Url, headers: &HeaderMap) -> Result<Challenge, Outcome> {
    let mut found = None;
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
                    return Err(Outcome::Trouble(trouble(&realm, TroubleKind::NoTls)));
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

fn no_host() -> Outcome {
    Outcome::NotTried(
        "Only a host can be tried, with its port where it has one. Correct the registry server \
         first."
            .to_owned(),
    )
}

/// Whether a URL is that of a host and nothing else.
fn is_plain(url: &Url) -> bool {
    url.username().is_empty()
        && url.password().is_none()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
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
async fn token(mut answer: Response) -> Result<Secret, Trouble> {
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
    text.map(Secret::from)
        .ok_or_else(|| trouble(&url, TroubleKind::Garbled))
}

/// What was in the way at a URL.
fn trouble(url: &Url, kind: TroubleKind) -> Trouble {
    let host = url.host_str().unwrap_or_default();
    let at = match url.port() {
        Some(port) => format!("{host}:{port}"),
        // As people write it.
        None if host == DOCKER_HUB_HOST => DOCKER_HUB.to_owned(),
        None => host.to_owned(),
    };
    Trouble { at, kind }
}

/// What a status means that is no answer to a login.
fn unexpected(url: &Url, status: u16) -> Trouble {
    let kind = match status {
        429 => TroubleKind::Limited,
        500..=599 => TroubleKind::Failed(status),
        _ => TroubleKind::Unexpected(status),
    };
    trouble(url, kind)
}

fn not_allowed(not: NotAllowed, url: &Url) -> Trouble {
    let kind = match not {
        NotAllowed::Address => TroubleKind::AddressNotAllowed,
        NotAllowed::Port => TroubleKind::PortNotAllowed,
        NotAllowed::Plain => TroubleKind::NoTls,
    };
    trouble(url, kind)
}

/// Whether the other side was reached, and is not trusted.
fn is_of_certificate(kind: &TroubleKind) -> bool {
    matches!(kind, TroubleKind::Tls(reason) if reason.contains("certificate"))
}

/// What it means that there is no answer. The client's own words have the whole URL.
fn no_answer(error: &reqwest::Error, url: &Url) -> Trouble {
    let not = causes(error).find_map(|cause| cause.downcast_ref::<NotAllowed>());
    if let Some(not) = not {
        return not_allowed(*not, url);
    }
    let host = url.host_str().unwrap_or_default();
    let io = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>());
    let was_closed = io.is_some_and(|it| it.kind() == io::ErrorKind::UnexpectedEof);
    let kind = if error.is_dns() {
        TroubleKind::NoAddress
    } else if let Some(reason) = tls_reason(error, host) {
        TroubleKind::Tls(reason)
    } else if error.is_timeout() {
        TroubleKind::TimedOut
    } else if error.is_connect() && !was_closed {
        TroubleKind::Unreachable
    } else {
        TroubleKind::Garbled
    };
    trouble(url, kind)
}
