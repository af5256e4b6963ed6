//! Which of several names somebody means who types parts of them.

/// How well a name has what was typed: less is better. None when a word is missing.
///
/// Each word counts by itself, in any order: it may begin the name, begin a word of it, be
/// somewhere in it, or be somewhere in the other words that stand for the same.
pub(super) fn distance(name: &str, others: &str, typed: &str) -> Option<usize> {
    let (name, others) = (name.to_lowercase(), others.to_lowercase());
    let typed = typed.to_lowercase();
    typed
        // A workspace is typed with or without blanks around the slash.
        .split(|c: char| c.is_whitespace() || c == '/')
        .filter(|word| !word.is_empty())
        .map(|word| {
            if name.starts_with(word) {
                Some(0)
            } else if begins_a_word(&name, word) {
                Some(1)
            } else if name.contains(word) {
                Some(2)
            } else {
                others.contains(word).then_some(3)
            }
        })
        .sum()
}

fn begins_a_word(text: &str, part: &str) -> bool {
    text.match_indices(part)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_name_has_every_word_or_is_not_meant() {
        for (name, others, typed, found) in [
            ("Add Credentials here", "", "", Some(0)),
            ("Add Credentials here", "", "  ", Some(0)),
            ("Add Credentials here", "", "add", Some(0)),
            ("Add Credentials here", "", "ADD", Some(0)),
            ("Add Credentials here", "", "cred", Some(1)),
            ("Add Credentials here", "", "here cred", Some(2)),
            ("Add Credentials here", "", "dent", Some(2)),
            ("Add Credentials here", "new login", "login", Some(3)),
            ("Add Credentials here", "new login", "add log", Some(3)),
            ("Add Credentials here", "new login", "add image", None),
            ("Add Credentials here", "", "addc", None),
            // Of the two places where it is, the better one counts.
            ("Credentials of acme / rna-acme", "", "acme", Some(1)),
            ("Credentials of acme / rna-seq", "", "seq", Some(1)),
            ("Credentials of acme / rnaseq", "", "seq", Some(2)),
            ("Credentials of acme / rnaseq", "", "acme/rna", Some(2)),
            ("Credentials of acme / rnaseq", "", "acme / rna", Some(2)),
            ("Credentials of acme / rnaseq", "", "acme/dna", None),
            ("Credentials of Ärzte / Öl", "", "ärz ÖL", Some(2)),
        ] {
            assert_eq!(distance(name, others, typed), found, "{name}: {typed}");
        }
    }
}
