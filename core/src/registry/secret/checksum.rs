//! The checksums that some vendors put into their secrets.
//!
//! A mismatch means that a text was cut or mistyped; it is a reason to look again and never
//! one to refuse, because a vendor may change the rule without telling. This module may not
//! say so itself. Start at [`github`] and [`azure`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Whether a checksum fits the text in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// It does.
    Ok,
    /// It does not.
    Mismatch,
}

/// The digits of GitHub's checksum, in order.
const BASE_62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// How many digits GitHub's checksum has.
const GITHUB_DIGITS: usize = 6;

/// "ACRDflt0": what Azure's checksum starts from (Microsoft's published secret scanner).
const AZURE_SEED: u64 = 0x4143_5244_666c_7430;

/// Compares the last six characters of what follows `ghp_` with the CRC-32 of the others,
/// in base 62 and padded with zeros.
pub(super) fn github(body: &str) -> Checksum {
    let expected = body
        .len()
        .checked_sub(GITHUB_DIGITS)
        .and_then(|at| body.split_at_checked(at))
        .is_some_and(|(random, digits)| {
            base_62(crc32fast::hash(random.as_bytes())) == digits.as_bytes()
        });
    verdict(expected)
}

/// Compares the last four bytes of a registry password with the Marvin32 hash of the others.
pub(super) fn azure(password: &str) -> Checksum {
    let expected = STANDARD.decode(password).is_ok_and(|bytes| {
        bytes.split_last_chunk().is_some_and(|(random, sum)| {
            let hash = marvin32(random, AZURE_SEED);
            fold(hash) == u32::from_le_bytes(*sum)
        })
    });
    verdict(expected)
}

fn verdict(fits: bool) -> Checksum {
    if fits {
        Checksum::Ok
    } else {
        Checksum::Mismatch
    }
}

fn base_62(mut number: u32) -> [u8; GITHUB_DIGITS] {
    let mut digits = [b'0'; GITHUB_DIGITS];
    for digit in digits.iter_mut().rev() {
        let value = usize::try_from(number % 62).unwrap_or_default();
        *digit = BASE_62.get(value).copied().unwrap_or(b'0');
        number /= 62;
    }
    digits
}

/// Both halves of a hash in one.
fn fold(hash: u64) -> u32 {
    let [low, high] = halves(hash);
    low ^ high
}

/// Marvin32 as SymCrypt has it: words in little endian, a final `0x80` after the last byte.
/// Written out because the published crates are not under a licence that fits.
fn marvin32(data: &[u8], seed: u64) -> u64 {
    let mut state = halves(seed);
    let (words, rest) = data.as_chunks::<4>();
    for word in words {
        mix(&mut state, u32::from_le_bytes(*word));
    }
    let mut last = [0_u8; 4];
    for (byte, from) in last.iter_mut().zip(rest.iter().chain(&[0x80])) {
        *byte = *from;
    }
    mix(&mut state, u32::from_le_bytes(last));
    mix(&mut state, 0);
    let [low, high] = state;
    u64::from(high) << 32 | u64::from(low)
}

fn mix([low, high]: &mut [u32; 2], word: u32) {
    *low = low.wrapping_add(word);
    *high ^= *low;
    *low = low.rotate_left(20).wrapping_add(*high);
    *high = high.rotate_left(9) ^ *low;
    *low = low.rotate_left(27).wrapping_add(*high);
    *high = high.rotate_left(19);
}

/// The low and the high half of a number.
fn halves(number: u64) -> [u32; 2] {
    let half = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or_default();
    [half(number), half(number >> 32)]
}

/// A password of an Azure registry that nobody has, with a checksum that fits.
#[cfg(test)]
pub(super) fn azure_example() -> String {
    let text = "aB3".repeat(14) + "+ACRAAAAAA";
    let mut bytes = STANDARD.decode(text).unwrap();
    let (random, sum) = bytes.split_last_chunk_mut::<4>().unwrap();
    *sum = fold(marvin32(random, AZURE_SEED)).to_le_bytes();
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn marvin32_gives_the_values_of_symcrypts_own_test() {
        assert_eq!(
            marvin32(b"abc", 0xd53c_d9ce_cd08_93b7),
            0x22c7_4339_4927_69bf
        );
        assert_eq!(
            marvin32(b"abcdefghijklmnopqrstuvwxyz", 0x0ddd_deee_efff_f000),
            0xa128_eb7e_7260_aca2
        );
    }

    #[test]
    fn a_published_and_revoked_github_token_fits_its_checksum() {
        assert_eq!(github("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17"), Checksum::Ok);
        assert_eq!(
            github("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18"),
            Checksum::Mismatch
        );
    }

    #[test]
    fn a_small_checksum_is_padded_with_zeros() {
        assert_eq!(&base_62(61), b"00000z");
        assert_eq!(&base_62(u32::MAX), b"4gfFC3");
    }

    #[test]
    fn an_azure_password_that_was_made_by_the_rule_fits_it() {
        let mut bytes = [7_u8; 39];
        let (random, sum) = bytes.split_last_chunk_mut::<4>().unwrap();
        *sum = fold(marvin32(random, AZURE_SEED)).to_le_bytes();
        assert_eq!(azure(&STANDARD.encode(bytes)), Checksum::Ok);
        bytes[0] ^= 1;
        assert_eq!(azure(&STANDARD.encode(bytes)), Checksum::Mismatch);
    }

    #[test]
    fn what_is_too_short_or_not_base64_does_not_fit() {
        for text in ["", "abc", "é", "ééé", "aé12345"] {
            assert_eq!(github(text), Checksum::Mismatch);
            assert_eq!(azure(text), Checksum::Mismatch);
        }
    }
}
