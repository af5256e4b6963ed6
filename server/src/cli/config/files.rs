//! Reading and replacing files.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::bytes::Text;

/// A file, or standard input.
#[derive(Debug)]
pub(super) enum Input {
    /// Standard input, whose result goes to standard output.
    Standard,
    /// A file with its name as it was given.
    File(String),
}

impl Input {
    /// `-` is standard input.
    pub(super) fn named(name: &str) -> Self {
        if name == "-" {
            Self::Standard
        } else {
            Self::File(name.to_owned())
        }
    }

    /// Its name in messages.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Standard => "-",
            Self::File(name) => name,
        }
    }

    /// Its whole text.
    pub(super) fn read(&self) -> Result<Text, String> {
        let bytes = match self {
            Self::Standard => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                read.map(|_| bytes)
            }
            Self::File(name) => require_regular_file(name).and_then(|()| fs::read(name)),
        };
        let bytes = bytes.map_err(|error| format!("cannot be read: {error}"))?;
        Text::decode(bytes).ok_or_else(|| "is not a text in UTF-8".to_owned())
    }

    /// Replaces the file as a whole: a reader sees the old text or the new one, never a part.
    /// A file that has the text already is left alone.
    pub(super) fn write(&self, text: &Text) -> Result<(), String> {
        match self {
            Self::Standard => crate::cli::write_stdout(&text.encode()),
            Self::File(name) => {
                replace(name, text).map_err(|error| format!("cannot be written: {error}"))
            }
        }
    }
}

/// Devices and pipes are no files to be changed; reading some of them never ends.
fn require_regular_file(name: &str) -> io::Result<()> {
    if fs::metadata(name)?.is_file() {
        return Ok(());
    }
    let reason = "it is no regular file; use - for standard input";
    Err(io::Error::new(io::ErrorKind::InvalidInput, reason))
}

fn replace(name: &str, text: &Text) -> io::Result<()> {
    // What a link points to is replaced, not the link.
    let path = fs::canonicalize(name)?;
    let new = text.encode();
    if fs::read(&path)? == new {
        return Ok(());
    }
    let folder = path
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&new)?;
    // The new file has the rights and the owner of the old one.
    let old = fs::metadata(&path)?;
    keep_owner(&file, &old)?;
    file.as_file().set_permissions(old.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// Gives a new file the owner of an old one. Where that is not allowed, the old one stays.
#[cfg(unix)]
fn keep_owner(file: &tempfile::NamedTempFile, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.as_file().metadata()?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(file.as_file(), Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &tempfile::NamedTempFile, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
