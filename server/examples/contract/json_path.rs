//! Paths into an answer: `$.credentials[0].keys`, `$.tokens[*].id`. Start at [`Path`].

use serde_json::Value;

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    Index(usize),
    Each,
}

/// A path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    /// Reads `$`, names behind dots, and numbers or `*` in brackets.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('$')?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                steps.push(match name {
                    "" => return None,
                    "*" => Step::Each,
                    name => Step::Field(name.to_owned()),
                });
                rest = after;
            } else {
                let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
                let name = inside.trim_matches(['\'', '"']);
                steps.push(match inside {
                    "*" => Step::Each,
                    quoted if quoted != name => Step::Field(name.to_owned()),
                    number => Step::Index(number.parse().ok()?),
                });
                rest = after;
            }
        }
        Some(Self(steps))
    }

    /// Whether it leads to several values.
    pub(crate) fn is_of_many(&self) -> bool {
        self.0.contains(&Step::Each)
    }

    /// What it leads to: `None` for a value that is not there.
    pub(crate) fn find<'a>(&self, of: &'a Value) -> Vec<Option<&'a Value>> {
        let mut found = vec![Some(of)];
        for step in &self.0 {
            found = found
                .into_iter()
                .flat_map(|value| match (step, value) {
                    (Step::Each, Some(Value::Array(rows))) => rows.iter().map(Some).collect(),
                    (Step::Each, Some(Value::Object(fields))) => {
                        fields.values().map(Some).collect()
                    }
                    (Step::Each, _) => Vec::new(),
                    (Step::Field(name), value) => vec![value.and_then(|it| it.get(name))],
                    (Step::Index(at), value) => vec![value.and_then(|it| it.get(at))],
                })
                .collect();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_to_what_is_there_and_says_what_is_not() {
        let answer = json!({"a": [{"b": 1}, {"c": 2}], "d": {"e.f": null}});
        for (path, found) in [
            ("$", vec![Some(&answer)]),
            ("$.a[0].b", vec![Some(&answer["a"][0]["b"])]),
            ("$.a[*].b", vec![Some(&answer["a"][0]["b"]), None]),
            ("$.a[7]", vec![None]),
            ("$.d['e.f']", vec![Some(&Value::Null)]),
            ("$.x[*].y", vec![]),
        ] {
            assert_eq!(Path::parse(path).unwrap().find(&answer), found, "{path}");
        }
        assert!(Path::parse("$.a[*]").unwrap().is_of_many());
        for text in ["a", "$.", "$a", "$.a[x]", "$.a[0"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
