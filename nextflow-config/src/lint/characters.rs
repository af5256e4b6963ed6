//! Characters that mean nothing to Nextflow, and what they were meant to be.
//!
//! They come with text that was copied from a page or a document. A kind of them is one
//! finding, however many there are, and its fix replaces them all. Start at [`check`].

use crate::diagnostic::{Diagnostic, Repair};
use crate::replacement::Replacement;
use crate::rule::rules;
use crate::token::Span;
use crate::tree::{Document, ProblemKind};

use super::sink::DiagnosticSink;

rules! {
    /// A character means nothing to Nextflow, such as a no-break space or a typographic quote.
    pub BAD_CHARACTER = "bad-character" {
        severity: Error,
        why: "Such characters mostly come with text that was copied from a page or a document. \
              Both parsers refuse them, and Nextflow stops.",
        action: "Replace them with plain spaces and quotes, or take them out. Comments begin with \
                 //, and a dollar sign that starts no variable is written \\$.",
    }
}

/// What a character was most likely meant to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    SingleQuote,
    DoubleQuote,
    Invisible,
    Hash,
    Dollar,
    Other(char),
}

/// Other alphabets have many of them, and the first ones say enough.
const MOST_KINDS: usize = 20;

/// Says which characters Nextflow refuses. `false` when it refuses none.
pub(super) fn check(document: &Document<'_>, sink: &mut DiagnosticSink) -> bool {
    let mut found: Vec<(Kind, char, Vec<Span>)> = Vec::new();
    for problem in &document.problems {
        let text = problem.span.of(document.text);
        let Some(c) = text.chars().next() else {
            continue;
        };
        if problem.kind != ProblemKind::BadCharacter {
            continue;
        }
        let kind = Kind::of(c);
        let is_full = found.len() >= MOST_KINDS;
        match found.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, spans)) => spans.push(problem.span),
            None if is_full => {}
            None => found.push((kind, c, vec![problem.span])),
        }
    }
    for (kind, c, mut spans) in found {
        spans.sort_unstable();
        spans.dedup();
        let Some(&first) = spans.first() else {
            continue;
        };
        let new = Diagnostic::error(BAD_CHARACTER, kind.message(c, spans.len()));
        let mut new = new.about(format!("U+{:04X}", u32::from(c))).at(first);
        if let Some((label, with)) = kind.suggestion() {
            if matches!(kind, Kind::SingleQuote | Kind::DoubleQuote) {
                with_partners(document.text, kind, &mut spans);
            }
            let replace = |span| Replacement {
                span,
                with: with.to_owned(),
            };
            let all = spans.into_iter().map(replace).collect();
            new = new.with_suggestion(label, Repair::Replace(all));
        }
        sink.push(new);
    }
    sink.has(BAD_CHARACTER)
}

/// Adds the closing quotes that a string hides which the text has only by mistake.
fn with_partners(text: &str, kind: Kind, spans: &mut Vec<Span>) {
    let mut partners = Vec::new();
    let mut next = spans.iter().peekable();
    let mut closed = 0;
    while let Some(span) = next.next() {
        if span.start < closed {
            continue;
        }
        let rest = text.get(span.end..).unwrap_or_default();
        let known = next.peek().map(|span| span.start);
        for (at, c) in rest.char_indices() {
            let start = span.end + at;
            if matches!(c, '\n' | '\r') || known == Some(start) {
                closed = start + 1;
                break;
            }
            if Kind::of(c) == kind {
                closed = start + c.len_utf8();
                partners.push(Span { start, end: closed });
                break;
            }
        }
    }
    spans.append(&mut partners);
    spans.sort_unstable();
    spans.dedup();
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\u{a0}'
            | '\u{2000}'..='\u{200a}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
            | '\u{c}'
            | '\u{b}'
            | '\u{1680}' => Self::Blank,
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => Self::SingleQuote,
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Self::DoubleQuote,
            '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{ad}'
            | '\u{202a}'..='\u{202e}'
            | '\0' => Self::Invisible,
            '#' => Self::Hash,
            '$' => Self::Dollar,
            other => Self::Other(other),
        }
    }

    fn message(self, c: char, count: usize) -> String {
        let code = format!("U+{:04X}", u32::from(c));
        let number = match count {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            count => format!("{count} times"),
        };
        let what = match self {
            Self::Blank => format!(
                "A space that is no plain one ({code}) is in the text {number}. Nextflow knows \
                 only spaces and tabs"
            ),
            Self::SingleQuote | Self::DoubleQuote => format!(
                "A quote that is no plain one ({code}) is in the text {number}. Nextflow knows \
                 only ' and \""
            ),
            Self::Invisible => {
                format!("A character that cannot be seen ({code}) is in the text {number}")
            }
            Self::Hash => format!(
                "A comment begins with # {number}. In a Nextflow configuration it begins with //"
            ),
            Self::Dollar => format!(
                "A dollar sign that starts no variable is in a text {number}. There it has to \
                 be \\$"
            ),
            Self::Other(_) => {
                format!(
                    "The character {code} means nothing in a configuration and is in the text {number}"
                )
            }
        };
        let shown = if c.is_control() || self == Self::Invisible {
            code
        } else {
            c.to_string()
        };
        format!("{what}. Nextflow stops with: Unexpected character: '{shown}'.")
    }

    fn suggestion(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Blank => Some(("Put plain spaces", " ")),
            Self::SingleQuote => Some(("Put plain quotes", "'")),
            Self::DoubleQuote => Some(("Put plain quotes", "\"")),
            Self::Invisible => Some(("Take them out", "")),
            Self::Hash => Some(("Begin comments with //", "//")),
            Self::Dollar => Some(("Write \\$", "\\$")),
            Self::Other(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
