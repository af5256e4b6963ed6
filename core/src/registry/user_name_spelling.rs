//! User names as a shell, a Compose file, YAML or a URL writes them: `robot\$name`,
//! `robot$$name`, `'robot$name'`, `robot%24name`.
//!
//! A registry gets a name as it is stored, so what only belongs to the language around it has to
//! come off. This module may not take anything off by itself. Start at [`plain`].

use crate::finding::clean;

/// What a URL has in place of the marks that registries' user names have.
const ENCODED: [(&str, &str); 7] = [
    ("&#36;", "$"),
    ("%24", "$"),
    ("%2B", "+"),
    ("%2b", "+"),
    ("%40", "@"),
    ("%7C", "|"),
    ("%2F", "/"),
];

/// The name without what was put around its marks; `None` when there is nothing of that.
pub fn plain(name: &str) -> Option<String> {
    let mut plain = name.trim().to_owned();
    // What was put around it twice comes off at once.
    while let Some(inner) = unwrapped(&plain) {
        plain = inner;
    }
    (plain != name.trim()).then_some(plain)
}

fn unwrapped(name: &str) -> Option<String> {
    let bare = clean::unquoted(name).unwrap_or(name).trim();
    let mut plain = bare.to_owned();
    while let Some(at) = before_a_dollar(&plain) {
        plain.remove(at);
    }
    for (from, to) in ENCODED {
        plain = plain.replace(from, to);
    }
    (plain != name && !plain.is_empty()).then_some(plain)
}

/// Where a backslash or another dollar sign stands before one, and a name behind it.
fn before_a_dollar(text: &str) -> Option<usize> {
    let pairs = [r"\$", "$$"]
        .into_iter()
        .flat_map(|pair| text.match_indices(pair));
    pairs.map(|(at, _)| at).find(|at| {
        let rest = text.get(at + 2..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_a_language_puts_around_a_name_comes_off() {
        for (written, name) in [
            ("robot$$acme+ci", "robot$acme+ci"),
            ("robot\\$acme+ci", "robot$acme+ci"),
            ("robot\\\\$acme", "robot$acme"),
            ("'robot$acme+ci'", "robot$acme+ci"),
            ("\"robot$acme+ci\"", "robot$acme+ci"),
            ("“acme+ci”", "acme+ci"),
            ("'robot\\$acme'", "robot$acme"),
            ("$$oauthtoken", "$oauthtoken"),
            ("\\$oauthtoken", "$oauthtoken"),
            ("robot%24acme%2Bci", "robot$acme+ci"),
            ("1234567%7Cpull", "1234567|pull"),
        ] {
            assert_eq!(plain(written).as_deref(), Some(name), "{written}");
        }
    }

    #[test]
    fn a_plain_name_stays() {
        for name in [
            "robot$acme+ci",
            "$oauthtoken",
            "acme+ci",
            "DOMAIN\\user",
            "1234567|pull",
            "user@acme.example",
            "o'brien",
            "cash$$",
            "100%",
            "",
        ] {
            assert_eq!(plain(name), None, "{name}");
        }
    }
}
