//! Scalars of YAML.
//!
//! Start at [`scalar`].

use super::visible::{hex, is_visible};

/// A value as a quoted scalar on one line, which is a text to every version of YAML: without
/// quotes, `no` would be a boolean and `1e3` a number to some.
pub fn scalar(value: &str) -> String {
    if value.chars().all(is_visible) {
        return format!("'{}'", value.replace('\'', "''"));
    }
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if is_visible(c) => text.push(c),
            c => {
                text.push_str("\\u");
                text.push_str(&hex(c));
            }
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
#[path = "yaml_tests.rs"]
mod tests;
