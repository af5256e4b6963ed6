//! Numbers: decimal, hexadecimal, binary and octal, with underscores and suffixes.

use super::{Lexer, TokenKind};

impl Lexer<'_> {
    /// Takes the number that starts here. A dot belongs to it only before a digit, so that
    /// `8.GB` is a number and a unit, and `1..3` a range.
    pub(super) fn number(&mut self) {
        let is_radix = self.byte(0) == Some(b'0')
            && matches!(self.byte(1), Some(b'x' | b'X' | b'b' | b'B'))
            && self.byte(2).is_some_and(|byte| byte.is_ascii_hexdigit());
        let mut end = if is_radix {
            self.end_of(self.at + 2, |byte| byte.is_ascii_hexdigit() || byte == b'_')
        } else {
            self.decimal()
        };
        if self
            .bytes
            .get(end)
            .is_some_and(|byte| b"lLiIgGfFdD".contains(byte))
        {
            end += 1;
        }
        self.push(TokenKind::Number, end, true);
    }

    fn decimal(&self) -> usize {
        let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'_';
        let digit_at = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = self.end_of(self.at, is_digit);
        if self.bytes.get(end) == Some(&b'.') && digit_at(end + 1) {
            end = self.end_of(end + 1, is_digit);
        }
        if matches!(self.bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.bytes.get(end + 1), Some(b'+' | b'-')));
            if digit_at(end + 1 + sign) {
                end = self.end_of(end + 1 + sign, is_digit);
            }
        }
        end
    }
}
