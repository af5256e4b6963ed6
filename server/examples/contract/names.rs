//! What a case calls something, and what it is here. A case was recorded on another Platform, so
//! its ids are names: of records that are made for it, or of what an answer tells. Start at
//! [`Names`].

use std::collections::BTreeMap;

use serde_json::Value;

use crate::case::plain;

/// Names with what they stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Of placeholders, `<id>` or `{id}`, without their brackets.
    placeholders: BTreeMap<String, String>,
    /// Of recorded ids.
    recorded: BTreeMap<String, String>,
}

impl Names {
    /// Lets a placeholder or a recorded id stand for an id.
    pub(crate) fn bind(&mut self, name: &str, id: &str) {
        match placeholder(name) {
            Some(inside) => self.call(inside, id),
            None => drop(self.recorded.insert(name.to_owned(), id.to_owned())),
        }
    }

    /// Lets a placeholder of that name stand for something.
    pub(crate) fn call(&mut self, name: &str, value: &str) {
        self.placeholders.insert(name.to_owned(), value.to_owned());
    }

    /// What a placeholder stands for.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.placeholders.get(name).map(String::as_str)
    }

    /// A text with what its placeholders stand for.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.placeholders {
            for written in [format!("<{name}>"), format!("{{{name}}}")] {
                text = text.replace(&written, value);
            }
        }
        text
    }

    /// What an id stands for: a recorded one, or one with placeholders.
    pub(crate) fn id(&self, text: &str) -> String {
        match self.recorded.get(text) {
            Some(id) => id.clone(),
            None => self.fill(text),
        }
    }

    /// Lets `{id}` behind a segment of a path stand for an id, if nothing does so far.
    pub(crate) fn call_behind(&mut self, segment: &str, id: &str) {
        let name = format!("{segment}/id");
        self.placeholders
            .entry(name)
            .or_insert_with(|| id.to_owned());
    }

    /// A path, each segment of which may be an id. `{id}` is the one of a record of the segment
    /// before it.
    pub(crate) fn path(&self, path: &str) -> String {
        let mut before = "";
        let mut filled = Vec::new();
        for segment in path.split('/') {
            let is_id = placeholder(segment) == Some("id");
            let own = self.placeholders.get(&format!("{before}/id"));
            filled.push(match own.filter(|_| is_id) {
                Some(id) => id.clone(),
                None => self.id(segment),
            });
            before = segment;
        }
        filled.join("/")
    }

    /// A JSON value with the ids of here. `field` is the field that it is in.
    pub(crate) fn json(&self, field: &str, value: &Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| (name.clone(), self.json(name, value)))
                .collect(),
            Value::Array(rows) => rows.iter().map(|row| self.json(field, row)).collect(),
            Value::String(text) if is_id_field(field) => self.id(text).into(),
            Value::String(text) => self.fill(text).into(),
            Value::Number(_) if is_id_field(field) => match self.recorded.get(&value.to_string()) {
                Some(id) => serde_json::from_str(id).unwrap_or_else(|_| id.clone().into()),
                None => value.clone(),
            },
            other => other.clone(),
        }
    }

    /// Whether an answered id is the one that is recorded: the same wherever it is recorded, and no
    /// other's. The first that is met tells which one it is here.
    pub(crate) fn is_same(&mut self, recorded: &Value, answered: &Value) -> bool {
        let (recorded_text, answered_text) = (plain(recorded), plain(answered));
        if let Some(known) = self.recorded.get(&recorded_text) {
            return *known == answered_text;
        }
        let is_of_type = recorded.is_string() == answered.is_string() && !answered.is_null();
        let is_free = !self.recorded.values().any(|id| *id == answered_text);
        if is_of_type && is_free {
            self.recorded.insert(recorded_text, answered_text);
        }
        is_of_type && is_free
    }
}

/// Whether a field of that name has the id of a record.
pub(crate) fn is_id_field(name: &str) -> bool {
    name == "id" || name.ends_with("Id")
}

/// The name of a whole placeholder: `<id>` or `{id}`.
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    inside('<', '>').or_else(|| inside('{', '}'))
}

/// A placeholder in a text that nothing was found for.
pub(crate) fn unfilled(text: &str) -> Option<&str> {
    [('<', '>'), ('{', '}')]
        .into_iter()
        .find_map(|(open, close)| {
            let begin = text.find(open)?;
            let end = begin + text[begin..].find(close)?;
            let inside = &text[begin + 1..end];
            let is_word = !inside.is_empty() && !inside.contains([open, '"', ':', '\n']);
            is_word.then(|| &text[begin..=end])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn recorded_ids_become_those_of_here_in_paths_and_fields_of_ids_alone() {
        let mut names = Names::default();
        names.bind("42", "7");
        names.bind("<id>", "abc");
        names.call_behind("orgs", "5");
        names.call_behind("orgs", "6");
        assert_eq!(names.path("/tokens/42/{id}/<id>/x"), "/tokens/7/abc/abc/x");
        assert_eq!(names.path("/orgs/{id}/x"), "/orgs/5/x");
        let body = json!({"id": "<id>", "tokenId": 42, "cpus": 42, "name": "42 {id}"});
        let filled = json!({"id": "abc", "tokenId": 7, "cpus": 42, "name": "42 abc"});
        assert_eq!(names.json("", &body), filled);
    }

    #[test]
    fn a_recorded_id_is_one_and_the_same_record_throughout() {
        let mut names = Names::default();
        assert!(names.is_same(&json!(1), &json!(10)));
        assert!(names.is_same(&json!(1), &json!(10)));
        assert!(!names.is_same(&json!(1), &json!(11)));
        assert!(!names.is_same(&json!(2), &json!(10)), "it is another's");
        assert!(!names.is_same(&json!("x"), &json!(12)));
        assert!(!names.is_same(&json!("x"), &json!(null)));
    }

    #[test]
    fn a_placeholder_without_meaning_is_found() {
        assert_eq!(unfilled("/credentials/<p>/keys"), Some("<p>"));
        assert_eq!(unfilled("/tokens/{tid}"), Some("{tid}"));
        for text in ["/a", "a < b", "{\"a\": 1}", "<>"] {
            assert_eq!(unfilled(text), None, "{text}");
        }
    }
}
