//! Hides whatever looks like a secret in a text that people pasted.
//!
//! It would rather hide too much than too little: what it hides was never needed to find a
//! cause. It reads the text once, whatever is in it. This module may not name or return what
//! it hides. Start at [`redact`].

mod image;
mod keys;
mod lookahead;
mod marks;

use std::borrow::Cow;
use std::ops::Range;

use keys::{LONG_RUN, is_base64, is_mixed};
use lookahead::{Lookahead, Stop};
use marks::{Mark, Marks, Prefix, Word};

/// What stands in place of a secret.
pub const HIDDEN: &str = "[hidden]";

/// A shorter word with capitals and digits is as likely a version.
const SHORTEST_RANDOM: usize = 8;

/// The length of the shortest secret of an application in Entra.
const ENTRA: usize = 37;

/// How many bytes a word has at least that is hidden because nobody would say it.
const LONG_WORD: usize = 20;
const WORD_WITH_DIGITS: usize = 8;

/// What stands in front of `key` where it is no secret.
const HARMLESS_KEYS: [&str; 6] = ["cache", "hash", "public", "group", "sort", "task"];

/// How far the beginning of a name is looked for.
const LONGEST_NAME: usize = 64;

/// Hides whatever looks like a secret.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut redactor = Redactor::new(text);
    redactor.advance(text.len());
    redactor.finish().0
}

/// [`redact`] in parts, for a text so long that a page would stand still.
pub struct Redactor<'a> {
    scan: Scan<'a>,
    marks: Marks,
    at: usize,
}

impl<'a> Redactor<'a> {
    /// Nothing is read yet.
    pub fn new(text: &'a str) -> Self {
        Self {
            scan: Scan::new(text),
            marks: Marks::new(),
            at: 0,
        }
    }

    /// Reads on, up to a place. Answers whether the end of the text is reached.
    pub fn advance(&mut self, to: usize) -> bool {
        let to = to.min(self.scan.bytes.len());
        self.scan.run(&self.marks, self.at..to);
        self.at = self.at.max(to);
        self.at >= self.scan.bytes.len()
    }

    /// The text without what was found, and where its places are now.
    pub fn finish(self) -> (Cow<'a, str>, Places) {
        let (text, places) = cover(self.scan.text, self.scan.spans);
        (text, Places(places))
    }
}

/// Where the places of a text are once secrets are hidden in it.
#[derive(Debug, Default)]
pub struct Places(Vec<(usize, usize, usize)>);

impl Places {
    /// The place of a byte of the text that was given. Within a secret it is the place behind
    /// what stands there now.
    pub fn now(&self, before: usize) -> usize {
        let behind = self.0.partition_point(|(start, ..)| *start < before);
        match behind.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some((_, end, now)) => now + before.saturating_sub(*end),
            None => before,
        }
    }
}

/// Whether a word looks like a password that somebody chose or a machine made: capitals,
/// small letters and digits, and enough of them.
pub fn looks_random(word: &str) -> bool {
    word.len() >= SHORTEST_RANDOM && is_mixed(word.as_bytes())
}

