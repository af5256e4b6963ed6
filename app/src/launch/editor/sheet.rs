//! A text cut into the pieces that are drawn: by line, by what they are, by what is marked.
//!
//! This module may not know the page. Start at [`Sheet::of`].

use std::sync::Arc;

use nextflow_config::Span;
use nextflow_config::syntax::{Lines, Token, TokenKind, tokens};
use wavepass_core::finding::Severity;

use super::caret::Place;

/// A place to underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where.
    pub(crate) span: Span,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// What is said of it.
    pub(crate) message: Arc<str>,
}

/// A piece of one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Piece {
    /// Its class; empty for plain text.
    pub(super) class: &'static str,
    /// Its underline's class.
    pub(super) mark: &'static str,
    /// The characters.
    pub(super) text: String,
}

/// A text that is ready to be drawn.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    text: Arc<str>,
    tokens: Vec<Token>,
    lines: Lines,
    /// The columns of the longest line.
    columns: usize,
}

/// The columns of a tab; the style sheet says the same.
const TAB: usize = 4;

impl Sheet {
    pub(super) fn of(text: &Arc<str>) -> Self {
        let lines = text.lines().map(|line| {
            // A character beyond ASCII may be two columns wide.
            let width = |c: char| if c == '\t' { TAB } else { c.len_utf8().min(2) };
            line.chars().map(width).sum()
        });
        Self {
            columns: lines.max().unwrap_or(0),
            tokens: tokens(text),
            lines: Lines::of(text),
            text: text.clone(),
        }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The columns of the longest line, with room for the caret.
    pub(super) fn columns(&self) -> usize {
        self.columns + 2
    }

    /// The marks over a place, the worst first, and the column at which the first of them begins on
    /// that line; nothing where there is none.
    pub(super) fn marks_at<'m>(
        &self,
        place: Place,
        marks: &'m [Mark],
    ) -> Option<(usize, Vec<&'m Mark>)> {
        if place.line >= self.len() {
            return None;
        }
        let line = self.lines.span(place.line + 1, &self.text);
        let (mut at, mut byte) = (Place { column: 0, ..place }, line.start);
        // The column of each mark that begins on the line before the place.
        let mut columns = Vec::new();
        for c in line.of(&self.text).chars() {
            columns.push((byte, at.column));
            let next = at.after(c);
            if next.line > at.line || next.column > place.column {
                break;
            }
            (at, byte) = (next, byte + c.len_utf8());
        }
        let is_over = |mark: &&Mark| {
            // The caret behind the last character is at it.
            let end = mark.span.end.max(mark.span.start + 1);
            mark.span.start <= byte && byte <= end
        };
        let mut found: Vec<_> = marks.iter().filter(is_over).collect();
        found.sort_by_key(|mark| std::cmp::Reverse(mark.severity));
        let start = found
            .iter()
            .map(|mark| mark.span.start.max(line.start))
            .min()?;
        let column = columns.iter().find(|(byte, _)| *byte == start);
        Some((column.map_or(0, |(_, column)| *column), found))
    }

    /// The pieces of a line, counted from 0.
    pub(super) fn pieces(&self, line: usize, marks: &[Mark]) -> Vec<Piece> {
        let whole = self.lines.span(line + 1, &self.text);
        let shown = whole.of(&self.text).trim_end_matches(['\r', '\n']);
        let line = Span {
            start: whole.start,
            end: whole.start + shown.len(),
        };
        let first = self
            .tokens
            .partition_point(|token| token.span().end <= line.start);
        let here = self.tokens.iter().skip(first);
        let here = here.take_while(|token| token.span().start < line.end);
        let marks: Vec<_> = marks
            .iter()
            .filter(|mark| touches(mark.span, line))
            .collect();
        let mut pieces = Vec::new();
        for token in here {
            let mut start = token.span().start.max(line.start);
            let end = token.span().end.min(line.end);
            while start < end {
                // Up to where a mark begins or ends.
                let edges = marks
                    .iter()
                    .flat_map(|mark| [mark.span.start, mark.span.end]);
                let next = edges
                    .filter(|edge| *edge > start)
                    .min()
                    .unwrap_or(end)
                    .min(end);
                let piece = Span { start, end: next };
                pieces.push(Piece {
                    class: class(token.kind, piece.of(&self.text)),
                    mark: underline(&marks, piece),
                    text: piece.of(&self.text).to_owned(),
                });
                start = next;
            }
        }
        pieces
    }
}

