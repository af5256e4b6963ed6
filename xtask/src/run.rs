//! `cargo xtask run`.

use std::time::Duration;

use xshell::{Shell, cmd};

use crate::app::{self, Profile};
use crate::steps::{Steps, wait_for};
use crate::tools;
use crate::workspace::SERVER;

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
    let (profile, release) = if options.release {
        (Profile::Release, Some("--release"))
    } else {
        (Profile::Debug, None)
    };
    let missing = tools::missing_for_building(sh)?;
    let is_fresh = app::is_fresh(sh, profile)?;
    let mut steps = Steps::new(missing.len() + usize::from(!is_fresh) + 1);
    for missing in missing {
        steps.begin(&missing.what(), missing.usually());
        missing.set_up(sh)?;
    }
    tools::onto_path(sh)?;
    if !is_fresh {
        steps.begin(&app::what(profile), Some(profile.usually()));
        app::build(sh, profile)?;
    }
    steps.begin(
        "Building and starting the server; stop it with Ctrl+C",
        (!options.release).then_some(Duration::from_secs(75)),
    );
    wait_for(cmd!(sh, "cargo build --package {SERVER} {release...}"))?;
    let listen = format!("127.0.0.1:{}", options.port);
    let open = (!options.no_open).then_some("--open");
    let platform = options.platform.iter().flat_map(|url| ["--platform", url]);
    cmd!(
        sh,
        "cargo run --quiet --package {SERVER} {release...} -- serve --listen {listen} {open...} {platform...}"
    )
    .run()?;
    Ok(())
}
