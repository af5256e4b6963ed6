//! Words of a POSIX shell.
//!
//! Meant for pasting into a terminal as well as into a script. Start at [`word`].

use super::visible::is_visible;

/// A value as one word, which every POSIX shell reads as exactly the value.
///
/// What needs no quotes has none. Control and invisible characters are written as escapes of
/// `printf`, because a terminal would act on some of them while they are pasted. `None` for a
/// value with a NUL character, which no argument of a program can hold.
pub fn word(value: &str) -> Option<String> {
    if value.contains('\0') {
        return None;
    }
    if !value.is_empty() && value.bytes().all(is_bare) {
        return Some(value.to_owned());
    }
    let mut word = String::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let quotes = can_be_quoted(first);
        let end = rest.find(|c| can_be_quoted(c) != quotes);
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        if quotes {
            word.push('\'');
            word.push_str(&part.replace('\'', r"'\''"));
            word.push('\'');
        } else {
            word.push_str("\"$(printf '");
            for byte in part.bytes() {
                word.push('\\');
                for shift in [6, 3, 0] {
                    word.push(char::from(b'0' + (byte >> shift & 7)));
                }
            }
            word.push_str("')\"");
        }
    }
    Some(if word.is_empty() {
        "''".to_owned()
    } else {
        word
    })
}

/// Whether no shell makes anything of it, wherever it stands in a word. A `~` or `=` may mean
/// something at the beginning.
fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"@%+:,./_-".contains(&byte)
}

/// A line break within quotes is only a line break, and a command substitution would lose one
/// at its end.
fn can_be_quoted(c: char) -> bool {
    c == '\n' || is_visible(c)
}

#[cfg(test)]
#[path = "shell_tests.rs"]
mod tests;
