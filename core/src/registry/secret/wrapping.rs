//! What stands around a secret without belonging to it: white space, quotes, words of a
//! header, line breaks, characters that cannot be seen.
//!
//! A secret may legally contain any of these, so they are pointed out and never taken off
//! silently. Start at [`findings`].

use super::kind::Kind;
use crate::finding::value::SURROUNDING_WHITE_SPACE;
use crate::finding::{Edit, Finding, clean, rules};

rules! {
    /// The secret has characters that cannot be seen.
    pub(crate) SECRET_INVISIBLE_CHARACTERS = "secret-invisible-characters" {
        severity: Warning,
        why: "They were most likely copied from a web page or a document. The registry would \
              get them too and refuse the login.",
        action: "Remove them, or copy the secret again.",
    }

    /// The secret is in quotes.
    pub(crate) SECRET_QUOTED = "secret-quoted" {
        severity: Warning,
        why: "The registry would get the quotes as well, and most likely refuse the login.",
        action: "Remove the quotes, unless they really are a part of the secret.",
    }

    /// The secret starts with a word that belongs into an HTTP header, or with the name of its
    /// field.
    pub(crate) SECRET_WITH_SCHEME = "secret-with-scheme" {
        severity: Warning,
        why: "Only the token behind Bearer, Basic, Authorization:, password: or -p is the \
              password. With the word in front the registry most likely refuses the login.",
        action: "Keep only the token.",
    }

    /// The secret was broken into lines.
    pub(crate) SECRET_WRAPPED = "secret-wrapped" {
        severity: Warning,
        why: "Some tools break long texts into lines, but the registry expects the secret in \
              one. With line breaks in it the login most likely fails.",
        action: "Join the lines.",
    }
}

/// A secret without what stands around it, to see what it is. Never to be stored.
pub(super) struct Core {
    text: String,
    was_wrapped: bool,
}

impl Core {
    pub(super) fn of(secret: &str) -> Self {
        let visible = clean::without_invisible(secret);
        let mut text = visible.as_deref().unwrap_or(secret).trim();
        while let Some(inner) = clean::unquoted(text).or_else(|| clean::without_prefix(text)) {
            text = inner.trim();
        }
        let joined = clean::joined(text);
        Self {
            was_wrapped: joined.is_some(),
            text: joined.unwrap_or_else(|| text.to_owned()),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn was_wrapped(&self) -> bool {
        self.was_wrapped
    }
}

/// What there is to say of what stands around a secret.
pub(super) fn findings(secret: &str, kind: Option<Kind>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if clean::without_invisible(secret).is_some() {
        findings.push(
            Finding::warning(
                SECRET_INVISIBLE_CHARACTERS,
                "There are characters in it that cannot be seen, most likely copied from a web \
                 page or a document. The registry would get them too and refuse the login.",
            )
            .with_fix("Remove them", Edit::RemoveInvisible),
        );
    }
    if clean::unquoted(secret).is_some() {
        findings.push(
            Finding::warning(
                SECRET_QUOTED,
                "It is in quotes. The registry would get the quotes too, so most likely they \
                 have to go.",
            )
            .with_fix("Remove the quotes", Edit::StripQuotes),
        );
    }
    if clean::without_scheme(secret).is_some() {
        findings.push(
            Finding::warning(
                SECRET_WITH_SCHEME,
                "It starts like the line of an HTTP header. Only the token behind that is \
                 the password.",
            )
            .with_fix("Keep only the token", Edit::StripPrefix),
        );
    } else if clean::without_prefix(secret).is_some() {
        findings.push(
            Finding::warning(
                SECRET_WITH_SCHEME,
                "It starts with the name of a field or of an option. Most likely only what \
                 stands behind that is the password.",
            )
            .with_fix("Keep only that", Edit::StripPrefix),
        );
    }
    if clean::joined(secret).is_some() {
        findings.push(
            Finding::warning(
                SECRET_WRAPPED,
                "It was broken into lines, which some tools do with long texts. The registry \
                 expects it in one line.",
            )
            .with_fix("Join the lines", Edit::JoinLines),
        );
    } else if has_white_space_around(secret) && !is_document(kind) {
        findings.push(
            Finding::warning(
                SURROUNDING_WHITE_SPACE,
                "There is white space or a line break at the start or end. It is kept unless \
                 you remove it, because a secret may contain it.",
            )
            .with_fix("Remove white space", Edit::Trim),
        );
    }
    findings
}

fn has_white_space_around(secret: &str) -> bool {
    let trimmed = secret.trim();
    trimmed != secret && !trimmed.is_empty()
}

/// White space around a document means nothing, and there is more to say about those.
fn is_document(kind: Option<Kind>) -> bool {
    matches!(
        kind,
        Some(Kind::GoogleSaJson | Kind::DockerConfig | Kind::JsonObject | Kind::PrivateKey)
    )
}
