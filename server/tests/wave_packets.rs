//! The packets in which Platform hands the keys of credentials to a Wave that it is paired
//! with: `facts/data/wave_packets.json`, made by Seqera's own library and by another one.
//!
//! The server makes no such packets yet. These tests hold the records to what is known of
//! the form, so that what will make them can be held to the records.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt, KeyInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Facts {
    public_key: String,
    private_key: String,
    packets: Vec<Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    made_by: String,
    packet: String,
    aes_key: String,
    plaintext: String,
}

fn facts() -> Facts {
    serde_json::from_str(include_str!("facts/data/wave_packets.json")).unwrap()
}

/// The key, encrypted with RSA, and the data, encrypted with the key: `1\P\key\data`, both in
/// base64. `P` says that the key is encrypted with the public key of the pair.
fn parts(packet: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let (key, data) = packet.strip_prefix(r"1\P\")?.split_once('\\')?;
    Some((STANDARD.decode(key).ok()?, STANDARD.decode(data).ok()?))
}

/// AES-128 in ECB mode with PKCS#5 padding, as the protocol fixes it.
fn open(data: &[u8], key: &[u8; 16]) -> Option<Vec<u8>> {
    let cipher = Aes128::new(key.into());
    let mut plain = Vec::new();
    for block in data.chunks(16) {
        let mut block = aes::Block::try_from(block).ok()?;
        cipher.decrypt_block(&mut block);
        plain.extend(block);
    }
    let padding = usize::from(*plain.last()?);
    let end = plain.len().checked_sub(padding)?;
    let is_padding = plain[end..].iter().all(|it| usize::from(*it) == padding);
    (1..=16).contains(&padding).then_some(())?;
    plain.truncate(end);
    is_padding.then_some(plain)
}

fn hex(digits: &str) -> [u8; 16] {
    let byte = |at: usize| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap();
    std::array::from_fn(byte)
}

#[test]
fn a_packet_opens_with_its_key_and_no_other() {
    for packet in facts().packets {
        let (_, data) = parts(&packet.packet).unwrap();
        let mut key = hex(&packet.aes_key);
        let plain = open(&data, &key).unwrap();
        assert_eq!(
            String::from_utf8(plain).unwrap(),
            packet.plaintext,
            "{}",
            packet.made_by
        );
        key[0] ^= 1;
        let other = open(&data, &key);
        assert_ne!(
            other.as_deref(),
            Some(packet.plaintext.as_bytes()),
            "{}",
            packet.made_by
        );
    }
}

#[test]
fn a_packet_holds_the_keys_with_the_word_by_which_wave_tells_their_kind() {
    for packet in facts().packets {
        let keys: Value = serde_json::from_str(&packet.plaintext).unwrap();
        let kind = keys["discriminator"].as_str();
        assert!(
            kind.is_some_and(|it| ["container-reg", "aws"].contains(&it)),
            "{keys}"
        );
    }
}

#[test]
fn the_key_of_a_packet_is_as_long_as_the_modulus_that_it_was_encrypted_with() {
    let facts = facts();
    // An RSA public key of 2048 bits as X.509 DER has 294 bytes; the modulus is 256 of them,
    // behind a zero, and stands in the private key too.
    let public = STANDARD.decode(&facts.public_key).unwrap();
    let private = STANDARD.decode(&facts.private_key).unwrap();
    assert_eq!(public.len(), 294);
    let modulus = &public[33..289];
    assert!(private.windows(256).any(|it| it == modulus));
    for packet in facts.packets {
        let (key, _) = parts(&packet.packet).unwrap();
        assert_eq!(key.len(), modulus.len(), "{}", packet.made_by);
        assert!(key.as_slice() < modulus, "{}", packet.made_by);
    }
}
