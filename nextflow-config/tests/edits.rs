//! What holds of every edit, over generated configurations in the styles that people have.
//!
//! `PROPTEST_CASES=200000 cargo test --release -p nextflow-config --test edits` tries more of
//! them. What failed once is tried first: see `edits.proptest-regressions`.

#![cfg(not(target_arch = "wasm32"))]

mod generate;

use std::collections::BTreeMap;

use generate::{Case, case, text_of};
use nextflow_config::syntax::Document;
use nextflow_config::{
    Certainty, Change, Config, EditOptions, Edited, Outcome, Reading, Readings, Replacement, Value,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// As many cases as the environment says, and those that failed once.
fn settings() -> ProptestConfig {
    let file = "tests/edits.proptest-regressions";
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(file))),
        ..ProptestConfig::default()
    }
}

fn config(text: &str, case: &Case) -> Config {
    Config::parse(text).with_profiles(case.profiles.iter().copied())
}

/// The text after changes, or none when they are refused.
fn edited(text: &str, case: &Case, changes: &[Change]) -> Option<(Config, Edited)> {
    let mut config = config(text, case);
    let options = EditOptions {
        removes_duplicates: case.removes_duplicates,
    };
    match config.edit(changes, options) {
        Ok(edited) => Some((config, edited)),
        Err(error) => {
            assert_eq!(config.as_str(), text, "a refusal leaves the text alone");
            let line = error
                .span
                .map(|span| text[..span.start].matches('\n').count() + 1);
            if !text.contains('\r') {
                assert_eq!(error.line, line, "{error}");
            }
            None
        }
    }
}

/// What a parser comes to, in no order and without places.
type Settings = BTreeMap<String, (String, Certainty)>;

/// What each parser comes to that takes the text, and took the original.
fn effects(original: &Readings, readings: &Readings) -> [Option<Settings>; 2] {
    let pairs = [
        (&original.legacy, &readings.legacy),
        (&original.strict, &readings.strict),
    ];
    pairs.map(|(original, reading)| {
        // What becomes of a text that a parser refused is not checked with that one.
        let is_taken = original.refusal.is_none() && reading.refusal.is_none();
        is_taken.then(|| {
            let settings = reading.settings.iter();
            settings
                .map(|it| (it.path.clone(), (format!("{:?}", it.value), it.certainty)))
                .collect()
        })
    })
}

