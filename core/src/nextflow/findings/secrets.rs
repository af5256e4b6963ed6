//! Tokens and passwords that everybody can read who sees the configuration.

use std::collections::BTreeSet;

use super::super::token::{Span, TokenKind};
use super::super::tree::{Document, ExprKind, TextPart};
use super::ConfigFinding;
use super::said::{MOST_OF_A_KIND, SECRETS, Said, words};
use super::written::Written;
use crate::finding::{Code, Finding};
use crate::registry::secret;

/// Says where a secret stands in the text. No message shows it.
pub(super) fn report(document: &Document<'_>, written: &Written<'_>, said: &mut Said) {
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
        let finding = Finding::warning(Code::TokenInClear, message);
        said.say(ConfigFinding::new(finding).at(entry.value.span).replace(
            format!("Take it from {variable}"),
            entry.value.span,
            format!("System.getenv('{variable}')"),
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
        let finding = Finding::warning(Code::TokenInClear, message);
        said.say(ConfigFinding::new(finding).at(token.span));
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
