//! The command line: its options here, the commands that need no server in files of their
//! own. `serve` runs in [`crate::serve`], those about people in [`crate::people`], those about
//! the data folder in [`crate::upkeep`]. Start at [`Cli`].

pub mod config;
pub mod embedded_wave;
pub mod explain;
pub mod people;
pub mod settings;
pub mod upkeep;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use wavepass_core::finding::Severity;
use wavepass_core::wave::MatchRule;

use config::ConfigOptions;
use embedded_wave::WaveOptions;
use explain::ExplainOptions;
use people::{OrganizationCommand, ParticipantCommand, UserCommand, WorkspaceCommand};
use upkeep::{BackupOptions, KeyCommand, RestoreOptions};

use crate::public_url::PublicUrl;

/// Manage the container registry credentials that Seqera Platform keeps and Wave uses.
#[derive(Debug, Parser)]
#[command(name = "wavepass", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What to log to standard error: error, warn, info, debug or trace, also per module.
    #[arg(
        long,
        global = true,
        env = "WAVEPASS_LOG",
        default_value = "info",
        value_name = "LEVEL"
    )]
    pub log: String,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app, on the embedded Platform or on a real one.
    Serve(Box<ServeOptions>),
    /// Manage access tokens of the embedded Platform.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Manage who uses the embedded Platform.
    #[command(subcommand)]
    User(UserCommand),
    /// Manage organizations of the embedded Platform.
    #[command(subcommand, name = "org")]
    Organization(OrganizationCommand),
    /// Manage workspaces of the embedded Platform.
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Manage who takes part in a workspace of the embedded Platform, and with which role.
    #[command(subcommand)]
    Participant(ParticipantCommand),
    /// Save the database of the embedded Platform in one file, also while a server runs. The
    /// encryption key is not in it.
    Backup(BackupOptions),
    /// Put a backup in place of the database of the embedded Platform, while no server runs.
    Restore(RestoreOptions),
    /// Manage the encryption key of the embedded Platform.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Read Nextflow configurations, set options in them and leave every other byte as it is.
    Config(ConfigOptions),
    /// Explain the code of a finding, or list all codes.
    Explain(ExplainOptions),
}

