//! Operators, longest first.

use super::{Lexer, TokenKind};

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
        [b'*', b'*', b'=', ..] | [b'<', b'<', b'=', ..] | [b'>', b'>', b'=', ..] => {
            (3, OtherAssign)
        }
        [b'.', b'.', b'<', ..]
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
