//! AES-256-GCM with a random nonce in front. The associated data says what a sealed text is
//! for, so that it opens nowhere else.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use rand::Rng;
use zeroize::Zeroizing;

const NONCE_LENGTH: usize = 12;

/// A key that encrypts small values, at most some millions in its life (a random 96-bit
/// nonce is safe for about four billion).
#[derive(Clone)]
pub struct SealingKey(Aes256Gcm);

/// Why a text was not sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The text is longer than the 64 GB that AES-GCM encrypts.
    #[error("the text is too long to be encrypted")]
    TooLong,
    /// The text was sealed with another key, in another context, or was changed.
    #[error("the sealed value cannot be opened with this key")]
    NotOpened,
}

impl SealingKey {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts a text for one context, the associated data: opening it in another fails.
    ///
    /// # Errors
    /// A text above 64 GB.
    pub fn seal(&self, context: &[u8], text: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: text,
            aad: context,
        };
        let encrypted = self
            .0
            .encrypt(&nonce.into(), payload)
            .map_err(|_| SealError::TooLong)?;
        let mut sealed = nonce.to_vec();
        sealed.extend(encrypted);
        Ok(sealed)
    }

    /// Decrypts what was sealed in that context.
    ///
    /// # Errors
    /// When key, context or text are not those of the sealing.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, encrypted) = sealed
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(SealError::NotOpened)?;
        let payload = Payload {
            msg: encrypted,
            aad: context,
        };
        self.0
            .decrypt(&(*nonce).into(), payload)
            .map(Zeroizing::new)
            .map_err(|_| SealError::NotOpened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SealingKey {
        SealingKey::new(&[9; 32])
    }

    #[test]
    fn what_is_sealed_in_a_context_opens_only_there() {
        let sealed = key().seal(b"credentials/1/password", b"S3ntinel!").unwrap();
        assert!(!sealed.windows(9).any(|w| w == b"S3ntinel!"));
        let opened = key().open(b"credentials/1/password", &sealed).unwrap();
        assert_eq!(*opened, b"S3ntinel!");
        assert!(key().open(b"credentials/2/password", &sealed).is_err());
    }

    #[test]
    fn the_same_text_never_looks_the_same() {
        let seal = || key().seal(b"", b"x").unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn a_changed_or_cut_text_does_not_open() {
        let sealed = key().seal(b"", b"text").unwrap();
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(key().open(b"", &changed).is_err(), "byte {i}");
            assert!(key().open(b"", &sealed[..i]).is_err(), "length {i}");
        }
    }
}