/// A part of the text to hide, by its first byte and the byte after its last.
type Span = (usize, usize);

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lookahead: Lookahead<'a>,
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
            lookahead: Lookahead::new(text.as_bytes()),
            spans: Vec::new(),
            login_line_end: 0,
            run_end: 0,
        }
    }

    fn run(&mut self, marks: &Marks, places: Range<usize>) {
        self.look_at_runs(places.clone());
        for at in places {
            for (mark, end) in marks.at(self.bytes, at) {
                self.apply(mark, at, end);
            }
        }
    }

    /// Looks at the long runs of letters and digits. Each of them has one of these places in it.
    fn look_at_runs(&mut self, places: Range<usize>) {
        let first = places.start.next_multiple_of(LONG_RUN);
        for at in (first..places.end).step_by(LONG_RUN) {
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
                let stop = self.lookahead.next(Stop::PemEnd, end);
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
        let stop = self.lookahead.next(Stop::Token, end);
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
            Word::Part | Word::Header | Word::Assigned => self.lookahead.next(Stop::Name, end),
        };
        let behind = self.bytes.get(name_end..name_end + 4).unwrap_or_default();
        if behind.eq_ignore_ascii_case(b" key") {
            name_end += 4;
        }
        // `ghcr.io/acme/auth-token:2.1` is an image and its tag.
        if at >= self.login_line_end && image::is_named(self.bytes, at, name_end) {
            return;
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
                let stop = self.lookahead.next(Stop::Tag, value + 1);
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
        let stop = self.lookahead.next(Stop::Token, end);
        let word = self.bytes.get(end..stop).unwrap_or_default();
        let is_word = word.iter().all(u8::is_ascii_lowercase) && word.len() < 20;
        if word.len() >= 8 && !is_word {
            self.hide(end, stop);
        }
    }

    /// A login in a URL. It may have slashes and at signs in it that it should not have.
    fn url(&mut self, start: usize) {
        let end = self.lookahead.next(Stop::Space, start);
        let Some(at_sign) = self.lookahead.last_at_sign(start, end) else {
            return;
        };
        let authority_end = self.lookahead.next(Stop::Authority, start);
        let authority = self.bytes.get(start..authority_end).unwrap_or_default();
        let colon = authority.iter().position(|b| *b == b':');
        if let Some(colon) = colon {
            self.hide(start + colon + 1, at_sign);
        } else if authority.contains(&b'@') {
            self.hide(start, at_sign);
        }
    }

    /// The parts of a run of letters and digits around a place that have the form of a key.
    fn look_at_run(&mut self, place: usize) {
        let before = self.bytes.get(..place).unwrap_or_default();
        let other = before.iter().rposition(|b| !is_base64(*b));
        let at = other.map_or(0, |other| other + 1);
        self.run_end = self.lookahead.next(Stop::Base64, place);
        let run = self.bytes.get(at..self.run_end).unwrap_or_default();
        for (start, end) in keys::in_run(run) {
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

/// Secrets in commands, where a flag or a pipe announces them. A flag means the same to most
/// programs, so that none is known here.
impl Scan<'_> {
    /// Somebody logs in, up to the end of the command.
    fn login(&mut self, at: usize) {
        if at < self.login_line_end {
            return;
        }
        let mut end = self.lookahead.next(Stop::Line, at);
        // A backslash takes the next line along.
        while end < self.bytes.len() && self.before(end) == b'\\' {
            end = self.lookahead.next(Stop::Line, end + 1);
        }
        self.login_line_end = end;
    }

    /// `-p secret` and `-u user:secret`; `-psecret` only where somebody logs in.
    fn short_flag(&mut self, at: usize, end: usize) {
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
    fn pair(&mut self, end: usize) {
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
        let end = self.lookahead.next(stop, from);
        let value = self.bytes.get(from..end).unwrap_or_default();
        if let Some(colon) = value.iter().position(|b| *b == b':') {
            self.hide(from + colon + 1, end);
        }
    }

    /// What is printed into a pipe, as in `echo secret | docker login --password-stdin`.
    fn printed(&mut self, at: usize, end: usize) {
        let mut line_end = self.lookahead.next(Stop::Line, end);
        // The pipe may stand on the next line.
        if self.before(line_end) == b'\\' {
            line_end = self.lookahead.next(Stop::Line, line_end + 1);
        }
        let pipe = self.lookahead.last_pipe(end, line_end);
        if let Some(pipe) = pipe
            && !self.before(at).is_ascii_alphanumeric()
        {
            self.hide(end, pipe - usize::from(self.before(pipe) == b' '));
        }
    }

    /// The secret of an application in Entra: three characters, a digit, `Q~` and the rest.
    fn entra(&mut self, at: usize, end: usize) {
        let Some(start) = at.checked_sub(4) else {
            return;
        };
        let is_token = |b: &u8| b.is_ascii_alphanumeric() || b"_~.".contains(b);
        let head = self.bytes.get(start..at).unwrap_or_default();
        let stop = self.lookahead.next(Stop::Token, end);
        if head.iter().all(is_token) && self.before(at).is_ascii_digit() && stop - start >= ENTRA {
            self.hide(start, stop);
        }
    }
}

/// What follows the name of a secret.
impl Scan<'_> {
    /// The place of the value in `name: X_PASSWORD, value: …`, the way variables are listed
    /// in JSON and YAML, when it comes next.
    fn named_value(&self, name_end: usize) -> Option<usize> {
        let is_between = |b: u8| b.is_ascii_whitespace() || b"\"',\\".contains(&b);
        let mut at = name_end;
        while is_between(self.byte(at)) {
            at += 1;
        }
        let word = self.bytes.get(at..at + 5)?;
        if at == name_end || !word.eq_ignore_ascii_case(b"value") {
            return None;
        }
        at += word.len();
        while is_between(self.byte(at)) {
            at += 1;
        }
        (self.byte(at) == b':').then_some(at + 1)
    }

    /// The colon behind a name in quotes, which in JSON may stand on the next line.
    fn colon_of_json(&self, name_end: usize) -> Option<usize> {
        let mut at = name_end;
        while self.byte(at) == b'\\' {
            at += 1;
        }
        if self.byte(at) != b'"' {
            return None;
        }
        at += 1;
        while self.byte(at).is_ascii_whitespace() {
            at += 1;
        }
        (self.byte(at) == b':').then_some(at)
    }

    /// `AZURE_STORAGE_KEY=`, `?key=`, `registryCredential=`: ordinary texts have keys and
    /// credentials, too, and what is not assigned to one is let be. In front of a colon, only
    /// the name of a variable counts.
    fn assigned(&mut self, at: usize, name_end: usize) {
        let is_variable = self.before(at) == b'_'
            && self.before(name_end).is_ascii_uppercase()
            && self.byte(at).is_ascii_uppercase();
        let mut from = name_end;
        while matches!(self.byte(from), b'"' | b'\'' | b'`' | b'\\' | b']') {
            from += 1;
        }
        while matches!(self.byte(from), b' ' | b'\t') {
            from += 1;
        }
        let is_assigned = match self.byte(from) {
            b'=' => !self.is_harmless_key(at),
            b':' => is_variable && !self.is_harmless_key(at),
            _ => false,
        };
        let is_comparison = self.byte(from + 1) == b'=';
        if is_assigned && !is_comparison {
            while matches!(self.byte(from), b'=' | b':' | b'>') {
                from += 1;
            }
            self.value(Word::Assigned, at, from);
        } else if is_variable && let Some(from) = self.named_value(name_end) {
            self.value(Word::Assigned, at, from);
        }
    }

    /// Whether the part of the name in front says that nobody has to hide the key.
    fn is_harmless_key(&self, at: usize) -> bool {
        let before = self.bytes.get(..at).unwrap_or_default();
        let before = before
            .strip_suffix(b"_")
            .or_else(|| before.strip_suffix(b"-"))
            .unwrap_or(before);
        let ends_with = |word: &[u8]| {
            let start = before.len().saturating_sub(word.len());
            before
                .get(start..)
                .is_some_and(|end| end.eq_ignore_ascii_case(word))
        };
        HARMLESS_KEYS.iter().any(|word| ends_with(word.as_bytes()))
    }

    /// The value behind `=`, `:` or a flag.
    fn value(&mut self, word: Word, at: usize, from: usize) {
        let from = self.start_of_value(at, from);
        let escaped = self.byte(from) == b'\\';
        let quote = self.byte(from + usize::from(escaped));
        let quoted = match (quote, escaped) {
            (b'"', true) => Some(Stop::EscapedQuote),
            (b'"', false) => Some(Stop::DoubleQuote),
            (b'\'', _) => Some(Stop::SingleQuote),
            (b'`', _) => Some(Stop::Backtick),
            _ => None,
        };
        if let Some(stop) = quoted {
            let start = from + usize::from(escaped) + 1;
            let mut end = self.lookahead.next(stop, start);
            // A shell goes on behind a quote within quotes: 'it'\''s'.
            while stop == Stop::SingleQuote && self.bytes.get(end..end + 4) == Some(b"'\\''") {
                end = self.lookahead.next(stop, end + 4);
            }
            self.hide(start, end.min(self.bytes.len()));
            return;
        }
        let end = match (word, self.before(at)) {
            (Word::Header, b'"') => self.lookahead.next(Stop::DoubleQuote, from),
            (Word::Header, b'\'') => self.lookahead.next(Stop::SingleQuote, from),
            (Word::Header, _) => self.lookahead.next(Stop::Line, from),
            _ if self.is_yaml(at, from) => self.lookahead.next(Stop::Line, from),
            (Word::Part | Word::Whole | Word::Assigned, _) => {
                self.lookahead.next(Stop::Space, from)
            }
        };
        self.hide(from, end);
    }

    /// Where a value begins: on the next line, too, where the text says that it goes on there
    /// with a backslash, or in YAML with a bar, an angle bracket or an indent.
    fn start_of_value(&mut self, at: usize, mut from: usize) -> usize {
        let skip = |scan: &Self, mut from: usize, blanks: &[u8]| {
            while blanks.contains(&scan.byte(from)) && from < scan.bytes.len() {
                from += 1;
            }
            from
        };
        let in_json = self.is_behind_quoted_name(from);
        from = skip(self, from, b" \t");
        // In JSON, the values of a header may be a list.
        if self.byte(from) == b'[' && self.byte(from + 1) == b'"' {
            from += 1;
        }
        let line_end = self.lookahead.next(Stop::Line, from);
        let rest = self.bytes.get(from..line_end).unwrap_or_default();
        let goes_on = match rest.trim_ascii_end() {
            b"\\" => true,
            b"" | b"|" | b">" | b"|-" | b">-" | b"|+" | b">+" => {
                self.before(at) != b'-' && matches!(self.byte(line_end + 1), b' ' | b'\t')
            }
            _ => false,
        };
        if in_json && rest.trim_ascii_end().is_empty() {
            skip(self, line_end, b" \t\r\n")
        } else if goes_on {
            skip(self, line_end + 1, b" \t")
        } else {
            from
        }
    }

    /// Whether what ends here is a name in double quotes and the colon behind it.
    fn is_behind_quoted_name(&self, from: usize) -> bool {
        let before = self.bytes.get(..from).unwrap_or_default();
        let before = before.strip_suffix(b":").unwrap_or_default();
        before.trim_ascii_end().ends_with(b"\"")
    }

    /// "the password is …", `accessToken '…'`, and `password …` in a `.netrc`: what is in
    /// quotes, what stands alone on its line or on that of a login, and otherwise only what
    /// looks made by a machine.
    fn spoken(&mut self, at: usize, name_end: usize, mut from: usize) {
        for filler in ["is ", "was ", "of "] {
            let rest = self.text.get(from..).unwrap_or_default();
            if rest.starts_with(filler) {
                from += filler.len();
            }
        }
        // The quote in front was passed over with the one that closes the name.
        let mark = self.before(from);
        if from > name_end + 1 && matches!(mark, b'"' | b'\'') {
            return self.value(Word::Whole, at, from - 1);
        }
        if matches!(self.byte(from), b'"' | b'\'') {
            return self.value(Word::Whole, at, from);
        }
        let end = self.lookahead.next(Stop::Space, from);
        let word = self.bytes.get(from..end).unwrap_or_default();
        let has = |sort: fn(&u8) -> bool| word.iter().any(sort);
        let is_odd = word.len() >= WORD_WITH_DIGITS
            && has(u8::is_ascii_digit)
            && has(u8::is_ascii_alphabetic)
            && !word.iter().any(|b| b"/:.@".contains(b));
        let is_machine_made = word.len() >= LONG_WORD && is_mixed(word) || is_odd;
        if from < self.login_line_end || is_machine_made || self.is_whole_line(at, name_end, end) {
            self.hide(from, end);
        }
    }

    /// Whether this is the value of a line such as `password: three plain words`.
    fn is_yaml(&self, at: usize, from: usize) -> bool {
        let start = at.saturating_sub(LONGEST_NAME);
        let before = self.bytes.get(start..at).unwrap_or_default();
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || b" \t_-".contains(b);
        let begins_line = match before.iter().rposition(|b| !is_name(b)) {
            Some(place) => before.get(place) == Some(&b'\n'),
            None => start == 0,
        };
        let name = before.trim_ascii_start();
        let name = name.strip_prefix(b"- ").unwrap_or(name);
        begins_line
            && !name.contains(&b' ')
            && self.bytes.get(..from).unwrap_or_default().ends_with(b": ")
    }

    /// Whether `password` and its value have a line for themselves, as in a `.netrc`.
    fn is_whole_line(&self, at: usize, name_end: usize, end: usize) -> bool {
        let mut before = at;
        while matches!(self.before(before), b' ' | b'\t') && before > 0 {
            before -= 1;
        }
        self.bytes.get(at..name_end) == Some(b"password")
            && (before == 0 || self.before(before) == b'\n')
            && matches!(self.byte(end), b'\n' | b'\r' | 0)
    }
}

/// Puts [`HIDDEN`] in place of each group of spans that touch.
/// The text with every span hidden, and for each of these its ends in the text and the place
/// behind what stands there now.
fn cover(text: &str, mut spans: Vec<Span>) -> (Cow<'_, str>, Vec<(usize, usize, usize)>) {
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    if spans.is_empty() {
        return (Cow::Borrowed(text), places);
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
            places.push((start, end, covered.len()));
        }
        done = done.max(end);
        if let Some((_, last, _)) = places.last_mut() {
            *last = done;
        }
    }
    covered.push_str(text.get(done..).unwrap_or_default());
    (Cow::Owned(covered), places)
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "redact_surroundings_tests.rs"]
mod surroundings_tests;
