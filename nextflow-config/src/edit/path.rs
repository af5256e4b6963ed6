//! The path of a setting that an edit writes.

use crate::path::{is_plain, joined, parse};

/// The path of a setting that an edit may write: a scope and at least one more name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SettingPath {
    names: Vec<String>,
    /// The path as [`crate::Setting::path`] has it.
    text: String,
}

/// Why a path is none of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadPath {
    /// It is no sequence of names.
    Malformed,
    /// It has no scope, or one that holds no settings.
    NoScope,
}

impl SettingPath {
    /// Reads `wave.enabled`, `process.'withName:A'.cpus`.
    pub(super) fn parse(path: &str) -> Result<Self, BadPath> {
        let names = parse(path).ok_or(BadPath::Malformed)?;
        match names.as_slice() {
            // A list of plugins and a set of profiles are no settings.
            [first, _, ..] if first == "plugins" || first == "profiles" => Err(BadPath::NoScope),
            // No parser takes a quoted name there.
            [first, _, ..] if !is_plain(first) => Err(BadPath::Malformed),
            [_, _, ..] => Ok(Self {
                text: joined(&names),
                names,
            }),
            _ => Err(BadPath::NoScope),
        }
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The outermost scope.
    pub(super) fn scope(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::names;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_path_is_read_and_written_with_its_quotes() {
        for path in ["wave.enabled", "process.'withName:A.B|C'.cpus", "a.b.$c"] {
            let parsed = SettingPath::parse(path).unwrap();
            assert_eq!(parsed.as_str(), path);
            assert!(names(path).eq(parsed.names()), "{path}");
        }
    }

    #[test]
    fn what_no_parser_could_take_is_no_path() {
        for path in [
            "",
            ".",
            "wave.",
            ".wave",
            "a..b",
            "wave.a b",
            "wave.'a",
            "wave.'a'b",
            "'a-b'.c",
            "wave.ena-bled",
            "wave.1",
            "wave.'a\nb'",
            "wave.'a\\'",
        ] {
            assert_eq!(SettingPath::parse(path), Err(BadPath::Malformed), "{path}");
        }
        for path in ["wave", "plugins.id", "profiles.standard.wave"] {
            assert_eq!(SettingPath::parse(path), Err(BadPath::NoScope), "{path}");
        }
    }
}
