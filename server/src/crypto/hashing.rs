//! Keyed hashes (HMAC-SHA-256): what is short enough to be guessed is found by them, and who has the
//! database without the key cannot search for it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A key that hashes.
#[derive(Clone)]
pub struct HashingKey(Zeroizing<[u8; 32]>);

impl HashingKey {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    /// The hash of a text.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    pub fn hash(&self, text: &[u8]) -> [u8; 32] {
        hmac(&*self.0, text)
    }
}

/// HMAC-SHA-256 with a key of any length.
///
/// # Panics
/// Never: HMAC takes keys of any length.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
pub(crate) fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_hash_of_rfc_4231() {
        let hash = hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hash[..4], [0x5b, 0xdc, 0xc1, 0x46]);
    }

    #[test]
    fn another_key_hashes_otherwise() {
        let [one, other] = [[1; 32], [2; 32]].map(HashingKey::new);
        assert_eq!(one.hash(b"x"), one.hash(b"x"));
        assert_ne!(one.hash(b"x"), other.hash(b"x"));
        assert_ne!(one.hash(b"x"), one.hash(b"y"));
    }
}
