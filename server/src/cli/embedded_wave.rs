//! Options of `wavepass serve` about the Wave that the embedded Platform is itself.

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};

use crate::embedded_wave::Blobs;

/// Options of the own Wave.
#[derive(Clone, Debug, Default, Args)]
pub struct WaveOptions {
    /// Be a Platform alone. Without it the embedded Platform is a Wave as well, at the same address:
    /// images are pulled through it with the stored credentials. With --platform there is none.
    #[arg(
        long,
        env = "WAVEPASS_NO_WAVE",
        value_parser = BoolishValueParser::new(),
        help_heading = "The own Wave"
    )]
    pub no_wave: bool,
    /// Serve container requests without an access token as well: public images, without credentials.
    #[arg(
        long,
        env = "WAVEPASS_WAVE_ANONYMOUS",
        value_parser = BoolishValueParser::new(),
        help_heading = "The own Wave"
    )]
    pub wave_anonymous: bool,
    /// How long the name of an image works, from 5m to 7days. Without it 36h, as with Wave.
    #[arg(
        long,
        env = "WAVEPASS_WAVE_TOKEN_LIFE",
        value_parser = life,
        value_name = "TIME",
        help_heading = "The own Wave"
    )]
    pub wave_token_life: Option<i64>,
    /// How layers come to clients: through this server, or from the storage to which the registry
    /// sends for them, where it does.
    #[arg(
        long,
        env = "WAVEPASS_WAVE_BLOBS",
        value_enum,
        default_value_t = BlobsArg::Stream,
        value_name = "HOW",
        help_heading = "The own Wave"
    )]
    pub wave_blobs: BlobsArg,
}

/// How layers come to clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BlobsArg {
    /// Through this server.
    #[default]
    Stream,
    /// From the storage that the registry names.
    Redirect,
}

impl From<BlobsArg> for Blobs {
    fn from(blobs: BlobsArg) -> Self {
        match blobs {
            BlobsArg::Stream => Self::Stream,
            BlobsArg::Redirect => Self::Redirect,
        }
    }
}

/// A span of time in seconds, from five minutes to a week.
fn life(text: &str) -> Result<i64, String> {
    let span = humantime::parse_duration(text)
        .map_err(|_| "a span of time is needed, for instance 30m, 36h or 2days".to_owned())?;
    let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    if (5 * 60..=7 * 24 * 60 * 60).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("it is from 5m to 7days".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lives_from_five_minutes_to_a_week() {
        for (text, seconds) in [("5m", 300), ("36h", 129_600), ("7days", 604_800)] {
            assert_eq!(life(text), Ok(seconds), "{text}");
        }
        for text in ["4m", "8days", "x", ""] {
            assert!(life(text).is_err(), "{text}");
        }
    }
}
