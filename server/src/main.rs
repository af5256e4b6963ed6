//! The binary `wavepass`.

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;
use wavepass_server::cli::{self, Cli, Command, TokenCommand};
use wavepass_server::serve;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&cli.log))
        .with_writer(std::io::stderr)
        .init();
    let done = match cli.command {
        Command::Serve(options) => serve::serve(options).await,
        Command::Token(TokenCommand::Create(options)) => serve::create_token(options).await,
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
