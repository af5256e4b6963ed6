//! What follows the name of a secret.
//!
//! This module may not know the names. Start at [`Scan::value`].

use super::Scan;
use super::ahead::Stop;
use super::marks::Word;
use super::run::is_mixed;

/// How many bytes a word has at least that is hidden because nobody would say it.
const LONG_WORD: usize = 20;
const WORD_WITH_DIGITS: usize = 8;

/// What stands in front of `key` where it is no secret.
const HARMLESS_KEYS: [&str; 6] = ["cache", "hash", "public", "group", "sort", "task"];

/// How far the beginning of a name is looked for.
const LONGEST_NAME: usize = 64;

impl Scan<'_> {
    /// The place of the value in `name: X_PASSWORD, value: …`, the way variables are listed
    /// in JSON and YAML, when it comes next.
    pub(super) fn named_value(&self, name_end: usize) -> Option<usize> {
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
    pub(super) fn colon_of_json(&self, name_end: usize) -> Option<usize> {
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
    pub(super) fn assigned(&mut self, at: usize, name_end: usize) {
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
    pub(super) fn value(&mut self, word: Word, at: usize, from: usize) {
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
            let mut end = self.ahead.next(stop, start);
            // A shell goes on behind a quote within quotes: 'it'\''s'.
            while stop == Stop::SingleQuote && self.bytes.get(end..end + 4) == Some(b"'\\''") {
                end = self.ahead.next(stop, end + 4);
            }
            self.hide(start, end.min(self.bytes.len()));
            return;
        }
        let end = match (word, self.before(at)) {
            (Word::Header, b'"') => self.ahead.next(Stop::DoubleQuote, from),
            (Word::Header, b'\'') => self.ahead.next(Stop::SingleQuote, from),
            (Word::Header, _) => self.ahead.next(Stop::Line, from),
            _ if self.is_yaml(at, from) => self.ahead.next(Stop::Line, from),
            (Word::Part | Word::Whole | Word::Assigned, _) => self.ahead.next(Stop::Space, from),
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
        let line_end = self.ahead.next(Stop::Line, from);
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
    pub(super) fn spoken(&mut self, at: usize, name_end: usize, mut from: usize) {
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
        let end = self.ahead.next(Stop::Space, from);
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
