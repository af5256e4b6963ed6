//! `wavepass serve --check`: what the options mean, without starting anything.

use std::fmt::Write as _;
use std::io::Write;

use crate::cli::ServeOptions;
use crate::cli::settings::Sources;
use crate::crypto::MasterKey;
use crate::data_folder;
use crate::gateway::Gateway;
use crate::public_url::PublicUrl;

/// `wavepass serve --check`.
///
/// # Errors
/// What would keep the server from starting, and a Platform that does not answer.
pub async fn check(options: &ServeOptions, sources: &Sources) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    write!(out, "{}", given(sources))?;
    write!(out, "{}", meaning(options))?;
    out.flush()?;
    let authorities = super::authorities(options)?;
    let keeps_data = options.platform.is_none() || options.data.key.is_none();
    if keeps_data && options.data.data.exists() {
        data_folder::check(&options.data.data)?;
        if options.data.key.is_none() && MasterKey::file(&options.data.data).exists() {
            MasterKey::load(None, &options.data.data)?;
        }
    }
    if let Some(key) = &options.data.key {
        super::sessions(options, &MasterKey::load(Some(&key.0), &options.data.data)?)?;
    } else if let Some(previous) = &options.previous_key {
        MasterKey::parse(
            previous.0.expose(),
            "WAVEPASS_PREVIOUS_KEY (or --previous-key)",
        )?;
    }
    let Some(url) = &options.platform else {
        return Ok(());
    };
    let gateway = Gateway::new(url, &authorities)?;
    match gateway.describe().await {
        Ok(info) => writeln!(out, "Platform answers: {info}.")?,
        Err(why) => {
            let below = format!("{}/api", gateway.platform());
            let other = Gateway::new(&below, &authorities)?;
            match other.describe().await {
                Ok(_) => anyhow::bail!("{why}. But {below} is: give that URL with --platform"),
                Err(_) => anyhow::bail!("{why}"),
            }
        }
    }
    Ok(())
}

/// Where the options come from.
fn given(sources: &Sources) -> String {
    let mut text = String::new();
    for (name, from) in &sources.given {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}: from {from}");
    }
    if sources.given.is_empty() {
        text.push_str("No option is given: everything is as usual.\n");
    }
    text
}

/// What would be done, in sentences.
fn meaning(options: &ServeOptions) -> String {
    let mut text = String::new();
    let mut say = |line: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{line}");
    };
    say(format!("Would listen on {}.", options.listen));
    let reached = super::reached(options);
    match &options.public_url {
        Some(url) => say(format!("People find the app at {}.", url.as_str())),
        None => say("People find the app where it listens.".to_owned()),
    }
    match &options.platform {
        Some(url) => say(format!("Passes requests on to the Platform at {url}.")),
        None => say(format!(
            "Is a small Platform itself, with its data in {}.",
            options.data.data.display()
        )),
    }
    if options.platform.is_none() && !options.own_wave.no_wave {
        say("Is a Wave itself, at the same address.".to_owned());
    }
    let file = MasterKey::file(&options.data.data);
    say(match (&options.data.key, file.exists()) {
        (Some(_), _) => "The encryption key is the one that was given.".to_owned(),
        (None, true) => format!("The encryption key is in {}.", file.display()),
        (None, false) => format!("An encryption key would be made in {}.", file.display()),
    });
    if options.previous_key.is_some() {
        say("Sessions of the previous key go on.".to_owned());
    }
    let span = |seconds: i64| {
        let seconds = u64::try_from(seconds).unwrap_or_default();
        humantime::format_duration(std::time::Duration::from_secs(seconds)).to_string()
    };
    let lifetime = super::lifetime(options);
    say(format!(
        "A session ends after {} without a request, and after {} in all.",
        span(lifetime.idle),
        span(lifetime.absolute)
    ));
    say(if reached.is_loopback {
        "Its cookie may travel without TLS, on this machine only.".to_owned()
    } else {
        "Its cookie travels over HTTPS only, but to a browser on this machine.".to_owned()
    });
    let is_plain = |url: &&PublicUrl| url.url().scheme() == "http" && !reached.is_loopback;
    if options
        .public_url
        .as_ref()
        .is_some_and(|url| is_plain(&url))
    {
        say(
            "Nobody can sign in at the public URL: it has no TLS, and is not on this machine."
                .to_owned(),
        );
    }
    if let Some(address) = options.metrics_listen {
        say(format!("Metrics are at http://{address}/metrics."));
    }
    text
}
