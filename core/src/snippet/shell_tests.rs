use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// Values that break naive quoting, one kind each.
const HARD: [&str; 18] = [
    "",
    " ",
    "robot$acme+ci",
    "$oauthtoken",
    "it's",
    "''",
    "a\"b\\c\\",
    "`id`$(id)${HOME}",
    "-rf",
    "~root",
    "=ls",
    "#no comment",
    "{a,b}*?[x]",
    "wow!!",
    "first\nsecond\n",
    "1234567|my-account & <x>; y",
    "zoë 日本 😀",
    "%s%n",
];

#[test]
fn a_word_has_quotes_only_where_a_shell_needs_them() {
    for (value, written) in [
        ("acr-prod", "acr-prod"),
        (
            "myreg.azurecr.io:443/a_b@c+d%e,f",
            "myreg.azurecr.io:443/a_b@c+d%e,f",
        ),
        ("", "''"),
        ("$oauthtoken", "'$oauthtoken'"),
        ("it's", r"'it'\''s'"),
        ("~root", "'~root'"),
        ("=ls", "'=ls'"),
        ("two\nlines", "'two\nlines'"),
    ] {
        assert_eq!(word(value).as_deref(), Some(written));
    }
}

#[test]
fn nothing_that_acts_on_a_terminal_is_left_in_a_word() {
    for (value, written) in [
        ("a\u{3}b", r#"'a'"$(printf '\003')"'b'"#),
        ("tab\there", r#"'tab'"$(printf '\011')"'here'"#),
        ("\u{1b}[201~", r#""$(printf '\033')"'[201~'"#),
        // The control sequence introducer of eight bits, and a change of direction.
        ("\u{9b}\u{202e}", r#""$(printf '\302\233\342\200\256')""#),
    ] {
        assert_eq!(word(value).as_deref(), Some(written));
    }
}

#[test]
fn no_word_holds_a_nul() {
    assert_eq!(word("\0"), None);
    assert_eq!(word("a\0b"), None);
}

#[test]
fn hard_values_come_back_as_one_word() {
    for value in HARD {
        let line = format!("cmd --option={}", word(value).unwrap());
        let words = shlex::split(&line).unwrap();
        assert_eq!(words, ["cmd".to_owned(), format!("--option={value}")]);
    }
}

proptest! {
    #[test]
    fn visible_text_is_read_back_by_a_reader_of_shell_words(value in "[\\PC\n]*") {
        let value: String = value.chars().filter(|c| can_be_quoted(*c)).collect();
        let word = word(&value).unwrap();
        prop_assert_eq!(shlex::split(&word), Some(vec![value]));
    }

    #[test]
    fn a_word_shows_everything_that_is_in_it(value in any::<String>()) {
        if let Some(word) = word(&value) {
            prop_assert!(word.chars().all(can_be_quoted));
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod real {
    use std::process::{Command, Stdio};

    use super::*;

    /// What a real shell makes of words.
    fn shell_reads(words: &[String]) -> Vec<String> {
        let script = format!("printf '%s\\0' {}", words.join(" "));
        let check = Command::new("sh").args(["-n", "-c", &script]).status();
        assert!(check.unwrap().success(), "{script}");
        let output = Command::new("sh")
            .args(["-c", &script])
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_terminator('\0').map(str::to_owned).collect()
    }

    #[test]
    fn a_real_shell_reads_hard_values_back() {
        let words: Vec<String> = HARD.iter().filter_map(|value| word(value)).collect();
        assert_eq!(shell_reads(&words), HARD);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_real_shell_reads_any_value_back(
            values in prop::collection::vec("([^\0]|[\u{1}-\u{20}'\"$`\\\\\n])*", 1..20)
        ) {
            let words: Vec<String> = values.iter().filter_map(|value| word(value)).collect();
            prop_assert_eq!(shell_reads(&words), values);
        }
    }
}