/// Options of `wavepass serve`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line that is there or not"
)]
pub struct ServeOptions {
    /// Address and port to listen on. Port 0 takes a free one.
    #[arg(
        long,
        env = "WAVEPASS_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    pub listen: SocketAddr,
    /// Open the page in the default browser.
    #[arg(long)]
    pub open: bool,
    /// A TOML file with options, for what is neither given here nor in the environment: a line
    /// for each, as in session-idle = "12h".
    #[arg(long, env = "WAVEPASS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Say what these options mean and whether Platform answers, and start nothing.
    #[arg(long)]
    pub check: bool,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
    /// Pass requests on to this Seqera Platform instead of being one: the URL of its API, for
    /// instance <https://api.cloud.seqera.io> or <https://platform.example.com/api>.
    #[arg(
        long,
        env = "WAVEPASS_PLATFORM",
        value_name = "URL",
        help_heading = "Platform and Wave"
    )]
    pub platform: Option<String>,
    /// The Wave that runs use, for instance <https://wave.seqera.io>. Its version is read from
    /// /service-info: releases up to 1.37 find a credential by its host. Browsers may not ask it
    /// themselves.
    #[arg(
        long,
        env = "WAVEPASS_WAVE",
        value_name = "URL",
        help_heading = "Platform and Wave"
    )]
    pub wave: Option<String>,
    /// How that Wave finds a credential, whatever its version: by the host of the image, or by
    /// the longest path that it begins with. Without either option, pages show both answers
    /// where they differ.
    #[arg(
        long,
        env = "WAVEPASS_WAVE_RULES",
        value_enum,
        value_name = "RULE",
        help_heading = "Platform and Wave"
    )]
    pub wave_rules: Option<RuleArg>,
    /// The Wave that the embedded Platform is itself.
    #[command(flatten)]
    pub own_wave: WaveOptions,
    /// A file with certificates in PEM of authorities that are trusted beside those of the system,
    /// when Platform or Wave is called.
    #[arg(
        long,
        env = "WAVEPASS_TLS_CA",
        value_name = "FILE",
        help_heading = "Platform and Wave"
    )]
    pub tls_ca: Option<PathBuf>,
    /// Try logins at registries of private networks as well, for instance in a company. Without it
    /// only addresses of the internet are asked, with TLS; the embedded Platform on the own machine
    /// asks all.
    #[arg(
        long,
        env = "WAVEPASS_ALLOW_PRIVATE_REGISTRIES",
        value_parser = BoolishValueParser::new(),
        help_heading = "Platform and Wave"
    )]
    pub allow_private_registries: bool,
    /// The URL under which people reach this server, when it is not the listening address. It may
    /// have a path, below which a reverse proxy offers the app; the proxy may take it off or leave
    /// it on.
    #[arg(
        long,
        env = "WAVEPASS_PUBLIC_URL",
        value_name = "URL",
        help_heading = "Behind a reverse proxy"
    )]
    pub public_url: Option<PublicUrl>,
    /// Other names of the host under which this server is asked, separated by commas: for instance
    /// the one that a proxy calls it by. With a public URL, or on the machine itself, requests for
    /// any other name are refused; addresses and localhost are not.
    #[arg(
        long,
        env = "WAVEPASS_ALLOWED_HOSTS",
        value_delimiter = ',',
        value_parser = host_name,
        value_name = "HOST",
        help_heading = "Behind a reverse proxy"
    )]
    pub allowed_hosts: Vec<String>,
    /// Take X-Forwarded-For and X-Request-Id for true, in the log and for what each address may do:
    /// a proxy of one's own sets them.
    #[arg(
        long,
        env = "WAVEPASS_TRUST_FORWARDED",
        value_parser = BoolishValueParser::new(),
        help_heading = "Behind a reverse proxy"
    )]
    pub trust_forwarded: bool,
    /// How long a session lasts without a request, for instance 30m, 12h or 1day. Without it, a
    /// day; 30 minutes where requests are passed on to another Platform.
    #[arg(
        long,
        env = "WAVEPASS_SESSION_IDLE",
        value_parser = duration,
        value_name = "TIME",
        help_heading = "Sessions"
    )]
    pub session_idle: Option<i64>,
    /// How long a session lasts in all. Without it, 7 days; 12 hours where requests are passed on to
    /// another Platform.
    #[arg(
        long,
        env = "WAVEPASS_SESSION_LIFETIME",
        value_parser = duration,
        value_name = "TIME",
        help_heading = "Sessions"
    )]
    pub session_lifetime: Option<i64>,
    /// The encryption key before this one: sessions of it go on with the new one, so that nobody is
    /// signed out when the key is changed.
    #[arg(
        long,
        env = "WAVEPASS_PREVIOUS_KEY",
        hide_env_values = true,
        value_name = "BASE64",
        help_heading = "Sessions"
    )]
    pub previous_key: Option<KeyText>,
    /// Address and port on which /metrics, for Prometheus, is offered, and /healthz and /readyz as
    /// well. Without it there are no metrics.
    #[arg(
        long,
        env = "WAVEPASS_METRICS_LISTEN",
        value_name = "ADDRESS",
        help_heading = "Operation"
    )]
    pub metrics_listen: Option<SocketAddr>,
    /// The form of the log on standard error.
    #[arg(
        long,
        env = "WAVEPASS_LOG_FORMAT",
        value_enum,
        default_value_t = LogFormat::Text,
        value_name = "FORM",
        help_heading = "Operation"
    )]
    pub log_format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// A line of JSON for each event.
    Json,
}

/// The name of a host, in lower case, without a port.
fn host_name(text: &str) -> Result<String, String> {
    let name = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_part) {
        return Err("the name of a host is needed, without scheme, port and path".into());
    }
    Ok(name)
}

/// A span of time in seconds: one at least, and no longer than a year.
fn duration(text: &str) -> Result<i64, String> {
    const YEAR: u64 = 366 * 24 * 60 * 60;
    let span = humantime::parse_duration(text)
        .map_err(|_| "a number with a unit is needed, as in 30m, 12h or 7days".to_owned())?;
    match span.as_secs() {
        seconds @ 1..=YEAR => Ok(seconds.cast_signed()),
        _ => Err("it has to be between a second and a year".to_owned()),
    }
}

