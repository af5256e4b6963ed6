//! What holds for the diagnostics of any text.

use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::diagnostic::{Diagnostic, Repair, Suggestion};
use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, codes, codes_with, found, found_of_run, found_with, repaired,
};
use crate::options::Version;
use crate::reading::Parser;

/// Whether everything that is said of a text holds together.
fn holds_together(text: &str) {
    for parser in [None, Some(Parser::Legacy), Some(Parser::Strict)] {
        for profiles in [&[][..], &["a", "b"]] {
            let options = LintOptions {
                parser,
                nextflow: Version::parse("23.10.1"),
                ..PLATFORM
            };
            let all = found_of_run(text, profiles, &options);
            assert!(all.len() < 500, "{} findings", all.len());
            let mut last = 0;
            for diagnostic in &all {
                if let Some(span) = diagnostic.span {
                    assert!(text.get(span.start..span.end).is_some(), "{diagnostic:?}");
                    assert!(span.start >= last, "in order");
                    last = span.start;
                }
                assert!(!diagnostic.message.is_empty());
                if let Some(Suggestion {
                    repair: Repair::Replace(_),
                    ..
                }) = &diagnostic.suggestion
                {
                    // Panics where a replacement is outside of the text.
                    let _ = repaired(diagnostic, text);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_can_be_judged(text in any::<String>()) {
        holds_together(&text);
    }

    #[test]
    fn any_configuration_can_be_judged(
        text in r#"(wave|tower|docker|build|enabled|freeze|mirror|strategy|accessToken|profiles|a|\.|\{|\}| = |: |\n|true|'true'|'x'|"\$x"|‘|’|“|#|\u{a0}|\[|\]|null|1|params|includeConfig 'x'|if \(a\) ){0,40}"#,
    ) {
        holds_together(&text);
    }

    #[test]
    fn settings_of_any_kind_can_be_judged(
        lines in proptest::collection::vec(
            (
                proptest::sample::select(crate::options::options().map(|it| it.path).collect::<Vec<_>>()),
                r"(true|false|null|'[a-z:/.]{0,12}'|\[\]|\['a', 1\]|\[a: 1\]|-?[0-9]{1,3}|1\.h|8\.GB|env\('A'\)|\{ 1 \})",
            ),
            0..12,
        ),
    ) {
        let lines: Vec<String> = lines.iter().map(|(path, value)| format!("{path} = {value}")).collect();
        holds_together(&lines.join("\n"));
    }

    #[test]
    fn no_message_has_the_token_in_it(
        token in "[a-z]{6}[A-Z]{6}[0-9]{6}[a-z]{6}",
        form in proptest::sample::select(vec![
            "tower.accessToken = '@'",
            "tower { accessToken = \"@\" }",
            "tower = [accessToken: '@']",
            "tower.accessToken = '@'\ntower.accessToken = 'b'",
            "tower.accessToken = @",
            "tower.accessToken: '@'",
            "tower.accessToken = '@",
            "tower.accessToken = [1, '@']",
            "azure.registry.password = '@'\nwave {",
            "profiles { standard { azure.registry.password = '@' } }\nazure.registry.password = 'x'",
            "tower.accessToken = ‘@’",
        ]),
    ) {
        let text = form.replace('@', &token);
        for diagnostic in found(&text) {
            prop_assert!(!diagnostic.message.contains(&token), "{}", diagnostic.message);
        }
    }

    #[test]
    fn bad_characters_are_gone_after_their_fixes(
        text in r"(wave|\.|enabled| = |\n|true|'x'|‘|’|“|”|#|\u{a0}|\u{200b}|\u{feff}|\{|\}){0,20}",
    ) {
        for diagnostic in found(&text) {
            let is_character = diagnostic.code.as_str() == "bad-character";
            if is_character && diagnostic.suggestion.is_some() {
                let after = repaired(&diagnostic, &text);
                let code = diagnostic.code_with_subject();
                prop_assert!(!codes(&after).contains(&code), "{} in {:?}", code, after);
            }
        }
    }
}

/// Texts whose diagnostics quote a value.
const QUOTING: [&str; 14] = [
    "wave.enabled = 'marker'",
    "wave.endpoint = 'marker'",
    "wave.strategy = 'marker'",
    "wave.strategy = ['conda', 'marker']",
    "wave.containerConfigUrl = 'marker'",
    "wave.scan.mode = 'marker'",
    "wave.scan.allowedLevels = ['marker']",
    "wave.build.compression.mode = 'marker'",
    "wave.build.cacheRepository = 'marker:5000'",
    "wave.build.cacheRepository = 'quay.io/a:marker'",
    "wave.build.maxDuration = 'marker'",
    "wave = 'marker'",
    "tower.workspaceId = 'marker'",
    "profiles { standard { docker.temp = 'marker' } }\ndocker.temp = 'x'",
];

#[test]
fn without_a_policy_values_are_quoted() {
    for text in QUOTING {
        let is_quoted = |it: &Diagnostic| it.message.contains("marker");
        assert!(found(text).iter().any(is_quoted), "{text}");
    }
}

#[test]
fn a_policy_keeps_texts_out_of_messages_and_labels() {
    let options = LintOptions {
        may_quote: |text| !text.contains("marker"),
        ..PLATFORM
    };
    for text in QUOTING {
        assert_eq!(codes_with(text, &options), codes(text), "{text}");
        for diagnostic in found_with(text, &options) {
            let label = diagnostic.suggestion.map(|it| it.label).unwrap_or_default();
            let shown = format!("{} {label}", diagnostic.message);
            assert!(!shown.contains("marker"), "{shown}");
        }
    }
}

#[test]
fn a_policy_also_counts_for_what_a_parser_says_and_for_names() {
    let options = LintOptions {
        may_quote: |_| false,
        ..PLATFORM
    };
    for text in [
        "marker = 1 marker = 2",
        "wave.enabled = marker",
        "wave.enabled = marker()",
        "marker { }",
        "wave.endpoint = \"$marker\"",
        "wave.enabled = true marker",
    ] {
        let quotes = |it: &Diagnostic| it.message.contains("marker");
        assert!(found(text).iter().any(quotes), "{text}");
        assert!(!found_with(text, &options).iter().any(quotes), "{text}");
    }
}

#[test]
fn the_value_of_a_secret_is_never_quoted() {
    for text in [
        "tower.accessToken = ['marker']",
        "azure.registry.password = [marker]",
        "azure { registry { password = \"marker$\" } }",
        "azure { registry { password 'marker' } }",
        "azure.registry.password = 'marker' 'x'",
        "azure.registry.password = marker",
        "profiles { standard { tower.refreshToken = 'marker' } }\ntower.refreshToken = 'x'",
    ] {
        let all = found(text);
        assert!(!all.is_empty(), "{text}");
        for diagnostic in all {
            assert!(!diagnostic.message.contains("marker"), "{diagnostic:?}");
        }
    }
}
