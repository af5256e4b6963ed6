//! The rows of the list as they are asked for: which, in which order, under which headings.
//!
//! Start at [`arrange`].

use std::cmp::Ordering;

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::Validity as State;
use wavepass_core::registry::user_name::Validity;
use wavepass_core::timestamp::{Timestamp, Told};
use wavepass_core::wave::audit::{Mismatch, Verdict};

use super::query::{Column, Group, ListQuery, Only};

/// After how many days credentials count as not used.
const UNUSED: i64 = 90;

const DAY_IN_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// What stands together below it, and how many there are.
    Heading(String, usize),
    /// A credential, by its place in Platform's list.
    Row(usize),
}

impl Line {
    /// What tells it from any other line of any arrangement of the same rows.
    pub(crate) fn key(&self, at: usize) -> String {
        match self {
            Self::Heading(of, count) => format!("{at} {count} {of}"),
            Self::Row(place) => format!("{at} {place}"),
        }
    }
}

/// What the rows say, a text each. It is made once for a list, as every key that is typed into the
/// search looks through all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowTexts(Vec<String>);

impl RowTexts {
    /// Those of a list.
    pub(crate) fn of(rows: &[CredentialsSummary]) -> Self {
        Self(rows.iter().map(row_text).collect())
    }

    /// Whether a word in lower case is in what the row at a place says.
    fn has(&self, place: usize, word: &str) -> bool {
        self.0.get(place).is_some_and(|text| text.contains(word))
    }
}

/// What a row says, in lower case. No word goes from one line to the next.
fn row_text(row: &CredentialsSummary) -> String {
    let texts = [
        Some(row.label()),
        row.registry_text(),
        row.user_name.as_deref(),
        row.description.as_deref(),
        row.base_url.as_deref(),
        Some(row.provider.label()),
    ];
    let texts: Vec<&str> = texts.into_iter().flatten().collect();
    texts.join("\n").to_lowercase()
}

/// The rows of Platform's list as they are asked for. The texts are needed only for a search.
pub(crate) fn arrange(
    rows: &[CredentialsSummary],
    verdicts: &[Verdict],
    texts: &RowTexts,
    query: &ListQuery,
    now_millis: i64,
) -> Vec<Line> {
    let words: Vec<String> = query
        .search
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let is_asked_for = |place: &usize| {
        rows.get(*place).is_some_and(|row| {
            let verdict = verdicts.get(*place).copied().unwrap_or_default();
            (query.provider.is_empty() || row.provider.label() == query.provider)
                && is_true_of(query.only, row, verdict, now_millis)
                && words.iter().all(|word| texts.has(*place, word))
        })
    };
    let places = (0..rows.len()).filter(is_asked_for);
    let (column, group) = (query.sort.column, query.group);
    if column == Column::Platform && group == Group::None {
        return places.map(Line::Row).collect();
    }
    let key = |place| {
        rows.get(place)
            .map(|row| (heading(row, group), Key::of(row, column)))
    };
    let mut keyed: Vec<_> = places
        .filter_map(|place| Some((key(place)?, place)))
        .collect();
    keyed.sort_unstable_by(
        |((group, key), place), ((other_group, other), other_place)| {
            group
                .cmp(other_group)
                .then_with(|| key.compare(other, query.sort.descending))
                .then(place.cmp(other_place))
        },
    );
    let places = keyed
        .into_iter()
        .map(|((heading, _), place)| (heading, place));
    under_headings(places, group)
}

fn under_headings<'a>(places: impl Iterator<Item = (&'a str, usize)>, group: Group) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last = 0;
    for (of, place) in places {
        if group != Group::None {
            match lines.get_mut(last) {
                Some(Line::Heading(same, count)) if same == of => *count += 1,
                _ => {
                    last = lines.len();
                    lines.push(Line::Heading(of.to_owned(), 1));
                }
            }
        }
        lines.push(Line::Row(place));
    }
    lines
}

/// What a row stands under.
fn heading(row: &CredentialsSummary, group: Group) -> &str {
    match group {
        Group::None => "",
        Group::Provider => row.provider.label(),
        Group::Registry => match (&row.registry, row.registry_text()) {
            (_, Some(text)) => text,
            (Some(_), None) => "Not said by Platform",
            (None, _) => "No container registry",
        },
    }
}

fn is_true_of(only: Only, row: &CredentialsSummary, verdict: Verdict, now_millis: i64) -> bool {
    let now = now_millis / 1000;
    let is_long_ago = |told: Told| {
        let at = told.at().map(Timestamp::unix_millis);
        at.is_some_and(|at| now_millis - at >= UNUSED * DAY_IN_MILLIS)
    };
    match only {
        Only::All => true,
        Only::Attention => row.needs_attention(verdict, now),
        Only::Refused => row.is_deleted || matches!(row.validity, State::Invalid { .. }),
        Only::LoginNeverWorks => verdict.login == Some(Validity::Never),
        Only::NeverMatches => verdict.host == Some(Mismatch::Never),
        Only::Shadowed => verdict.shadowed_by.is_some(),
        Only::Expiring => row.is_expiring(now),
        Only::ShortLived => verdict.login == Some(Validity::Temporary),
        Only::UnusualHost => verdict.host == Some(Mismatch::Unusual),
        Only::NeverUsed => row.last_used == Told::Null,
        Only::Unused => match row.last_used {
            // Not since they were stored.
            Told::Null => is_long_ago(row.created),
            used @ Told::At(_) => is_long_ago(used),
            Told::Absent | Told::Unreadable => false,
        },
    }
}

