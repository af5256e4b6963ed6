//! The binary `wavepass`.

use std::io::IsTerminal;
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;
use wavepass_server::cli::{self, Command, LogFormat, TokenCommand};
use wavepass_server::{people, serve, upkeep};

#[tokio::main]
async fn main() -> ExitCode {
    let (cli, sources) =
        cli::settings::parse(std::env::args_os().collect()).unwrap_or_else(|error| error.exit());
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&cli.log))
        .with_ansi(std::io::stderr().is_terminal())
        // It would say so with eprintln!, which panics where standard error cannot be written.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    match &cli.command {
        Command::Serve(options) if options.log_format == LogFormat::Json => {
            log.json().flatten_event(true).init();
        }
        _ => log.init(),
    }
    let done = match cli.command {
        Command::Serve(options) if options.check => serve::check(&options, &sources).await,
        Command::Serve(options) => serve::serve(*options).await,
        Command::Token(TokenCommand::Create(options)) => people::create_token(options).await,
        Command::User(command) => people::user(command).await,
        Command::Organization(command) => people::organization(command).await,
        Command::Workspace(command) => people::workspace(command).await,
        Command::Participant(command) => people::participant(command).await,
        Command::Backup(options) => upkeep::backup(&options),
        Command::Restore(options) => upkeep::restore(&options),
        Command::Key(command) => upkeep::key(command),
        Command::Config(options) => return cli::config::run(&options),
        Command::Explain(options) => return cli::explain::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The alternate form of anyhow prints the causes on one line.
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
