//! Runs the server: opens what it needs, listens, and stops without losing a write.

mod check;
mod connections;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use wavepass_core::secret::Secret;
use wavepass_core::session::LINK_PARAMETER;
use wavepass_core::wave::MatchRule;

pub use check::check;

use connections::Limits;

use crate::cli::{DataOptions, ServeOptions};
use crate::crypto::MasterKey;
use crate::embedded::Embedded;
use crate::embedded_wave::{EmbeddedWave, Settings};
use crate::gateway::Gateway;
use crate::public_url::PublicUrl;
use crate::session::{Lifetime, SessionCookies, is_on_this_machine};
use crate::wave::Wave;
use crate::{
    AppState, Backend, LoginTests, Reach, Reached, data_folder, key_rotation, operators_router,
    router, upstream,
};

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// `wavepass serve`.
///
/// # Errors
/// An address, data folder or Platform URL that cannot be used.
pub async fn serve(options: ServeOptions) -> anyhow::Result<()> {
    let key = key(&options)?;
    let sessions = sessions(&options, &key)?;
    let reached = reached(&options);
    let authorities = authorities(&options)?;
    let backend = if let Some(url) = &options.platform {
        Backend::Gateway(Gateway::new(url, &authorities)?)
    } else {
        let embedded = Embedded::open(&options.data.data, &key).await?;
        Backend::Embedded(Box::new(embedded.being_wave(!options.own_wave.no_wave)))
    };
    let wave = match (options.wave_rules, &options.wave) {
        (Some(rule), _) => Wave::with_rule(rule.into()),
        (None, Some(url)) => Wave::at(url, &authorities)?,
        (None, None) => Wave::default(),
    };
    let listener = listen(options.listen, "--listen").await?;
    let operators = match options.metrics_listen {
        Some(address) => Some(listen(address, "--metrics-listen").await?),
        None => None,
    };
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    let local = format!("http://{}", reachable(address));
    let base = match &options.public_url {
        Some(url) => url.as_str().to_owned(),
        None => local,
    };
    let embedded = match &backend {
        Backend::Embedded(embedded) => Some(Embedded::clone(embedded)),
        Backend::Gateway(_) => None,
    };
    let link = embedded.as_ref().and_then(|e| e.sign_in_link().secret());
    let page = greet(&base, link.as_ref())?;
    // The error's text would contain the link, and so its secret.
    if options.open && open::that_detached(page.expose()).is_err() {
        tracing::warn!("The browser could not be opened. Open the link yourself.");
    }
    // Behind a proxy the own machine is somebody else's as well.
    let is_own = matches!(backend, Backend::Embedded(_))
        && reached.is_loopback
        && !reached.trusts_forwarded
        && options.public_url.is_none();
    let reach = Reach {
        private_networks: options.allow_private_registries || is_own,
        this_machine: is_own,
    };
    let login_tests = LoginTests::new(reach, &authorities);
    let state = AppState::new(backend, sessions, wave, reached, login_tests);
    let state = match embedded.as_ref().filter(|_| !options.own_wave.no_wave) {
        Some(embedded) => {
            let settings = own_wave(&options, &base, reach)?;
            let embedded = Embedded::clone(embedded);
            state.with_wave(EmbeddedWave::new(embedded, &key, settings, &authorities)?)
        }
        None => state,
    };
    let state = Arc::new(state);
    if let Some(listener) = operators {
        tracing::info!(address = %listener.local_addr()?, "metrics");
        let app = operators_router(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, app).await });
    }
    run(listener, &state).await;
    match embedded {
        Some(embedded) => embedded.close().await,
        None => Ok(()),
    }
}

/// The encryption key: given, or of the data folder.
fn key(options: &ServeOptions) -> anyhow::Result<MasterKey> {
    match (&options.platform, &options.data.key) {
        // Nothing else is kept by a gateway.
        (Some(_), Some(key)) => Ok(MasterKey::load(Some(&key.0), &options.data.data)?),
        _ => open_data(&options.data),
    }
}

fn sessions(options: &ServeOptions, key: &MasterKey) -> anyhow::Result<SessionCookies> {
    let sessions = SessionCookies::new(key).lasting(lifetime(options));
    let sessions = match &options.previous_key {
        Some(previous) => {
            let origin = "WAVEPASS_PREVIOUS_KEY (or --previous-key)";
            sessions.accepting(&MasterKey::parse(previous.0.expose(), origin)?)
        }
        None => sessions,
    };
    let prefix = options.public_url.as_ref().map_or("", PublicUrl::prefix);
    Ok(match prefix {
        "" => sessions,
        prefix => sessions.below(prefix),
    })
}

