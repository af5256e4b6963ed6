//! Personal access tokens: their form, and their part of the API.
//!
//! A token is the standard base64 of `{"tid": N}.` and 40 hexadecimal digits; Nextflow
//! sends a token as a bearer only in this form (recorded in Nextflow's own tests). This
//! module may not draw random numbers: the digits come in.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::pattern;
use crate::secret::Secret;

/// The longest name of a token, in characters.
pub const NAME_MAX_CHARS: usize = 50;

/// The two parts of a token once its base64 is taken off.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// The id of the token, by which it can be revoked.
    pub id: i64,
    /// The 40 hexadecimal digits that prove possession.
    pub digits: Secret,
}

impl AccessToken {
    /// Reads the text inside the base64.
    pub fn parse(decoded: &str) -> Option<Self> {
        let found = pattern!(r#"^\{"tid": ?([0-9]{1,18})\}\.([0-9a-f]{40})$"#).captures(decoded)?;
        Some(Self {
            id: found[1].parse().ok()?,
            digits: Secret::from(&found[2]),
        })
    }

    /// The text to put into base64.
    pub fn to_text(&self) -> Secret {
        Secret::new(format!("{{\"tid\": {}}}.{}", self.id, self.digits.expose()))
    }
}

/// `GET /tokens`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListTokens {
    /// The caller's tokens, without their values.
    pub tokens: Vec<Token>,
}

/// A token, without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "the names are Platform's and say what they are"
)]
pub struct Token {
    pub id: i64,
    pub name: String,
    pub last_used: Option<Timestamp>,
    pub date_created: Option<Timestamp>,
}

/// The body of `POST /tokens`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateToken {
    /// 1 to 50 characters, unique among the caller's tokens.
    pub name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_recorded_token_is_read_and_written_back() {
        let text = r#"{"tid": 5}.cfc5b5a98cf3619560cee5bc0851c05f9307f7b3"#;
        let token = AccessToken::parse(text).unwrap();
        assert_eq!(token.id, 5);
        assert_eq!(token.to_text().expose(), text);
        assert!(!format!("{token:?}").contains("cfc5b5"));
    }

    #[test]
    fn what_only_resembles_a_token_is_none() {
        for text in [
            "",
            r#"{"tid": 5}"#,
            r#"{"tid": -5}.cfc5b5a98cf3619560cee5bc0851c05f9307f7b3"#,
            r#"{"tid": 5}.CFC5B5A98CF3619560CEE5BC0851C05F9307F7B3"#,
            r#"{"tid": 5}.cfc5b5a98cf3619560cee5bc0851c05f9307f7b"#,
            "{\"tid\": 5}.cfc5b5a98cf3619560cee5bc0851c05f9307f7b3\n",
        ] {
            assert!(AccessToken::parse(text).is_none(), "{text}");
        }
    }
}
