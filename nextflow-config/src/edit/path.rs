//! The path of a setting: parsed from names with dots between them, and written as them.

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
        let mut names = Vec::new();
        let mut rest = path;
        loop {
            let (name, after) = if let Some(quoted) = rest.strip_prefix('\'') {
                quoted.split_once('\'').ok_or(BadPath::Malformed)?
            } else {
                let end = rest.find('.').unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                if !is_plain(name) {
                    return Err(BadPath::Malformed);
                }
                (name, after)
            };
            if name.contains(|c: char| c == '\\' || c.is_control()) {
                return Err(BadPath::Malformed);
            }
            names.push(name.to_owned());
            if after.is_empty() {
                break;
            }
            rest = after.strip_prefix('.').ok_or(BadPath::Malformed)?;
        }
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

/// Names with dots between them.
pub(super) fn joined(names: &[String]) -> String {
    let mut path = String::new();
    for name in names {
        if !path.is_empty() {
            path.push('.');
        }
        push_name(&mut path, name);
    }
    path
}

/// Writes a name, in quotes where it needs them.
pub(super) fn push_name(text: &mut String, name: &str) {
    if is_plain(name) {
        text.push_str(name);
    } else {
        text.push('\'');
        text.push_str(name);
        text.push('\'');
    }
}

/// The names of a path as readings write it.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        let path = rest.take()?;
        let quoted = path.strip_prefix('\'').and_then(|it| it.split_once('\''));
        let (name, after) = quoted.unwrap_or_else(|| match path.find('.') {
            Some(dot) => path.split_at(dot),
            None => (path, ""),
        });
        rest = after.strip_prefix('.');
        Some(name)
    })
}

/// Whether the path is that of the setting or of something below it.
pub(super) fn covers(path: &str, other: &str) -> bool {
    match other.strip_prefix(path) {
        Some(rest) => rest.is_empty() || rest.starts_with('.'),
        None => false,
    }
}

/// Whether a name is written without quotes.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn a_path_covers_what_is_below_it_and_not_its_namesakes() {
        for (path, other, expected) in [
            ("wave.build", "wave.build", true),
            ("wave.build", "wave.build.repository", true),
            ("wave.build", "wave.builder", false),
            ("wave.build", "wave", false),
        ] {
            assert_eq!(covers(path, other), expected, "{path} {other}");
        }
    }
}
