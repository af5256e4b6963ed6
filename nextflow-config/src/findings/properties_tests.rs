use proptest::prelude::*;

use super::*;

/// Whether everything that is said of a text holds together.
fn check(text: &str) {
    for semantics in [None, Some(Semantics::V1), Some(Semantics::V2)] {
        for profiles in [&[][..], &["a", "b"]] {
            let context = Context {
                semantics,
                profiles,
                nextflow: Version::parse("23.10.1"),
                ..Context::default()
            };
            let all = said_in(text, &context);
            assert!(all.len() < 500, "{} findings", all.len());
            let mut last = 0;
            for finding in &all {
                if let Some(span) = finding.span {
                    assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
                    assert!(span.start >= last, "in order");
                    last = span.start;
                }
                assert!(!finding.message.is_empty());
                if let Some(Suggestion {
                    repair: Repair::Replace(_),
                    ..
                }) = &finding.suggestion
                {
                    // Panics where a replacement is outside of the text.
                    let _ = repaired(finding, text);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_can_be_judged(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_configuration_can_be_judged(
        text in r#"(wave|tower|docker|build|enabled|freeze|mirror|strategy|accessToken|profiles|a|\.|\{|\}| = |: |\n|true|'true'|'x'|"\$x"|‘|’|“|#|\u{a0}|\[|\]|null|1|params|includeConfig 'x'|if \(a\) ){0,40}"#,
    ) {
        check(&text);
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
        check(&lines.join("\n"));
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
        for finding in said(&text) {
            prop_assert!(!finding.message.contains(&token), "{}", finding.message);
        }
    }

    #[test]
    fn bad_characters_are_gone_after_their_fixes(
        text in r"(wave|\.|enabled| = |\n|true|'x'|‘|’|“|”|#|\u{a0}|\u{200b}|\u{feff}|\{|\}){0,20}",
    ) {
        for finding in said(&text) {
            let is_character = finding.code.as_str() == "bad-character";
            if is_character && finding.suggestion.is_some() {
                let after = repaired(&finding, &text);
                let code = finding.code();
                prop_assert!(!codes(&after).contains(&code), "{} in {:?}", code, after);
            }
        }
    }
}
