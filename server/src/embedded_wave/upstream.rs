//! Asks the registry that an image is in: with the login that its challenge wants, and with the answer
//! of its token service kept as long as that says, for this one credential in this one state.
//!
//! Start at [`Upstream::ask`].

use std::time::{Duration, Instant};

use axum::http::{HeaderMap, Method, StatusCode};
use moka::sync::Cache;
use reqwest::{Response, Url};
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::registry::login_test::{Trouble, TroubleKind};
use wavepass_core::secret::Secret;
use wavepass_core::wave::pull::StepKind;

use super::choice::{Chosen, Version};
use super::ecr::{self, Exchange};
use super::fault::{Cause, PullFault};
use super::steps::Steps;
use crate::registry_access::challenge::{Asked, Challenge, asked, token, token_url};
use crate::registry_access::trouble::is_of_certificate;
use crate::registry_access::{Ask, DOCKER_HUB_HOST, Login, RegistryClient, join};

/// How long a registry or a token service may take to say how it wants a login, and to take one.
const LOGIN_TIMEOUT: Duration = Duration::from_secs(20);

/// How much before its end a token is taken for one that has ended.
const MARGIN: Duration = Duration::from_secs(10);

/// How many logins are remembered.
const REMEMBERED: u64 = 10_000;

/// For how long it is remembered whether a registry on this machine has TLS.
const SCHEME_LIFE: Duration = Duration::from_mins(10);

/// Asks registries.
pub(super) struct Upstream {
    client: RegistryClient,
    logins: Cache<LoginKey, Known>,
    /// Of registries on this machine: their URLs, with or without TLS.
    bases: Cache<String, Url>,
    ecr: Exchange,
}

/// Where an image is, and who asks.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) registry: &'a str,
    pub(super) repository: &'a str,
    pub(super) login: Option<&'a Chosen>,
    pub(super) steps: &'a Steps,
}

/// What is asked of a source.
pub(super) struct Question<'a> {
    pub(super) method: Method,
    /// Below `/v2/NAME/`.
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) headers: HeaderMap,
    /// How long the answer may take with its body; without it only its head is waited for.
    pub(super) within: Option<Duration>,
}

/// An answer, and where it came from in the end.
pub(super) type Answer = Response;

#[derive(Clone, PartialEq, Eq, Hash)]
struct LoginKey {
    credential: Option<(String, Version)>,
    registry: String,
    repository: String,
}

/// How a registry takes a login.
#[derive(Clone)]
enum Known {
    Basic,
    Bearer { token: Secret, until: Instant },
}

impl Upstream {
    pub(super) fn new(client: RegistryClient, amazon: Option<Url>) -> Self {
        Self {
            client,
            logins: Cache::new(REMEMBERED),
            bases: Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(SCHEME_LIFE)
                .build(),
            ecr: Exchange::new(amazon),
        }
    }

    /// What asks for it.
    pub(super) fn client(&self) -> &RegistryClient {
        &self.client
    }

    /// What exchanges keys for passwords at Amazon.
    pub(super) fn ecr(&self) -> &Exchange {
        &self.ecr
    }

    /// Asks, logs in where that is wanted, and follows where it is sent to.
    pub(super) async fn ask(
        &self,
        source: Source<'_>,
        question: &Question<'_>,
    ) -> Result<Answer, PullFault> {
        let url = self.url(source, question).await?;
        let (answer, _) = self.ask_at(source, question, &url, true).await?;
        Ok(answer)
    }

    /// Asks, logs in where that is wanted, and does not follow where it is sent to; the URL beside the
    /// answer is where it was asked.
    pub(super) async fn ask_once(
        &self,
        source: Source<'_>,
        question: &Question<'_>,
    ) -> Result<(Answer, Url), PullFault> {
        let url = self.url(source, question).await?;
        self.ask_at(source, question, &url, false).await
    }

