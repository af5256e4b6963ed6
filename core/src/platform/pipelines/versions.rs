//! Versions of a pipeline, on installations that keep them.
//!
//! An update of a version may be made in place, or as a draft: another version without a name
//! that launches do not take until it is published. Platform's pages and tower-cli (`UpdateCmd` and
//! `VersionNameHelper`, March 2026) then give it the next name and make it the default.
//! Start at [`Updated::of`].

use serde_json::{Value, json};

use super::PipelineEntry;

/// How many names are tried.
const NAMES: u64 = 10;

/// Which version an update went into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Updated {
    /// The one that launches take.
    Default,
    /// One that they do not take, by its id.
    Draft(Option<String>),
    /// Another one, and whether launches take it is not told.
    Other,
}

impl Updated {
    /// Reads it from the pipeline in the answer to an update; `asked` is the version that was to
    /// be updated, where it was named.
    pub fn of(answer: &PipelineEntry, asked: Option<&str>) -> Self {
        let Some(version) = &answer.version else {
            return Self::Default;
        };
        let id = version.id.as_deref();
        match version.is_default {
            Some(true) => Self::Default,
            Some(false) => Self::Draft(version.id.clone()),
            None if id.is_none() || id == asked => Self::Default,
            None if asked.is_some() && version.name.is_none() => Self::Draft(version.id.clone()),
            None => Self::Other,
        }
    }
}

/// What a draft may be called, the first choice first: the name of the version before with the
/// next number.
pub fn next_names(before: &str) -> impl Iterator<Item = String> {
    let stem = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = before[stem.len()..].parse().ok();
    let (stem, first) = match (stem.strip_suffix('-'), number) {
        (Some(stem), Some(number)) => (stem, u64::saturating_add(number, 1)),
        _ => (before, 1),
    };
    let stem = stem.to_owned();
    (first..first.saturating_add(NAMES)).map(move |number| format!("{stem}-{number}"))
}

/// The body of `PUT /pipelines/{id}/versions/{version}/manage` that publishes a draft.
pub fn publish(name: Option<&str>) -> Value {
    let mut body = json!({ "isDefault": true });
    if let Some(name) = name {
        body["name"] = name.into();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::reader::Fields;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_an_update_went_into_is_told_as_far_as_the_answer_tells_it() {
        let draft = |id: &str| Updated::Draft(Some(id.to_owned()));
        for (version, asked, expected) in [
            (json!(null), None, Updated::Default),
            (json!(null), Some("a"), Updated::Default),
            (json!({}), Some("a"), Updated::Default),
            (
                json!({"id": "a", "isDefault": true}),
                Some("a"),
                Updated::Default,
            ),
            (
                json!({"id": "b", "name": "rna-2", "isDefault": true}),
                Some("a"),
                Updated::Default,
            ),
            (
                json!({"id": "b", "name": null, "isDefault": false}),
                Some("a"),
                draft("b"),
            ),
            (
                json!({"id": "b", "name": "rna-2", "isDefault": false}),
                None,
                draft("b"),
            ),
            (json!({"isDefault": false}), None, Updated::Draft(None)),
            // API 1.227 may leave out each of them.
            (
                json!({"id": "a", "isDefault": null}),
                Some("a"),
                Updated::Default,
            ),
            (json!({"id": "b", "isDefault": null}), Some("a"), draft("b")),
            (
                json!({"id": "b", "name": "rna-2"}),
                Some("a"),
                Updated::Other,
            ),
            (json!({"id": "b"}), None, Updated::Other),
        ] {
            let answer = json!({"pipelineId": 1, "version": version});
            let entry = PipelineEntry::read(Fields::of(&answer).unwrap()).unwrap();
            assert_eq!(Updated::of(&entry, asked), expected, "{version} {asked:?}");
        }
    }

    #[test]
    fn a_draft_is_called_by_the_next_number() {
        for (before, first) in [
            ("rna-3", "rna-4"),
            ("rna", "rna-1"),
            ("rna3", "rna3-1"),
            ("rna-9-99", "rna-9-100"),
            ("rna-", "rna--1"),
            ("7", "7-1"),
            (
                "rna-99999999999999999999999",
                "rna-99999999999999999999999-1",
            ),
        ] {
            let names: Vec<_> = next_names(before).collect();
            assert_eq!(names[0], first);
            assert_eq!(names.len(), 10, "{before}");
        }
        let last = format!("rna-{}", u64::MAX);
        assert!(
            next_names(&last)
                .next()
                .is_none_or(|name| name.starts_with("rna-"))
        );
    }

    #[test]
    fn a_version_with_a_name_keeps_it_when_it_is_published() {
        assert_eq!(publish(None), json!({"isDefault": true}));
        assert_eq!(
            publish(Some("a-2")),
            json!({"isDefault": true, "name": "a-2"})
        );
    }
}
