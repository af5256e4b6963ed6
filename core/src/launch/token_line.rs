//! The line that takes Platform's access token from the environment.
//!
//! For runs outside Platform, which find stored credentials only with a token. The token
//! itself never gets into a text. Start at [`with_environment_token`].

use nextflow_config::{Document, Parser, read};

/// The line. `System.getenv` is read by both parsers in every version, where `env` needs
/// Nextflow 25.04.
pub const TOKEN_LINE: &str = "tower.accessToken = System.getenv('TOWER_ACCESS_TOKEN')";

const PATH: &str = "tower.accessToken";

/// The text with that line at its end, unless it sets a token already or cannot be read.
pub fn with_environment_token(text: &str) -> String {
    let document = Document::parse(text);
    let readings =
        [Parser::Legacy, Parser::Strict].map(|semantics| read(&document, semantics, &[]));
    let is_set = readings.iter().any(|reading| reading.get(PATH).is_some());
    let is_refused = readings.iter().all(|reading| reading.refusal.is_some());
    if is_set || is_refused {
        return text.to_owned();
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut with = text.to_owned();
    if !with.is_empty() && !with.ends_with(['\n', '\r']) {
        with.push_str(line_end);
    }
    with.push_str(TOKEN_LINE);
    with.push_str(line_end);
    with
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_token_comes_from_the_environment() {
        let text = with_environment_token("wave { enabled = true }");
        assert_eq!(text, format!("wave {{ enabled = true }}\n{TOKEN_LINE}\n"));
        assert_eq!(with_environment_token(""), format!("{TOKEN_LINE}\n"));
    }

    #[test]
    fn the_end_of_a_line_is_that_of_the_text() {
        let text = with_environment_token("wave.enabled = true\r\n");
        assert_eq!(text, format!("wave.enabled = true\r\n{TOKEN_LINE}\r\n"));
    }

    #[test]
    fn a_token_that_is_set_stays_and_a_second_time_changes_nothing() {
        for text in [
            "tower { accessToken = secrets.TOWER }",
            "tower.accessToken = System.getenv('T')\n",
            "wave { enabled = ",
        ] {
            assert_eq!(with_environment_token(text), text);
        }
        let once = with_environment_token("a.b = 1");
        assert_eq!(with_environment_token(&once), once);
    }

    #[test]
    fn both_parsers_take_the_line_and_cannot_tell_the_token() {
        let text = with_environment_token("");
        let document = Document::parse(&text);
        for semantics in [Parser::Legacy, Parser::Strict] {
            let reading = read(&document, semantics, &[]);
            assert_eq!(reading.refusal, None);
        }
    }
}
