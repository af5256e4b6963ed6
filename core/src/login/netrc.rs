//! `.netrc`: `machine`, `login` and `password`, on one line or on many.
//!
//! Source: curl's manual, which also knows values in quotes with backslashes.

use super::host;
use super::pasted::{Entry, Format, Pasted, Value};

/// Reads a `.netrc`; the text must begin with an entry, because every one of its words may
/// stand in an ordinary sentence.
pub(super) fn read(text: &str) -> Option<Pasted> {
    let mut words = Words(text);
    let mut entries: Vec<Entry> = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "machine" => entries.push(Entry {
                registry: host::found(&words.next()?),
                ..Entry::default()
            }),
            "default" => entries.push(Entry::default()),
            "login" => entries.last_mut()?.user_name = Value::found(words.next()?),
            "password" => entries.last_mut()?.password = Value::secret(words.next()?),
            "account" => drop(words.next()),
            "macdef" => words.skip_macro(),
            comment if comment.starts_with('#') => words.skip_line(),
            _ => return None,
        }
    }
    // "default password x" may be a password itself: without a host it takes a login.
    entries.retain(|entry| {
        let has_host = entry.registry.get().is_some();
        entry.user_name.get().is_some() || has_host && entry.password.get().is_some()
    });
    (!entries.is_empty()).then(|| Pasted::many(Format::Netrc, entries))
}

/// The words of the text that were not read yet.
struct Words<'a>(&'a str);

impl Words<'_> {
    /// A macro ends with an empty line.
    fn skip_macro(&mut self) {
        self.0 = self.0.split_once("\n\n").map_or("", |(_, rest)| rest);
    }

    fn skip_line(&mut self) {
        self.0 = self.0.split_once('\n').map_or("", |(_, rest)| rest);
    }

    fn quoted(&mut self) -> String {
        let mut value = String::new();
        let mut chars = self.0.chars();
        chars.next();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n') => value.push('\n'),
                    Some('r') => value.push('\r'),
                    Some('t') => value.push('\t'),
                    Some(c) => value.push(c),
                    None => {}
                },
                c => value.push(c),
            }
        }
        self.0 = chars.as_str();
        value
    }
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.0 = self.0.trim_start();
        if self.0.starts_with('"') {
            return Some(self.quoted());
        }
        let end = self.0.find(char::is_whitespace).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }
}
