//! Options of the commands that look after the data folder: a copy of it, and that put back. They run
//! in [`crate::upkeep`].

use std::path::PathBuf;

use clap::Args;

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
