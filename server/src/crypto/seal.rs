//! AES-256-GCM with a random nonce in front and associated data that binds the place.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use rand::Rng;
use zeroize::Zeroizing;

const NONCE_LENGTH: usize = 12;

/// A key that encrypts small values, at most some millions in its life (a random 96-bit
/// nonce is safe for about four billion).
#[derive(Clone)]
pub struct SealingKey(Aes256Gcm);

/// The text was sealed with another key, for another place, or was changed.
#[derive(Debug, thiserror::Error)]
#[error("the sealed value cannot be opened with this key")]
pub struct SealError;

impl SealingKey {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts a text for one place: opening it elsewhere fails.
    ///
    /// # Panics
    /// Never: AES-GCM refuses only texts above 64 GB.
    pub fn seal(&self, place: &[u8], text: &[u8]) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: text,
            aad: place,
        };
        #[expect(clippy::expect_used, reason = "AES-GCM refuses only texts above 64 GB")]
        let encrypted = self
            .0
            .encrypt(&nonce.into(), payload)
            .expect("a small text can be encrypted");
        let mut sealed = nonce.to_vec();
        sealed.extend(encrypted);
        sealed
    }

    /// Decrypts what was sealed for that place.
    ///
    /// # Errors
    /// When key, place or text are not those of the sealing.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, encrypted) = sealed
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(SealError)?;
        let payload = Payload {
            msg: encrypted,
            aad: place,
        };
        self.0
            .decrypt(&(*nonce).into(), payload)
            .map(Zeroizing::new)
            .map_err(|_| SealError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SealingKey {
        SealingKey::new(&[9; 32])
    }

    #[test]
    fn what_is_sealed_for_a_place_opens_only_there() {
        let sealed = key().seal(b"credentials/1/password", b"S3ntinel!");
        assert!(!sealed.windows(9).any(|w| w == b"S3ntinel!"));
        let opened = key().open(b"credentials/1/password", &sealed).unwrap();
        assert_eq!(*opened, b"S3ntinel!");
        assert!(key().open(b"credentials/2/password", &sealed).is_err());
    }

    #[test]
    fn the_same_text_never_looks_the_same() {
        assert_ne!(key().seal(b"", b"x"), key().seal(b"", b"x"));
    }

    #[test]
    fn a_changed_or_cut_text_does_not_open() {
        let sealed = key().seal(b"", b"text");
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(key().open(b"", &changed).is_err(), "byte {i}");
            assert!(key().open(b"", &sealed[..i]).is_err(), "length {i}");
        }
    }
}
