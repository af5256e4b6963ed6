//! Cuts a text into tokens that cover every byte of it, whatever the text is.
//!
//! Strings hold code (`"${a ? "b" : 'c'}"`) that holds strings, so a stack says where in
//! them the next byte is. Both parsers are served by one set of tokens: what only one of
//! them knows (`$/…/$`, `++`) is told apart later. Start at [`tokens`].

use crate::capacity::reserve_for_rest;
use crate::token::{Quote, Span, Token, TokenKind};

/// Every piece of the text, in order, up to 4 GiB. Takes time in proportion to its length.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tokens: Vec::new(),
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
                self.trivia(TokenKind::Whitespace, end);
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
                self.trivia(TokenKind::LineContinuation, end);
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
        reserve_for_rest(&mut self.tokens, self.at, self.bytes.len());
        self.tokens.extend(Token::new(kind, span));
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

impl Lexer<'_> {
    pub(super) fn operator(&mut self) {
        let (length, kind) = operator_of(self.rest());
        // What was counted up or down is a value.
        let counts = matches!(self.rest(), [b'+', b'+', ..] | [b'-', b'-', ..]);
        self.push(kind, self.at + length, self.after_value && counts);
    }
}

/// The longest operator at the start, and what it is. This is asked for every `=` and `:`, so
/// it is a match and no search in a list.
fn operator_of(rest: &[u8]) -> (usize, TokenKind) {
    use TokenKind::{Arrow, Assign, Colon, OpenBracket, Operator, OtherAssign, OtherDot, Question};
    match rest {
        [b'>', b'>', b'>', b'=', ..] => (4, OtherAssign),
        [b'<', b'.', b'.', b'<', ..] => (4, Operator),
        [b'*', b'*', b'=', ..] | [b'<', b'<', b'=', ..] | [b'>', b'>', b'=', ..] => {
            (3, OtherAssign)
        }
        [b'.', b'.', b'<', ..]
        | [b'<', b'.', b'.', ..]
        | [b'<', b'=', b'>', ..]
        | [b'=', b'=', b'~' | b'=', ..]
        | [b'!', b'=', b'=', ..]
        | [b'>', b'>', b'>', ..] => (3, Operator),
        [b'?', b'?', b'.', ..] => (3, OtherDot),
        [b'*' | b'?', b'.', ..] | [b'.', b'&' | b'@', ..] | [b':', b':', ..] => (2, OtherDot),
        [b'?', b'[', ..] => (2, OpenBracket),
        [b'-', b'>', ..] => (2, Arrow),
        [b'.', b'.', ..]
        | [b'?', b':', ..]
        | [b'=', b'~' | b'=' | b'>', ..]
        | [b'!' | b'<' | b'>', b'=', ..]
        | [b'<', b'<', ..]
        | [b'>', b'>', ..]
        | [b'&', b'&', ..]
        | [b'|', b'|', ..]
        | [b'*', b'*', ..]
        | [b'+', b'+', ..]
        | [b'-', b'-', ..] => (2, Operator),
        [
            b'?' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^',
            b'=',
            ..,
        ] => (2, OtherAssign),
        [b'.', ..] => (1, TokenKind::Dot),
        [b':', ..] => (1, Colon),
        [b'=', ..] => (1, Assign),
        [b'?', ..] => (1, Question),
        [
            b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'!' | b'~' | b'&' | b'|' | b'^'
            | b'@',
            ..,
        ] => (1, Operator),
        _ => (1, TokenKind::Unknown),
    }
}

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

#[cfg(test)]
mod tests;
