//! The one place that draws random numbers, from the operating system's seeded generator.

use rand::distr::{Alphanumeric, SampleString};
use rand::{Rng, RngExt};
use wavepass_core::secret::Secret;

/// An id as Platform gives to credentials, compute environments and launches: 22 letters and
/// digits.
pub(crate) fn record_id() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 22)
}

/// A word that nobody has used before.
pub(crate) fn random_word() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 24)
}

/// An id as Platform gives to users, organizations and workspaces: positive and below
/// 2^53, so that JavaScript reads it exactly.
pub(crate) fn numeric_id() -> i64 {
    rand::rng().random_range(1_000_000_000..(1 << 53))
}

/// The 40 hexadecimal digits of an access token or a sign-in link: 160 random bits.
pub(crate) fn secret_digits() -> Secret {
    use std::fmt::Write;
    let mut bytes = [0_u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    let mut text = String::with_capacity(40);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Secret::new(text)
}

/// Twelve digits and lower-case letters: the id or the token of a request to Wave. They are 62 random
/// bits, each character drawn evenly.
pub(crate) fn wave_word() -> String {
    const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut random = rand::rng();
    let draw = |_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]);
    (0..12).map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_form_that_platforms_clients_expect() {
        for _ in 0..100 {
            let id = record_id();
            assert_eq!(id.len(), 22);
            assert!(id.chars().all(|c| c.is_ascii_alphanumeric()));
            assert!((1..1 << 53).contains(&numeric_id()));
            let digits = secret_digits();
            assert_eq!(digits.expose().len(), 40);
            let word = wave_word();
            assert_eq!(word.len(), 12);
            let plain = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
            assert!(word.chars().all(plain), "{word}");
        }
        assert_ne!(record_id(), record_id());
    }
}