fn is_within(path: &str, scope: &str) -> bool {
    path.strip_prefix(scope)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a parser has what a change wants.
fn has(reading: &Reading, change: &Change) -> bool {
    match &change.to {
        None => !reading
            .settings
            .iter()
            .any(|it| is_within(&it.path, &change.path)),
        Some(wanted) => reading.get(&change.path).is_some_and(|it| {
            let is_same = match (&it.value, wanted) {
                // `2.0` is 2, and `'40m'` is `40.min`.
                (Value::Float(found), Value::Int(wanted)) => {
                    found.to_string() == wanted.to_string()
                }
                (Value::Text(text), units @ (Value::Duration(_) | Value::Memory(_)))
                | (units @ (Value::Duration(_) | Value::Memory(_)), Value::Text(text)) => {
                    matches!(
                        (&**text, units),
                        ("40m", Value::Duration(_)) | ("8 GB", Value::Memory(_))
                    )
                }
                (found, wanted) => found == wanted,
            };
            is_same && it.certainty == Certainty::Sure
        }),
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn changes_take_effect_and_nothing_else_does(case in case()) {
        let Some((after, edited)) = edited(&case.text, &case, &case.changes) else {
            return Ok(());
        };
        let before = config(&case.text, &case);
        prop_assert_eq!(edited.outcomes.len(), case.changes.len());
        let is_requested =
            |path: &str| case.changes.iter().any(|change| is_within(path, &change.path));
        for (before, after) in before.readings().both().into_iter().zip(after.readings().both()) {
            if after.refusal.is_none() {
                for change in &case.changes {
                    prop_assert!(has(after, change), "{}: {}", change.path, case.text);
                }
            }
            if before.refusal.is_some() {
                continue;
            }
            prop_assert_eq!(&after.refusal, &None);
            prop_assert_eq!(&before.profiles, &after.profiles);
            let others = |reading: &Reading| {
                let settings = reading.settings.iter();
                let mut others: Vec<_> = settings
                    // Nothing and `false` give way to a scope of their name.
                    .filter(|it| !is_requested(&it.path) && it.value.truth() != Some(false))
                    .map(|it| (it.path.clone(), format!("{:?}", it.value)))
                    .collect();
                others.sort();
                others
            };
            prop_assert_eq!(others(before), others(after), "{}", case.text);
        }
    }

    #[test]
    fn only_the_spans_that_are_reported_change(case in case()) {
        let Some((after, edited)) = edited(&case.text, &case, &case.changes) else {
            return Ok(());
        };
        let replacements = &edited.replacements;
        prop_assert_eq!(Replacement::apply(&case.text, replacements).unwrap(), after.as_str());
        let apart = replacements.windows(2).all(|pair| pair[0].span.end < pair[1].span.start);
        prop_assert!(apart, "{replacements:?}");
        for replacement in replacements {
            prop_assert!(replacement.span.of(&case.text) != replacement.with);
        }
        let undone = Replacement::apply(after.as_str(), &edited.undo(&case.text));
        prop_assert_eq!(undone.unwrap(), &*case.text);
        if !case.removes_duplicates {
            let is_changed = edited.outcomes.iter().any(|it| *it != Outcome::Unchanged);
            prop_assert_eq!(is_changed, !replacements.is_empty());
        }
    }

    #[test]
    fn an_edit_that_is_made_twice_is_made_once(case in case()) {
        let Some((once, _)) = edited(&case.text, &case, &case.changes) else {
            return Ok(());
        };
        let again = edited(once.as_str(), &case, &case.changes);
        let (twice, edited) = again.expect("what is in effect is not refused");
        prop_assert_eq!(twice.as_str(), once.as_str());
        prop_assert!(edited.outcomes.iter().all(|it| *it == Outcome::Unchanged));
    }

    #[test]
    fn the_order_of_changes_does_not_matter(case in case()) {
        let [first, second, ..] = case.changes.as_slice() else {
            return Ok(());
        };
        let both = |one: &Change, other: &Change| {
            let (config, _) = edited(&case.text, &case, std::slice::from_ref(one))?;
            Some(edited(config.as_str(), &case, std::slice::from_ref(other))?.0)
        };
        let (Some(forth), Some(back)) = (both(first, second), both(second, first)) else {
            return Ok(());
        };
        let original = config(&case.text, &case);
        let of = |config: &Config| effects(original.readings(), config.readings());
        prop_assert_eq!(of(&forth), of(&back), "{}", case.text);
    }

    #[test]
    fn changes_at_once_come_to_the_same_as_one_after_the_other(case in case()) {
        let mut text = case.text.clone();
        for change in &case.changes {
            let Some((config, _)) = edited(&text, &case, std::slice::from_ref(change)) else {
                return Ok(());
            };
            text = config.into_string();
        }
        let in_turn = config(&text, &case);
        let is_done = case.changes.iter().all(|change| {
            in_turn.readings().accepted().all(|reading| has(reading, change))
        });
        if is_done {
            let at_once = edited(&case.text, &case, &case.changes);
            let (at_once, _) = at_once.expect("what can be done in turn can be done at once");
            let original = config(&case.text, &case);
            let of = |config: &Config| effects(original.readings(), config.readings());
            prop_assert_eq!(of(&at_once), of(&in_turn), "{}", case.text);
        }
    }

    #[test]
    fn what_is_generated_can_be_parsed(statements in prop::collection::vec(generate::statement(), 1..5)) {
        let style = generate::Style::default();
        let text = text_of(&statements, &style);
        prop_assert_eq!(&Document::parse(&text).problems, &[], "{}", text);
    }
}
