//! Tries a login at a registry as a container engine does for a pull: the distribution
//! specification's `/v2/`, the challenge, the token, and the manifest of an image.
//!
//! Nothing that the registry says is repeated. A redirect is followed through the guard, and the login
//! goes to no other place for it. Start at [`Probe::run`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use reqwest::{Certificate, Response, Url};
use wavepass_core::image::docker;
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::ecr::EcrRegistry;
use wavepass_core::registry::login_test::{LoginTest, Outcome, Trouble, TroubleKind};
use wavepass_core::secret::Secret;

use crate::ids;
use crate::registry_access::challenge::{Asked, Challenge, asked, token, token_url};
use crate::registry_access::guard::Guard;
use crate::registry_access::trouble::{is_of_certificate, trouble, unexpected};
use crate::registry_access::{
    Ask, DOCKER_HUB_HOST, Login, MANIFESTS, Patience, RegistryClient, join,
};

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a test may take in all: shorter than the server gives any request.
const TIMEOUT_OF_ALL: Duration = Duration::from_secs(30);

/// For how long it is remembered that a registry refuses a login that nobody has.
const REMEMBERED: Duration = Duration::from_hours(1);

/// How many registries are remembered.
const MOST_REMEMBERED: usize = 1000;

/// What asks registries.
pub(super) struct Probe {
    client: RegistryClient,
    /// Registries that have refused a login that nobody has, and when.
    discerning: Mutex<HashMap<String, Instant>>,
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
        let patience = Patience {
            silence: TIMEOUT,
            idle_connections: 0,
        };
        let client = RegistryClient::new(guard, authorities, patience)?;
        Ok(Self {
            client,
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
            && self.client.guard().asks_this_machine(&secure)
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
                    200..=299 => Login::Bearer(token(answer).await?.value),
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

    /// Asks an address, and where it sends to.
    async fn ask(
        &self,
        method: Method,
        url: &Url,
        login: &Login<'_>,
        accept: Option<&'static str>,
    ) -> Result<Response, Trouble> {
        let mut ask = Ask::new(method, url, login);
        ask.within = Some(TIMEOUT);
        if let Some(accept) = accept {
            ask.headers.insert(ACCEPT, HeaderValue::from_static(accept));
        }
        self.client.ask(&ask).await
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
    match asked(base, headers) {
        Asked::Login(challenge) => Ok(challenge),
        Asked::Nothing => Err(Outcome::NotARegistry),
        Asked::PlainService(realm) => Err(Outcome::Trouble(trouble(&realm, TroubleKind::NoTls))),
    }
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

/// Whether an answer to `/v2/` is one of a registry: it names its interface, or is JSON.
fn is_registry(headers: &HeaderMap) -> bool {
    let content = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    headers.contains_key("docker-distribution-api-version")
        || content.is_some_and(|it| it.starts_with("application/json"))
}
