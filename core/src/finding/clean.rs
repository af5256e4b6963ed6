//! What the edits of a text do to it, and whether there is anything for them to do.
//!
//! Each function takes off everything of its sort at once, so that an edit never has to be
//! offered twice. This module may not decide when an edit is wise. Start at
//! [`without_invisible`].

/// Pairs of quotes as people and word processors put them around a text.
const QUOTES: [(char, char); 10] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('”', '”'),
    ('’', '’'),
    ('„', '“'),
    ('‚', '‘'),
    ('«', '»'),
];

/// The words in front of a token in an HTTP header.
const SCHEMES: [&str; 3] = ["authorization:", "bearer", "basic"];

/// What fields and options for a password are called, at the end of their names.
pub(crate) const PASSWORDS: [&str; 7] =
    ["password", "passwd", "pass", "pwd", "token", "secret", "p"];

/// What fields and options for a user name are called, at the end of their names.
pub(crate) const USER_NAMES: [&str; 6] = ["username", "user name", "user", "usr", "login", "u"];

/// The shortest line that a program wraps at. Shorter lines were broken by a person, who
/// meant something by it.
const SHORTEST_WRAPPED_LINE: usize = 20;

/// Whether a character takes no room on the screen and has no business in a secret.
fn is_invisible(c: char) -> bool {
    match c {
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => true,
        c => c.is_control() && !c.is_whitespace(),
    }
}

/// The text without its invisible characters; `None` when it has none, or nothing else.
pub(crate) fn without_invisible(text: &str) -> Option<String> {
    // Looking at bytes is several times faster, and enough for nearly every secret.
    let is_plain = |b: u8| matches!(b, b' '..=b'~') || b.is_ascii_whitespace();
    if text.bytes().all(is_plain) || !text.contains(is_invisible) {
        return None;
    }
    let rest: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    (!is_blank(&rest)).then_some(rest)
}

/// The text inside quotes; `None` when it is not in quotes, or nothing is in them.
pub(crate) fn unquoted(text: &str) -> Option<&str> {
    let mut inner = text;
    while let Some(next) = inside_a_pair(inner) {
        inner = next;
    }
    (inner.len() < text.len() && !is_blank(inner)).then_some(inner)
}

/// The token behind `Bearer`, `Basic` or `Authorization:`; `None` when none of them stands
/// there, or more than one word follows.
pub(crate) fn without_scheme(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(next) = behind_a_scheme(rest) {
        rest = next;
    }
    let one_word = !is_blank(rest) && !rest.trim_end().contains(char::is_whitespace);
    (rest.len() < text.len() && one_word).then_some(rest)
}

/// What stands behind the name of a field or an option: `username: me`, `DOCKER_USER=me`, `-u me`.
/// `None` where no such name, none of `names`, stands in front of one word.
pub(crate) fn without_label<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    let mut rest = text;
    while let Some(next) = behind_a_label(rest, names) {
        rest = next;
    }
    (rest.len() < text.len()).then_some(rest)
}

/// The password behind the words of a header, or behind the name of its field.
pub(crate) fn without_prefix(text: &str) -> Option<&str> {
    without_scheme(text).or_else(|| without_label(text, &PASSWORDS))
}

/// The text in one line; `None` when it is not one that a program wrapped: lines of one
/// length, but for the last, of characters that tokens are made of.
pub(crate) fn joined(text: &str) -> Option<String> {
    // Nearly every secret is one word, and this is the fastest way to see it.
    if !text.bytes().any(|b| b.is_ascii_whitespace()) {
        return None;
    }
    let mut lines = text.split_whitespace().peekable();
    let width = lines.peek()?.len();
    if width < SHORTEST_WRAPPED_LINE {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    let mut count = 0_usize;
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        let fits = line.len() == width || (is_last && line.len() < width);
        if !fits || !line.bytes().all(is_token_byte) {
            return None;
        }
        whole.push_str(line);
        count += 1;
    }
    (count > 1).then_some(whole)
}

/// Whether a byte is one that base64 in either alphabet, JSON Web Tokens and the vendors'
/// tokens are made of.
fn is_token_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"+/=-_.~".contains(&b)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn inside_a_pair(text: &str) -> Option<&str> {
    QUOTES
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
}

fn behind_a_scheme(text: &str) -> Option<&str> {
    SCHEMES.iter().find_map(|scheme| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        let token = rest.trim_start();
        // A colon ends the name of a header, a space the name of a scheme.
        let ends = scheme.ends_with(':') || token.len() < rest.len();
        (start.eq_ignore_ascii_case(scheme) && ends).then_some(token)
    })
}

