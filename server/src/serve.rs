//! Runs the server: opens what it needs, listens, and stops without losing a write.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use wavepass_core::secret::Secret;
use wavepass_core::session::LINK_PARAMETER;

use crate::cli::{DataOptions, ServeOptions, TokenCreateOptions};
use crate::crypto::MasterKey;
use crate::embedded::Embedded;
use crate::gateway::Gateway;
use crate::session::SessionCookies;
use crate::wave::Wave;
use crate::{AppState, Backend, router};

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// `wavepass serve`.
///
/// # Errors
/// An address, data folder or Platform URL that cannot be used.
pub async fn serve(options: ServeOptions) -> anyhow::Result<()> {
    let key = open_data(&options.data)?;
    let secure = options
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    let backend = match &options.platform {
        Some(url) => Backend::Gateway(Gateway::new(url)?),
        None => Backend::Embedded(Box::new(Embedded::open(&options.data.data, &key).await?)),
    };
    let wave = match (options.wave_rules, &options.wave) {
        (Some(rule), _) => Wave::with_rule(rule.into()),
        (None, Some(url)) => Wave::at(url)?,
        (None, None) => Wave::default(),
    };
    let listener = TcpListener::bind(options.listen).await.with_context(|| {
        format!(
            "{} cannot be listened on. Choose another with --listen, for instance --listen \
             127.0.0.1:0 for any free port (cargo xtask run: --port 0)",
            options.listen
        )
    })?;
    let local = format!("http://{}", reachable(listener.local_addr()?));
    let base = options.public_url.clone().unwrap_or(local);
    let embedded = match &backend {
        Backend::Embedded(embedded) => Some(Embedded::clone(embedded)),
        Backend::Gateway(_) => None,
    };
    let link = embedded.as_ref().and_then(|e| e.sign_in_link().secret());
    let page = greet(base.trim_end_matches('/'), link.as_ref())?;
    // The error's text would contain the link, and so its secret.
    if options.open && open::that_detached(page.expose()).is_err() {
        tracing::warn!("The browser could not be opened. Open the link yourself.");
    }
    let app = router(AppState {
        backend,
        sessions: SessionCookies::new(&key, secure),
        wave,
    });
    run(listener, app).await?;
    match embedded {
        Some(embedded) => embedded.close().await,
        None => Ok(()),
    }
}

/// `wavepass token create`.
///
/// # Errors
/// A data folder that cannot be used, or a name that is malformed or taken.
pub async fn create_token(options: TokenCreateOptions) -> anyhow::Result<()> {
    let key = open_data(&options.data)?;
    let embedded = Embedded::open(&options.data.data, &key).await?;
    let token = embedded.create_token(&options.name).await?;
    writeln!(std::io::stdout(), "{}", token.expose())?;
    embedded.close().await
}

async fn run(listener: TcpListener, app: axum::Router) -> anyhow::Result<()> {
    let (stopping, mut stop) = tokio::sync::watch::channel(());
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        signal().await;
        tracing::info!("stopping");
        // Nobody listens any more only when the server has ended already.
        let _ = stopping.send(());
    });
    tokio::select! {
        done = server => done.context("The server failed"),
        () = async {
            if stop.changed().await.is_ok() {
                tokio::time::sleep(GRACE).await;
            } else {
                std::future::pending::<()>().await;
            }
        } => {
            tracing::warn!("some requests did not end in time and were cut off");
            Ok(())
        }
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

fn open_data(options: &DataOptions) -> anyhow::Result<MasterKey> {
    make_private_folder(&options.data)
        .with_context(|| format!("The data folder {} cannot be made", options.data.display()))?;
    let text = options.key.as_ref().map(|key| &key.0);
    Ok(MasterKey::load(text, &options.data)?)
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
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
