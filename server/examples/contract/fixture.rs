//! The shapes of recorded answers that cases name: `server/tests/facts/data/fixtures.json`.

use serde_json::Value;

const FILE: &str = include_str!("../../tests/facts/data/fixtures.json");

/// What a recorded answer looks like: its fields, each with the kind of its value.
pub(crate) fn shape(name: &str) -> Option<Value> {
    let file: Value = serde_json::from_str(FILE).ok()?;
    file["files"].get(name).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_answers_have_shapes() {
        let shape = shape("runcmd/credentials_list.json").unwrap();
        assert_eq!(shape["credentials"]["each"]["provider"], "<string>");
        assert_eq!(super::shape("runcmd/none.json"), None);
    }
}
