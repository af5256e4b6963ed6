//! Tokens and passwords in a configuration: those in clear text, which everybody can read who
//! sees it, and the texts that no message may quote.

use std::collections::BTreeSet;

use nextflow_config::options::option;
use nextflow_config::syntax::{Declarations, ExprKind, TextPart, TokenKind};
use nextflow_config::{Document, Repair, Replacement, Span};

use super::ConfigFinding;
use crate::finding::{Finding, rules};
use crate::placeholder::Placeholder;
use crate::registry::secret;

rules! {
    /// A token or password is in clear text.
    pub TOKEN_IN_CLEAR = "token-in-clear" {
        severity: Warning,
        why: "Everybody can read it who sees this configuration.",
        action: "Revoke it if others have seen it, and take it from the environment or from \
                 Nextflow's secrets.",
    }

    /// A placeholder stands where a token or password belongs.
    pub PLACEHOLDER_SECRET = "placeholder-secret" {
        severity: Warning,
        why: "It was meant to be replaced. With it whoever asks for the token or password refuses \
              the login.",
        action: "Take the token or password from the environment or from Nextflow's secrets, or \
                 take the setting out.",
    }
}

/// So many findings of one kind say enough.
const MOST_FINDINGS: usize = 30;

/// Whether a text of a configuration has neither a token nor a login in it, so that a message
/// may quote it.
pub fn may_quote(text: &str) -> bool {
    let has_login = text.contains("://") && text.contains('@');
    !has_login && !words(text).any(secret::is_unmistakable)
}

/// Says where a secret stands in the text: in the settings that hold one, and in any text that
/// looks like one. No message shows it.
pub(super) fn in_clear(document: &Document<'_>) -> Vec<ConfigFinding> {
    let mut known: BTreeSet<Span> = BTreeSet::new();
    let mut found = Vec::new();
    for declaration in Declarations::of(document).iter() {
        let path = &*declaration.path;
        if !option(path).is_some_and(|option| option.is_secret) {
            continue;
        }
        let ExprKind::Text(_, parts) = &declaration.value.kind else {
            continue;
        };
        let [TextPart::Chunk(chunk)] = parts.as_slice() else {
            continue;
        };
        if is_placeholder(chunk.of(document.text)) {
            if !chunk.of(document.text).trim().is_empty() {
                let message = format!(
                    "{path} is a placeholder, which was meant to be replaced. Take it from the \
                     environment, or take the setting out."
                );
                let finding = Finding::warning(PLACEHOLDER_SECRET, message);
                let mut new = ConfigFinding::new(finding).at(declaration.value.span);
                new.subject = Some(path.to_owned());
                found.push(new);
            }
            continue;
        }
        known.insert(*chunk);
        let message = format!(
            "{path} is in clear text: everybody can read it who sees this \
             configuration. Revoke it if others have seen it, and take it from the environment."
        );
        let variable = match path {
            "azure.registry.password" => "AZURE_REGISTRY_PASSWORD",
            "tower.refreshToken" => "TOWER_REFRESH_TOKEN",
            _ => "TOWER_ACCESS_TOKEN",
        };
        let span = declaration.value.span;
        let with = format!("System.getenv('{variable}')");
        let finding = Finding::warning(TOKEN_IN_CLEAR, message);
        found.push(ConfigFinding::new(finding).at(span).with_fix(
            format!("Take it from {variable}"),
            Repair::Replace(vec![Replacement { span, with }]),
        ));
        if found.len() >= MOST_FINDINGS {
            return found;
        }
    }
    for token in &document.tokens {
        let text = token.span().of(document.text);
        let is_new = token.kind == TokenKind::Text && !known.contains(&token.span());
        if !is_new || !has_secret(text) {
            continue;
        }
        let message = "This text looks like a token or key, in clear text: everybody can read it \
                       who sees this configuration. Revoke it if others have \
                       seen it, and take it from the environment or from Nextflow's secrets.";
        let finding = Finding::warning(TOKEN_IN_CLEAR, message);
        found.push(ConfigFinding::new(finding).at(token.span()));
        if found.len() >= MOST_FINDINGS {
            break;
        }
    }
    found
}

/// Whether nobody's secret stands there yet.
fn is_placeholder(text: &str) -> bool {
    text.trim().is_empty() || Placeholder::of_secret(text).is_some_and(Placeholder::is_certain)
}

/// Nothing that is told by its look alone is shorter, in bytes.
const SHORTEST: usize = 20;

fn has_secret(text: &str) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    let is_key = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY");
    is_key || words(text).any(|word| secret::is_unmistakable(word) && !is_placeholder(word))
}

/// The pieces of a text that may be tokens.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\'' | '"' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '`' | '\\'
            )
    })
    .filter(|word| word.len() >= SHORTEST)
    // A header or a variable may stand before it.
    .flat_map(|word| {
        let after = word.split_once('=').map(|(_, after)| after);
        let login = word.rsplit_once(':').map(|(_, after)| after);
        std::iter::once(word).chain(after).chain(login)
    })
    .filter(|word| word.len() >= SHORTEST)
}

#[cfg(test)]
mod tests;