/// What the own Wave is told. Its rule is the newest unless somebody says which one holds.
fn own_wave(options: &ServeOptions, base: &str, reach: Reach) -> anyhow::Result<Settings> {
    let base = reqwest::Url::parse(base).context("the URL of this server cannot be read")?;
    // Who allows private registries means them for pulls as well, those of this machine included.
    let reach = Reach {
        this_machine: reach.this_machine || options.allow_private_registries,
        ..reach
    };
    let settings = Settings::new(&base, reach).map_err(anyhow::Error::msg)?;
    let own = &options.own_wave;
    Ok(settings
        .by_rule(
            options
                .wave_rules
                .map_or(MatchRule::LongestPath, Into::into),
        )
        .anonymous(own.wave_anonymous)
        .lasting(own.wave_token_life.unwrap_or(Settings::USUAL_LIFE))
        .giving(own.wave_blobs.into()))
}

fn lifetime(options: &ServeOptions) -> Lifetime {
    let usual = match &options.platform {
        Some(_) => Lifetime::SHORT,
        None => Lifetime::default(),
    };
    Lifetime {
        idle: options.session_idle.unwrap_or(usual.idle),
        absolute: options.session_lifetime.unwrap_or(usual.absolute),
    }
}

fn reached(options: &ServeOptions) -> Reached {
    let public = options.public_url.as_ref();
    Reached {
        prefix: public.map_or("", PublicUrl::prefix).to_owned(),
        hosts: {
            let public = public.and_then(|url| url.url().host_str());
            let named = options.allowed_hosts.iter().cloned();
            public.map(str::to_owned).into_iter().chain(named).collect()
        },
        is_loopback: match public {
            Some(url) => url.url().scheme() == "http" && is_on_this_machine(url.url()),
            None => options.listen.ip().is_loopback(),
        },
        trusts_forwarded: options.trust_forwarded,
    }
}

fn authorities(options: &ServeOptions) -> anyhow::Result<Vec<reqwest::Certificate>> {
    let file = options.tls_ca.as_deref();
    file.map_or(Ok(Vec::new()), upstream::authorities)
}

async fn listen(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "{address} cannot be listened on. Choose another with {option}, for instance {option} \
             127.0.0.1:0 for any free port (cargo xtask run: --port 0)"
        )
    })
}

async fn run(listener: TcpListener, state: &Arc<AppState>) {
    let limits = Limits::of_this_process(state.reached.trusts_forwarded);
    let (stopping, mut stop) = tokio::sync::watch::channel(());
    let is_stopping = Arc::clone(&state.is_stopping);
    let server = connections::serve(listener, router(state), limits, async move {
        signal().await;
        tracing::info!("stopping");
        is_stopping.store(true, Ordering::Relaxed);
        // Nobody listens any more only when the server has ended already.
        let _ = stopping.send(());
    });
    tokio::select! {
        () = server => {}
        () = async {
            if stop.changed().await.is_ok() {
                tokio::time::sleep(GRACE).await;
            } else {
                std::future::pending::<()>().await;
            }
        } => tracing::warn!("some requests did not end in time and were cut off"),
    }
}

async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Makes the data folder if it is missing, and gives its key.
pub(crate) fn open_data(options: &DataOptions) -> anyhow::Result<MasterKey> {
    data_folder::make(&options.data)?;
    if options.key.is_none() {
        key_rotation::settle(&options.data)?;
    }
    let text = options.key.as_ref().map(|key| &key.0);
    Ok(MasterKey::load(text, &options.data)?)
}

/// A wildcard address is reached through the loopback one.
fn reachable(address: SocketAddr) -> SocketAddr {
    let mut address = address;
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// Prints where the app is. The link goes to standard output, never to the log, and its
/// secret stands in the fragment, which browsers send to no server.
fn greet(base: &str, link: Option<&Secret>) -> std::io::Result<Secret> {
    let mut out = std::io::stdout();
    let page = if let Some(secret) = link {
        // As it was called: it need not be where a shell finds it.
        let program = std::env::args().next();
        let program = program.as_deref().unwrap_or("wavepass");
        let page = format!("{base}/sign-in#{LINK_PARAMETER}={}", secret.expose());
        writeln!(
            out,
            "Wavepass runs. Open this link to sign in (it works once, within an hour):\n\n  {page}\n\n\
             Used up? Restart, or make a token with: {program} token create NAME"
        )?;
        page
    } else {
        writeln!(out, "Wavepass runs: {base}")?;
        base.to_owned()
    };
    out.flush()?;
    Ok(Secret::new(page))
}
