//! Cuts a text into tokens that cover every byte of it, whatever the text is.
//!
//! Strings hold code (`"${a ? "b" : 'c'}"`) that holds strings, so a stack says where in
//! them the next byte is. Both parsers are served by one set of tokens: what only one of
//! them knows (`$/…/$`, `++`) is told apart later. Start at [`tokens`].

mod numbers;
mod operators;
mod strings;

use super::token::{Quote, Span, Token, TokenKind};

/// Every piece of the text, in order. Takes time in proportion to its length.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tokens: Vec::with_capacity(text.len() / 4),
        modes: Vec::new(),
        after_value: false,
        last_slash: text.rfind('/'),
        last_slash_dollar: text.rfind("/$"),
    };
    while lexer.at < lexer.bytes.len() {
        match lexer.modes.last() {
            Some(&Mode::Text(quote)) => lexer.text(quote),
            _ => lexer.code(),
        }
    }
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
    modes: Vec<Mode>,
    /// Whether the last token can be divided, so that a slash does not start a string.
    after_value: bool,
    last_slash: Option<usize>,
    last_slash_dollar: Option<usize>,
}

/// What the next byte is inside of, apart from the top level.
#[derive(Clone, Copy)]
enum Mode {
    /// A brace of the code.
    Brace,
    /// `${…}` of a string.
    Interpolation,
    /// The characters of a string.
    Text(Quote),
}

impl Lexer<'_> {
    fn code(&mut self) {
        let Some(&byte) = self.bytes.get(self.at) else {
            return;
        };
        match byte {
            b' ' | b'\t' => {
                let end = self.end_of(self.at + 1, |byte| matches!(byte, b' ' | b'\t'));
                self.trivia(TokenKind::Blank, end);
            }
            b'\n' | b'\r' => {
                let end = self.line_end(self.at);
                self.push(TokenKind::LineBreak, end, false);
            }
            b'$' if self.starts("$/") && !self.after_value && self.slashy_dollar_ends() => {
                self.open(Quote::DollarSlashy, 2);
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | 0x80.. => self.name(),
            b'0'..=b'9' => self.number(),
            b'\'' | b'"' => self.quote(byte),
            b'/' => self.slash(),
            b'{' => {
                self.modes.push(Mode::Brace);
                self.push(TokenKind::OpenBrace, self.at + 1, false);
            }
            b'}' => self.close_brace(),
            b'(' => self.push(TokenKind::OpenParen, self.at + 1, false),
            b')' => self.push(TokenKind::CloseParen, self.at + 1, true),
            b'[' => self.push(TokenKind::OpenBracket, self.at + 1, false),
            b']' => self.push(TokenKind::CloseBracket, self.at + 1, true),
            b',' => self.push(TokenKind::Comma, self.at + 1, false),
            b';' => self.push(TokenKind::Semicolon, self.at + 1, false),
            b'\\' if matches!(self.byte(1), Some(b'\n' | b'\r')) => {
                let end = self.line_end(self.at + 1);
                self.trivia(TokenKind::JoinedLine, end);
            }
            b'#' if self.at == 0 && self.byte(1) == Some(b'!') => {
                let end = self.end_of(2, |byte| !matches!(byte, b'\n' | b'\r'));
                self.trivia(TokenKind::LineComment, end);
            }
            b'.' if !self.after_value && self.byte(1).is_some_and(|next| next.is_ascii_digit()) => {
                self.number();
            }
            _ => self.operator(),
        }
    }

    fn name(&mut self) {
        let end = self.end_of(self.at, is_name_byte);
        if self.bytes.get(end).is_some_and(|byte| *byte >= 0x80) {
            return self.long_name();
        }
        let name = self.bytes.get(self.at..end).unwrap_or_default();
        let is_value = !is_operand_keyword(name);
        self.push(TokenKind::Name, end, is_value);
    }

    /// A name with letters beyond ASCII, or a character that belongs to none.
    #[cold]
    fn long_name(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest
            .char_indices()
            .find(|&(_, c)| !is_name_char(c))
            .map_or(rest.len(), |(at, _)| at);
        if length == 0 {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            self.push(TokenKind::Unknown, self.at + length, false);
            return;
        }
        let name = self.bytes.get(self.at..self.at + length);
        let is_value = !is_operand_keyword(name.unwrap_or_default());
        self.push(TokenKind::Name, self.at + length, is_value);
    }

    fn slash(&mut self) {
        match self.byte(1) {
            Some(b'/') => {
                let end = memchr::memchr2(b'\n', b'\r', self.rest())
                    .map_or(self.bytes.len(), |n| self.at + n);
                self.trivia(TokenKind::LineComment, end);
            }
            Some(b'*') => {
                let found = memchr::memmem::find(self.rest().get(2..).unwrap_or_default(), b"*/");
                match found {
                    Some(length) => self.trivia(TokenKind::BlockComment, self.at + length + 4),
                    None => self.push(TokenKind::OpenComment, self.bytes.len(), false),
                }
            }
            _ if !self.after_value && self.slashy_ends() => self.open(Quote::Slashy, 1),
            _ => self.operator(),
        }
    }

    /// Whether there is a slash left to close a slashy string with at least one character.
    fn slashy_ends(&self) -> bool {
        self.last_slash.is_some_and(|last| last > self.at + 1)
    }

    fn slashy_dollar_ends(&self) -> bool {
        self.last_slash_dollar
            .is_some_and(|last| last > self.at + 1)
    }

    fn close_brace(&mut self) {
        match self.modes.pop() {
            Some(Mode::Interpolation) => {
                self.push(TokenKind::CloseInterpolation, self.at + 1, false);
            }
            _ => self.push(TokenKind::CloseBrace, self.at + 1, true),
        }
    }

    fn trivia(&mut self, kind: TokenKind, end: usize) {
        let after_value = self.after_value;
        self.push(kind, end, after_value);
    }

    fn push(&mut self, kind: TokenKind, end: usize, after_value: bool) {
        let span = Span {
            start: self.at,
            end: end.min(self.bytes.len()),
        };
        if span.end > span.start {
            self.tokens.push(Token { kind, span });
        }
        self.at = span.end;
        self.after_value = after_value;
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn starts(&self, with: &str) -> bool {
        self.rest().starts_with(with.as_bytes())
    }

    fn end_of(&self, from: usize, belongs: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| !belongs(*byte));
        from + length.unwrap_or(rest.len())
    }

    fn line_end(&self, at: usize) -> usize {
        let is_pair = self.bytes.get(at) == Some(&b'\r') && self.bytes.get(at + 1) == Some(&b'\n');
        at + 1 + usize::from(is_pair)
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

/// Java's letters and digits, near enough.
fn is_name_char(c: char) -> bool {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => is_name_byte(byte),
        _ => c.is_alphanumeric(),
    }
}

/// Words after which a value comes, so that a slash starts a string.
fn is_operand_keyword(name: &[u8]) -> bool {
    matches!(
        name,
        b"in"
            | b"as"
            | b"return"
            | b"if"
            | b"else"
            | b"case"
            | b"instanceof"
            | b"assert"
            | b"throw"
            | b"new"
            | b"def"
            | b"includeConfig"
    )
}

#[cfg(test)]
#[path = "lexer_tests.rs"]
mod tests;
