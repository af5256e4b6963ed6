//! Methods of texts and maps, as far as they are known.

use super::Held;

pub(super) fn text_method<'t>(text: &str, name: &str, values: &[Held<'_>]) -> Held<'t> {
    match (name, values) {
        ("toLowerCase", []) => Held::Text(text.to_lowercase()),
        ("toUpperCase", []) => Held::Text(text.to_uppercase()),
        ("trim", []) => Held::Text(text.trim().to_owned()),
        ("toString", []) => Held::Text(text.to_owned()),
        ("size" | "length", []) => {
            i64::try_from(text.encode_utf16().count()).map_or(Held::Unknown, Held::Int)
        }
        ("isEmpty", []) => Held::Bool(text.is_empty()),
        ("toBoolean", []) => Held::Bool(matches!(
            text.trim().to_lowercase().as_str(),
            "true" | "y" | "1"
        )),
        ("toInteger" | "toLong", []) => text.trim().parse().map_or(Held::Unknown, Held::Int),
        ("startsWith", [Held::Text(part)]) => Held::Bool(text.starts_with(part.as_str())),
        ("endsWith", [Held::Text(part)]) => Held::Bool(text.ends_with(part.as_str())),
        ("contains", [Held::Text(part)]) => Held::Bool(text.contains(part.as_str())),
        ("equals", [Held::Text(other)]) => Held::Bool(text == other),
        ("replace", [Held::Text(from), Held::Text(to)]) => {
            Held::Text(text.replace(from.as_str(), to))
        }
        ("tokenize", [Held::Text(separators)]) => {
            let parts = text
                .split(|c| separators.contains(c))
                .filter(|part| !part.is_empty());
            Held::List(parts.map(|part| Held::Text(part.to_owned())).collect())
        }
        _ => Held::Unknown,
    }
}

/// Methods that every map has in Groovy, so that calling them on a scope is no mistake.
pub(super) fn is_map_method(name: &str) -> bool {
    matches!(
        name,
        "each"
            | "eachWithIndex"
            | "collect"
            | "collectEntries"
            | "find"
            | "findAll"
            | "any"
            | "every"
            | "merge"
            | "putAll"
            | "get"
            | "put"
            | "containsKey"
            | "remove"
            | "size"
            | "isEmpty"
            | "keySet"
            | "values"
            | "entrySet"
            | "flatten"
            | "toString"
            | "clone"
            | "getOrDefault"
            | "computeIfAbsent"
            | "sort"
            | "subMap"
            | "inject"
            | "groupBy"
            | "plus"
            | "minus"
            | "max"
            | "min"
            | "sum"
            | "count"
            | "is"
            | "getClass"
            | "hasProperty"
            | "getProperty"
            | "setProperty"
            | "equals"
            | "hashCode"
            | "containsValue"
            | "toProperties"
            | "isSet"
            | "clear"
            | "asBoolean"
            | "join"
            | "toInteger"
            | "leftShift"
            | "iterator"
            | "putIfAbsent"
    )
}
