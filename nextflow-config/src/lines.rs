//! The lines of a text, as Nextflow and editors count them.
//!
//! Start at [`Lines::of`].

use super::token::Span;

/// Where the lines of a text begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of a text; LF, CR LF and CR end one.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The line of a byte, counted from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// How many there are. At least one.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line, counted from 1, with what ends it. Empty where there is no such
    /// line.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let end = |at: usize| self.starts.get(at).copied().unwrap_or(text.len());
        Span {
            start: line.checked_sub(1).map_or(0, end),
            end: if line == 0 { 0 } else { end(line) },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn lines_end_with_any_of_the_three_line_ends() {
        let text = "a\r\nb\rc\n";
        let lines = Lines::of(text);
        assert_eq!(lines.len(), 4);
        let shown: Vec<_> = (0..6).map(|line| lines.span(line, text).of(text)).collect();
        assert_eq!(shown, ["", "a\r\n", "b\r", "c\n", "", ""]);
        assert_eq!(
            [0, 1, 3, 5, 7].map(|byte| lines.line(byte)),
            [1, 1, 2, 3, 4]
        );
    }

    proptest! {
        #[test]
        fn lines_are_the_whole_text(text in "[ab\r\n\u{e9}]{0,40}") {
            let lines = Lines::of(&text);
            let joined: String = (1..=lines.len()).map(|line| lines.span(line, &text).of(&text)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
