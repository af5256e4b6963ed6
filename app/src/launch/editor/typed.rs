//! Between the text and the textarea, which has LF at the end of every line.
//!
//! What is typed is carried over into the text, so that bytes that nobody touched stay as
//! they are. Start at [`merged`].

use std::borrow::Cow;

/// The text as the textarea shows it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// How many of the browser's units a piece of the text is long in the textarea.
pub(super) fn units(text: &str) -> u32 {
    let shown = shown(text);
    u32::try_from(shown.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The text after somebody typed, when the textarea then says this.
pub(super) fn merged(text: &str, typed: &str) -> String {
    if !text.contains('\r') {
        return typed.to_owned();
    }
    let before = shown(text);
    let start = common(before.chars(), typed.chars());
    let longest = before.len().min(typed.len()) - start;
    let end = common(before.chars().rev(), typed.chars().rev()).min(longest);
    // Characters that both share at both ends may overlap.
    let end = floor(&before, typed, end);
    let (from, to) = (
        place(text, start),
        place(text, before.len().saturating_sub(end)),
    );
    let new = typed.get(start..typed.len() - end).unwrap_or_default();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\r" };
    let mut merged = String::with_capacity(typed.len() + 64);
    merged.push_str(text.get(..from).unwrap_or_default());
    merged.push_str(&new.replace('\n', line_end));
    merged.push_str(text.get(to..).unwrap_or_default());
    merged
}

/// How many bytes two texts have in common.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let pairs = one.zip(other).take_while(|(a, b)| a == b);
    pairs.map(|(c, _)| c.len_utf8()).sum()
}

/// The longest end of both that is no longer than this and splits no character.
fn floor(one: &str, other: &str, mut end: usize) -> usize {
    while !(one.is_char_boundary(one.len() - end) && other.is_char_boundary(other.len() - end)) {
        end -= 1;
    }
    end
}

/// The byte of the text that a byte of the shown text stands for.
fn place(text: &str, shown: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut left) = (0, shown);
    while left > 0 && at < bytes.len() {
        at += if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
            2
        } else {
            1
        };
        left -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn lines_that_nobody_touched_keep_their_ends() {
        for (text, typed, expected) in [
            ("a\r\nb\nc", "a\nbx\nc", "a\r\nbx\nc"),
            ("a\r\nb\r\n", "a\nb\nc\n", "a\r\nb\r\nc\r\n"),
            ("a\rb", "ab", "ab"),
            ("a\r\nb", "a\n\nb", "a\r\n\r\nb"),
            ("a\r\nb", "", ""),
            ("\r\n", "\n", "\r\n"),
            ("é\r\né", "é\nè", "é\r\nè"),
        ] {
            assert_eq!(merged(text, typed), expected, "{text:?} {typed:?}");
        }
    }

    #[test]
    fn what_comes_of_typing_is_shown_as_it_was_typed() {
        let texts = [
            "",
            "a",
            "\r\n",
            "\n",
            "\r",
            "ab\r\nab",
            "aa\r\naa\raa\n",
            "ü\r\nüü",
        ];
        for text in texts {
            for typed in texts {
                let typed = shown(typed);
                assert_eq!(shown(&merged(text, &typed)), typed, "{text:?} {typed:?}");
            }
        }
    }

    #[test]
    fn places_are_counted_as_browsers_do() {
        assert_eq!(units("a\r\n"), 2);
        assert_eq!(units("😀é"), 3);
    }
}
