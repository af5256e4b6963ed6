//! Methods of texts and maps, as far as they are known.

use super::{Held, MAX_TEXT, Machine};

impl<'t> Machine<'t> {
    /// A method of a text, if it is one that is known.
    pub(super) fn text_method(&self, text: &str, name: &str, values: &[Held<'t>]) -> Held<'t> {
        if !self.allows(1 + text.len() / 16) {
            return Held::Unknown;
        }
        match (name, values) {
            ("toLowerCase", []) => self.text(text.to_lowercase()),
            ("toUpperCase", []) => self.text(text.to_uppercase()),
            ("trim", []) => self.text(text.trim()),
            ("toString", []) => self.text(text),
            ("size" | "length", []) => {
                i64::try_from(text.encode_utf16().count()).map_or(Held::Unknown, Held::Int)
            }
            ("isEmpty", []) => Held::Bool(text.is_empty()),
            ("toBoolean", []) => Held::Bool(matches!(
                text.trim().to_lowercase().as_str(),
                "true" | "y" | "1"
            )),
            ("toInteger" | "toLong", []) => text.trim().parse().map_or(Held::Unknown, Held::Int),
            ("startsWith", [Held::Text(part)]) => Held::Bool(text.starts_with(&**part)),
            ("endsWith", [Held::Text(part)]) => Held::Bool(text.ends_with(&**part)),
            ("contains", [Held::Text(part)]) => Held::Bool(text.contains(&**part)),
            ("equals", [Held::Text(other)]) => Held::Bool(*text == **other),
            ("replace", [Held::Text(from), Held::Text(to)]) => {
                let count = text.matches(&**from).count();
                if text.len().saturating_add(count.saturating_mul(to.len())) < MAX_TEXT {
                    self.text(text.replace(&**from, to))
                } else {
                    Held::Unknown
                }
            }
            // What the separator means as a pattern is the same here.
            ("split", [Held::Text(separator)]) if is_plain_separator(separator) => {
                let mut parts: Vec<&str> = text.split(&**separator).collect();
                while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
                    parts.pop();
                }
                let parts = parts.into_iter();
                self.list_of(parts.map(|part| Held::Text(part.into())).collect())
            }
            ("tokenize", [Held::Text(separators)]) => {
                let parts = text
                    .split(|c| separators.contains(c))
                    .filter(|part| !part.is_empty());
                self.list_of(parts.map(|part| Held::Text(part.into())).collect())
            }
            _ => Held::Unknown,
        }
    }
}

fn is_plain_separator(separator: &str) -> bool {
    matches!(separator.as_bytes(), [byte] if !b".$|()[{^?*+\\".contains(byte))
}

/// Methods that every map has in Groovy, so that calling them on a scope is no mistake; a
/// scope that grows has some more, and some less.
pub(super) fn is_map_method(name: &str, grows: bool) -> bool {
    let own = if grows { SCOPE_METHODS } else { MAP_METHODS };
    COMMON_METHODS
        .split_ascii_whitespace()
        .chain(own.split_ascii_whitespace())
        .any(|known| known == name)
}

const COMMON_METHODS: &str = "any asBoolean asImmutable asSynchronized asType asUnmodifiable clear \
     clone collect collectEntries collectMany containsKey containsValue count countBy drop \
     dropWhile dump each eachWithIndex entrySet equals every find findAll findIndexOf \
     findIndexValues findLastIndexOf findResult findResults get getAt getClass getMetaClass \
     getProperties grep groupBy groupEntriesBy hasProperty hashCode identity inject inspect \
     intersect invokeMethod is isCase isEmpty isNotCase iterator keySet leftShift max merge \
     metaClass min minus notify notifyAll plus print printf println put putAll putAt remove \
     removeAll respondsTo retainAll reverseEach setMetaClass size sleep sort split spread sprintf \
     stream subMap take takeWhile tap toMapString toSorted toSpreadMap toString use values wait \
     with withDefault withTraits";
const MAP_METHODS: &str =
    "compute computeIfAbsent computeIfPresent forEach getOrDefault putIfAbsent replace replaceAll";
const SCOPE_METHODS: &str =
    "flatten getConfigFile getProperty isSet prettyPrint setConfigFile toProperties writeTo";

/// The few methods that `null` has in Groovy.
pub(super) fn is_null_method(name: &str) -> bool {
    matches!(
        name,
        "asBoolean"
            | "asType"
            | "equals"
            | "getClass"
            | "is"
            | "iterator"
            | "plus"
            | "tap"
            | "toString"
            | "with"
    )
}
