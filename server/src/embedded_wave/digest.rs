//! The digest of a content, as OCI writes it: `sha256:` and 64 hexadecimal digits, or `sha512:` and 128
//! (<https://github.com/opencontainers/image-spec/blob/main/descriptor.md>).

use std::fmt;

use sha2::{Digest as _, Sha256, Sha512};

/// A digest in its one spelling.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digest(String);

/// What computes a digest of what comes in pieces.
pub(super) enum Digester {
    Sha256(Sha256),
    Sha512(Box<Sha512>),
}

impl Digest {
    /// A text that is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (algorithm, digits) = text.split_once(':')?;
        let length = match algorithm {
            "sha256" => 64,
            "sha512" => 128,
            _ => return None,
        };
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (digits.len() == length && digits.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// The one of SHA-256 of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut digester = Digester::Sha256(Sha256::new());
        digester.update(bytes);
        digester.finish()
    }

    /// Whether some bytes have it.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        let mut digester = self.digester();
        digester.update(bytes);
        digester.finish() == *self
    }

    /// What computes one by the same algorithm.
    pub(super) fn digester(&self) -> Digester {
        if self.0.starts_with("sha512:") {
            Digester::Sha512(Box::new(Sha512::new()))
        } else {
            Digester::Sha256(Sha256::new())
        }
    }

    /// It as a text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Digester {
    /// Takes the next bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(hash) => hash.update(bytes),
            Self::Sha512(hash) => hash.update(bytes),
        }
    }

    /// The digest of all of them.
    pub(super) fn finish(self) -> Digest {
        Digest(match self {
            Self::Sha256(hash) => format!("sha256:{}", hexadecimal(&hash.finalize())),
            Self::Sha512(hash) => format!("sha512:{}", hexadecimal(&hash.finalize())),
        })
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_algorithms_in_lower_case_are_digests() {
        let a = "a".repeat(64);
        for (text, is_one) in [
            (format!("sha256:{a}"), true),
            (format!("sha512:{a}{a}"), true),
            (format!("sha256:{}", a.to_uppercase()), false),
            (format!("sha256:{a}0"), false),
            (format!("sha512:{a}"), false),
            (format!("md5:{a}"), false),
            (a.clone(), false),
            (String::new(), false),
        ] {
            assert_eq!(Digest::parse(&text).is_some(), is_one, "{text}");
        }
    }

    #[test]
    fn bytes_have_one_digest_of_each_algorithm() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").as_str(), empty);
        let long = "sha512:".to_owned()
            + "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";
        assert!(Digest::parse(&long).unwrap().is_of(b""));
        assert!(!Digest::parse(&long).unwrap().is_of(b"x"));
    }
}
