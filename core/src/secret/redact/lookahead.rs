//! Looks ahead in a text without ever reading a part of it twice for the same question.
//!
//! A text can be made so that every word of it asks for the end of the same long line.
//! Start at [`Lookahead::next`].

use super::keys::is_base64;

/// Where a look ahead stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// At white space.
    Space,
    /// At the end of the line.
    Line,
    /// At a double quote without a backslash before it.
    DoubleQuote,
    /// At a double quote with a backslash before it; the backslash counts.
    EscapedQuote,
    /// At a single quote.
    SingleQuote,
    /// At a back tick.
    Backtick,
    /// At the start of a tag.
    Tag,
    /// Behind the last byte that tokens have.
    Token,
    /// Behind the last byte that names of fields have.
    Name,
    /// Behind the last byte of a run of base64.
    Base64,
    /// At the end of the host and port of a URL, and of the login before them.
    Authority,
    /// At the last line of a PEM block.
    PemEnd,
}

const STOPS: usize = 12;

/// Answers that are still good.
pub(super) struct Lookahead<'a> {
    bytes: &'a [u8],
    /// For each stop: from where it was asked, and the answer.
    known: [Option<(usize, usize)>; STOPS],
    /// For the end of a word: the last at sign in it, if any.
    at_sign: Option<(usize, Option<usize>)>,
    /// For the end of a line: the last pipe in it, if any.
    pipe: Option<(usize, Option<usize>)>,
}

impl<'a> Lookahead<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            known: [None; STOPS],
            at_sign: None,
            pipe: None,
        }
    }

    /// The first place from `from` on where `stop` holds; the end of the text otherwise.
    /// Never before `from`.
    pub(super) fn next(&mut self, stop: Stop, from: usize) -> usize {
        let Some(slot) = self.known.get_mut(stop as usize) else {
            return from;
        };
        if let Some((asked, answer)) = *slot
            && asked <= from
            && from <= answer
        {
            return answer;
        }
        let rest = self.bytes.get(from..).unwrap_or_default();
        let skip = if stop == Stop::PemEnd {
            rest.windows(END.len()).position(|part| part == END)
        } else {
            rest.iter()
                .enumerate()
                .position(|(i, b)| stop.holds(*b, || from + i, self.bytes))
        };
        let answer = from.min(self.bytes.len()) + skip.unwrap_or(rest.len());
        *slot = Some((from, answer));
        answer
    }

    /// The last at sign between two places that does not announce a digest.
    pub(super) fn last_at_sign(&mut self, start: usize, end: usize) -> Option<usize> {
        let found = match self.at_sign {
            Some((word_end, found)) if word_end == end => found,
            _ => {
                let word = self.bytes.get(start..end).unwrap_or_default();
                let is_digest =
                    |i: usize| word.get(i + 1..).unwrap_or_default().starts_with(b"sha");
                let place = (0..word.len())
                    .rev()
                    .find(|i| word.get(*i) == Some(&b'@') && !is_digest(*i));
                let found = place.map(|place| start + place);
                self.at_sign = Some((end, found));
                found
            }
        };
        found.filter(|at| *at >= start)
    }

    /// The last pipe between a place and the end of its line.
    pub(super) fn last_pipe(&mut self, start: usize, line_end: usize) -> Option<usize> {
        let found = match self.pipe {
            Some((end, found)) if end == line_end => found,
            _ => {
                let line = self.bytes.get(start..line_end).unwrap_or_default();
                let found = line.iter().rposition(|b| *b == b'|');
                let found = found.map(|place| start + place);
                self.pipe = Some((line_end, found));
                found
            }
        };
        found.filter(|at| *at >= start)
    }
}

const END: &[u8] = b"-----END";

impl Stop {
    fn holds(self, b: u8, at: impl Fn() -> usize, bytes: &[u8]) -> bool {
        let escaped = || {
            at().checked_sub(1)
                .is_some_and(|before| bytes.get(before) == Some(&b'\\'))
        };
        match self {
            // A backslash makes a blank a part of the word.
            Self::Space => b.is_ascii_whitespace() && !(b == b' ' && escaped()),
            Self::Line => b == b'\n',
            Self::DoubleQuote => b == b'\n' || b == b'"' && !escaped(),
            Self::EscapedQuote => b == b'\n' || b == b'\\' && bytes.get(at() + 1) == Some(&b'"'),
            Self::SingleQuote => b == b'\n' || b == b'\'',
            Self::Backtick => b == b'\n' || b == b'`',
            Self::Tag => b == b'\n' || b == b'<',
            Self::Token => !(b.is_ascii_alphanumeric() || b"_-.~+/=%".contains(&b)),
            Self::Name => !(b.is_ascii_alphanumeric() || b == b'_' || b == b'-'),
            Self::Base64 => !is_base64(b),
            Self::Authority => b.is_ascii_whitespace() || b"/?#\"'".contains(&b),
            Self::PemEnd => false,
        }
    }
}
