//! The commands that look after the data folder of the embedded Platform. Start at [`backup()`].

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::{Builder, NamedTempFile};

use crate::cli::upkeep::{BackupOptions, KeyCommand, KeyRotateOptions, RestoreOptions};
use crate::crypto::{MasterKey, sync_folder_of};
use crate::data_folder::{self, lock};
use crate::key_rotation::{self, Rotated};
use crate::store::backup;

/// `wavepass backup`: a copy of the database, also while a server writes into it.
///
/// # Errors
/// A data folder without a database, or a file that is there already or cannot be written.
pub fn backup(options: &BackupOptions) -> anyhow::Result<()> {
    let data = &options.data;
    let Some(database) = backup::find(data) else {
        bail!("There is no database in {}", data.display());
    };
    data_folder::check(data)?;
    let _beside_others = lock::share(data)?;
    let (file, shown) = (&options.file, options.file.display());
    let there = format!("{shown} is there already. Choose another name");
    if file.symlink_metadata().is_ok() {
        bail!(there);
    }
    let copy = beside(file)?;
    let contents = backup::copy_to(&database, copy.path())?;
    copy.persist_noclobber(file)
        .map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => anyhow::anyhow!(there),
            _ => anyhow::Error::new(error.error).context(format!("{shown} cannot be written")),
        })?;
    sync_folder_of(file)?;
    print(&format!(
        "Saved in {shown}: {contents}.\n\
         The encryption key is not in it, and without the key nobody can read the secrets in it. \
         Keep the key somewhere else: {}, or what WAVEPASS_KEY holds.",
        MasterKey::file(data).display()
    ))
}

/// `wavepass restore`: puts a backup in place of a database.
///
/// # Errors
/// A file that is no whole backup, or has another key; a data folder that is in use, or that has a
/// database which is not to be replaced.
pub fn restore(options: &RestoreOptions) -> anyhow::Result<()> {
    let data = &options.data.data;
    data_folder::make(data)?;
    if options.data.key.is_none() {
        key_rotation::settle(data)?;
    }
    let key = options.data.key.as_ref().map(|key| &key.0);
    let _alone = lock::take(data)?;
    let present = backup::find(data);
    if let (Some(present), false) = (&present, options.replace) {
        bail!(
            "There is a database already: {}. To put the backup in its place and keep this one \
             under another name, add --replace",
            present.display()
        );
    }
    let shown = options.file.display();
    if backup::has_log(&options.file) {
        bail!(
            "{shown} is a database that is in use, or was not closed: a part of it lies beside \
             it. Make a backup of it with wavepass backup, and restore that"
        );
    }
    let Some(key) = MasterKey::find(key, data)? else {
        bail!(
            "The secrets in a backup can be read with its key only. Put it into {} (then type: \
             chmod 600 on that file), or give it with --key or WAVEPASS_KEY",
            MasterKey::file(data).display()
        );
    };
    let place = backup::place(data);
    let copy = beside(&place)?;
    let mut source =
        std::fs::File::open(&options.file).with_context(|| format!("{shown} cannot be read"))?;
    std::io::copy(&mut source, &mut copy.as_file())
        .with_context(|| format!("{shown} cannot be copied"))?;
    let contents = backup::inspect(copy.path(), &key.at_rest())
        .with_context(|| format!("{shown} cannot be restored"))?;
    copy.as_file().sync_all()?;
    let kept = put(data, copy)?;
    sync_folder_of(&place)?;
    print(&format!(
        "Restored from {shown}: {contents}.\n\
         It is as it was then: access tokens and people that were removed since are valid again."
    ))?;
    match kept {
        Some(kept) => print(&format!(
            "The database before is kept as {}. Delete it when you no longer need it.",
            kept.display()
        )),
        None => Ok(()),
    }
}

/// Moves the database that is there aside, and gives the copy its name.
fn put(data: &Path, copy: NamedTempFile) -> anyhow::Result<Option<PathBuf>> {
    let place = backup::place(data);
    let kept = backup::move_aside(data).context("The present database cannot be moved aside")?;
    let placed = copy.persist_noclobber(&place);
    placed
        .map(|_| kept.clone())
        .map_err(|error| error.error)
        .with_context(|| match kept {
            Some(kept) => format!(
                "{} cannot be written. The database before is {}",
                place.display(),
                kept.display()
            ),
            None => format!("{} cannot be written", place.display()),
        })
}

/// `wavepass key`.
///
/// # Errors
/// A data folder that is in use or has no database, or a database that cannot be changed.
pub fn key(command: KeyCommand) -> anyhow::Result<()> {
    match command {
        KeyCommand::Rotate(options) => rotate(&options),
    }
}

fn rotate(options: &KeyRotateOptions) -> anyhow::Result<()> {
    let data = &options.data.data;
    if data.exists() {
        data_folder::check(data)?;
    }
    match (&options.data.key, &options.new_key_file) {
        (None, None) => {
            let rotated = key_rotation::rotate(data)?;
            let file = MasterKey::file(data);
            say(&rotated, &format!("The new key is in {}.", file.display()))
        }
        (None, Some(_)) => bail!(
            "--new-key-file is for a key that is given with --key or WAVEPASS_KEY. The key of this \
             data folder is in its file secret.key, where the new one comes too: leave it out"
        ),
        (Some(_), None) => bail!(
            "The present key is given with --key or WAVEPASS_KEY, so the new one has to be given \
             in the same way afterwards. Say with --new-key-file FILE where to write it; it is not \
             shown here"
        ),
        (Some(key), Some(file)) => {
            let old = MasterKey::parse(key.0.expose(), "WAVEPASS_KEY (or --key)")?;
            let rotated = key_rotation::rotate_given(data, &old, file)?;
            say(
                &rotated,
                &format!(
                    "The new key is in {}. Give it with WAVEPASS_KEY (or --key) from now on, in \
                     place of the one before; then that file can be deleted. Keep the one before \
                     while there are backups that were made with it.",
                    file.display()
                ),
            )
        }
    }
}

/// What was done, and what follows from it.
fn say(rotated: &Rotated, where_it_is: &str) -> anyhow::Result<()> {
    let Rotated::Now { resealed, old } = rotated else {
        return print(&format!(
            "The database has the new key already. {where_it_is}"
        ));
    };
    print(&match resealed.secrets {
        1 => format!("1 secret is encrypted with a new key. {where_it_is}"),
        secrets => format!("{secrets} secrets are encrypted with a new key. {where_it_is}"),
    })?;
    if let Some(old) = old {
        print(&format!(
            "The key before is kept in {}: backups that were made before need it. Delete it when \
             there are none.",
            old.display()
        ))?;
    }
    if !resealed.is_erased {
        print(
            "Another program reads the database, so what was encrypted with the key before is \
             still in its write-ahead log. The next start of Wavepass takes it out.",
        )?;
    }
    print("Whoever is signed in has to sign in again. Access tokens stay valid.")
}

/// An empty file in the folder of that one, for its owner only, which is gone again unless it is
/// given its name.
fn beside(file: &Path) -> anyhow::Result<NamedTempFile> {
    let cannot = || format!("{} cannot be written", file.display());
    let file = std::path::absolute(file).with_context(cannot)?;
    let folder = file.parent().with_context(cannot)?;
    Builder::new()
        .prefix(".wavepass-")
        .suffix(".part")
        .tempfile_in(folder)
        .with_context(cannot)
}

fn print(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("Standard output cannot be written")
}
