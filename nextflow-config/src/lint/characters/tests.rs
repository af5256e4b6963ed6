#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{assert_codes, codes, found, repaired, the};
use crate::rule::Severity;

#[test]
fn characters_that_mean_nothing_are_told_by_their_numbers_and_put_right() {
    for (text, code, becomes) in [
        (
            "wave\u{a0}{ enabled\u{a0}= true }",
            "U+00A0",
            "wave { enabled = true }",
        ),
        (
            "wave.endpoint = ‘https://w.org’",
            "U+2018",
            "wave.endpoint = 'https://w.org'",
        ),
        (
            "wave.endpoint = “https://w.org”",
            "U+201C",
            "wave.endpoint = \"https://w.org\"",
        ),
        (
            "\u{feff}wave.enabled = true",
            "U+FEFF",
            "wave.enabled = true",
        ),
        (
            "wave.enabled\u{200b} = true",
            "U+200B",
            "wave.enabled = true",
        ),
        (
            "# about\nwave.enabled = true # on",
            "U+0023",
            "// about\nwave.enabled = true // on",
        ),
        ("docker.temp = \"a$\"", "U+0024", "docker.temp = \"a\\$\""),
        ("\u{c}wave.enabled = true", "U+000C", " wave.enabled = true"),
    ] {
        let code = format!("bad-character:{code}");
        assert_codes(text, &[&code]);
        let diagnostic = the(&code, text);
        assert_eq!(diagnostic.severity, Severity::Error);
        let fixed = repaired(&diagnostic, text);
        assert_eq!(fixed, becomes);
        assert!(!codes(&fixed).contains(&code), "{fixed}");
    }
    // In a string or comment they are text like any other.
    assert_codes(
        "wave.endpoint = 'https://w.org/\u{a0}“”' // ‘x’\u{a0}#",
        &[],
    );
}

#[test]
fn a_closing_quote_that_a_string_hides_is_put_right_too() {
    let text = "docker.temp = “it's”\nwave.enabled = true";
    let fixed = repaired(&the("bad-character:U+201C", text), text);
    assert_eq!(fixed, "docker.temp = \"it's\"\nwave.enabled = true");
    assert_codes(&fixed, &[]);
}

#[test]
fn a_kind_of_character_is_one_finding_however_many_there_are() {
    let text = "wave\u{a0}{ }\n".repeat(5_000);
    let all = found(&text);
    assert_eq!(all.len(), 1);
    assert!(all[0].message.contains("5000 times"), "{}", all[0].message);
    let fixed = repaired(&all[0], &text);
    assert!(!fixed.contains('\u{a0}'));
    let letters: String = (0..400_u32)
        .filter_map(|n| char::from_u32(0x2190 + n))
        .collect();
    assert!(found(&letters).len() <= 20);
}

#[test]
fn a_character_without_a_meaning_has_no_fix() {
    let diagnostic = the("bad-character:U+2192", "wave.enabled → true");
    assert_eq!(diagnostic.suggestion, None);
    assert!(diagnostic.message.contains("U+2192"));
}