fn touches(mark: Span, line: Span) -> bool {
    mark.start < line.end && line.start < mark.end
}

/// The underline of a piece that no mark cuts: that of the worst mark over it.
fn underline(marks: &[&Mark], piece: Span) -> &'static str {
    let over = marks.iter().filter(|mark| mark.span.contains(piece));
    match over.map(|mark| mark.severity).max() {
        None => "",
        Some(Severity::Error) => "wp-editor__mark wp-editor__mark--error",
        Some(Severity::Warning) => "wp-editor__mark wp-editor__mark--warning",
        Some(Severity::Info | Severity::Ok) => "wp-editor__mark",
    }
}

fn class(kind: TokenKind, text: &str) -> &'static str {
    match kind {
        TokenKind::LineComment | TokenKind::BlockComment | TokenKind::OpenComment => {
            "wp-editor__comment"
        }
        TokenKind::Quote(_) | TokenKind::Text | TokenKind::EndQuote => "wp-editor__string",
        TokenKind::Variable | TokenKind::OpenInterpolation | TokenKind::CloseInterpolation => {
            "wp-editor__variable"
        }
        TokenKind::Number => "wp-editor__number",
        TokenKind::Name if matches!(text, "true" | "false" | "null") => "wp-editor__number",
        TokenKind::Unknown => "wp-editor__unknown",
        TokenKind::Name
        | TokenKind::Whitespace
        | TokenKind::LineBreak
        | TokenKind::LineContinuation => "",
        _ => "wp-editor__sign",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn joined(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn the_pieces_of_the_lines_are_the_text_without_line_ends() {
        let text: Arc<str> = "wave {\r\n  enabled = true /* a\n b */ }\r'x${y}'\n".into();
        let sheet = Sheet::of(&text);
        let lines: Vec<_> = (0..sheet.len())
            .map(|line| joined(&sheet.pieces(line, &[])))
            .collect();
        assert_eq!(
            lines,
            ["wave {", "  enabled = true /* a", " b */ }", "'x${y}'", ""]
        );
    }

    #[test]
    fn a_mark_cuts_a_piece_and_the_worst_one_is_seen() {
        let text: Arc<str> = "wave.freeze = 'false'".into();
        let sheet = Sheet::of(&text);
        let mark = |start, end, severity| Mark {
            span: Span { start, end },
            severity,
            message: "".into(),
        };
        let marks = [
            mark(14, 21, Severity::Warning),
            mark(15, 17, Severity::Error),
        ];
        let marked: Vec<_> = sheet
            .pieces(0, &marks)
            .into_iter()
            .filter(|piece| !piece.mark.is_empty())
            .map(|piece| (piece.text, piece.mark.ends_with("error")))
            .collect();
        let expected = [("'", false), ("fa", true), ("lse", false), ("'", false)];
        assert_eq!(
            marked,
            expected.map(|(text, error)| (text.to_owned(), error))
        );
    }

    #[test]
    fn what_is_said_of_a_place_is_what_is_marked_there_whatever_stands_before_it() {
        let text: Arc<str> = "a = 1\n\tfreeze = 'ö'\n".into();
        let sheet = Sheet::of(&text);
        let mark = |start: usize, end: usize, message: &str| Mark {
            span: Span { start, end },
            severity: Severity::Warning,
            message: message.into(),
        };
        let marks = [mark(16, 20, "a quote"), mark(7, 20, "the setting")];
        let said = |line, column| {
            let found = sheet.marks_at(Place { line, column }, &marks);
            found.map(|(at, marks)| {
                let marks: Vec<_> = marks.iter().map(|mark| mark.message.to_string()).collect();
                (at, marks.join(", "))
            })
        };
        assert_eq!(said(0, 0), None);
        assert_eq!(said(1, 0), None);
        // A tab is four columns wide.
        assert_eq!(said(1, 4), Some((4, "the setting".to_owned())));
        assert_eq!(said(1, 13), Some((4, "a quote, the setting".to_owned())));
        assert_eq!(said(2, 0), None);
        assert_eq!(said(7, 0), None);
    }

    #[test]
    fn a_comment_over_lines_is_one_on_each() {
        let sheet = Sheet::of(&"/* a\nb */ c".into());
        assert_eq!(sheet.pieces(1, &[])[0].class, "wp-editor__comment");
        assert_eq!(sheet.pieces(1, &[])[0].text, "b */");
    }
}
