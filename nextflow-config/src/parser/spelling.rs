//! What is wrong within a single token for both parsers: an escape that does not exist, a
//! number that is none.

use crate::token::{Quote, Span, Token, TokenKind};

/// The first such token, and what the parsers say of it.
pub(super) fn first_problem(text: &str, tokens: &[Token]) -> Option<(Span, &'static str)> {
    let mut quotes: Vec<Quote> = Vec::new();
    for token in tokens {
        match token.kind {
            TokenKind::Quote(quote) => quotes.push(quote),
            TokenKind::EndQuote => {
                quotes.pop();
            }
            // A string in one line that is never closed ends with its line.
            TokenKind::LineBreak if quotes.last().is_some_and(|quote| !quote.spans_lines()) => {
                quotes.pop();
            }
            TokenKind::Text => {
                let Some(quote) = quotes.last() else { continue };
                if let Some(bad) = bad_escape(token.span().of(text), *quote) {
                    let start = token.span().start + bad;
                    let span = Span {
                        start,
                        end: start + 1,
                    };
                    return Some((span, "Unexpected character: '\\'"));
                }
            }
            TokenKind::Number => {
                if let Some(message) = bad_number(token.span().of(text)) {
                    return Some((token.span(), message));
                }
            }
            _ => {}
        }
    }
    None
}

/// Where a backslash stands before something that it cannot escape.
fn bad_escape(chunk: &str, quote: Quote) -> Option<usize> {
    if matches!(quote, Quote::Slashy | Quote::DollarSlashy) {
        return None;
    }
    let bytes = chunk.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..)?) {
        let start = at + found;
        at = start + 2;
        match bytes.get(start + 1) {
            Some(
                b'b'
                | b't'
                | b'n'
                | b'f'
                | b'r'
                | b's'
                | b'"'
                | b'\''
                | b'\\'
                | b'$'
                | b'\n'
                | b'\r'
                | b'0'..=b'7',
            ) => {}
            Some(b'u') => {
                let digits = bytes.get(start + 2..start + 6);
                if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                    return Some(start);
                }
            }
            _ => return Some(start),
        }
    }
    None
}

fn bad_number(written: &str) -> Option<&'static str> {
    if written.ends_with('_') {
        return Some("Number ending with underscores is invalid");
    }
    let digits = written.trim_end_matches(['l', 'L', 'i', 'I', 'g', 'G']);
    let is_octal = digits.len() > 1
        && digits.starts_with('0')
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'_');
    (is_octal && digits.contains(['8', '9'])).then_some("Invalid octal number")
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::tree::Document;

    fn message(text: &str) -> Option<String> {
        let document = Document::parse(text);
        first_problem(text, &document.tokens).map(|(_, message)| message.to_owned())
    }

    #[test]
    fn an_escape_has_to_exist() {
        for text in [
            r"a = '\d'",
            r#"a = "x\.y""#,
            r#"a = """\w""""#,
            r"a = '\u12'",
            r"a { withName: 'X\d' { } }",
        ]
        .map(|text| text.replace("\\\\", "\\"))
        {
            assert!(message(&text).is_some(), "{text}");
        }
        for text in [
            r"a = '\\d \n \u00e9 \101 \' \$'",
            "a = 'x\\\ny'",
            r"a = /\d\.\w/",
            r"a = $/\d/$",
            r#"a = "${'\n'}\t""#,
        ]
        .map(str::to_owned)
        {
            assert_eq!(message(&text), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_with_a_digit_and_an_octal_one_has_no_eight() {
        for text in ["a = 1_", "a = 08", "a = 0_9L"] {
            assert!(message(text).is_some(), "{text}");
        }
        for text in [
            "a = 1_000",
            "a = 0",
            "a = 017",
            "a = 0x89",
            "a = 08.5",
            "a = 0L",
        ] {
            assert_eq!(message(text), None, "{text}");
        }
    }
}
