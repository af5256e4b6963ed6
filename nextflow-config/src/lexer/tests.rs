use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
    let all = tokens(text);
    all.iter()
        .filter(|token| token.kind != TokenKind::Whitespace)
        .map(|token| (token.kind, token.span().of(text)))
        .collect()
}

fn is_lossless(text: &str) -> bool {
    let mut at = 0;
    for token in tokens(text) {
        if token.span().start != at
            || token.span().end <= at
            || !text.is_char_boundary(token.span().end)
        {
            return false;
        }
        at = token.span().end;
    }
    at == text.len()
}

#[test]
fn code_in_strings_may_hold_strings_and_braces() {
    let text = r#""a${ x ? "b{" : '}' }c""#;
    let kinds = kinds(text);
    assert_eq!(kinds.last(), Some(&(TokenKind::EndQuote, "\"")));
    assert_eq!(kinds[1], (TokenKind::Text, "a"));
    assert!(kinds.contains(&(TokenKind::CloseInterpolation, "}")));
    assert!(kinds.contains(&(TokenKind::Text, "b{")));
}

#[test]
fn a_slash_after_a_value_divides_and_elsewhere_starts_a_string() {
    assert!(
        kinds("a / 2 / b")
            .iter()
            .all(|(kind, _)| *kind != TokenKind::EndQuote)
    );
    assert_eq!(kinds("x = /a\\/b{/")[3], (TokenKind::Text, "a\\/b{"));
    assert_eq!(kinds("x = $/a $$ /b/$")[3], (TokenKind::Text, "a $$ /b"));
}

#[test]
fn a_unit_is_no_part_of_its_number() {
    let names = ["8", ".", "GB"];
    assert_eq!(
        kinds("8.GB")
            .iter()
            .map(|(_, text)| *text)
            .collect::<Vec<_>>(),
        names
    );
    assert_eq!(kinds("1..3").len(), 3);
    assert_eq!(kinds("1.5e-3f").len(), 1);
    assert_eq!(kinds("0x0A_FFL").len(), 1);
}

#[test]
fn characters_from_word_processors_are_unknown() {
    for text in ["\u{feff}", "\u{a0}", "\u{2018}", "\u{c}", "#", "`"] {
        assert_eq!(kinds(text), [(TokenKind::Unknown, text)]);
    }
}

/// All operators that are more than one character.
const LONG_OPERATORS: [&str; 42] = [
    ">>>=", "..<", "<=>", "==~", "===", "!==", ">>>", "**=", "<<=", ">>=", "??.", "..", "*.", "?.",
    ".&", ".@", "::", "?[", "?:", "?=", "=~", "==", "!=", "<=", ">=", "<<", ">>", "&&", "||", "->",
    "**", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "=>",
];

#[test]
fn operators_are_told_apart() {
    for (text, kind) in [
        (".", TokenKind::Dot),
        (":", TokenKind::Colon),
        ("=", TokenKind::Assign),
        ("?", TokenKind::Question),
        ("->", TokenKind::Arrow),
        ("?[", TokenKind::OpenBracket),
        ("::", TokenKind::OtherDot),
        ("*.", TokenKind::OtherDot),
        ("??.", TokenKind::OtherDot),
        ("?=", TokenKind::OtherAssign),
        (">>>=", TokenKind::OtherAssign),
        ("**=", TokenKind::OtherAssign),
        ("^=", TokenKind::OtherAssign),
        ("?:", TokenKind::Operator),
        ("..<", TokenKind::Operator),
        ("!==", TokenKind::Operator),
        ("=>", TokenKind::Operator),
        ("~", TokenKind::Operator),
        ("`", TokenKind::Unknown),
    ] {
        assert_eq!(kinds(text), [(kind, text)]);
    }
}

#[test]
fn a_string_that_is_not_closed_ends_with_its_line() {
    assert_eq!(
        kinds("'abc\nx")[2..],
        [(TokenKind::LineBreak, "\n"), (TokenKind::Name, "x")]
    );
}

#[test]
fn accidents_are_cut_without_a_loss() {
    for text in [
        "",
        "'",
        "\"${",
        "\"${{",
        "'''",
        "/",
        "/*",
        "$/",
        "\\",
        "\"\\",
        "'\\\r\n'",
        "\"$\"",
        "\"\"\"\"\"\"\"",
        "}}}",
        "\r\r\n\n",
        "é = 'ü'",
        "x = /a",
        "\"$a.b.$c.1\"",
        "1.",
        "0x",
        "?[",
        "\u{1F600}",
    ] {
        assert!(is_lossless(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn an_operator_is_as_long_as_it_can_be(text in r"[-=?:.<>+*%!&|~^@\[]{1,6}") {
        let longest = LONG_OPERATORS
            .iter()
            .filter(|operator| text.starts_with(**operator))
            .map(|operator| operator.len())
            .max();
        let all = tokens(&text);
        prop_assert_eq!(all[0].span().end, longest.unwrap_or(1));
    }

    #[test]
    fn every_byte_of_any_text_is_in_one_token(text in any::<String>()) {
        prop_assert!(is_lossless(&text));
    }

    #[test]
    fn every_byte_of_any_code_is_in_one_token(
        text in r#"([a-c{}()\[\]"'$/\\.,;:=?* \n\r0-9é\x00\u{feff}\u{1f600}]|\$\{|'''|"""|//|/\*|\*/|\$/|/\$){0,60}"#,
    ) {
        prop_assert!(is_lossless(&text));
    }
}
