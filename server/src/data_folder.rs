//! The data folder: closed to everybody but its owner. Start at [`make`].

pub(crate) mod lock;

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, bail};

use crate::crypto::is_private;

/// Makes the data folder if it is missing, for its owner only.
///
/// # Errors
/// A folder that cannot be made, or that other users may read or change.
pub(crate) fn make(path: &Path) -> anyhow::Result<()> {
    make_private(path)
        .with_context(|| format!("The data folder {} cannot be made", path.display()))?;
    check(path)
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Whether only its owner may use the folder. Who may read it sees what is in it while it is there;
/// who may write into it can put another database in place of this one.
///
/// # Errors
/// A folder that other users may read or change, or that cannot be looked at.
pub(crate) fn check(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if is_private(path).with_context(|| format!("The data folder {shown} cannot be read"))? {
        return Ok(());
    }
    bail!(
        "The data folder {shown} may be read or changed by other users. To close it, type: \
         chmod 700 {shown}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_that_we_make_is_its_owners_and_one_that_is_open_to_others_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        make(&data).unwrap();
        let mode = fs::metadata(&data).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        for mode in [0o750, 0o701, 0o702, 0o777] {
            fs::set_permissions(&data, PermissionsExt::from_mode(mode)).unwrap();
            let error = make(&data).unwrap_err().to_string();
            let line = format!("chmod 700 {}", data.display());
            assert!(error.ends_with(&line), "{error}");
        }
    }
}
