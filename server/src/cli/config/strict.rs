//! `wavepass config --strict`: a text for Nextflow's strict parser, and what it still refuses.

use nextflow_config::syntax::Lines;
use nextflow_config::{Config, Rewrite, codes, strict_upgrade};
use serde_json::{Value as Json, json};
use wavepass_core::launch::{ConfigFinding, secrets};

use super::{json, print_findings};
use crate::cli::report;

/// What was done with a text and is left to do. Lines are those of the text before.
pub(super) struct Strict {
    before: String,
    rewrites: Vec<Rewrite>,
    left: Vec<ConfigFinding>,
}

/// Whether findings of a code say a part of what is said here.
pub(super) fn is_told(code: &str) -> bool {
    [
        codes::V2_SYNTAX,
        codes::REFUSED,
        codes::SYNTAX_ERROR,
        codes::BAD_CHARACTER,
    ]
    .iter()
    .any(|told| told.as_str() == code)
}

impl Strict {
    /// Rewrites a configuration.
    pub(super) fn make(config: &mut Config) -> Self {
        let upgrade = strict_upgrade(config.as_str(), secrets::may_quote);
        let profiles = config.profiles().to_vec();
        let new = Config::parse(upgrade.rewritten).with_profiles(profiles);
        Self {
            before: std::mem::replace(config, new).into_string(),
            rewrites: upgrade.rewrites,
            left: upgrade.left.into_iter().map(ConfigFinding::from).collect(),
        }
    }

    /// Whether the strict parser refuses the text after all.
    pub(super) fn is_refused(&self) -> bool {
        !self.left.is_empty()
    }

    /// Prints what was rewritten and what is left.
    pub(super) fn print(&self, name: &str) {
        let lines = Lines::of(&self.before);
        for rewrite in &self.rewrites {
            let line = lines.line(rewrite.replacement.span.start);
            report(&format!("{name}:{line}: rewritten: {}", rewrite.message));
        }
        print_findings(name, &self.before, &self.left);
    }

    /// The same for a line of JSON.
    pub(super) fn to_json(&self) -> Json {
        let lines = Lines::of(&self.before);
        let rewrites = self.rewrites.iter().map(|it| {
            let line = lines.line(it.replacement.span.start);
            json!({ "message": it.message, "line": line })
        });
        json!({
            "rewrites": rewrites.collect::<Vec<_>>(),
            "left": json::all(&self.left, &lines),
        })
    }
}