fn behind_a_label<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    let text = text.trim();
    let bare = text.trim_start_matches('-');
    let is_option = bare.len() < text.len();
    let end = bare.find(['=', ':', ' '].as_slice());
    // `user name: me`, `export NAME=me`.
    let mark = bare.find(['=', ':']);
    let (label, value) = match (mark, end) {
        (Some(at), _) if !is_option || mark == end => bare.split_at_checked(at)?,
        (_, Some(at)) if is_option => bare.split_at_checked(at)?,
        _ => return None,
    };
    // A colon without a blank may stand between user name and password.
    let value = match value.strip_prefix(':') {
        Some(value) if value.starts_with(char::is_whitespace) => value.trim_start(),
        Some(_) => return None,
        None => value.trim_start_matches(['=', ' ']),
    };
    let label = label.trim_end();
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let ends_with = |name: &&str| {
        let at = label.len().checked_sub(name.len());
        let (start, end) = at
            .and_then(|at| label.split_at_checked(at))
            .unwrap_or_default();
        let is_whole = start.is_empty() || name.len() > 1 && !is_option || start.ends_with('-');
        end.eq_ignore_ascii_case(name) && is_whole
    };
    let is_label = label.chars().all(is_word) && names.iter().any(ends_with);
    let one_word = value.contains(char::is_alphanumeric) && !value.contains(char::is_whitespace);
    (is_label && one_word).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_cannot_be_seen_is_taken_out_wherever_it_is() {
        assert_eq!(
            without_invisible("\u{feff}a\u{200b}b\0").as_deref(),
            Some("ab")
        );
        assert_eq!(without_invisible("a b\tc\n"), None, "white space is seen");
        assert_eq!(without_invisible("\u{200b}"), None, "nothing would be left");
    }

    #[test]
    fn quotes_come_off_in_pairs() {
        for (text, inner) in [
            ("\"a\"", Some("a")),
            ("'a'", Some("a")),
            ("“a”", Some("a")),
            ("‘a’", Some("a")),
            ("`'a'`", Some("a")),
            ("\"a", None),
            ("a'b'", None),
            ("\"", None),
            ("\"\"", None),
            ("\"'\"", Some("'")),
        ] {
            assert_eq!(unquoted(text), inner, "{text}");
        }
    }

    #[test]
    fn the_words_of_a_header_come_off_in_front_of_one_token() {
        for (text, token) in [
            ("Bearer abc", Some("abc")),
            ("basic  abc\n", Some("abc\n")),
            ("Authorization: Bearer abc", Some("abc")),
            ("authorization:abc", Some("abc")),
            ("Bearer", None),
            ("Bearer ", None),
            ("Bearerabc", None),
            ("basic training camp", None),
            ("àuthorization: x", None),
        ] {
            assert_eq!(without_scheme(text), token, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_field_or_an_option_comes_off_in_front_of_one_word() {
        for (text, rest) in [
            ("password: abc", Some("abc")),
            ("password=abc", Some("abc")),
            ("DOCKER_PASSWORD=a=b", Some("a=b")),
            ("export CI_TOKEN=abc", Some("abc")),
            ("-p abc", Some("abc")),
            ("--password abc", Some("abc")),
            ("--docker-password=abc", Some("abc")),
            ("Password: a:b", Some("a:b")),
            ("password:abc", None),
            ("password: two words", None),
            ("password=", None),
            ("token==", None),
            ("-x abc", None),
            ("-prefix abc", None),
            ("p=abc", Some("abc")),
            ("map=abc", None),
            ("abc", None),
            ("a-b-c d", None),
            ("", None),
        ] {
            assert_eq!(without_label(text, &PASSWORDS), rest, "{text}");
        }
    }

    #[test]
    fn only_lines_of_one_length_are_joined() {
        let wide = "a".repeat(76);
        for (text, is_wrapped) in [
            (format!("{wide}\n{wide}\nab==\n"), true),
            (format!("{wide}\r\n{wide}"), true),
            (format!("{wide} ab"), true),
            (format!("{wide}\n"), false),
            (format!("ab\n{wide}"), false),
            (format!("{wide}\na:b"), false),
            ("first line\nsecond line".to_owned(), false),
        ] {
            assert_eq!(joined(&text).is_some(), is_wrapped, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_do_after_an_edit(
            text in "\\PC{0,12}|[\"'` “”abBearsic\u{200b}]{0,16}|(bearer |Basic |Authorization: |token=|-p ){0,3}[a ]{0,3}",
        ) {
            if let Some(rest) = without_invisible(&text) {
                prop_assert_eq!(without_invisible(&rest), None);
            }
            if let Some(rest) = unquoted(&text) {
                prop_assert_eq!(unquoted(rest), None);
            }
            if let Some(rest) = without_scheme(&text) {
                prop_assert_eq!(without_scheme(rest), None);
            }
            if let Some(rest) = without_label(&text, &PASSWORDS) {
                prop_assert_eq!(without_label(rest, &PASSWORDS), None);
            }
        }

        #[test]
        fn a_joined_text_is_one_line(text in "([a-z]{20}[ \n]){1,4}[a-z]{0,20}") {
            if let Some(line) = joined(&text) {
                prop_assert!(!line.contains(char::is_whitespace));
                prop_assert_eq!(joined(&line), None);
            }
        }
    }
}
