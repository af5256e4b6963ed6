//! Masks: rows of one character, the beginning of a token with a row behind it, and the words
//! that logs have in place of a secret.

use super::Placeholder;

/// A GUID of zeros: no secret, and the user name that goes with an Azure login token.
pub(super) const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// Beginnings of tokens that have no mark at their end, and that pages shorten with dots.
const BEGINNINGS: [&str; 7] = ["eyJ", "AKIA", "ASIA", "AKCp", "cmVmd", "ya29", "nvapi"];

/// How many equal characters make a mask that nothing stands before.
const ROW: usize = 4;

/// The longest beginning of a token in front of a mask, in characters: `github_pat_` has eleven.
const LONGEST_STEM: usize = 16;

/// What a text is, when it hides a secret.
pub(super) fn of(text: &str) -> Option<Placeholder> {
    if text == NOBODY
        || is_row(text)
        || is_grouped(text)
        || is_masked_token(text)
        || is_redacted(text)
    {
        return Some(Placeholder::Mask);
    }
    // A row of anything, what GitHub's logs print, and what was shortened for a page.
    let is_told = |c: char| c.is_ascii_alphanumeric() || ".-_?#".contains(c);
    let row_of_anything =
        text.starts_with(is_told) && text.chars().nth(ROW - 1).is_some() && is_equal(text);
    let has_stars = ["****", "••••", "●●●●"]
        .iter()
        .any(|row| text.contains(row));
    if row_of_anything || matches!(text, "1234567890" | "abc123") {
        return Some(Placeholder::Example);
    }
    (has_stars || is_shortened(text)).then_some(Placeholder::Likely)
}

/// Whether a label of a host is a row of x, as in `xxxx.azurecr.io`.
pub(super) fn is_in_host(host: &str) -> bool {
    host.split(['.', ':'])
        .any(|label| is_row(label) || is_grouped(label))
}

const fn is_mark(c: char) -> bool {
    matches!(c, 'x' | 'X' | '*' | '•' | '●' | '…')
}

fn is_equal(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).all(|(a, b)| a == b)
}

/// `xxxx`, `****`, and the three stars of logs.
fn is_row(text: &str) -> bool {
    text == "***"
        || text == "…"
        || text.starts_with(is_mark) && is_equal(text) && text.chars().nth(ROW - 1).is_some()
}

/// `XXXX-XXXX-XXXX`: groups of one character.
fn is_grouped(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.'));
    let Some(first) = marks.next().filter(|c| is_mark(*c)) else {
        return false;
    };
    let count = 1 + marks.clone().count();
    count >= ROW && marks.all(|c| c == first)
}

/// `ghp_xxxxxxxx`, `AKIAXXXXXXXXXXXX`, `dckr_pat_***`, `glpat-xxx…`: the beginning of a token
/// and nothing but marks behind it.
fn is_masked_token(text: &str) -> bool {
    let stem = text.trim_end_matches(|c| is_mark(c) || c == '.');
    let row = text.get(stem.len()..).unwrap_or_default();
    let is_beginning = BEGINNINGS.contains(&stem) || stem.ends_with(['_', '-']);
    let is_dots = row.chars().all(|c| matches!(c, '.' | '…')) && row.len() >= "...".len();
    if is_beginning && is_dots {
        return true;
    }
    let marks = row.chars().filter(|c| is_mark(*c)).count();
    let is_stem = !stem.is_empty()
        && stem.chars().count() <= LONGEST_STEM
        && stem
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    let ends = stem.ends_with(['_', '-']);
    let same = row
        .chars()
        .find(|c| is_mark(*c))
        .is_some_and(|first| row.chars().all(|c| c == first || matches!(c, '.' | '…')));
    is_stem && same && (marks >= 6 || ends && row.chars().count() >= 3)
}

/// `REDACTED`, `[MASKED]`, `(sensitive value)`, `ghp_REDACTED`.
fn is_redacted(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| "[](){}<>*".contains(c)).trim();
    let in_brackets = bare.len() < text.len();
    let last = bare.rsplit(['_', '-', ' ']).next().unwrap_or_default();
    let is = |word: &str| bare.eq_ignore_ascii_case(word);
    let hides = is("redacted") || is("masked") && bare != "masked" || last == "REDACTED";
    let in_a_log = [
        "masked",
        "hidden",
        "sensitive",
        "sensitive value",
        "filtered",
        "removed",
        "secure",
        "omitted",
        "snip",
        "protected",
        "known after apply",
    ];
    hides || in_brackets && in_a_log.into_iter().any(is)
}

/// `1fcd02dc-...215bc3f3`, `AKIA…`: shortened for a page.
fn is_shortened(text: &str) -> bool {
    let rest = text.replace("...", "…");
    rest.contains('…')
        && rest
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-+/=…".contains(c))
}
