//! Options of the commands that look after the data folder: a copy of it, and another key. They run
//! in [`crate::upkeep`].

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::DataOptions;

/// Options of `wavepass backup`.
#[derive(Debug, Args)]
pub struct BackupOptions {
    /// The file to write, which is not there yet. Its owner alone may read it.
    pub file: PathBuf,
    /// The folder of the database.
    #[arg(
        long,
        env = "WAVEPASS_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
}

/// Options of `wavepass restore`.
#[derive(Debug, Args)]
pub struct RestoreOptions {
    /// The file that wavepass backup has written.
    pub file: PathBuf,
    /// Put it in place of the database that is there, which is kept under another name.
    #[arg(long)]
    pub replace: bool,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}

/// What can be done with the encryption key.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Encrypt every stored secret with a new key. No server may run on the data folder. Whoever is
    /// signed in has to sign in again; access tokens stay valid.
    Rotate(KeyRotateOptions),
}

/// Options of `wavepass key rotate`.
#[derive(Debug, Args)]
pub struct KeyRotateOptions {
    /// The file of the new key, when the present one is given with --key or in the environment.
    /// It is made when it is not there, readable by its owner only. Without it, the new key takes the
    /// place of secret.key in the data folder.
    #[arg(long, value_name = "FILE")]
    pub new_key_file: Option<PathBuf>,
    /// Where the database and the encryption key are kept.
    #[command(flatten)]
    pub data: DataOptions,
}