    async fn ask_at(
        &self,
        source: Source<'_>,
        question: &Question<'_>,
        url: &Url,
        follows: bool,
    ) -> Result<(Answer, Url), PullFault> {
        let key = LoginKey {
            credential: source
                .login
                .map(|login| (login.taken.id.clone(), login.version)),
            registry: source.registry.to_owned(),
            repository: source.repository.to_owned(),
        };
        let known = self
            .logins
            .get(&key)
            .filter(|_| !source.steps.are_watched());
        let known = known.filter(|known| match known {
            Known::Bearer { until, .. } => Instant::now() < *until,
            Known::Basic => true,
        });
        let basic = self.basic(source, known.as_ref()).await?;
        let login = match (&known, &basic) {
            (None, _) | (Some(Known::Basic), None) => Login::Nothing,
            (Some(Known::Bearer { token, .. }), _) => Login::Bearer(token.clone()),
            (Some(Known::Basic), Some((user, password))) => Login::Basic(user, password),
        };
        let began = Instant::now();
        let answer = self.send(source, question, url, &login, follows).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return Ok((answer, url.clone()));
        }
        self.logins.invalidate(&key);
        let challenge = challenge(source, url, &answer, began)?;
        drop(answer);
        let known = self.enter(source, &challenge).await?;
        let basic = self.basic(source, Some(&known)).await?;
        let login = match (&known, &basic) {
            (Known::Bearer { token, .. }, _) => Login::Bearer(token.clone()),
            (Known::Basic, Some((user, password))) => Login::Basic(user, password),
            (Known::Basic, None) => return Err(not_let_in(source)),
        };
        let began = Instant::now();
        let answer = self.send(source, question, url, &login, follows).await?;
        if answer.status() == StatusCode::UNAUTHORIZED {
            let fault = not_let_in(source);
            source
                .steps
                .ended(StepKind::Login, began, source.registry, Some(&fault));
            return Err(fault);
        }
        if matches!(known, Known::Basic) {
            source
                .steps
                .ended(StepKind::Login, began, source.registry, None);
        }
        self.logins.insert(key, known);
        Ok((answer, url.clone()))
    }

    /// The user name and the password that go with Basic: those that are stored, or those that Amazon
    /// gives for them.
    async fn basic(
        &self,
        source: Source<'_>,
        known: Option<&Known>,
    ) -> Result<Option<(String, Secret)>, PullFault> {
        let Some(login) = source.login.filter(|_| matches!(known, Some(Known::Basic))) else {
            return Ok(None);
        };
        if let Some(exchanged) = self
            .ecr
            .password(&self.client, source.registry, login)
            .await?
        {
            return Ok(Some(exchanged));
        }
        Ok(Some((login.user_name.clone(), login.password.clone())))
    }

    /// Gets a token where one is wanted.
    async fn enter(&self, source: Source<'_>, challenge: &Challenge) -> Result<Known, PullFault> {
        let Challenge::Bearer { realm, service } = challenge else {
            return Ok(Known::Basic);
        };
        let began = Instant::now();
        let entered = self.token(source, realm, service.as_deref()).await;
        let what = realm.host_str().unwrap_or_default();
        source
            .steps
            .ended(StepKind::Login, began, what, entered.as_ref().err());
        entered
    }

    async fn token(
        &self,
        source: Source<'_>,
        realm: &Url,
        service: Option<&str>,
    ) -> Result<Known, PullFault> {
        let url = token_url(realm, service, Some(source.repository));
        let basic = self.basic(source, Some(&Known::Basic)).await?;
        let login = match &basic {
            Some((user, password)) => Login::Basic(user, password),
            None => Login::Nothing,
        };
        let mut ask = Ask::new(Method::GET, &url, &login);
        ask.within = Some(LOGIN_TIMEOUT);
        let answer = self.client.ask(&ask).await;
        let answer = answer.map_err(|trouble| PullFault::of(&trouble))?;
        match answer.status().as_u16() {
            200..=299 => {
                let token = token(answer).await;
                let token = token.map_err(|trouble| PullFault::of(&trouble))?;
                Ok(Known::Bearer {
                    token: token.value,
                    until: Instant::now() + token.life.saturating_sub(MARGIN),
                })
            }
            401 | 403 | 404 => Err(not_let_in(source)),
            429 => Err(PullFault::limited_by(source.registry, answer.headers())),
            status => {
                let at = realm.host_str().unwrap_or_default().to_owned();
                let kind = TroubleKind::Failed(status);
                Err(PullFault::of(&Trouble { at, kind }))
            }
        }
    }

    async fn send(
        &self,
        source: Source<'_>,
        question: &Question<'_>,
        url: &Url,
        login: &Login<'_>,
        follows: bool,
    ) -> Result<Response, PullFault> {
        let mut ask = Ask::new(question.method.clone(), url, login);
        ask.headers = question.headers.clone();
        ask.within = question.within;
        let asked = async {
            if follows {
                self.client.ask(&ask).await
            } else {
                self.client.ask_at(&ask, url).await
            }
        };
        let silent = || Trouble {
            at: source.registry.to_owned(),
            kind: TroubleKind::TimedOut,
        };
        let answer = tokio::time::timeout(LOGIN_TIMEOUT, asked).await;
        answer
            .unwrap_or_else(|_| Err(silent()))
            .map_err(|trouble| PullFault::of(&trouble))
    }

    async fn url(&self, source: Source<'_>, question: &Question<'_>) -> Result<Url, PullFault> {
        let base = self.base(source.registry).await?;
        let mut url = join(
            &base,
            &format!("v2/{}/{}", source.repository, question.path),
        );
        url.set_query(question.query);
        Ok(url)
    }

    /// Where a registry is: one on this machine may have no TLS, and is asked then as engines do.
    async fn base(&self, registry: &str) -> Result<Url, PullFault> {
        let at = if registry == DOCKER_HUB {
            DOCKER_HUB_HOST
        } else {
            registry
        };
        let of = |scheme: &str| {
            Url::parse(&format!("{scheme}://{at}/")).map_err(|_| {
                PullFault::new(Cause::Host, format!("{registry} is no name of a host."))
            })
        };
        let secure = of("https")?;
        if !self.client.guard().asks_this_machine(&secure) {
            return Ok(secure);
        }
        if let Some(base) = self.bases.get(registry) {
            return Ok(base);
        }
        let knock = async |base: &Url| {
            let url = join(base, "v2/");
            let mut ask = Ask::new(Method::GET, &url, &Login::Nothing);
            ask.within = Some(LOGIN_TIMEOUT);
            self.client.ask(&ask).await
        };
        let base = match knock(&secure).await {
            Ok(_) => secure,
            Err(trouble) if is_of_certificate(&trouble.kind) => {
                return Err(PullFault::of(&trouble));
            }
            Err(_) => {
                let plain = of("http")?;
                knock(&plain)
                    .await
                    .map_err(|trouble| PullFault::of(&trouble))?;
                plain
            }
        };
        self.bases.insert(registry.to_owned(), base.clone());
        Ok(base)
    }
}

