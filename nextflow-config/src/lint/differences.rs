//! Where Nextflow's two parsers come to different settings, and where settings get lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::declarations::{Applies, Declaration, DeclarationForm};
use crate::diagnostic::Diagnostic;
use crate::options::option;
use crate::reading::{Parser, Reading, Setting};
use crate::rule::rules;
use crate::tree::ExprKind;
use crate::value::Value;

use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;
use super::{Input, computed};

rules! {
    /// Settings are lost because their scope is opened or assigned again further down.
    pub SCOPE_RESET = "scope-reset" {
        severity: Warning,
        why: "Something else that is assigned to the scope replaces all that was in it. The legacy \
              parser, with which Seqera Platform launches unless told otherwise, in some cases \
              also starts a scope anew where a later block opens it.",
        action: "Write all settings of the scope in one block, or all with dots.",
    }

    /// A profile and another place set the same option, and Nextflow's two parsers choose different
    /// values.
    pub PROFILE_ORDER_DIFFERS = "profile-order-differs" {
        severity: Warning,
        why: "The legacy parser usually applies profiles at the end and several of them in the \
              order of the text. The strict parser applies them where they stand, and several in \
              the order of the command line.",
        action: "Put the profiles last and name them in the order of the text, or set the option \
                 in one place only.",
    }

    /// Nextflow's two parsers come to different values for a setting.
    pub SEMANTICS_DIFFER = "semantics-differ" {
        severity: Warning,
        why: "Which value counts depends on the parser. Seqera Platform launches with the legacy \
              parser unless somebody turned on the strict one; Nextflow itself uses the strict one \
              by default from 26.04.",
        action: "Set it once, outside of other scopes.",
    }
}

pub(super) fn check(
    legacy: &Reading,
    strict: &Reading,
    effective: &[EffectiveSettings<'_>],
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let reading = match effective.first().map(|settings| settings.parser) {
        Some(Parser::Strict) => strict,
        _ => legacy,
    };
    let includes: Vec<_> = reading
        .includes
        .iter()
        .map(|include| include.span)
        .collect();
    computed::includes(&includes, sink);
    if reading.refusal.is_some() {
        return;
    }
    let explained = lost(effective, input, sink);
    if let [one, other] = effective {
        differing(one, other, input, &explained, sink);
    }
}

/// Settings that the text makes and that are gone in the end.
fn lost<'a>(
    effective: &[EffectiveSettings<'_>],
    input: &'a Input<'_>,
    sink: &mut DiagnosticSink,
) -> BTreeSet<&'a str> {
    let mut seen = vec![false; input.declarations.path_count()];
    let mut explained = BTreeSet::new();
    // Of several in one scope one is told of, with the names of the others.
    let mut scopes: BTreeMap<(&str, bool), Vec<&Declaration<'_>>> = BTreeMap::new();
    for declaration in input.declarations.iter() {
        let path = &*declaration.path;
        let counts = match declaration.applies {
            Applies::Always => true,
            Applies::WithProfile(profile) => input.is_selected(profile),
            Applies::Conditionally => false,
        };
        let is_map = matches!(declaration.value.kind, ExprKind::Map(_));
        let seen = seen.get_mut(declaration.number);
        let Some(is_seen) = seen.filter(|_| counts && !is_map) else {
            continue;
        };
        if std::mem::replace(is_seen, true) || option(path).is_none() {
            continue;
        }
        let is_lost = |parser| {
            let own = effective.iter().find(|settings| settings.parser == parser);
            own.is_some_and(|settings| !is_there(settings, path))
        };
        let (by_legacy, by_strict) = (is_lost(Parser::Legacy), is_lost(Parser::Strict));
        let is_by_both = by_strict && (by_legacy || effective.len() == 1);
        if by_legacy || is_by_both {
            let scope = path.split('.').next().unwrap_or(path);
            explained.insert(path);
            scopes
                .entry((scope, is_by_both))
                .or_default()
                .push(declaration);
        }
    }
    for ((scope, is_by_both), lost) in scopes {
        let Some(first) = lost.first() else {
            continue;
        };
        let names = lost.iter().map(|declaration| &*declaration.path);
        let list = names.take(8).collect::<Vec<_>>().join(", ");
        let message = if is_by_both {
            format!(
                "{list} is lost: further down something else is assigned to the scope {scope}, \
                 which replaces all that was in it."
            )
        } else {
            format!(
                "{list} is lost with the legacy parser, which Seqera Platform launches with unless \
                 somebody turned on the strict one: it makes the scope {scope} anew where a block \
                 of it is opened later. Write all settings of {scope} in one block, or all with \
                 dots."
            )
        };
        sink.push(Diagnostic::warning(SCOPE_RESET, message).at(first.span()));
    }
    explained
}

