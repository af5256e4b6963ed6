//! Tokens and passwords that everybody can read who sees the configuration.

use std::collections::BTreeSet;

use nextflow_config::{
    Document, ExprKind, Repair, Replacement, Span, TextPart, TokenKind, Written,
};

use super::ConfigFinding;
use crate::finding::{Finding, rules};
use crate::registry::secret;

rules! {
    /// A token or password is in clear text.
    pub TOKEN_IN_CLEAR = "token-in-clear" {
        severity: Warning,
        why: "Everybody can read it who sees this configuration, the run or its logs.",
        action: "Revoke it if others have seen it, and take it from the environment or from Nextflow's secrets.",
    }
}

/// So many findings of one kind say enough.
const MOST_OF_A_KIND: usize = 30;

/// The settings whose values are secrets.
const SECRETS: [&str; 3] = [
    "tower.accessToken",
    "tower.refreshToken",
    "azure.registry.password",
];

/// Says where a secret stands in the text. No message shows it.
pub(super) fn report(document: &Document<'_>, said: &mut Vec<ConfigFinding>) {
    let written = Written::of(document);
    let mut known: BTreeSet<Span> = BTreeSet::new();
    for entry in &written.settings {
        let path = &*entry.path;
        if !SECRETS.contains(&path) {
            continue;
        }
        let ExprKind::Text(_, parts) = &entry.value.kind else {
            continue;
        };
        let [TextPart::Chunk(chunk)] = parts.as_slice() else {
            continue;
        };
        if is_placeholder(chunk.of(document.text)) {
            continue;
        }
        known.insert(*chunk);
        if known.len() > MOST_OF_A_KIND {
            return;
        }
        let message = format!(
            "{path} is in clear text: everybody can read it who sees this configuration, the run \
             or its logs. Revoke it if others have seen it, and take it from the environment."
        );
        let variable = match path {
            "azure.registry.password" => "AZURE_REGISTRY_PASSWORD",
            "tower.refreshToken" => "TOWER_REFRESH_TOKEN",
            _ => "TOWER_ACCESS_TOKEN",
        };
        let finding = Finding::warning(TOKEN_IN_CLEAR, message);
        let span = entry.value.span;
        let with = format!("System.getenv('{variable}')");
        said.push(ConfigFinding::new(finding).at(span).with_fix(
            format!("Take it from {variable}"),
            Repair::Replace(vec![Replacement { span, with }]),
        ));
    }
    let mut left = MOST_OF_A_KIND;
    for token in &document.tokens {
        if token.kind != TokenKind::Text || known.contains(&token.span) {
            continue;
        }
        let text = token.span.of(document.text);
        if text.len() < 20 || !has_secret(text) {
            continue;
        }
        left = match left.checked_sub(1) {
            Some(left) => left,
            None => return,
        };
        let message = "This text looks like a token or key, in clear text: everybody can read it \
                       who sees this configuration, the run or its logs. Revoke it if others have \
                       seen it, and take it from the environment or from Nextflow's secrets.";
        let finding = Finding::warning(TOKEN_IN_CLEAR, message);
        said.push(ConfigFinding::new(finding).at(token.span));
    }
}

/// Whether nobody's secret stands there yet.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let is_masked = text
        .bytes()
        .all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X'));
    is_masked || text.starts_with('<') && text.ends_with('>')
}

fn has_secret(text: &str) -> bool {
    let is_key = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY");
    is_key || words(text).any(secret::is_unmistakable)
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
    .filter(|word| word.len() >= 20)
    // A header or a variable may stand before it.
    .flat_map(|word| {
        let after = word.split_once('=').map(|(_, after)| after);
        let login = word.rsplit_once(':').map(|(_, after)| after);
        std::iter::once(word).chain(after).chain(login)
    })
    .filter(|word| word.len() >= 20)
}
