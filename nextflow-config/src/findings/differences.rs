//! Where Nextflow's two parsers come to different settings, and where settings get lost.

use std::collections::{BTreeMap, BTreeSet};

use super::super::options::option;
use super::super::reading::{Reading, Semantics, Setting};
use super::super::tree::ExprKind;
use super::super::value::Value;
use super::freeze::is_selected;
use super::said::{Said, shown};
use super::view::View;
use super::written::{Entry, Form, Place};
use super::{About, unsure};
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

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
        action: "Put the profiles last, or set the option in one place only.",
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

pub(super) fn report(
    v1: &Reading,
    v2: &Reading,
    views: &[View<'_>],
    about: &About<'_>,
    said: &mut Said,
) {
    let reading = match views.first().map(|view| view.semantics) {
        Some(Semantics::V2) => v2,
        _ => v1,
    };
    let includes: Vec<_> = reading
        .includes
        .iter()
        .map(|include| include.place)
        .collect();
    unsure::includes(&includes, said);
    if reading.refusal.is_some() {
        return;
    }
    let explained = lost(views, about, said);
    if let [one, other] = views {
        differing(one, other, about, &explained, said);
    }
}

/// Settings that the text makes and that are gone in the end.
fn lost<'a>(views: &[View<'_>], about: &'a About<'_>, said: &mut Said) -> BTreeSet<&'a str> {
    let mut seen = vec![false; about.written.names()];
    let mut explained = BTreeSet::new();
    // Of several in one scope one is told of, with the names of the others.
    let mut scopes: BTreeMap<(&str, bool), Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &about.written.settings {
        let path = &*entry.path;
        let counts = match entry.place {
            Place::Base => true,
            Place::Profile(profile) => is_selected(profile, about),
            Place::Conditional => false,
        };
        let is_map = matches!(entry.value.kind, ExprKind::Map(_));
        let Some(seen) = seen.get_mut(entry.id).filter(|_| counts && !is_map) else {
            continue;
        };
        if std::mem::replace(seen, true) || option(path).is_none() {
            continue;
        }
        let is_lost = |semantics| {
            let own = views.iter().find(|view| view.semantics == semantics);
            own.is_some_and(|view| !is_there(view, path))
        };
        let (by_v1, by_v2) = (is_lost(Semantics::V1), is_lost(Semantics::V2));
        let is_by_both = by_v2 && (by_v1 || views.len() == 1);
        if by_v1 || is_by_both {
            let scope = path.split('.').next().unwrap_or(path);
            explained.insert(path);
            scopes.entry((scope, is_by_both)).or_default().push(entry);
        }
    }
    for ((scope, is_by_both), entries) in scopes {
        let Some(first) = entries.first() else {
            continue;
        };
        let names = entries.iter().map(|entry| &*entry.path);
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
        let finding = Diagnostic::warning(SCOPE_RESET, message);
        said.say(finding.at(first.span()));
    }
    explained
}

/// Whether a setting is there, or something else that stands where its scope would be.
fn is_there(view: &View<'_>, path: &str) -> bool {
    let mut above = Some(path);
    while let Some(scope) = above {
        let found = view.get(scope);
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
    v1: &View<'_>,
    v2: &View<'_>,
    about: &About<'_>,
    explained: &BTreeSet<&str>,
    said: &mut Said,
) {
    let all = v1.settings().chain(v2.settings());
    let paths: BTreeSet<&str> = all.map(|setting| setting.path.as_str()).collect();
    for path in paths {
        let (a, b) = (v1.get(path), v2.get(path));
        let value = |setting: Option<&Setting>| setting.map(|it| it.value.clone());
        let (in_v1, in_v2) = (value(a), value(b));
        let is_unsure = [&in_v1, &in_v2].contains(&&Some(Value::Unknown));
        if in_v1 == in_v2 || is_unsure || explained.contains(path) {
            continue;
        }
        let Some(place) = b.or(a).map(|setting| setting.place) else {
            continue;
        };
        let what = |value: &Option<Value>| match value {
            Some(value) => shown(path, value),
            None => "not set".to_owned(),
        };
        let both = format!(
            "With the legacy parser {path} is {}, with the strict one it is {}.",
            what(&in_v1),
            what(&in_v2)
        );
        let new = if depends_on_order(path, about) {
            let message = format!(
                "{both} The legacy parser applies profiles at the end, the strict one where they \
                 stand. Put the profiles last, or set it in one place only."
            );
            Diagnostic::warning(PROFILE_ORDER_DIFFERS, message)
        } else {
            let message = format!(
                "{both} Seqera Platform launches with the legacy parser unless somebody turned on \
                 the strict one; set it once, outside of other scopes, to be sure."
            );
            Diagnostic::warning(SEMANTICS_DIFFER, message).about(path)
        };
        said.say(new.at(place));
    }
}

/// Whether a selected profile and something else set it.
fn depends_on_order(path: &str, about: &About<'_>) -> bool {
    let mut profiles: Vec<&str> = Vec::new();
    let mut is_outside = false;
    for entry in about.written.all(path) {
        match entry.place {
            Place::Profile(profile)
                if is_selected(profile, about) && !profiles.contains(&profile) =>
            {
                profiles.push(profile);
            }
            Place::Base if entry.form == Form::Assigned => is_outside = true,
            _ => {}
        }
    }
    profiles.len() > 1 || is_outside && !profiles.is_empty()
}
