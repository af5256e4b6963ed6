//! Strings and names of HCL, the language of Terraform.
//!
//! Start at [`string`].

use super::visible::{hex, is_visible};
use crate::credentials::CredentialsName;

/// A value as a quoted string, in which nothing is a template.
pub fn string(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            // Doubled, the introducer of a template is only a text.
            '$' | '%' if rest.peek() == Some(&'{') => text.extend([c, c]),
            // Readers disagree on three in a row before a brace, so none of them is bare.
            '$' | '%' if rest.peek() == Some(&c) => {
                text.push_str("\\u");
                text.push_str(&hex(c));
            }
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

/// A name that a block can have, made from any text: ASCII letters, digits and underscores,
/// never empty and never a digit first.
pub fn identifier(text: &str) -> String {
    let name = CredentialsName::suggest(text, |_| false).replace('-', "_");
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("registry_{name}")
    } else {
        name
    }
}

#[cfg(test)]
#[path = "hcl_tests.rs"]
mod tests;
