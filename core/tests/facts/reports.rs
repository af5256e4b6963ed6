//! What people saw, against what they should be told.

use serde_json::json;

use crate::compare::Outcome;
use crate::{Facts, compare, places};

fn all() -> [Facts; 5] {
    [
        Facts::reports(),
        Facts::engine_logs(),
        Facts::image_sources(),
        Facts::pasted(),
        Facts::typed(),
    ]
}

/// Each case by its id, with what came of it.
fn compared(facts: &Facts) -> Vec<(&str, Outcome)> {
    let outcomes = compare::file(&facts.json).unwrap();
    let (_, vectors) = facts.vectors();
    assert_eq!(outcomes.len(), vectors.len());
    let named = vectors.iter().zip(outcomes);
    named
        .map(|(vector, outcome)| (vector["id"].as_str().unwrap(), outcome))
        .collect()
}

#[test]
fn people_are_told_what_is_right() {
    for facts in all() {
        let mut wrong = Vec::new();
        for (id, outcome) in compared(&facts) {
            wrong.extend(outcome.mismatches);
            assert!(outcome.unread.is_empty(), "{id}: {:?}", outcome.unread);
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }
}

#[test]
fn no_answer_of_a_report_can_be_changed_without_being_noticed() {
    for facts in all() {
        are_compared(&facts);
    }
}

fn are_compared(facts: &Facts) {
    for (vector, (id, _)) in facts.vectors().1.iter().zip(compared(facts)) {
        for place in places(&vector["expect"], "/expect") {
            // For people, or met by whatever is not said.
            if place == "/expect/must_say" || place.starts_with("/expect/must_not/") {
                continue;
            }
            let mut changed = vector.clone();
            *changed.pointer_mut(&place).unwrap() = json!("something else");
            let outcomes = compare::file(&json!({"vectors": [changed]})).unwrap();
            let noticed = outcomes.iter().any(|it| !it.mismatches.is_empty());
            assert!(noticed, "{place} of {id}");
        }
    }
}
