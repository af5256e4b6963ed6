//! Names that nothing has set before, and blocks without settings.
//!
//! The legacy parser makes an empty scope of either and goes on; `ConfigBuilder` stops at the
//! first that is still empty in the end. Each is told of once, where it is read or opened,
//! whatever takes its value.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::reading::{Certainty, EmptyScope, MissingName, Reading};
use crate::rule::rules;
use crate::token::Span;
use crate::tree::Document;

use super::sink::DiagnosticSink;
use super::syntax::is_near_secret;

rules! {
    /// A name is read that nothing has set before, or a block has no settings.
    pub UNKNOWN_ATTRIBUTE = "unknown-attribute" {
        severity: Error,
        why: "The legacy parser stops with “Unknown config attribute”. For a parameter this does \
              not happen if the command line of the run, a parameter file or an including file \
              sets it.",
        action: "Give it a value in this text first, put quotes around it if it is meant as a \
                 text, or take it out.",
    }
}

/// Says which names and scopes the legacy parser does not know in the end.
pub(super) fn check(document: &Document<'_>, legacy: &Reading, sink: &mut DiagnosticSink) {
    let mut scopes: Vec<&EmptyScope> = legacy.empty_scopes.iter().collect();
    scopes.sort_by_key(|scope| scope.span);
    let mut seen = HashSet::new();
    for scope in scopes {
        match &scope.missing {
            // Printing leaves one of this name behind, which is nobody's mistake here.
            Some(missing) if missing.name == "out" => {}
            // All of the parameters are asked, and what is asked for may be there.
            Some(missing) if missing.name == "params" => {}
            // A file that is included before may set it.
            Some(_) if scope.certainty == Certainty::UnlessIncluded => {}
            // It is there for the file that is included in it.
            None if includes_inside(scope, legacy) => {}
            Some(missing) if !seen.insert(missing.name.as_str()) => {}
            // Another parameter that is missing made a scope in which this one is not.
            Some(missing) if is_hidden(scope, missing, legacy) => {}
            Some(missing) => name(document, scope, missing, legacy, sink),
            None => block(document, scope, legacy, sink),
        }
    }
}

/// Whether a file is included in the braces of a block.
fn includes_inside(scope: &EmptyScope, legacy: &Reading) -> bool {
    let mut spans = legacy.includes.iter().map(|include| include.span);
    spans.any(|span| scope.span.start <= span.start && span.end <= scope.span.end)
}

/// Whether a parameter is set, and looked for in vain because its block has a scope of the same
/// name in it.
fn is_hidden(scope: &EmptyScope, missing: &MissingName, legacy: &Reading) -> bool {
    scope.path.starts_with("params.params.")
        && (legacy.get(&missing.name).is_some()
            || legacy
                .empty_scopes
                .iter()
                .any(|other| other.path == missing.name))
}

/// A name that is looked for in vain.
fn name(
    document: &Document<'_>,
    scope: &EmptyScope,
    missing: &MissingName,
    legacy: &Reading,
    sink: &mut DiagnosticSink,
) {
    let shown = Shown::of(&missing.name, scope, scope.span, legacy, document, sink);
    let (name, stops) = (&shown.name, &shown.stops);
    let new = if missing.is_parameter {
        Diagnostic::warning(
            UNKNOWN_ATTRIBUTE,
            format!(
                "Nothing in this text sets {name} before it is read here. Unless the command \
                 line, a parameter file or an including file does, {stops} Give it a value \
                 before, for instance null."
            ),
        )
    } else if scope.certainty == Certainty::Sure {
        Diagnostic::error(
            UNKNOWN_ATTRIBUTE,
            format!(
                "Nothing sets {name} before it is read here, so {stops} Put quotes around it if \
                 it is meant as a text, set it before, or take it out."
            ),
        )
    } else {
        Diagnostic::warning(
            UNKNOWN_ATTRIBUTE,
            format!(
                "Nothing sets {name} before it is read here. If the condition around it holds, \
                 {stops} Put quotes around it if it is meant as a text, set it before, or take \
                 it out."
            ),
        )
    };
    sink.push(shown.about(new, &missing.name).at(scope.span));
}

/// A block without settings.
fn block(document: &Document<'_>, scope: &EmptyScope, legacy: &Reading, sink: &mut DiagnosticSink) {
    let head = scope.span.of(document.text).split('{').next();
    let head = head.unwrap_or_default().trim_end().len();
    let place = Span {
        start: scope.span.start,
        end: scope.span.start + head,
    };
    let shown = Shown::of(&scope.path, scope, place, legacy, document, sink);
    let (name, stops) = (&shown.name, &shown.stops);
    let advice = "Set something in it, or take it out.";
    let new = if scope.certainty == Certainty::Sure {
        Diagnostic::error(
            UNKNOWN_ATTRIBUTE,
            format!("The block {name} has no setting in it, so {stops} {advice}"),
        )
    } else if scope.certainty == Certainty::UnlessIncluded {
        Diagnostic::warning(
            UNKNOWN_ATTRIBUTE,
            format!(
                "The block {name} has no setting in it. Unless a file that is included sets one, \
                 {stops} {advice}"
            ),
        )
    } else {
        Diagnostic::warning(
            UNKNOWN_ATTRIBUTE,
            format!(
                "The block {name} has no setting in it. If the condition around it holds, {stops} \
                 {advice}"
            ),
        )
    };
    sink.push(shown.about(new, &scope.path).at(place));
}

/// What a message may show.
struct Shown {
    name: String,
    /// What the parser does, as half a sentence.
    stops: String,
    is_public: bool,
}

impl Shown {
    fn of(
        name: &str,
        scope: &EmptyScope,
        place: Span,
        legacy: &Reading,
        document: &Document<'_>,
        sink: &DiagnosticSink,
    ) -> Self {
        let path = scope.path.replace('\'', "");
        let is_public =
            sink.may_quote(name) && sink.may_quote(&path) && !is_near_secret(document, place);
        let (name, path) = if is_public {
            (name.replace('\'', ""), format!(" `{path}`"))
        } else {
            ("a name".to_owned(), String::new())
        };
        let stops = if legacy.needs_parameters {
            // At another place and in other words, if the parameters are not set.
            "the legacy parser stops.".to_owned()
        } else {
            format!("the legacy parser stops with: Unknown config attribute{path}.")
        };
        Self {
            name,
            stops,
            is_public,
        }
    }

    fn about(&self, new: Diagnostic, subject: &str) -> Diagnostic {
        if self.is_public {
            new.about(subject)
        } else {
            new
        }
    }
}

#[cfg(test)]
mod tests;
