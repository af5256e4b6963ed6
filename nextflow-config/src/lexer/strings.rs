//! Strings: where they start and end, and what in them is code.

use super::{Lexer, Mode, Quote, TokenKind, is_name_char};

impl Lexer<'_> {
    /// Opens the string that starts with this quote.
    pub(super) fn quote(&mut self, byte: u8) {
        let is_single = byte == b'\'';
        let triple = if is_single { "'''" } else { "\"\"\"" };
        let (quote, length) = match (self.starts(triple), is_single) {
            (true, true) => (Quote::TripleSingle, 3),
            (true, false) => (Quote::TripleDouble, 3),
            (false, true) => (Quote::Single, 1),
            (false, false) => (Quote::Double, 1),
        };
        self.open(quote, length);
    }

    pub(super) fn open(&mut self, quote: Quote, length: usize) {
        self.modes.push(Mode::Text(quote));
        self.push(TokenKind::Quote(quote), self.at + length, false);
    }

    /// Takes characters of a string up to what ends it or is code in it.
    pub(super) fn text(&mut self, quote: Quote) {
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => {
                    at += self.escape(quote, at);
                    continue;
                }
                b'\n' | b'\r' if !quote.spans_lines() => {
                    self.chunk(at);
                    // The string was never closed; the line end is code again.
                    self.modes.pop();
                    return;
                }
                b'$' if quote == Quote::DollarSlashy
                    && matches!(self.bytes.get(at + 1), Some(b'$' | b'/')) =>
                {
                    at += 2;
                    continue;
                }
                b'$' if quote.interpolates() && self.dollar(quote, at) => return,
                b'\'' | b'"' | b'/' if self.ends(quote, at) => {
                    self.chunk(at);
                    self.modes.pop();
                    self.push(TokenKind::EndQuote, at + quote.end().len(), true);
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.chunk(self.bytes.len());
        self.modes.pop();
    }

    /// How many bytes a backslash takes with it.
    fn escape(&self, quote: Quote, at: usize) -> usize {
        match quote {
            Quote::DollarSlashy => 1,
            Quote::Slashy if self.bytes.get(at + 1) != Some(&b'/') => 1,
            _ if self.bytes.get(at + 1..at + 3) == Some(b"\r\n") => 3,
            // The rest of a longer character follows as text.
            _ => 2,
        }
    }

    fn ends(&self, quote: Quote, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let end = quote.end().as_bytes();
        match quote {
            // Of four or five quotes the last three end it.
            Quote::TripleSingle | Quote::TripleDouble => {
                let run = rest
                    .iter()
                    .take_while(|byte| end.first() == Some(byte))
                    .take(6)
                    .count();
                run == 3 || run >= 6
            }
            _ => rest.starts_with(end),
        }
    }

    /// Takes what a dollar sign starts, and the text before it.
    fn dollar(&mut self, quote: Quote, at: usize) -> bool {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        if rest.starts_with('{') {
            self.chunk(at);
            self.modes.push(Mode::Interpolation);
            self.push(TokenKind::OpenInterpolation, at + 2, false);
            return true;
        }
        let length = path_length(rest);
        if length > 0 {
            self.chunk(at);
            self.push(TokenKind::Variable, at + 1 + length, false);
            return true;
        }
        if matches!(quote, Quote::Double | Quote::TripleDouble) {
            self.chunk(at);
            self.push(TokenKind::Unknown, at + 1, false);
            return true;
        }
        false
    }

    fn chunk(&mut self, end: usize) {
        self.push(TokenKind::Text, end, false);
    }
}

/// The length of `name.name.name` at the start of a text: names without `$`.
fn path_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let from = if length == 0 { 0 } else { length + 1 };
        if length > 0 && text.as_bytes().get(length) != Some(&b'.') {
            return length;
        }
        let rest = text.get(from..).unwrap_or_default();
        let name = rest
            .char_indices()
            .find(|&(_, c)| c == '$' || !is_name_char(c))
            .map_or(rest.len(), |(at, _)| at);
        if name == 0 || rest.starts_with(|c: char| c.is_numeric()) {
            return length;
        }
        length = from + name;
    }
}
