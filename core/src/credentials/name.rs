//! The name of a credential.
//!
//! Platform's documents allow letters, digits, dashes and underscores; on the length they
//! disagree (1 to 100 in the API's description, 2 to 99 in Terraform's provider). So 1 to
//! 100 is accepted, and a length that only one of them allows is a warning. Start at
//! [`CredentialsName::findings`].

use serde::{Deserialize, Serialize};

use crate::finding::text::{describe_char, join_and};
use crate::finding::value::{REQUIRED, TOO_LONG};
use crate::finding::{Finding, rules};

rules! {
    /// A value contains characters that its field does not allow.
    pub BAD_CHARACTERS = "bad-characters" {
        severity: Error,
        why: "Platform's documents allow only letters, digits, dashes and underscores in the \
              name of credentials. In an API request the values under keys must be texts.",
        action: "Use only the allowed characters. In an API request, send each value under keys \
                 as a text.",
    }

    /// The name has a length on which the published sources disagree.
    pub UNUSUAL_LENGTH = "unusual-length" {
        severity: Warning,
        why: "Platform's API description allows 1 to 100 characters, Terraform's provider 2 to \
              99. A client with the stricter rule most likely refuses a name of 1 or 100 \
              characters.",
        action: "Use a name of 2 to 99 characters.",
    }
}

/// The longest name that Platform's API takes, in characters.
pub const MAX_CHARS: usize = 100;

/// How many different bad characters a message names before it stops.
const NAMED_CHARACTERS: usize = 5;

/// A name that Platform accepts: 1 to 100 ASCII letters, digits, dashes and underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CredentialsName(String);

impl CredentialsName {
    /// Everything there is to say about a typed name.
    pub fn findings(typed: &str) -> Vec<Finding> {
        if typed.is_empty() {
            return vec![Finding::error(REQUIRED, "Enter a name.")];
        }
        let mut findings = Vec::new();
        let bad = bad_characters(typed);
        if !bad.is_empty() {
            findings.push(Finding::error(BAD_CHARACTERS, complaint(&bad)));
        }
        let length = typed.chars().count();
        if length > MAX_CHARS {
            findings.push(Finding::error(
                TOO_LONG,
                format!("Use {MAX_CHARS} characters or fewer; this name has {length}."),
            ));
        } else if length == 1 || length == MAX_CHARS {
            findings.push(Finding::warning(
                UNUSUAL_LENGTH,
                "Some Platform clients accept only 2 to 99 characters; a name of that \
                 length works everywhere.",
            ));
        }
        findings
    }

