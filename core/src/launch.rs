//! A Nextflow configuration joined with what Wavepass knows: stored credentials, secrets, and
//! what a person can choose on the launch page.
//!
//! The text itself is read, changed and linted by `nextflow-config`, which knows none of
//! these. Start at [`Overview::of`] and [`findings_of`].

mod check;
mod choices;
mod context;
pub mod credentials;
mod finding;
mod overview;
pub mod registries;
pub mod secrets;
mod token_line;

use nextflow_config::lint::{LintOptions, lint};
use nextflow_config::syntax::ProblemKind;
use nextflow_config::{Document, Readings};

pub use check::CheckRules;
pub use choices::{Choice, Input, lacks, objection};
pub use context::{Context, Target};
pub use finding::{ConfigFinding, ConfigFix};
pub use overview::{Current, Overview, RefusedBy, State};
pub use token_line::{TOKEN_LINE, with_environment_token};

/// Everything there is to say about a text, in the order of the places.
pub fn findings(document: &Document<'_>, context: &Context<'_>) -> Vec<ConfigFinding> {
    let readings = Readings::of(document, context.profiles);
    findings_of(document, &readings, context)
}

/// The same for a text that has been read already, with the profiles of the context.
pub fn findings_of(
    document: &Document<'_>,
    readings: &Readings,
    context: &Context<'_>,
) -> Vec<ConfigFinding> {
    let options = LintOptions {
        parser: context.semantics,
        nextflow: context.nextflow,
        launcher: context.target.launcher(),
        may_quote: secrets::may_quote,
    };
    let mut all = secrets::in_clear(document);
    let linted = lint(document, readings, &options);
    all.extend(linted.into_iter().map(ConfigFinding::from));
    // What the rest of a text means cannot be told before it can be read.
    let mut problems = document.problems.iter();
    if problems.all(|problem| problem.kind == ProblemKind::TooDeep) {
        all.extend(credentials::check(readings, context));
    }
    all.sort_by_key(|it| {
        let place = it
            .span
            .map_or((usize::MAX, 0), |span| (span.start, span.end));
        (place, std::cmp::Reverse(it.finding.severity))
    });
    all
}

#[cfg(test)]
mod test_support;
