use proptest::prelude::*;
use saphyr_parser::{Event, Parser};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// The scalars that a real reader finds.
fn scalars(text: &str) -> Vec<String> {
    Parser::new_from_str(text)
        .filter_map(|event| match event.unwrap().0 {
            Event::Scalar(value, ..) => Some(value.into_owned()),
            _ => None,
        })
        .collect()
}

#[test]
fn what_would_be_another_type_or_a_comment_is_a_text() {
    for (value, written) in [
        ("docker.io", "'docker.io'"),
        ("no", "'no'"),
        ("1e3", "'1e3'"),
        ("", "''"),
        ("it's # 1: x", "'it''s # 1: x'"),
        ("'", "''''"),
        ("\\n", r"'\n'"),
        ("two\nlines", r#""two\nlines""#),
        ("\"\t\\\u{7}", r#""\"\t\\\u0007""#),
        ("a\u{85}b\u{2028}", r#""a\u0085b\u2028""#),
    ] {
        assert_eq!(scalar(value), written);
        assert_eq!(scalars(written), [value]);
    }
}

proptest! {
    #[test]
    fn any_value_is_read_back_and_stays_on_its_line(
        value in "([\\PC]|['\"\\\\:#\n\r\t\u{1}\u{85}\u{2028}\u{feff}])*"
    ) {
        let text = format!("- key: {}\n  next: 'x'\n", scalar(&value));
        prop_assert_eq!(text.lines().count(), 2);
        prop_assert_eq!(scalars(&text), ["key".to_owned(), value, "next".into(), "x".into()]);
    }
}
