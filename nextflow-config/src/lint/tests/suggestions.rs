//! Suggestions do what they promise.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::diagnostic::{Diagnostic, Repair, Suggestion};
use crate::lint::tests::support::{apply, found, repaired};

/// Texts whose findings have fixes that replace characters.
const REPAIRABLE: [&str; 12] = [
    "wave\u{a0}{\u{a0}enabled = true }",
    "wave.endpoint = ‘https://a.org’\nwave.strategy = “conda”",
    "\u{feff}# a\nwave.enabled = true",
    "docker.runOptions = \"-u $(id -u)\"",
    "wave { enabled: true }\ntower { endpoint : 'https://a.org' }",
    "process { cpus: 2; memory: 8.GB }",
    "wave.enable = true",
    "wave { buidl.repository = 'x' }\nwave.build.cacheRepo = 'quay.io/a'",
    "tower.accessToken = 'a-made-up-one'",
    "azure { registry { password = \"a-made-up-one\" } }",
    "docker { run0ptions = '-u 0'; tmp = 'auto' }",
    "wave = [\"enabled\": true]\ntower = ['accessToken': 'made-up']",
];

#[test]
fn every_replacement_takes_its_finding_away() {
    let mut count = 0;
    for text in REPAIRABLE {
        for diagnostic in found(text) {
            let Some(Suggestion {
                repair: Repair::Replace(_),
                label,
            }) = &diagnostic.suggestion
            else {
                continue;
            };
            count += 1;
            assert!(!label.is_empty());
            let after = repaired(&diagnostic, text);
            let left = found(&after);
            let same =
                |other: &&Diagnostic| other.code_with_subject() == diagnostic.code_with_subject();
            let (was, is) = (
                found(text).iter().filter(same).count(),
                left.iter().filter(same).count(),
            );
            assert!(
                is < was,
                "{} stays: {after}",
                diagnostic.code_with_subject()
            );
        }
    }
    assert!(count >= 14, "{count} replacements");
}

#[test]
fn pressing_all_of_them_leaves_none() {
    for text in REPAIRABLE {
        let mut text = text.to_owned();
        for _ in 0..10 {
            let next = found(&text).into_iter().find_map(|diagnostic| {
                match diagnostic.suggestion?.repair {
                    Repair::Replace(replacements) => Some(apply(&text, &replacements)),
                    Repair::Change(_) => None,
                }
            });
            match next {
                Some(next) => text = next,
                None => break,
            }
        }
        let more = found(&text).iter().any(
            |diagnostic| matches!(&diagnostic.suggestion, Some(fix) if matches!(fix.repair, Repair::Replace(_))),
        );
        assert!(!more, "{text}");
    }
}

#[test]
fn every_change_is_one_of_an_option_that_there_is() {
    for text in [
        "wave.enabled = 'true'\nwave.freeze = 'no'",
        "wave.retry.delay = '1s'",
        "fusion.exportAwsAccessKeys = true",
        "wave.strategy = 'Conda'",
        "wave.endpoint = 'wave.example.org'",
        "wave.build.repository = 'https://quay.io/a/b'",
        "wave.scan.allowedLevels = 'low'",
        "fusion.enabled = true",
    ] {
        let mut count = 0;
        for diagnostic in found(text) {
            if let Some(Suggestion {
                repair: Repair::Change(changes),
                ..
            }) = diagnostic.suggestion
            {
                count += 1;
                for change in changes {
                    let is_known = crate::options::option(&change.path).is_some();
                    assert!(is_known || change.to.is_none(), "{}", change.path);
                }
            }
        }
        assert!(count > 0, "{text}");
    }
}
