//! Files as text, byte for byte, whatever their encoding.
//!
//! Core reads text. A byte that is no UTF-8, for instance of an old comment in Latin-1, is
//! carried through as a character of a private use area and becomes the same byte again. To
//! Nextflow such a byte is no letter either. Start at [`Text::decode`].

/// The characters that stand for the bytes 0x80 to 0xFF.
const FIRST: u32 = 0xF_FF00;

/// The text of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    text: String,
    /// Whether some characters are substitutes for bytes.
    has_bytes: bool,
}

impl Text {
    /// The text of these bytes; `None` when it is no UTF-8 and has the private characters too.
    pub(super) fn decode(bytes: Vec<u8>) -> Option<Self> {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => {
                return Some(Self {
                    text,
                    has_bytes: false,
                });
            }
            Err(error) => error.into_bytes(),
        };
        let mut text = String::with_capacity(bytes.len() + 64);
        for chunk in bytes.utf8_chunks() {
            if chunk.valid().chars().any(|c| byte_of(c).is_some()) {
                return None;
            }
            text.push_str(chunk.valid());
            let substitute = |byte: &u8| char::from_u32(FIRST + u32::from(*byte));
            text.extend(chunk.invalid().iter().filter_map(substitute));
        }
        Some(Self {
            text,
            has_bytes: true,
        })
    }

    /// The text as core reads it.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Another text in the same encoding.
    pub(super) fn with_text(&self, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            has_bytes: self.has_bytes,
        }
    }

    /// The bytes of the file.
    pub(super) fn encode(&self) -> Vec<u8> {
        if !self.has_bytes {
            return self.text.clone().into_bytes();
        }
        let mut bytes = Vec::with_capacity(self.text.len());
        let mut buffer = [0; 4];
        for c in self.text.chars() {
            match byte_of(c) {
                Some(byte) => bytes.push(byte),
                None => bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes()),
            }
        }
        bytes
    }
}

fn byte_of(c: char) -> Option<u8> {
    let byte = u32::from(c).checked_sub(FIRST)?;
    u8::try_from(byte).ok().filter(|byte| *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_comment_in_latin_1_comes_back_as_it_was() {
        let file = b"// gr\xfc\xdfe\nwave.enabled = true\n".to_vec();
        let text = Text::decode(file.clone()).unwrap();
        assert!(text.as_str().contains("wave.enabled"));
        assert_eq!(text.encode(), file);
    }

    #[test]
    fn a_change_leaves_the_bytes_around_it() {
        let text = Text::decode(b"// \xe9\na = 1".to_vec()).unwrap();
        let changed = text.with_text(&text.as_str().replace('1', "2"));
        assert_eq!(changed.encode(), b"// \xe9\na = 2");
    }

    #[test]
    fn characters_that_stand_for_bytes_are_taken_for_themselves_in_utf_8() {
        let file = "\u{FFFE9}".as_bytes().to_vec();
        let text = Text::decode(file.clone()).unwrap();
        assert_eq!(text.encode(), file);
        let mixed = [file, vec![0xff]].concat();
        assert_eq!(Text::decode(mixed), None);
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Some(text) = Text::decode(bytes.clone()) {
                prop_assert_eq!(text.encode(), bytes);
            }
        }
    }
}