/// How Wave finds a credential among those that are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RuleArg {
    /// The stored registry equals the host of the image, as in releases up to 1.37.
    ExactHost,
    /// The longest stored registry that the image begins with, as in the newest source.
    LongestPath,
}

impl From<RuleArg> for MatchRule {
    fn from(argument: RuleArg) -> Self {
        match argument {
            RuleArg::ExactHost => Self::ExactHost,
            RuleArg::LongestPath => Self::LongestPath,
        }
    }
}

/// Options that every command with a data folder has.
#[derive(Clone, Debug, Args)]
pub struct DataOptions {
    /// The folder for the database and the encryption key. It is created when missing.
    #[arg(
        long,
        env = "WAVEPASS_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// The encryption key: base64 of 32 bytes. Without it, a key is made on the first start
    /// and kept in the data folder in the file secret.key, readable by its owner only.
    #[arg(
        long,
        env = "WAVEPASS_KEY",
        hide_env_values = true,
        value_name = "BASE64"
    )]
    pub key: Option<KeyText>,
}

/// The text of a key: shown by nobody.
#[derive(Clone)]
pub struct KeyText(pub wavepass_core::secret::Secret);

impl std::str::FromStr for KeyText {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.into()))
    }
}

impl std::fmt::Debug for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What can be done with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a personal access token and print it. It is shown only once.
    Create(TokenCreateOptions),
}

/// Options of `wavepass token create`.
#[derive(Debug, Args)]
pub struct TokenCreateOptions {
    /// A name to tell the token from others: 1 to 50 characters.
    pub name: String,
    /// Whose token it is: name or e-mail address. Without it, it is of the user whom the sign-in
    /// link signs in.
    #[arg(long, value_name = "USER")]
    pub user: Option<String>,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// The name of a severity in output.
const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Ok => "ok",
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Writes a line to standard error.
fn report(line: &str) {
    // Nobody is left to tell when this fails.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes to standard output, to its end.
fn write_stdout(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| format!("standard output: {error}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_option_has_a_help_text() {
        fn check(command: &clap::Command) {
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{}", argument.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        Cli::command().debug_assert();
        check(&Cli::command());
    }

    #[test]
    fn the_rule_of_wave_is_named_as_everywhere() {
        for rule in MatchRule::ALL {
            let cli = Cli::parse_from(["wavepass", "serve", "--wave-rules", rule.id()]);
            let Command::Serve(options) = cli.command else {
                panic!("{cli:?}");
            };
            assert_eq!(options.wave_rules.map(MatchRule::from), Some(rule));
        }
    }

    #[test]
    fn every_option_of_serve_is_a_variable_too_but_for_what_one_types() {
        let mut command = Cli::command();
        command.build();
        let serve = command.find_subcommand("serve").unwrap();
        for option in serve.get_arguments() {
            let (Some(name), typed) = (option.get_long(), ["help", "open", "check"]) else {
                panic!("{option:?}");
            };
            let variable = option
                .get_env()
                .map(|name| name.to_str().unwrap().to_owned());
            let expected = format!("WAVEPASS_{}", name.to_uppercase().replace('-', "_"));
            let expected = (!typed.contains(&name)).then_some(expected);
            assert_eq!(variable, expected, "--{name}");
        }
    }

    #[test]
    fn a_span_of_time_has_a_unit_and_bounds() {
        for (text, seconds) in [
            ("1s", 1),
            ("30m", 1800),
            ("12h", 43_200),
            ("7days", 604_800),
        ] {
            assert_eq!(duration(text), Ok(seconds));
        }
        for text in ["", "7", "0s", "-1h", "500years", "soon"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_key_is_not_shown_in_debug_output() {
        let cli = Cli::parse_from([
            "wavepass",
            "serve",
            "--key",
            "S3ntinel!",
            "--previous-key",
            "S3ntinel!",
        ]);
        assert!(!format!("{cli:?}").contains("S3ntinel!"));
    }
}
