use hcl::eval::{Context, Evaluate};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// What a real reader makes of a string: templates in it are evaluated, and fail.
fn evaluated(text: &str) -> String {
    let body = hcl::parse(&format!("value = {text}\n")).unwrap();
    let attribute = body.attributes().next().unwrap();
    match attribute.expr().evaluate(&Context::new()).unwrap() {
        hcl::Value::String(value) => value,
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn templates_and_quotes_are_only_text() {
    for (value, written) in [
        ("plain", r#""plain""#),
        ("robot$acme", r#""robot$acme""#),
        ("${var.x}", r#""$${var.x}""#),
        ("%{ if true }", r#""%%{ if true }""#),
        ("$${x}", r#""\u0024$${x}""#),
        ("say \"hi\" \\o/", r#""say \"hi\" \\o/""#),
        ("two\nlines\ttab", r#""two\nlines\ttab""#),
        ("\u{7}\u{202e}", r#""\u0007\u202E""#),
    ] {
        assert_eq!(string(value), written);
        assert_eq!(evaluated(written), value);
    }
}

#[test]
fn names_of_blocks_are_made_from_anything() {
    for (text, name) in [
        ("acr-prod", "acr_prod"),
        ("9lives", "registry_9lives"),
        ("--", "registry"),
        ("", "registry"),
        ("日本", "registry"),
        ("Zoë's \"reg\"", "Zo_s_reg"),
        ("_", "_"),
    ] {
        assert_eq!(identifier(text), name, "{text}");
    }
}

proptest! {
    #[test]
    fn any_value_is_read_back(value in "([\\PC]|[$%{}\"\\\\\n\r\t\u{1}\u{85}\u{2028}])*") {
        prop_assert_eq!(evaluated(&string(&value)), value);
    }

    #[test]
    fn any_name_is_one(text in any::<String>()) {
        let name = identifier(&text);
        prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'), "{}", name);
        prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{}", name);
        let written = format!("resource \"a\" \"{name}\" {{}}\n{name} = 1");
        prop_assert!(hcl::parse(&written).is_ok());
    }
}
