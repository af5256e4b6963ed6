//! How long a value may be, and which characters it may not have. These are limits of Wavepass: those
//! of Platform are not published. Start at [`findings`].

use super::field::FieldKind;
use crate::finding::{Edit, Finding, rules};

rules! {
    /// A value is longer than Wavepass takes.
    pub(crate) TOO_LONG = "value-too-long" {
        severity: Error,
        why: "No login, host or key is that long, so most likely something else was pasted. Lists, \
              logs and other programs have to carry what is stored.",
        action: "Shorten it, or paste the right text.",
    }

    /// A value has characters that are commands to a terminal or the end of a text to a program.
    pub(crate) CONTROL_CHARACTERS = "control-characters" {
        severity: Error,
        why: "Such characters cannot be seen. They come with a text that is copied from a terminal or \
              out of a program, and are commands to others: to change a colour, to end a text. HTTP's \
              Basic authentication (RFC 7617) forbids them in user names and passwords.",
        action: "Copy the value again without them, or press the button.",
    }
}

/// The longest line, in characters.
const LINE: usize = 4096;

/// The longest text of several lines, in characters: key files have some thousands.
const LINES: usize = 64 * 1024;

/// What is too long, or has characters that no value has.
pub(super) fn findings(text: &str, kind: FieldKind) -> Option<Finding> {
    let longest = match kind {
        FieldKind::Lines | FieldKind::SecretLines => LINES,
        FieldKind::Text | FieldKind::Secret | FieldKind::Switch | FieldKind::RegistryHost => LINE,
    };
    // A character has one byte at least, so that short texts are not counted.
    if text.len() > longest && text.chars().count() > longest {
        let message = format!("This is longer than {longest} characters.");
        return Some(Finding::error(TOO_LONG, message));
    }
    // Breaks of lines and tabs have rules of their own where they are wrong.
    let is_command = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(is_command) {
        return None;
    }
    let finding = Finding::error(
        CONTROL_CHARACTERS,
        "This has control characters, which cannot be seen.",
    );
    // What a secret is without them nobody can check by looking at it.
    let is_secret = matches!(kind, FieldKind::Secret | FieldKind::SecretLines);
    Some(if is_secret {
        finding
    } else {
        let clean = text.replace(is_command, "");
        finding.with_fix("Take them out", Edit::Replace(clean))
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn found(text: &str, kind: FieldKind) -> Option<String> {
        let finding = findings(text, kind)?;
        assert!(finding.is_error());
        Some(finding.code.to_string())
    }

    #[test]
    fn what_no_login_and_no_key_is_as_long_as_is_refused_and_the_longest_is_not() {
        for (kind, longest) in [
            (FieldKind::Text, LINE),
            (FieldKind::Secret, LINE),
            (FieldKind::RegistryHost, LINE),
            (FieldKind::Lines, LINES),
            (FieldKind::SecretLines, LINES),
        ] {
            for letter in ["x", "ß", "𝕏"] {
                assert_eq!(found(&letter.repeat(longest), kind), None, "{kind:?}");
                let code = found(&letter.repeat(longest + 1), kind);
                assert_eq!(code.as_deref(), Some("value-too-long"), "{kind:?}");
            }
        }
    }

    #[test]
    fn commands_to_terminals_and_programs_are_refused_and_other_rare_characters_are_not() {
        for text in [
            "a\0b",
            "\u{1b}[31mred",
            "bell\u{7}",
            "\u{9b}31m",
            "back\u{8}space",
            "\u{7f}",
        ] {
            let code = found(text, FieldKind::Lines);
            assert_eq!(code.as_deref(), Some("control-characters"), "{text:?}");
        }
        for text in [
            "",
            "two\nlines",
            "two\r\nlines",
            "a\ttab",
            "é",
            "עברית",
            "\u{200f}",
            "\u{202e}x",
            "👩‍🔬",
        ] {
            assert_eq!(found(text, FieldKind::Lines), None, "{text:?}");
        }
    }

    #[test]
    fn what_may_be_seen_can_be_cleaned_with_a_press_and_a_secret_cannot() {
        let clean = |kind| {
            let finding = findings("\u{1b}[31mred\0", kind).unwrap();
            finding.fix.map(|fix| fix.edit.apply("\u{1b}[31mred\0"))
        };
        assert_eq!(clean(FieldKind::Text).as_deref(), Some("[31mred"));
        assert_eq!(clean(FieldKind::Secret), None);
        assert_eq!(clean(FieldKind::SecretLines), None);
    }
}
