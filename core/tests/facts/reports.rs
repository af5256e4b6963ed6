//! What people saw, against what they should be told, and the cases that are not right yet.

use serde_json::json;

use crate::compare::Outcome;
use crate::{Facts, compare, places};

/// The cases that are answered wrong today, by surface. The lists may only get shorter.
const NOT_RIGHT_YET: [(&str, &[&str]); 6] = [
    (
        "log",
        &[
            "h-001", "h-003", "h-005", "h-007", "h-009", "h-011", "h-013", "h-015", "h-017",
            "h-024", "h-026", "h-035", "h-037", "h-039", "h-041", "h-043", "h-045", "h-047",
            "h-049", "h-051", "h-053", "h-055", "h-057", "h-059", "h-061", "h-094", "h-153",
            "h-155", "h-157", "h-161",
        ],
    ),
    (
        "images",
        &[
            "h-081", "h-083", "h-089", "h-091", "h-147", "h-149", "h-151",
        ],
    ),
    (
        "paste",
        &[
            "h-063", "h-065", "h-067", "h-069", "h-071", "h-073", "h-075", "h-077",
        ],
    ),
    ("registry", &["h-105", "h-107", "h-115", "h-117", "h-121"]),
    ("user", &["h-104", "h-128", "h-130", "h-132", "h-135"]),
    ("secret", &["h-097", "h-099", "h-101", "h-110", "h-112"]),
];

fn is_known(surface: &str, id: &str) -> bool {
    let mut lists = NOT_RIGHT_YET.iter().filter(|(of, _)| *of == surface);
    lists.any(|(_, ids)| ids.contains(&id))
}

/// Each case with its surface, its id and what came of it.
fn compared(facts: &Facts) -> Vec<(&str, &str, Outcome)> {
    let outcomes = compare::file(&facts.json).unwrap();
    let (_, vectors) = facts.vectors();
    assert_eq!(outcomes.len(), vectors.len());
    let named = vectors.iter().zip(outcomes);
    named
        .map(|(vector, outcome)| {
            let text = |field: &str| vector[field].as_str().unwrap();
            (text("surface"), text("id"), outcome)
        })
        .collect()
}

#[test]
fn people_are_told_what_is_right() {
    let facts = Facts::reports();
    let cases = compared(&facts);
    let mut wrong = Vec::new();
    for (surface, id, outcome) in &cases {
        if !is_known(surface, id) {
            wrong.extend(outcome.mismatches.iter().map(String::as_str));
        }
        assert!(outcome.unread.is_empty(), "{id}: {:?}", outcome.unread);
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn what_is_right_now_leaves_the_list_of_what_is_not() {
    let facts = Facts::reports();
    let cases = compared(&facts);
    for (surface, ids) in NOT_RIGHT_YET {
        for listed in ids {
            let case = cases
                .iter()
                .find(|(of, id, _)| (of, id) == (&surface, listed));
            let (_, _, outcome) = case.unwrap();
            assert!(
                !outcome.mismatches.is_empty(),
                "{listed} is right now: take it off the list of {surface}"
            );
        }
    }
}

#[test]
fn no_answer_of_a_report_can_be_changed_without_being_noticed() {
    let facts = Facts::reports();
    for (vector, (surface, id, _)) in facts.vectors().1.iter().zip(compared(&facts)) {
        if is_known(surface, id) {
            continue;
        }
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
