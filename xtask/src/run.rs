//! `cargo xtask run`.

use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::{step, tools};

/// Options of `cargo xtask run`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Build small and fast instead of quickly.
    #[arg(long)]
    release: bool,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Pass requests on to this Seqera Platform: the URL of its API.
    #[arg(long, value_name = "URL")]
    platform: Option<String>,
    /// Do not open the page in the browser.
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(sh: &Shell, options: &Options) -> anyhow::Result<()> {
    tools::for_building(sh)?;
    let (profile, release) = if options.release {
        (Profile::Release, Some("--release"))
    } else {
        (Profile::Debug, None)
    };
    app::build(sh, profile)?;
    step("Building and starting the server (stop it with Ctrl+C)");
    let listen = format!("127.0.0.1:{}", options.port);
    let open = (!options.no_open).then_some("--open");
    let platform = options.platform.iter().flat_map(|url| ["--platform", url]);
    cmd!(
        sh,
        "cargo run --quiet --package wavepass-server {release...} -- serve --listen {listen} {open...} {platform...}"
    )
    .run()?;
    Ok(())
}
