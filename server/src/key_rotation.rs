//! Another encryption key for the data folder, so that a crash at any moment loses nothing.
//!
//! The new key is on the disk before anything is sealed with it, the database changes in one
//! transaction, and only then the new key takes the place of the old one, which is kept: backups need
//! it. What was cut off is ended or undone at the next start ([`settle`]), because the database tells
//! which key it has. Start at [`rotate`].

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::crypto::{KeyError, MasterKey, sync_folder_of};
use crate::data_folder::lock;
use crate::store::backup;
use crate::store::rotation::{Resealed, is_key, reseal};

/// Behind the name of the key file, while the new key has not taken its place.
const NEW_END: &str = ".new";

/// How many old keys are kept.
const MOST_KEPT: u32 = 1000;

/// What was done.
pub(crate) enum Rotated {
    /// The database has the new key.
    Now {
        /// What became of the secrets.
        resealed: Resealed,
        /// Where the key before is kept, when it was in the data folder.
        old: Option<PathBuf>,
    },
    /// It had the new key already: this was cut off after that.
    Before,
}

/// Makes a new key for a data folder that has its key in a file.
///
/// # Errors
/// A folder that is in use, that has no database or no key, or a database that cannot be changed.
pub(crate) fn rotate(data: &Path) -> anyhow::Result<Rotated> {
    has_database(data)?;
    settle(data)?;
    let _alone = lock::take(data)?;
    let file = MasterKey::file(data);
    let Some(old) = MasterKey::read(&file)? else {
        bail!(
            "There is no key in {}. Give the present one with --key or WAVEPASS_KEY",
            file.display()
        );
    };
    is_present(data, &old)?;
    let new = MasterKey::generate();
    new.save(&new_file(data))?;
    let resealed = match reseal(data, &old.at_rest(), &new.at_rest()) {
        Ok(resealed) => resealed,
        Err(error) => {
            settle_alone(data)?;
            return Err(error);
        }
    };
    let kept = take_new_key(data)?;
    Ok(Rotated::Now {
        resealed,
        old: Some(kept),
    })
}

/// Changes from a key that was given to the one in a file, which is made when it is not there.
///
/// # Errors
/// A folder that is in use or has no database, a file that cannot be used, or a database that has
/// neither key or cannot be changed.
pub(crate) fn rotate_given(
    data: &Path,
    old: &MasterKey,
    new_file: &Path,
) -> anyhow::Result<Rotated> {
    has_database(data)?;
    let _alone = lock::take(data)?;
    let new = if let Some(new) = MasterKey::read(new_file)? {
        new
    } else {
        is_present(data, old)?;
        let new = MasterKey::generate();
        new.save(new_file)?;
        new
    };
    let (old, new) = (old.at_rest(), new.at_rest());
    if is_key(data, &new)? == Some(true) {
        return Ok(Rotated::Before);
    }
    let resealed = reseal(data, &old, &new)?;
    Ok(Rotated::Now {
        resealed,
        old: None,
    })
}

/// Ends or undoes a change of the key that was cut off.
///
/// # Errors
/// A folder that is in use, or a database that has neither of the two keys.
pub(crate) fn settle(data: &Path) -> anyhow::Result<()> {
    if !new_file(data).exists() {
        return Ok(());
    }
    let _alone = lock::take(data).context("A change of the key has to be ended first")?;
    settle_alone(data)
}

fn settle_alone(data: &Path) -> anyhow::Result<()> {
    let (file, new_file) = (MasterKey::file(data), new_file(data));
    let opens = |key: Option<MasterKey>| match key {
        Some(key) => is_key(data, &key.at_rest()),
        None => Ok(Some(false)),
    };
    match opens(MasterKey::read(&file)?)? {
        // There is nothing that tells.
        None => return Ok(()),
        Some(true) => return remove(&new_file),
        Some(false) => {}
    }
    let new = match MasterKey::read(&new_file) {
        // Cut off while it was written: nothing is sealed with it.
        Err(KeyError::Malformed { .. }) => return Ok(()),
        new => new?,
    };
    if opens(new)? != Some(true) {
        bail!(
            "The database in {} was filled with another encryption key than those in {} and {}. \
             Give back the one that it was filled with",
            data.display(),
            file.display(),
            new_file.display()
        );
    }
    take_new_key(data)?;
    tracing::info!("a change of the key was cut off and is done now");
    Ok(())
}

/// The database has the old key, so nothing is sealed with the new one.
fn remove(new_file: &Path) -> anyhow::Result<()> {
    match fs::remove_file(new_file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| could_not_change(new_file)),
        Ok(()) => {
            tracing::info!("a change of the key was cut off and has changed nothing");
            Ok(())
        }
    }
}

/// Keeps the old key under another name and puts the new one in its place, so that there is a key at
/// every moment. What was cut off can be done again. Gives where the old key is kept.
fn take_new_key(data: &Path) -> anyhow::Result<PathBuf> {
    let (file, new_file) = (MasterKey::file(data), new_file(data));
    let kept = keep(data, &file)?;
    fs::rename(&new_file, &file).with_context(|| could_not_change(&file))?;
    sync_folder_of(&file).with_context(|| could_not_change(&file))?;
    Ok(kept)
}

/// Copies a key under a name that is free. Which one is taken by a copy that is not whole is left.
fn keep(data: &Path, file: &Path) -> anyhow::Result<PathBuf> {
    let Some(key) = MasterKey::read(file)? else {
        return Ok(file.to_owned());
    };
    let mut names = (1..=MOST_KEPT).map(|number| data.join(format!("secret.key.old-{number}")));
    let name = names
        .find(|name| !name.exists() || fs::read(name).ok() == fs::read(file).ok())
        .context("Too many old keys are kept there already. Delete those that are not needed")?;
    if !name.exists() {
        key.save(&name)?;
    }
    Ok(name)
}

/// Refuses before anything is made for nothing.
fn is_present(data: &Path, key: &MasterKey) -> anyhow::Result<()> {
    if is_key(data, &key.at_rest())? == Some(false) {
        bail!(
            "The database in {} was filled with another encryption key than this one. The one \
             that the server has is needed",
            data.display()
        );
    }
    Ok(())
}

fn new_file(data: &Path) -> PathBuf {
    let mut name = MasterKey::file(data).into_os_string();
    name.push(NEW_END);
    name.into()
}

fn has_database(data: &Path) -> anyhow::Result<()> {
    if backup::find(data).is_none() {
        bail!(
            "There is no database in {}: there is no key to change",
            data.display()
        );
    }
    Ok(())
}

fn could_not_change(path: &Path) -> String {
    format!("{} could not be changed", path.display())
}