/// What a row is ordered by. What has none stands at the end, whichever way the order goes.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    text: Option<String>,
    time: Option<i64>,
}

impl Key {
    fn of(row: &CredentialsSummary, column: Column) -> Self {
        let text = match column {
            Column::Name => Some(row.label()),
            Column::Provider => Some(row.provider.label()),
            Column::Registry => row.registry_text(),
            Column::UserName => row.user_name.as_deref(),
            Column::Platform | Column::LastUsed | Column::Updated | Column::Expiry => None,
        };
        let at = |told: Told| told.at().map(Timestamp::unix_millis);
        let time = match column {
            Column::LastUsed => at(row.last_used),
            Column::Updated => at(row.updated),
            Column::Expiry => row.expires().map(|day| day.days_from(0)),
            _ => None,
        };
        Self {
            text: text.filter(|text| !text.is_empty()).map(str::to_lowercase),
            time,
        }
    }

    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let has_none = |key: &Self| key.text.is_none() && key.time.is_none();
        match (has_none(self), has_none(other)) {
            (false, false) => {
                let order = self.text.cmp(&other.text).then(self.time.cmp(&other.time));
                if descending { order.reverse() } else { order }
            }
            (mine, others) => mine.cmp(&others),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wavepass_core::platform::reader::Listed;

    use super::*;
    use crate::credentials::list::query::Sort;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// 2026-11-30T00:00:00Z
    const NOW: i64 = 1_795_996_800_000;

    fn rows(rows: &[Value]) -> Vec<CredentialsSummary> {
        let answer = json!({ CredentialsSummary::LIST: rows });
        let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
        listed.unwrap().rows
    }

    fn registry(name: &str, host: &str, user: &str) -> Value {
        json!({
            "id": name, "name": name, "provider": "container-reg",
            "keys": {"registry": host, "userName": user},
        })
    }

    fn some() -> Vec<CredentialsSummary> {
        rows(&[
            registry("beta", "quay.io", "robot"),
            registry("Alpha", "quay.io", "Zoe"),
            json!({
                "id": "aws", "name": "aws", "provider": "aws", "description": "Batch in Ohio",
                "lastUsed": "2026-11-29T00:00:00Z",
            }),
            registry("gamma", "", "other"),
        ])
    }

    fn shown(query: &ListQuery) -> Vec<usize> {
        let rows = some();
        let lines = arrange(&rows, &[], &RowTexts::of(&rows), query, NOW);
        let places = lines.iter().filter_map(|line| match line {
            Line::Row(place) => Some(*place),
            Line::Heading(..) => None,
        });
        places.collect()
    }

    fn search(text: &str) -> Vec<usize> {
        shown(&ListQuery {
            search: text.to_owned(),
            ..ListQuery::default()
        })
    }

    #[test]
    fn a_search_looks_through_what_a_row_says() {
        for (text, places) in [
            ("", vec![0, 1, 2, 3]),
            ("QUAY", vec![0, 1]),
            ("alp", vec![1]),
            ("zoe", vec![1]),
            ("ohio", vec![2]),
            // The default registry is shown as Docker Hub.
            ("docker.io", vec![3]),
            ("container registry", vec![0, 1, 3]),
            // Every word has to be there, in whatever order and place.
            ("robot quay", vec![0]),
            ("robot alpha", vec![]),
            ("nothing", vec![]),
        ] {
            assert_eq!(search(text), places, "{text}");
        }
    }

    #[test]
    fn an_order_is_the_same_for_upper_and_lower_case_and_what_is_missing_comes_last() {
        for (column, descending, places) in [
            (Column::Platform, false, [0, 1, 2, 3]),
            (Column::Name, false, [1, 2, 0, 3]),
            (Column::Name, true, [3, 0, 2, 1]),
            // Equal ones stay in Platform's order.
            (Column::Registry, false, [3, 0, 1, 2]),
            (Column::Registry, true, [0, 1, 3, 2]),
            (Column::UserName, false, [3, 0, 1, 2]),
            (Column::LastUsed, true, [2, 0, 1, 3]),
            (Column::LastUsed, false, [2, 0, 1, 3]),
        ] {
            let query = ListQuery {
                sort: Sort { column, descending },
                ..ListQuery::default()
            };
            assert_eq!(shown(&query), places, "{column:?} {descending}");
        }
    }

    #[test]
    fn what_stands_together_has_a_heading_with_its_count() {
        let query = ListQuery {
            group: Group::Registry,
            sort: Sort {
                column: Column::Name,
                descending: false,
            },
            ..ListQuery::default()
        };
        let heading = |text: &str, count| Line::Heading(text.to_owned(), count);
        assert_eq!(
            arrange(&some(), &[], &RowTexts::default(), &query, NOW),
            [
                heading("No container registry", 1),
                Line::Row(2),
                heading("docker.io", 1),
                Line::Row(3),
                heading("quay.io", 2),
                Line::Row(1),
                Line::Row(0),
            ]
        );
    }

    #[test]
    fn of_the_unused_are_those_that_are_known_to_be() {
        let used = |at: Value| rows(&[json!({"id": "a", "name": "a", "lastUsed": at})]);
        let stored = |at: &str| {
            rows(&[json!({"id": "a", "name": "a", "lastUsed": null, "dateCreated": at})])
        };
        let absent = rows(&[json!({"id": "a", "name": "a"})]);
        for (list, never, unused) in [
            // It is not told since when they could have been.
            (used(json!(null)), true, false),
            (stored("2026-11-29T00:00:00Z"), true, false),
            (stored("2026-08-01T00:00:00Z"), true, true),
            (used(json!("2026-11-29T00:00:00Z")), false, false),
            (used(json!("2026-09-02T00:00:00Z")), false, false),
            (used(json!("2026-08-01T00:00:00Z")), false, true),
            (used(json!("soon")), false, false),
            (absent, false, false),
        ] {
            for (only, expected) in [(Only::NeverUsed, never), (Only::Unused, unused)] {
                let query = ListQuery {
                    only,
                    ..ListQuery::default()
                };
                let lines = arrange(&list, &[], &RowTexts::default(), &query, NOW);
                assert_eq!(!lines.is_empty(), expected, "{only:?} {list:?}");
            }
        }
    }

    #[test]
    fn what_needs_attention_is_warned_of_invalid_deleted_or_about_to_end() {
        let plain = json!({"id": "a", "name": "a"});
        let with = |field: &str, value: &str| json!({"id": "a", "name": "a", field: value});
        let good = Verdict::default();
        let warned_of = Verdict {
            is_reserved: true,
            ..good
        };
        for (row, verdict, needs, expiring) in [
            (plain.clone(), good, false, false),
            (plain, warned_of, true, false),
            (with("status", "INVALID"), good, true, false),
            (
                with("description", "x [expires 2026-12-20]"),
                good,
                true,
                true,
            ),
            (
                with("description", "x [expires 2026-11-01]"),
                good,
                true,
                true,
            ),
            (
                with("description", "x [expires 2027-06-01]"),
                good,
                false,
                false,
            ),
        ] {
            let list = rows(&[row]);
            for (only, expected) in [(Only::Attention, needs), (Only::Expiring, expiring)] {
                let query = ListQuery {
                    only,
                    ..ListQuery::default()
                };
                let lines = arrange(&list, &[verdict], &RowTexts::default(), &query, NOW);
                assert_eq!(!lines.is_empty(), expected, "{only:?} {list:?}");
            }
        }
    }

    #[test]
    fn only_one_provider_can_be_asked_for() {
        let query = ListQuery {
            provider: "Container registry".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(shown(&query), [0, 1, 3]);
    }

    #[test]
    fn those_with_one_verdict_can_be_asked_for_and_no_others() {
        let host = |mismatch| Verdict {
            host: Some(mismatch),
            ..Verdict::default()
        };
        let login = |validity| Verdict {
            login: Some(validity),
            ..Verdict::default()
        };
        let shadowed = Verdict {
            shadowed_by: Some(0),
            ..Verdict::default()
        };
        let verdicts = [
            Verdict::default(),
            host(Mismatch::Never),
            host(Mismatch::DependsOnWave),
            host(Mismatch::Unusual),
            login(Validity::Never),
            login(Validity::Temporary),
            shadowed,
        ];
        let plain = |id: usize| json!({"id": id.to_string(), "name": "a"});
        let mut list: Vec<_> = (0..verdicts.len()).map(plain).collect();
        for (field, value) in [
            ("status", json!("INVALID")),
            ("deleted", json!(true)),
            ("status", json!("NEW")),
        ] {
            list.push(json!({"id": field, "name": "a", field: value}));
        }
        let list = rows(&list);
        for (only, places) in [
            (Only::NeverMatches, vec![1]),
            (Only::UnusualHost, vec![3]),
            (Only::LoginNeverWorks, vec![4]),
            (Only::ShortLived, vec![5]),
            (Only::Shadowed, vec![6]),
            (Only::Refused, vec![7, 8]),
            (Only::Attention, (1..10).collect()),
        ] {
            let query = ListQuery {
                only,
                ..ListQuery::default()
            };
            let lines = arrange(&list, &verdicts, &RowTexts::default(), &query, NOW);
            let expected: Vec<_> = places.into_iter().map(Line::Row).collect();
            assert_eq!(lines, expected, "{only:?}");
        }
    }
}
