//! What is wrong or unwise in a configuration, with places. [`Config::lint`] is the short way.
//!
//! Rules look at the text (its syntax and its [`Declarations`]) and at the settings that take
//! effect with each parser. What only a run can tell is never claimed: such a value gives no
//! diagnostic but the one that says so. Nothing here changes a text; a suggestion is a
//! proposal.
//!
//! A module is a family of rules: it declares their codes and texts, applies them, and has
//! their tests beside it. A new rule is a record in `rules!`, its code in such a module, and a
//! test; a new module is also a line in [`lint()`] and in [`crate::codes`]. Start at
//! [`lint()`].
//!
//! [`Config::lint`]: crate::Config::lint
//! [`Declarations`]: crate::syntax::Declarations

pub(crate) mod attributes;
pub(crate) mod characters;
pub(crate) mod computed;
pub(crate) mod differences;
mod effective;
pub(crate) mod engines;
pub(crate) mod freeze;
pub(crate) mod names;
pub(crate) mod platform;
pub(crate) mod profiles;
pub(crate) mod repositories;
mod sink;
pub(crate) mod statements;
pub(crate) mod syntax;
pub(crate) mod types;
pub(crate) mod wave;

use std::collections::BTreeSet;

use crate::declarations::Declarations;
use crate::diagnostic::Diagnostic;
use crate::options::Version;
use crate::reading::Parser;
use crate::readings::Readings;
use crate::tree::Document;
use effective::EffectiveSettings;
use sink::DiagnosticSink;

/// What is known about the run that a text is for beside its profiles, and what a message may
/// show. More may be asked here one day: name what you set and take the rest from
/// `..LintOptions::default()`.
#[derive(Clone, Copy, Debug)]
pub struct LintOptions {
    /// Which parser reads the text; `None` when both may.
    pub parser: Option<Parser>,
    /// The version of Nextflow, where known.
    pub nextflow: Option<Version>,
    /// Who starts the run.
    pub launcher: Launcher,
    /// Whether a text of the configuration may be quoted in a message. Nothing here can tell
    /// a token from a name, so whoever shows messages to others decides. The values of
    /// options that [hold a secret](crate::options::ConfigOption::is_secret) are never quoted.
    pub may_quote: fn(&str) -> bool,
}

/// Who starts a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Launcher {
    /// Somebody with `nextflow run`.
    #[default]
    CommandLine,
    /// Seqera Platform, which chooses workspace, token and compute environment itself and
    /// ignores what the configuration says of them.
    Platform,
}

/// Both parsers, any version, `nextflow run`; everything may be quoted.
impl Default for LintOptions {
    fn default() -> Self {
        Self {
            parser: None,
            nextflow: None,
            launcher: Launcher::default(),
            may_quote: |_| true,
        }
    }
}

/// Everything there is to say about a text as it was read, in the order of the places.
///
/// ```
/// use nextflow_config::lint::lint;
/// use nextflow_config::{Document, LintOptions, Readings, codes};
///
/// let document = Document::parse("wave.enabled = 'true'");
/// let readings = Readings::of(&document, &["cloud"]);
/// let found = lint(&document, &readings, &LintOptions::default());
/// assert_eq!(found[0].code, codes::TEXT_BOOLEAN);
/// assert_eq!(found[0].span.map(|span| span.of(document.text)), Some("'true'"));
/// ```
pub fn lint(
    document: &Document<'_>,
    readings: &Readings,
    options: &LintOptions,
) -> Vec<Diagnostic> {
    let Readings {
        legacy,
        strict,
        selected,
    } = readings;
    let new_sink = || DiagnosticSink::new(options.may_quote);
    let mut sink = new_sink();
    let declarations = Declarations::of_known_scopes(document);
    statements::labels(document, &declarations, &mut sink);
    if syntax::problems(document, &mut sink) {
        // What the rest means cannot be told before the brackets and quotes are right.
        return sink.into_sorted();
    }
    syntax::refusals(document, legacy, strict, options.parser, &mut sink);
    if options.parser != Some(Parser::Strict) && legacy.refusal.is_none() {
        attributes::check(document, legacy, &mut sink);
    }
    let effective = EffectiveSettings::all(legacy, strict, options.parser);
    let input = Input {
        document,
        declarations: &declarations,
        options,
        selected: match selected.as_slice() {
            [] => BTreeSet::from(["standard"]),
            chosen => chosen.iter().map(String::as_str).collect(),
        },
    };
    for settings in &effective {
        let mut own = new_sink();
        names::check(settings, &input, &mut own);
        types::check(settings, &mut own);
        let mut of_wave = new_sink();
        wave::check(settings, &input, &mut of_wave);
        freeze::check(settings, &mut of_wave);
        repositories::check(settings, &mut of_wave);
        if settings.is_wave_turned_off() {
            of_wave.soften();
        }
        own.append(of_wave);
        engines::check(settings, &mut own);
        platform::check(settings, &input, &mut own);
        own.soften_unsure(|span| settings.certainty_at(span));
        computed::check(settings, &input, &mut own);
        sink.merge(own, settings.parser, effective.len() < 2);
    }
    statements::duplicates(&input, &mut sink);
    differences::check(legacy, strict, &effective, &input, &mut sink);
    freeze::of_other_profiles(&effective, &input, &mut sink);
    profiles::check(&effective, &input, &mut sink);
    sink.into_sorted()
}

/// What the rules look at, apart from what a parser comes to.
struct Input<'a> {
    document: &'a Document<'a>,
    declarations: &'a Declarations<'a>,
    options: &'a LintOptions,
    /// The profiles that count in the run.
    selected: BTreeSet<&'a str>,
}

impl Input<'_> {
    /// Whether the settings of a profile count in the run.
    fn is_selected(&self, profile: &str) -> bool {
        self.selected.contains(profile)
    }
}

#[cfg(test)]
mod tests;
