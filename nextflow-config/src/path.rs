//! Paths of settings: names with dots between them, in single quotes where they are no plain
//! names. Readings write each in one way; people may put more into quotes.

use std::borrow::Cow;

/// The names of a path that somebody wrote; `None` where it is none.
pub(crate) fn parse(path: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = path;
    loop {
        let (name, after) = if let Some(quoted) = rest.strip_prefix('\'') {
            quoted.split_once('\'')?
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            if !is_plain(name) {
                return None;
            }
            (name, after)
        };
        if name.contains(|c: char| c == '\\' || c.is_control()) {
            return None;
        }
        names.push(name.to_owned());
        if after.is_empty() {
            return Some(names);
        }
        rest = after.strip_prefix('.')?;
    }
}

/// A path as readings write it: only the names that need quotes have them. What is no path
/// stays as it is.
pub(crate) fn normalized(path: &str) -> Cow<'_, str> {
    let names = if path.contains('\'') {
        parse(path)
    } else {
        None
    };
    names.map_or(Cow::Borrowed(path), |names| Cow::Owned(joined(&names)))
}

/// Whether a path is that of a setting or scope, or of something in it.
pub(crate) fn is_at_or_below(path: &str, scope: &str) -> bool {
    path.strip_prefix(scope)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Names with dots between them.
pub(crate) fn joined(names: &[String]) -> String {
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
pub(crate) fn push_name(text: &mut String, name: &str) {
    if is_plain(name) {
        text.push_str(name);
    } else {
        text.push('\'');
        text.push_str(name);
        text.push('\'');
    }
}

/// The names of a path as readings write it.
pub(crate) fn names(path: &str) -> impl Iterator<Item = &str> {
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

/// Whether a name is written without quotes.
pub(crate) fn is_plain(name: &str) -> bool {
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
    fn a_setting_and_what_is_in_it_are_below_a_path_and_its_namesakes_are_not() {
        for (path, scope, expected) in [
            ("wave.build", "wave.build", true),
            ("wave.build.repository", "wave.build", true),
            ("wave.builder", "wave.build", false),
            ("wave", "wave.build", false),
        ] {
            assert_eq!(is_at_or_below(path, scope), expected, "{path} {scope}");
        }
    }

    #[test]
    fn quotes_are_kept_only_where_a_name_needs_them() {
        for (written, expected) in [
            ("wave.enabled", "wave.enabled"),
            ("wave.'enabled'", "wave.enabled"),
            ("'wave'.'enabled'", "wave.enabled"),
            (
                "process.'withName:A.B'.'cpus'",
                "process.'withName:A.B'.cpus",
            ),
            ("wave.'1'", "wave.'1'"),
            ("wave.'enabled", "wave.'enabled"),
            ("wave.'a\\b'", "wave.'a\\b'"),
            ("''", "''"),
            ("", ""),
        ] {
            assert_eq!(normalized(written), expected);
        }
    }
}
