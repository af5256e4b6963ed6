//! Images in JSON.

use serde_json::Value;

use super::{Collected, stated};

/// Takes every `container` field, and the texts of a list. Answers whether the text was JSON
/// with at least one image.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with(['{', '[']) {
        return false;
    }
    let Ok(json) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    if let Value::Array(items) = &json {
        add_all(items.iter().filter_map(Value::as_str), images);
    }
    walk(&json, images);
    !images.in_order.is_empty()
}

fn walk(json: &Value, images: &mut Collected) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| walk(item, images)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("container", Value::String(text)) => {
                        add_all(std::iter::once(text.as_str()), images);
                    }
                    _ => walk(value, images),
                }
            }
        }
        _ => {}
    }
}

fn add_all<'t>(texts: impl Iterator<Item = &'t str>, images: &mut Collected) {
    for image in texts.filter_map(stated) {
        images.add(image);
    }
}
