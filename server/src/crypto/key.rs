//! The master key: from the environment, or from a file that only its owner may read.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use rand::Rng;
use sha2::Sha256;
use wavepass_core::secret::Secret;
use zeroize::Zeroizing;

use super::hashing::HashingKey;
use super::seal::SealingKey;

/// The name of the key file in the data folder.
const FILE_NAME: &str = "secret.key";

/// 32 random bytes from which every other key is derived.
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text is not base64 of 32 bytes.
    #[error(
        "{origin} does not hold base64 of 32 bytes. To make such a key, type: \
         head -c 32 /dev/urandom | base64"
    )]
    Malformed {
        /// Where the text came from.
        origin: String,
    },
    /// The key file may be read by others.
    #[error("{0} may be read by other users. To close it, type: chmod 600 {0}")]
    Exposed(PathBuf),
    /// The key file could not be read or made.
    #[error("{path} could not be {action}: {cause}")]
    File {
        /// The key file.
        path: PathBuf,
        /// "read" or "written".
        action: &'static str,
        /// What the system said.
        cause: io::Error,
    },
}

impl MasterKey {
    /// Takes the key from the option or environment, else from the file in the data folder,
    /// which is made on the first start.
    ///
    /// # Errors
    /// A key that is malformed, or a file that cannot be read or made, or that others may read.
    pub fn load(text: Option<&Secret>, data: &Path) -> Result<Self, KeyError> {
        if let Some(key) = Self::find(text, data)? {
            return Ok(key);
        }
        let key = Self::generate();
        key.save(&Self::file(data))?;
        Ok(key)
    }

    /// The same, and none is made.
    ///
    /// # Errors
    /// A key that is malformed, or a file that cannot be read or that others may read.
    pub fn find(text: Option<&Secret>, data: &Path) -> Result<Option<Self>, KeyError> {
        match text {
            Some(text) => Self::parse(text.expose(), "WAVEPASS_KEY (or --key)").map(Some),
            None => Self::read(&Self::file(data)),
        }
    }

    /// The key in a file; `None` when there is no file.
    ///
    /// # Errors
    /// A key that is malformed, or a file that cannot be read or that others may read.
    pub fn read(path: &Path) -> Result<Option<Self>, KeyError> {
        match fs::read_to_string(path) {
            Ok(text) => {
                check_mode(path)?;
                let text = Zeroizing::new(text);
                Self::parse(&text, &path.display().to_string()).map(Some)
            }
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(KeyError::File {
                path: path.to_owned(),
                action: "read",
                cause,
            }),
        }
    }

    /// A new key.
    pub fn generate() -> Self {
        let mut key = Zeroizing::new([0_u8; 32]);
        rand::rng().fill_bytes(&mut *key);
        Self(key)
    }

    /// Writes the key into a new file that only its owner may read. It is on the disk before
    /// anything is encrypted with it.
    ///
    /// # Errors
    /// A file that is there already, or cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        let text = Zeroizing::new(STANDARD.encode(*self.0));
        write_private(path, text.as_bytes()).map_err(|cause| KeyError::File {
            path: path.to_owned(),
            action: "written",
            cause,
        })
    }

    /// The key for the secrets of credentials in the database.
    pub fn at_rest(&self) -> SealingKey {
        self.derive("credentials at rest, v1")
    }

    /// A key for one use. The same use gets the same key, another use an unrelated one.
    pub fn derive(&self, purpose: &str) -> SealingKey {
        SealingKey::new(&self.derived(purpose))
    }

    /// The key by which the tokens of Wave are found in the database.
    pub fn of_wave_tokens(&self) -> HashingKey {
        HashingKey::new(*self.derived("tokens of Wave, v1"))
    }

    fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut derived = Zeroizing::new([0_u8; 32]);
        #[expect(
            clippy::expect_used,
            reason = "32 bytes are within HKDF's limit of 8160"
        )]
        Hkdf::<Sha256>::new(Some(b"wavepass"), &*self.0)
            .expand(purpose.as_bytes(), &mut *derived)
            .expect("32 bytes can be derived");
        derived
    }

    /// The key that a text holds, which came from there.
    ///
    /// # Errors
    /// A text that is not base64 of 32 bytes.
    pub fn parse(text: &str, origin: &str) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed {
            origin: origin.to_owned(),
        };
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| malformed())?);
        let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| malformed())?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// Where a key is, or will be made, when none is given.
    pub(crate) fn file(data: &Path) -> PathBuf {
        data.join(FILE_NAME)
    }
}

/// Writes a new file that only its owner may read, and makes sure it is on the disk before
/// anything is encrypted with what is in it.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder_of(path)
}

/// Makes sure that the names of files in a folder, too, are on the disk.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = std::path::absolute(path)?;
        fs::File::open(folder.parent().unwrap_or(&folder))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn check_mode(path: &Path) -> Result<(), KeyError> {
    match is_private(path) {
        Ok(true) => Ok(()),
        Ok(false) => Err(KeyError::Exposed(path.to_owned())),
        Err(cause) => Err(KeyError::File {
            path: path.to_owned(),
            action: "read",
            cause,
        }),
    }
}

/// Whether a file may be read by its owner only, as far as the system tells.
#[cfg(unix)]
pub(crate) fn is_private(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    let others = fs::metadata(path)?.permissions().mode() & 0o077;
    Ok(others == 0)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix the question can fail")]
pub(crate) fn is_private(_: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let data = tempfile::tempdir().unwrap();
        let first = MasterKey::load(None, data.path()).unwrap();
        let second = MasterKey::load(None, data.path()).unwrap();
        assert_eq!(*first.0, *second.0);
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_closed_to_others_and_refused_when_it_is_not() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        MasterKey::load(None, data.path()).unwrap();
        let path = data.path().join(FILE_NAME);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);

        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = MasterKey::load(None, data.path()).err().unwrap();
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_key_from_the_environment_wins_and_must_be_well_formed() {
        let data = tempfile::tempdir().unwrap();
        let text = Secret::new(STANDARD.encode([7_u8; 32]));
        let key = MasterKey::load(Some(&text), data.path()).unwrap();
        assert_eq!(*key.0, [7_u8; 32]);
        assert!(!data.path().join(FILE_NAME).exists());

        for bad in ["", "short", &STANDARD.encode([7_u8; 31])] {
            let error = MasterKey::load(Some(&Secret::from(bad)), data.path())
                .err()
                .unwrap();
            assert!(error.to_string().contains("WAVEPASS_KEY"), "{error}");
            assert!(
                bad.is_empty() || !error.to_string().contains(bad),
                "{error}"
            );
        }
    }

    #[test]
    fn each_use_has_a_key_of_its_own() {
        let key = MasterKey(Zeroizing::new([1; 32]));
        let sealed = key.derive("a").seal(b"", b"text").unwrap();
        assert_eq!(*key.derive("a").open(b"", &sealed).unwrap(), b"text");
        assert!(key.derive("b").open(b"", &sealed).is_err());
    }
}