/// How the registry wants a login.
fn challenge(
    source: Source<'_>,
    url: &Url,
    answer: &Response,
    began: Instant,
) -> Result<Challenge, PullFault> {
    let (what, result) = match asked(&join(url, "/"), answer.headers()) {
        Asked::Login(Challenge::Basic) => ("Basic".to_owned(), Ok(Challenge::Basic)),
        Asked::Login(challenge @ Challenge::Bearer { .. }) => {
            let Challenge::Bearer { realm, .. } = &challenge else {
                unreachable!("it is one of a token");
            };
            let at = realm.host_str().unwrap_or_default();
            (format!("Bearer, by {at}"), Ok(challenge))
        }
        Asked::Nothing => (String::new(), Err(not_let_in(source))),
        Asked::PlainService(realm) => {
            let at = realm.host_str().unwrap_or_default().to_owned();
            let kind = TroubleKind::NoTls;
            (String::new(), Err(PullFault::of(&Trouble { at, kind })))
        }
    };
    let fault = result.as_ref().err();
    source.steps.ended(StepKind::Challenge, began, what, fault);
    result
}

/// The registry does not let in who asks: with which credentials, or with none.
fn not_let_in(source: Source<'_>) -> PullFault {
    let registry = source.registry;
    match source.login {
        Some(login) => {
            let name = &login.taken.name;
            let fault = PullFault::new(
                Cause::Login,
                format!("{registry} refuses the login of the credentials “{name}”."),
            );
            match ecr::why_it_fails(registry, &login.user_name) {
                Some(why) => fault.or(why),
                None => fault.or(format!(
                    "Test the credentials “{name}”, and give them the password or token that is valid \
                     now"
                )),
            }
        }
        None => PullFault::new(
            Cause::Login,
            format!(
                "{registry} wants a login, and no credentials fit {registry}/{}.",
                source.repository
            ),
        )
        .or(format!("Add credentials for {registry}")),
    }
}