    /// A valid name made from a text such as a host, unlike every taken one.
    pub fn suggest(from: &str, taken: impl Fn(&str) -> bool) -> String {
        let mut name = String::new();
        for c in from.chars().take(MAX_CHARS - 10) {
            if c.is_ascii_alphanumeric() || c == '_' {
                name.push(c);
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        let name = match name.trim_end_matches('-') {
            "" => "registry",
            name => name,
        };
        let mut free = name.to_owned();
        let mut number = 2_u32;
        while taken(&free) && number < 1_000 {
            free = format!("{name}-{number}");
            number += 1;
        }
        free
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is not a valid name. The payload says why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct InvalidName(pub Finding);

impl TryFrom<String> for CredentialsName {
    type Error = InvalidName;

    fn try_from(typed: String) -> Result<Self, Self::Error> {
        match Self::findings(&typed).into_iter().find(Finding::is_error) {
            Some(finding) => Err(InvalidName(finding)),
            None => Ok(Self(typed)),
        }
    }
}

impl From<CredentialsName> for String {
    fn from(name: CredentialsName) -> Self {
        name.0
    }
}

impl std::fmt::Display for CredentialsName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn bad_characters(typed: &str) -> Vec<char> {
    let mut bad = Vec::new();
    for c in typed.chars() {
        let allowed = c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !allowed && !bad.contains(&c) {
            bad.push(c);
        }
    }
    bad
}

fn complaint(bad: &[char]) -> String {
    let mut named: Vec<String> = bad
        .iter()
        .take(NAMED_CHARACTERS)
        .map(|c| describe_char(*c))
        .collect();
    if bad.len() > NAMED_CHARACTERS {
        named.push("others".to_owned());
    }
    format!(
        "Use only letters (a to z), digits, dashes and underscores. This name contains {}.",
        join_and(&named)
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Code;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn codes(typed: &str) -> Vec<Code> {
        CredentialsName::findings(typed)
            .into_iter()
            .map(|f| f.code)
            .collect()
    }

    #[test]
    fn a_suggested_name_is_valid_and_free() {
        let free = |_: &str| false;
        for (from, name) in [
            ("quay.io", "quay-io"),
            ("reg.example.com:5000", "reg-example-com-5000"),
            ("", "registry"),
            ("..", "registry"),
        ] {
            assert_eq!(CredentialsName::suggest(from, free), name);
        }
        let taken = |name: &str| ["quay-io", "quay-io-2"].contains(&name);
        assert_eq!(CredentialsName::suggest("quay.io", taken), "quay-io-3");
        let long = CredentialsName::suggest(&"a.".repeat(300), free);
        assert!(CredentialsName::try_from(long).is_ok());
    }

    #[test]
    fn ordinary_names_need_no_word() {
        for name in [
            "ab",
            "my-registry-creds",
            "acr_prod_2",
            "---",
            &"a".repeat(99),
        ] {
            assert_eq!(codes(name), [], "{name}");
        }
    }

    #[test]
    fn an_empty_name_is_asked_for() {
        assert_eq!(codes(""), [REQUIRED]);
    }

    #[test]
    fn lengths_on_which_sources_disagree_are_accepted_with_a_warning() {
        for name in ["a".to_owned(), "a".repeat(100)] {
            assert_eq!(codes(&name), [UNUSUAL_LENGTH]);
            assert!(CredentialsName::try_from(name).is_ok());
        }
    }

    #[test]
    fn a_name_over_the_limit_is_told_how_long_it_is() {
        let findings = CredentialsName::findings(&"a".repeat(104));
        assert_eq!(findings[0].code, TOO_LONG);
        assert!(findings[0].message.contains("104"), "{findings:?}");
    }

    #[test]
    fn each_bad_character_is_named_once() {
        for (typed, named) in [
            ("my reg!", "a space and “!”."),
            ("a b c", "a space."),
            ("zoë", "“ë”."),
            ("x\u{200b}y", "an invisible character (U+200B)."),
            ("a/b:c@d#e$f%g", "“/”, “:”, “@”, “#”, “$” and others."),
        ] {
            let findings = CredentialsName::findings(typed);
            assert_eq!(findings[0].code, BAD_CHARACTERS);
            assert!(
                findings[0].message.ends_with(&format!("contains {named}")),
                "{}",
                findings[0].message
            );
        }
    }

    #[test]
    fn serde_refuses_what_the_form_refuses() {
        assert!(serde_json::from_str::<CredentialsName>("\"acr-prod\"").is_ok());
        let error = serde_json::from_str::<CredentialsName>("\"acr prod\"").unwrap_err();
        assert!(error.to_string().contains("a space"), "{error}");
        assert!(serde_json::from_str::<CredentialsName>("\"\"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_either_a_name_or_has_an_error(typed in any::<String>()) {
            let has_error = CredentialsName::findings(&typed).iter().any(Finding::is_error);
            prop_assert_eq!(CredentialsName::try_from(typed).is_err(), has_error);
        }

        #[test]
        fn every_text_of_the_allowed_form_is_a_name(typed in "[A-Za-z0-9_-]{1,100}") {
            prop_assert!(CredentialsName::try_from(typed).is_ok());
        }
    }
}
