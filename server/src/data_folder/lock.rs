//! Who works in the data folder, so that nobody takes the database away below a server. The system
//! ends a lock with the process that has it. Start at [`share`].

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use anyhow::{Context, bail};

/// The file whose lock tells that somebody works in the folder. There is nothing in it.
const LOCK_FILE: &str = "wavepass.lock";

/// That somebody works in the folder, until it is dropped or the process ends.
pub(crate) struct Hold {
    /// None where the file system knows no locks.
    _lock: Option<File>,
}

/// Works in the folder beside others: a server, and the commands about people.
///
/// # Errors
/// A folder that somebody has for themselves, or that cannot be written.
pub(crate) fn share(path: &Path) -> anyhow::Result<Hold> {
    hold(
        path,
        File::try_lock_shared,
        "It is being restored, or its key is being changed. Wait until that is done",
    )
}

/// Has the folder for oneself.
///
/// # Errors
/// A folder that somebody works in, or that cannot be written.
pub(crate) fn take(path: &Path) -> anyhow::Result<Hold> {
    hold(
        path,
        File::try_lock,
        "A server or another command of Wavepass works in it. Stop it first",
    )
}

fn hold(
    path: &Path,
    lock: fn(&File) -> Result<(), TryLockError>,
    taken: &str,
) -> anyhow::Result<Hold> {
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.open(path.join(LOCK_FILE));
    let shown = path.display();
    let file = file.with_context(|| format!("The data folder {shown} cannot be written"))?;
    match lock(&file) {
        Ok(()) => Ok(Hold { _lock: Some(file) }),
        Err(TryLockError::WouldBlock) => bail!("The data folder {shown} is in use. {taken}"),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Hold { _lock: None })
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("The data folder {shown} cannot be locked"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_may_work_in_a_folder_and_one_may_have_it_alone() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = (share(data.path()).unwrap(), share(data.path()).unwrap());
        let error = take(data.path()).err().unwrap().to_string();
        assert!(error.contains("Stop it first"), "{error}");
        drop((one, other));
        let alone = take(data.path()).unwrap();
        let error = share(data.path()).err().unwrap().to_string();
        assert!(error.contains("Wait until"), "{error}");
        drop(alone);
        share(data.path()).unwrap();
    }
}
