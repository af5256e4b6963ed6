//! Texts from documentations that were meant to be replaced.
//!
//! This module may not guess: a poor password is still a password. Start at
//! [`is_placeholder`].

/// Stands for the password in Seqera's guide for Azure, and for the user name as well. As a
/// user name it is the name of a token, which anybody who follows the guide may have chosen.
const TOKEN_NAME: &str = "my-registry-token";

/// Examples that stand for a secret or a user name in the documentation of Seqera, Docker
/// and others, as they are printed there.
const KNOWN: [&str; 15] = [
    "PasswordFromQuayAdminPanel",
    "1fcd02dc-...215bc3f3",
    "API_KEY",
    "API_TOKEN",
    "ACCESS_TOKEN",
    "SECRET_KEY",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "TOKEN",
    "GITHUB_TOKEN",
    "CR_PAT",
    "USERNAME",
    "USER_NAME",
    "gitlab_user1",
];

/// How many equal characters make a mask, as in `xxxxx`.
const MASK: usize = 4;

/// Whether a text stands in a documentation in place of a secret, or has the form of such
/// texts.
pub(super) fn is_placeholder(text: &str) -> bool {
    text == TOKEN_NAME || is_printed(text) || is_row_of(text, &['x', 'X'])
}

/// Whether a text has the form of something that stands in place of a secret, although a
/// secret could have it too.
pub(super) fn is_likely_placeholder(text: &str) -> bool {
    is_variable(text) || is_row_of(text, &['*', '•', '●', '.'])
}

/// Whether a text stands in place of a user name, as far as its form tells: a row of equal
/// letters can be one.
pub(super) fn is_user_placeholder(text: &str) -> bool {
    is_printed(text) || is_variable(text)
}

fn is_printed(text: &str) -> bool {
    KNOWN.contains(&text) || is_addressed_to_the_reader(text) || is_in_brackets(text)
}

/// `YOUR_TOKEN`, `your-password`, `<your token>` without the brackets.
fn is_addressed_to_the_reader(text: &str) -> bool {
    text.get(..5).is_some_and(|start| {
        start.eq_ignore_ascii_case("your_") || start.eq_ignore_ascii_case("your-")
    }) && text
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || b == b'_' || b == b'-')
}

/// `<token>`, but not the one-character `<>` and not markup.
fn is_in_brackets(text: &str) -> bool {
    text.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|inside| !inside.is_empty() && !inside.contains(['<', '>']))
}

/// `xxxxx`, `*****`, or the dots that a browser shows.
fn is_row_of(text: &str, marks: &[char]) -> bool {
    text.starts_with(marks)
        && text.chars().zip(text.chars().skip(1)).all(|(a, b)| a == b)
        && text.chars().count() >= MASK
}

/// The name of a variable that no shell has filled in: `$TOKEN`, `${TOKEN}`, `%TOKEN%`.
fn is_variable(text: &str) -> bool {
    let name = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .or_else(|| text.strip_prefix('%')?.strip_suffix('%'))
        .or_else(|| text.strip_prefix('$'));
    name.is_some_and(|name| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn texts_from_documentations_are_recognised() {
        for text in [
            "PasswordFromQuayAdminPanel",
            "1fcd02dc-...215bc3f3",
            "<token>",
            "<your access token>",
            "API_KEY",
            "YOUR_API_TOKEN",
            "your-password",
            "xxxxx",
            "XXXXXXXX",
            "my-registry-token",
        ] {
            assert!(is_placeholder(text), "{text}");
            assert!(!is_likely_placeholder(text), "{text}");
        }
    }

    #[test]
    fn variables_and_masks_are_only_likely_to_be_placeholders() {
        for text in [
            "••••••••",
            "****",
            "....",
            "$DOCKER_PASSWORD",
            "${TOKEN}",
            "%TOKEN%",
        ] {
            assert!(is_likely_placeholder(text), "{text}");
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_name_that_a_guide_proposes_for_a_token_is_a_user_name() {
        assert!(!is_user_placeholder("my-registry-token"));
        assert!(!is_user_placeholder("xxxx"));
        for text in ["gitlab_user1", "<user>", "YOUR_USER", "$DOCKER_USER"] {
            assert!(is_user_placeholder(text), "{text}");
        }
    }

    #[test]
    fn odd_passwords_are_left_alone() {
        for text in [
            "",
            "x",
            "xxx",
            "password",
            "api_key",
            "your",
            "Your_1",
            "<>",
            "a<b>c",
            "<a><b>",
            "$oauthtoken",
            "$a",
            "$",
            "%%",
            "$Abc123",
            "xxxxy",
        ] {
            assert!(!is_placeholder(text), "{text}");
            assert!(!is_likely_placeholder(text), "{text}");
        }
    }
}
