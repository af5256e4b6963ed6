//! Secrets in commands, where a flag or a pipe announces them.
//!
//! This module may not know the programs: a flag means the same to most of them. Start at
//! [`Scan::short_flag`].

use super::Scan;
use super::ahead::Stop;
use super::marks::Word;

/// The length of the shortest secret of an application in Entra.
const ENTRA: usize = 37;

impl Scan<'_> {
    /// Somebody logs in, up to the end of the command.
    pub(super) fn login(&mut self, at: usize) {
        if at < self.login_line_end {
            return;
        }
        let mut end = self.ahead.next(Stop::Line, at);
        // A backslash takes the next line along.
        while end < self.bytes.len() && self.before(end) == b'\\' {
            end = self.ahead.next(Stop::Line, end + 1);
        }
        self.login_line_end = end;
    }

    /// `-p secret` and `-u user:secret`; `-psecret` only where somebody logs in.
    pub(super) fn short_flag(&mut self, at: usize, end: usize) {
        let is_flag = at == 0 || matches!(self.before(at), b' ' | b'\t' | b'\n' | b'"' | b'\'');
        if !is_flag {
            return;
        }
        if self.byte(at + 1) == b'u' {
            self.login_pair(end);
        } else if matches!(self.byte(end), b' ' | b'\t' | b'=') {
            let from = end + usize::from(self.byte(end) == b'=');
            self.value(Word::Whole, at, from);
        } else if at < self.login_line_end {
            self.value(Word::Whole, at, end);
        }
    }

    /// `--user user:secret`, `--src-creds user:secret`.
    pub(super) fn pair(&mut self, end: usize) {
        if matches!(self.byte(end), b' ' | b'\t' | b'=') {
            self.login_pair(end);
        }
    }

    fn login_pair(&mut self, mut from: usize) {
        while matches!(self.byte(from), b' ' | b'\t' | b'=') {
            from += 1;
        }
        let stop = match self.byte(from) {
            b'"' => Stop::DoubleQuote,
            b'\'' => Stop::SingleQuote,
            _ => Stop::Space,
        };
        from += usize::from(stop != Stop::Space);
        let end = self.ahead.next(stop, from);
        let value = self.bytes.get(from..end).unwrap_or_default();
        if let Some(colon) = value.iter().position(|b| *b == b':') {
            self.hide(from + colon + 1, end);
        }
    }

    /// What is printed into a pipe, as in `echo secret | docker login --password-stdin`.
    pub(super) fn printed(&mut self, at: usize, end: usize) {
        let mut line_end = self.ahead.next(Stop::Line, end);
        // The pipe may stand on the next line.
        if self.before(line_end) == b'\\' {
            line_end = self.ahead.next(Stop::Line, line_end + 1);
        }
        let pipe = self.ahead.last_pipe(end, line_end);
        if let Some(pipe) = pipe
            && !self.before(at).is_ascii_alphanumeric()
        {
            self.hide(end, pipe - usize::from(self.before(pipe) == b' '));
        }
    }

    /// The secret of an application in Entra: three characters, a digit, `Q~` and the rest.
    pub(super) fn entra(&mut self, at: usize, end: usize) {
        let Some(start) = at.checked_sub(4) else {
            return;
        };
        let is_token = |b: &u8| b.is_ascii_alphanumeric() || b"_~.".contains(b);
        let head = self.bytes.get(start..at).unwrap_or_default();
        let stop = self.ahead.next(Stop::Token, end);
        if head.iter().all(is_token) && self.before(at).is_ascii_digit() && stop - start >= ENTRA {
            self.hide(start, stop);
        }
    }
}
