//! The line that shows something, fit to be shown itself.
//!
//! This module may not hide secrets: it is given a text without any. Start at
//! [`Evidence::around`].

/// How many lines around a message belong to the same error.
pub(super) const NEAR: usize = 12;

/// How much of a line is shown before and behind the place that matters, in bytes.
const BEFORE: usize = 300;
const BEHIND: usize = 500;

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its number, from one.
    pub line: usize,
    /// The line, or the part of it that matters, without colours and control characters.
    pub text: String,
    /// Where in the text the message is.
    pub(super) offset: usize,
}

impl Evidence {
    /// The line around a place. Its number is filled in later, when all places are known.
    pub(super) fn around(log: &str, offset: usize) -> Self {
        // Only so much is looked at, because a whole log may be one line.
        let mut start = offset.saturating_sub(BEFORE);
        while !log.is_char_boundary(start) {
            start += 1;
        }
        let mut end = log.len().min(offset.saturating_add(BEHIND));
        while !log.is_char_boundary(end) {
            end -= 1;
        }
        let before = log.get(start..offset).unwrap_or_default();
        let behind = log.get(offset..end).unwrap_or_default();
        let (is_cut_before, before) = match before.rsplit_once('\n') {
            Some((_, line)) => (false, line),
            None => (start > 0, before),
        };
        let (is_cut_behind, behind) = match behind.split_once('\n') {
            Some((line, _)) => (false, line),
            None => (end < log.len(), behind),
        };
        let mark = |is_cut| if is_cut { "…" } else { "" };
        let shown = [mark(is_cut_before), before, behind, mark(is_cut_behind)].concat();
        Self {
            line: 0,
            text: plain(&shown),
            offset,
        }
    }
}

/// A text without the codes by which terminals colour it, and without other control
/// characters.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.next_if_eq(&'[').is_some() {
            while chars.next_if(|c| !c.is_ascii_alphabetic()).is_some() {}
            chars.next();
        } else if c == '\t' {
            shown.push(' ');
        } else if !c.is_control() {
            shown.push(c);
        }
    }
    shown.trim().to_owned()
}

/// Counts lines up to places that come in order.
pub(super) struct LineCounter<'a> {
    log: &'a [u8],
    at: usize,
    lines: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(log: &'a str) -> Self {
        Self {
            log: log.as_bytes(),
            at: 0,
            lines: 1,
        }
    }

    /// The number of the line with this place.
    pub(super) fn line_of(&mut self, offset: usize) -> usize {
        let passed = self.log.get(self.at..offset).unwrap_or_default();
        self.lines += memchr::memchr_iter(b'\n', passed).count();
        self.at = self.at.max(offset);
        self.lines
    }

    /// How many lines there are.
    pub(super) fn total(mut self) -> usize {
        self.line_of(self.log.len()) - usize::from(self.log.last().is_none_or(|b| *b == b'\n'))
    }
}

/// The lines around a place.
pub(super) fn lines_around(log: &str, offset: usize) -> String {
    let before = log.get(..offset).unwrap_or_default();
    let start = before
        .rmatch_indices('\n')
        .nth(NEAR)
        .map_or(0, |(at, _)| at);
    let behind = log.get(offset..).unwrap_or_default();
    let end = behind
        .match_indices('\n')
        .nth(NEAR)
        .map_or(behind.len(), |(at, _)| at);
    let mut start = start.max(offset.saturating_sub(8000));
    while !log.is_char_boundary(start) {
        start += 1;
    }
    let mut end = offset + end.min(8000);
    while !log.is_char_boundary(end) {
        end -= 1;
    }
    log.get(start..end).unwrap_or_default().to_owned()
}
