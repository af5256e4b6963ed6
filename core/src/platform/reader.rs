//! Answers as they come: read field by field, row by row.
//!
//! Versions of Platform differ in which fields they send, which may be null and of which type
//! they are (API 1.227 declares nearly every property nullable). So nothing but the outermost
//! shape is taken for granted: a field of another type than known is unknown, and a row that
//! cannot be read is counted and leaves the others alone. Start at [`Listed::read`].

use serde_json::{Map, Value};

use crate::timestamp::{Timestamp, Told};

/// The fields of an object in an answer. Each getter gives a value of its type, else none.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The fields of a value that is an object.
    pub fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// What stands in a field; none where it is absent or null.
    pub fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(self, name: &str) -> Option<String> {
        self.get(name)?.as_str().map(str::to_owned)
    }

    /// A text that says something.
    pub fn words(self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// A switch.
    pub fn flag(self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// A whole number.
    pub fn number(self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    /// The texts of a list; what is no text in it is left out.
    pub fn texts(self, name: &str) -> Option<Vec<String>> {
        let all = self.get(name)?.as_array()?;
        let texts = all.iter().filter_map(Value::as_str);
        Some(texts.map(str::to_owned).collect())
    }

    /// The fields of an object inside.
    pub fn inside(self, name: &str) -> Option<Self> {
        Self::of(self.get(name)?)
    }

    /// A time, and else why there is none.
    pub fn time(self, name: &str) -> Told {
        match self.0.get(name) {
            None => Told::Absent,
            Some(Value::Null) => Told::Null,
            Some(value) => {
                let read = value.as_str().and_then(Timestamp::parse);
                read.map_or(Told::Unreadable, Told::At)
            }
        }
    }

    /// All fields as they came.
    pub fn raw(self) -> &'a Map<String, Value> {
        self.0
    }
}

/// The rows of a list, as far as they can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// Those that can be.
    pub rows: Vec<T>,
    /// How many cannot.
    pub unreadable: usize,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            unreadable: 0,
        }
    }
}

impl<T> Listed<T> {
    /// Reads the list in a field of an answer. No list is none at all, as is null; anything else
    /// in its place, or an answer that is no object, is no answer to the question.
    pub fn read(
        answer: &Value,
        field: &str,
        row: impl Fn(Fields<'_>) -> Option<T>,
    ) -> Option<Self> {
        let Some(list) = Fields::of(answer)?.get(field) else {
            return Some(Self::default());
        };
        let mut listed = Self::default();
        for value in list.as_array()? {
            listed.add(Fields::of(value).and_then(&row));
        }
        Some(listed)
    }

    /// Adds the next row of a list that is so long that it is read a little at a time: its text.
    pub fn add_text(&mut self, text: &str, row: impl Fn(Fields<'_>) -> Option<T>) {
        let value: Option<Value> = serde_json::from_str(text).ok();
        self.add(value.as_ref().and_then(Fields::of).and_then(row));
    }

    fn add(&mut self, row: Option<T>) {
        match row {
            Some(read) => self.rows.push(read),
            None => self.unreadable += 1,
        }
    }

    /// That rows are missing, in a sentence; none where there are not.
    pub fn sentence(&self) -> Option<String> {
        match self.unreadable {
            0 => None,
            1 => Some("1 entry could not be read.".to_owned()),
            more => Some(format!("{more} entries could not be read.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn names(answer: &Value) -> Option<Listed<String>> {
        Listed::read(answer, "rows", |row| row.text("name"))
    }

    #[test]
    fn a_row_that_cannot_be_read_is_counted_and_leaves_the_others_alone() {
        for (odd, unreadable) in [
            (json!(null), 1),
            (json!(7), 1),
            (json!([]), 1),
            (json!({}), 1),
            (json!({"name": 7}), 1),
            (json!({"name": "b", "other": {"deep": [null]}}), 0),
        ] {
            let answer = json!({"rows": [{"name": "a"}, odd, {"name": "c"}]});
            let listed = names(&answer).unwrap();
            assert_eq!(listed.unreadable, unreadable, "{answer}");
            let (first, last) = (listed.rows.first(), listed.rows.last());
            assert_eq!(first.map(String::as_str), Some("a"));
            assert_eq!(last.map(String::as_str), Some("c"));
        }
    }

    #[test]
    fn no_list_is_empty_and_something_else_is_no_answer() {
        for answer in [json!({}), json!({"rows": null}), json!({"rows": []})] {
            assert_eq!(names(&answer), Some(Listed::default()), "{answer}");
        }
        for answer in [
            json!(null),
            json!([]),
            json!("<html>"),
            json!({"rows": {}}),
            json!({"rows": "none"}),
        ] {
            assert_eq!(names(&answer), None, "{answer}");
        }
    }

    #[test]
    fn rows_that_are_read_one_by_one_are_those_of_the_list() {
        let rows = json!([{"name": "a"}, null, {"name": 7}, [], {"name": "\"]}"}]);
        let mut listed = Listed::default();
        for row in rows.as_array().unwrap() {
            listed.add_text(&row.to_string(), |row| row.text("name"));
        }
        assert_eq!(Some(&listed), names(&json!({ "rows": rows })).as_ref());
        let unreadable = listed.unreadable;
        for cut in ["", "{", r#"{"name": "a"} x"#, r#"{"name": "\ud800"}"#] {
            listed.add_text(cut, |row| row.text("name"));
        }
        assert_eq!((listed.rows.len(), listed.unreadable), (2, unreadable + 4));
    }

    #[test]
    fn missing_rows_are_said_and_whole_lists_say_nothing() {
        for (unreadable, said) in [
            (0, None),
            (1, Some("1 entry could not be read.")),
            (3, Some("3 entries could not be read.")),
        ] {
            let rows = Vec::<String>::new();
            let listed = Listed { rows, unreadable };
            assert_eq!(listed.sentence().as_deref(), said);
        }
    }

    #[test]
    fn a_time_that_is_absent_null_or_unreadable_is_three_things() {
        let row = json!({"null": null, "odd": "soon", "number": 17, "at": "2021-09-06T08:53:51Z"});
        let fields = Fields::of(&row).unwrap();
        assert_eq!(fields.time("absent"), Told::Absent);
        assert_eq!(fields.time("null"), Told::Null);
        assert_eq!(fields.time("odd"), Told::Unreadable);
        assert_eq!(fields.time("number"), Told::Unreadable);
        assert!(matches!(fields.time("at"), Told::At(_)));
    }

    proptest! {
        #[test]
        fn a_getter_gives_its_type_or_nothing(text in any::<String>(), number in any::<f64>()) {
            for value in [json!(text), json!(number), json!([text]), json!({ "a": text }), json!(null)] {
                let row = json!({ "x": value });
                let fields = Fields::of(&row).unwrap();
                prop_assert_eq!(fields.text("x").is_some(), value.is_string());
                prop_assert_eq!(fields.flag("x").is_some(), value.is_boolean());
                prop_assert_eq!(fields.number("x").is_some(), value.is_i64());
                prop_assert_eq!(fields.inside("x").is_some(), value.is_object());
                prop_assert_eq!(fields.texts("x").is_some(), value.is_array());
            }
        }
    }
}
