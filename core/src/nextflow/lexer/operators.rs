//! Operators, longest first.

use super::{Lexer, TokenKind};

/// All operators that are more than one character, longest first.
const OPERATORS: [(&str, TokenKind); 43] = [
    (">>>=", TokenKind::OtherAssign),
    ("..<", TokenKind::Operator),
    ("<=>", TokenKind::Operator),
    ("==~", TokenKind::Operator),
    ("===", TokenKind::Operator),
    ("!==", TokenKind::Operator),
    (">>>", TokenKind::Operator),
    ("**=", TokenKind::OtherAssign),
    ("<<=", TokenKind::OtherAssign),
    (">>=", TokenKind::OtherAssign),
    ("??.", TokenKind::OtherDot),
    ("..", TokenKind::Operator),
    ("*.", TokenKind::OtherDot),
    ("?.", TokenKind::OtherDot),
    (".&", TokenKind::OtherDot),
    (".@", TokenKind::OtherDot),
    ("::", TokenKind::OtherDot),
    ("?[", TokenKind::OpenBracket),
    ("?:", TokenKind::Operator),
    ("?=", TokenKind::OtherAssign),
    ("=~", TokenKind::Operator),
    ("==", TokenKind::Operator),
    ("!=", TokenKind::Operator),
    ("<=", TokenKind::Operator),
    (">=", TokenKind::Operator),
    ("<<", TokenKind::Operator),
    (">>", TokenKind::Operator),
    ("&&", TokenKind::Operator),
    ("||", TokenKind::Operator),
    ("->", TokenKind::Arrow),
    ("**", TokenKind::Operator),
    ("++", TokenKind::Operator),
    ("--", TokenKind::Operator),
    ("+=", TokenKind::OtherAssign),
    ("-=", TokenKind::OtherAssign),
    ("*=", TokenKind::OtherAssign),
    ("/=", TokenKind::OtherAssign),
    ("%=", TokenKind::OtherAssign),
    ("&=", TokenKind::OtherAssign),
    ("|=", TokenKind::OtherAssign),
    ("^=", TokenKind::OtherAssign),
    ("=>", TokenKind::Operator),
    (".", TokenKind::Dot),
];

impl Lexer<'_> {
    pub(super) fn operator(&mut self) {
        for (operator, kind) in OPERATORS {
            if self.starts(operator) {
                // What was counted up or down is a value.
                let is_value = self.after_value && matches!(operator, "++" | "--");
                self.push(kind, self.at + operator.len(), is_value);
                return;
            }
        }
        let kind = match self.bytes.get(self.at) {
            Some(b':') => TokenKind::Colon,
            Some(b'=') => TokenKind::Assign,
            Some(b'?') => TokenKind::Question,
            Some(
                b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'!' | b'~' | b'&' | b'|' | b'^'
                | b'@',
            ) => TokenKind::Operator,
            _ => TokenKind::Unknown,
        };
        self.push(kind, self.at + 1, false);
    }
}
