//! Words for characters and counts that messages need in more than one place.
//!
//! This module may not know any field or rule.

/// How a message names one character: printable ones in quotes, the others by name or
/// code point, so that an invisible character can be found.
pub fn describe_char(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\t' => "a tab".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        '\u{a0}' => "a non-breaking space".to_owned(),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
            format!("an invisible character (U+{:04X})", u32::from(c))
        }
        c if c.is_control() || c.is_whitespace() => {
            format!("a control or space character (U+{:04X})", u32::from(c))
        }
        c => format!("“{c}”"),
    }
}

/// "a", "a and b", "a, b and c".
pub fn join_and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn characters_that_cannot_be_seen_are_named() {
        for (c, name) in [
            (' ', "a space"),
            ('\n', "a line break"),
            ('\u{a0}', "a non-breaking space"),
            ('\u{200b}', "an invisible character (U+200B)"),
            ('\u{7}', "a control or space character (U+0007)"),
            ('!', "“!”"),
            ('é', "“é”"),
        ] {
            assert_eq!(describe_char(c), name);
        }
    }

    #[test]
    fn lists_read_like_a_sentence() {
        let parts = ["a", "b", "c"].map(String::from);
        assert_eq!(join_and(&[]), "");
        assert_eq!(join_and(&parts[..1]), "a");
        assert_eq!(join_and(&parts[..2]), "a and b");
        assert_eq!(join_and(&parts), "a, b and c");
    }
}
