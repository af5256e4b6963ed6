//! Hides whatever looks like a secret in a text that people pasted.
//!
//! It would rather hide too much than too little: what it hides was never needed to find a
//! cause. It reads the text once, whatever is in it. This module may not name or return what
//! it hides. Start at [`redact`].

mod ahead;
mod commands;
mod marks;
mod run;
mod value;

use std::borrow::Cow;

use ahead::{Ahead, Stop};
use marks::{Mark, Marks, Prefix, Word};
use run::is_base64;

/// What stands in place of a secret.
pub const HIDDEN: &str = "[hidden]";

/// A shorter word with capitals and digits is as likely a version.
const SHORTEST_RANDOM: usize = 8;

/// Hides whatever looks like a secret.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut scan = Scan::new(text);
    scan.run();
    cover(text, scan.spans)
}

/// Whether a word looks like a password that somebody chose or a machine made: capitals,
/// small letters and digits, and enough of them.
pub fn looks_random(word: &str) -> bool {
    word.len() >= SHORTEST_RANDOM && run::is_mixed(word.as_bytes())
}

/// A part of the text to hide, by its first byte and the byte after its last.
type Span = (usize, usize);

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    ahead: Ahead<'a>,
    spans: Vec<Span>,
    /// Where the line of `login` ends, within which `-p` has a password right behind it.
    login_line_end: usize,
    /// Where the run of letters and digits ends that was looked at last.
    run_end: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            ahead: Ahead::new(text.as_bytes()),
            spans: Vec::new(),
            login_line_end: 0,
            run_end: 0,
        }
    }

    fn run(&mut self) {
        let marks = Marks::new();
        for at in 0..self.bytes.len() {
            for (mark, end) in marks.at(self.bytes, at) {
                self.apply(mark, at, end);
            }
            if at >= self.run_end && is_base64(self.byte(at)) {
                self.look_at_run(at);
            }
        }
    }

    fn apply(&mut self, mark: Mark, at: usize, end: usize) {
        match mark {
            Mark::Prefix(prefix) => self.prefix(prefix, at, end),
            Mark::Word(word) => self.word(word, at, end),
            Mark::Scheme => self.scheme(end),
            Mark::Url => self.url(end),
            Mark::Pem => {
                let stop = self.ahead.next(Stop::PemEnd, end);
                self.hide(end, stop);
            }
            Mark::Login => self.login(at),
            Mark::ShortFlag => self.short_flag(at, end),
            Mark::Pair => self.pair(end),
            Mark::Printed => self.printed(at, end),
            Mark::HereString => self.value(Word::Whole, at, end),
            Mark::Entra => self.entra(at, end),
        }
    }

    /// A token with a prefix of its own, wherever it begins.
    fn prefix(&mut self, prefix: Prefix, at: usize, end: usize) {
        let stop = self.ahead.next(Stop::Token, end);
        let length = match prefix {
            Prefix::Long(least) => least,
            Prefix::KeyId => {
                let is_key = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
                let id = self.bytes.get(end..end + 16);
                if !id.is_some_and(|id| id.iter().all(is_key)) {
                    return;
                }
                16
            }
        };
        if stop - end >= length {
            self.hide(at, stop);
        }
    }

    /// A word such as `password`, with a value behind it.
    fn word(&mut self, word: Word, at: usize, end: usize) {
        // `userPass` has a word in it that begins with its capital, `compass` has none.
        let starts_word = !self.before(at).is_ascii_alphanumeric()
            || self.before(at).is_ascii_lowercase() && self.byte(at).is_ascii_uppercase();
        if word == Word::Whole && !starts_word {
            return;
        }
        if word == Word::Assigned {
            return self.assigned(at, end);
        }
        // `secret_access_key`, `passwordHash`, `secret key`: the name may go on.
        let mut name_end = match word {
            Word::Whole => end,
            Word::Part | Word::Header | Word::Assigned => self.ahead.next(Stop::Name, end),
        };
        let behind = self.bytes.get(name_end..name_end + 4).unwrap_or_default();
        if behind.eq_ignore_ascii_case(b" key") {
            name_end += 4;
        }
        let is_flag = self.before(at) == b'-';
        let name = self.text.get(end..name_end).unwrap_or_default();
        // `--password-stdin` has no value, and that of `tokenCacheMaxDuration` is a time.
        if name.ends_with("stdin") || name.ends_with("Duration") {
            return;
        }
        if let Some(value) = self.named_value(name_end) {
            return self.value(word, at, value);
        }
        let mut value = name_end;
        while matches!(
            self.byte(value),
            b' ' | b'\t' | b'"' | b'\'' | b'`' | b'\\' | b']'
        ) {
            value += 1;
        }
        if let Some(colon) = self.colon_of_json(name_end) {
            value = colon;
        }
        match self.byte(value) {
            b'=' | b':' => {
                while matches!(self.byte(value), b'=' | b':' | b'>') {
                    value += 1;
                }
                self.value(word, at, value);
            }
            b'>' => {
                let stop = self.ahead.next(Stop::Tag, value + 1);
                self.hide(value + 1, stop);
            }
            _ if value == name_end => {}
            // Of `--password-file` only the name of a file follows.
            _ if name.ends_with("file") => {}
            _ if is_flag => self.value(word, at, name_end),
            _ => self.spoken(at, name_end, value),
        }
    }

    /// What follows `Bearer` or `Basic`.
    fn scheme(&mut self, end: usize) {
        let stop = self.ahead.next(Stop::Token, end);
        let word = self.bytes.get(end..stop).unwrap_or_default();
        let is_word = word.iter().all(u8::is_ascii_lowercase) && word.len() < 20;
        if word.len() >= 8 && !is_word {
            self.hide(end, stop);
        }
    }

    /// A login in a URL. It may have slashes and at signs in it that it should not have.
    fn url(&mut self, start: usize) {
        let end = self.ahead.next(Stop::Space, start);
        let Some(at_sign) = self.ahead.last_at_sign(start, end) else {
            return;
        };
        let authority_end = self.ahead.next(Stop::Authority, start);
        let authority = self.bytes.get(start..authority_end).unwrap_or_default();
        let colon = authority.iter().position(|b| *b == b':');
        if let Some(colon) = colon {
            self.hide(start + colon + 1, at_sign);
        } else if authority.contains(&b'@') {
            self.hide(start, at_sign);
        }
    }

    /// Runs of letters and digits that have the form of a key.
    fn look_at_run(&mut self, at: usize) {
        self.run_end = self.ahead.next(Stop::Base64, at);
        let run = self.bytes.get(at..self.run_end).unwrap_or_default();
        for (start, end) in run::keys(run) {
            self.hide(at + start, at + end);
        }
    }

    fn hide(&mut self, start: usize, end: usize) {
        if start < end {
            self.spans.push((start, end));
        }
    }

    /// The byte at a place, zero behind the end.
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// The byte before a place, a space at the start.
    fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b' ', |before| self.byte(before))
    }
}

/// Puts [`HIDDEN`] in place of each group of spans that touch.
fn cover(text: &str, mut spans: Vec<Span>) -> Cow<'_, str> {
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    spans.sort_unstable();
    let mut covered = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end) in spans {
        // Every span begins and ends at an ASCII byte or at an end of the text, so both are
        // ends of characters.
        if start > done || covered.is_empty() {
            covered.push_str(text.get(done..start).unwrap_or_default());
            covered.push_str(HIDDEN);
        }
        done = done.max(end);
    }
    covered.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(covered)
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "redact_surroundings_tests.rs"]
mod surroundings_tests;