/// Whether a setting is there, or something else that stands where its scope would be.
fn is_there(settings: &EffectiveSettings<'_>, path: &str) -> bool {
    let mut above = Some(path);
    while let Some(scope) = above {
        let found = settings.get(scope);
        // What only a run can tell may have it. Nothing and `false` have not.
        if found.is_some_and(|found| scope == path || found.value == Value::Unknown) {
            return true;
        }
        above = scope.rsplit_once('.').map(|(scope, _)| scope);
    }
    false
}

/// Settings of which each parser has its own idea.
fn differing(
    legacy: &EffectiveSettings<'_>,
    strict: &EffectiveSettings<'_>,
    input: &Input<'_>,
    explained: &BTreeSet<&str>,
    sink: &mut DiagnosticSink,
) {
    let all = legacy.iter().chain(strict.iter());
    let paths: BTreeSet<&str> = all.map(|setting| setting.path.as_str()).collect();
    for path in paths {
        let (in_legacy, in_strict) = (legacy.get(path), strict.get(path));
        let value = |setting: Option<&'_ Setting>| setting.map(|it| it.value.clone());
        let values = (value(in_legacy), value(in_strict));
        let is_unknown = |value: &Option<Value>| *value == Some(Value::Unknown);
        if values.0 == values.1
            || is_unknown(&values.0)
            || is_unknown(&values.1)
            || explained.contains(path)
        {
            continue;
        }
        let Some(place) = in_strict.or(in_legacy).map(|setting| setting.span) else {
            continue;
        };
        let shown = |value: &Option<Value>| match value {
            Some(value) => sink.value(path, value),
            None => "not set".to_owned(),
        };
        let both = format!(
            "With the legacy parser {path} is {}, with the strict one it is {}.",
            shown(&values.0),
            shown(&values.1)
        );
        let reason = match depends_on_order(path, input) {
            Some(Order::OfProfiles) => Some(
                "The legacy parser applies several profiles in the order of the text, the strict \
                 one in that of the command line. Set it in one of them only, or name them in the \
                 order in which they stand here.",
            ),
            Some(Order::OfProfileAndText) => Some(
                "The legacy parser applies a profile at the end, the strict one where it stands. \
                 Put the profiles last, or set it in one place only.",
            ),
            None => None,
        };
        let new = if let Some(reason) = reason {
            Diagnostic::warning(PROFILE_ORDER_DIFFERS, format!("{both} {reason}"))
        } else {
            let message = format!(
                "{both} Seqera Platform launches with the legacy parser unless somebody turned on \
                 the strict one; set it once, outside of other scopes, to be sure."
            );
            Diagnostic::warning(SEMANTICS_DIFFER, message).about(path)
        };
        sink.push(new.at(place));
    }
}

/// What an order is one of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    OfProfiles,
    OfProfileAndText,
}

/// The order on which it depends that a selected profile and something else set an option.
fn depends_on_order(path: &str, input: &Input<'_>) -> Option<Order> {
    let mut profile = None;
    let mut is_outside = false;
    for declaration in input.declarations.of_path(path) {
        match declaration.applies {
            Applies::WithProfile(name) if input.is_selected(name) => {
                let is_second = *profile.get_or_insert(name) != name;
                if is_second {
                    return Some(Order::OfProfiles);
                }
            }
            Applies::Always if declaration.form == DeclarationForm::Assigned => is_outside = true,
            _ => {}
        }
    }
    (is_outside && profile.is_some()).then_some(Order::OfProfileAndText)
}

#[cfg(test)]
mod tests;
