//! Where Nextflow's two parsers come to different settings, and where settings get lost.

use std::collections::{BTreeMap, BTreeSet};

use super::super::options::{is_known_scope, option};
use super::super::reading::{Reading, Semantics, Setting};
use super::super::value::Value;
use super::freeze::is_selected;
use super::said::{Said, shown};
use super::view::View;
use super::written::{Entry, Form, Place};
use super::{About, ConfigFinding, unsure};
use crate::finding::{Code, Finding};

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
    let includes: Vec<_> = reading.includes.iter().map(|include| include.place).collect();
    unsure::includes(&includes, said);
    let of = |view: &View<'_>| match view.semantics {
        Semantics::V1 => v1,
        Semantics::V2 => v2,
    };
    let readings: Vec<_> = views.iter().map(|view| (view.semantics, of(view))).collect();
    if readings.iter().any(|(_, reading)| reading.refusal.is_some()) {
        return;
    }
    let mut explained = BTreeSet::new();
    lost(&readings, about, &mut explained, said);
    if let [(_, one), (_, other)] = readings.as_slice() {
        differing(one, other, about, &explained, said);
    }
}

/// The settings of known scopes by path.
fn by_path<'a>(reading: &'a Reading) -> BTreeMap<&'a str, &'a Setting> {
    let known = |setting: &&Setting| is_known_scope(&setting.path);
    let settings = reading.settings.iter().filter(known);
    settings
        .map(|setting| (setting.path.as_str(), setting))
        .collect()
}

/// Settings that the text makes and that are gone in the end.
fn lost<'a>(
    readings: &[(Semantics, &Reading)],
    about: &'a About<'_>,
    explained: &mut BTreeSet<&'a str>,
    said: &mut Said,
) {
    let maps: Vec<_> = readings
        .iter()
        .map(|(semantics, reading)| (*semantics, by_path(reading)))
        .collect();
    // Of several in one scope one is told of, with the names of the others.
    let mut scopes: BTreeMap<(&str, bool), Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &about.written.settings {
        let path = entry.path.as_str();
        let counts = match entry.place {
            Place::Base => true,
            Place::Profile(profile) => is_selected(profile, about),
            Place::Conditional => false,
        };
        if !counts || option(path).is_none() {
            continue;
        }
        let is_lost = |semantics| {
            let own = maps.iter().find(|(known, _)| *known == semantics);
            own.is_some_and(|(_, map)| !is_there(map, path))
        };
        let (by_v1, by_v2) = (is_lost(Semantics::V1), is_lost(Semantics::V2));
        let is_by_both = by_v2 && (by_v1 || readings.len() == 1);
        if by_v1 || is_by_both {
            let scope = path.split('.').next().unwrap_or(path);
            explained.insert(path);
            scopes.entry((scope, is_by_both)).or_default().push(entry);
        }
    }
    for ((scope, is_by_both), entries) in scopes {
        let mut names: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        names.dedup();
        let shown = names.get(..names.len().min(8)).unwrap_or_default();
        let list = shown.join(", ");
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
        let Some(first) = entries.first() else { continue };
        let finding = Finding::warning(Code::ScopeReset, message);
        said.say(ConfigFinding::new(finding).at(first.span()));
    }
}

/// Whether a setting or what is around it is there.
fn is_there(map: &BTreeMap<&str, &Setting>, path: &str) -> bool {
    let mut above = path;
    loop {
        if map.contains_key(above) {
            return true;
        }
        // A map that is a value, and everything in a scope that only a run can tell.
        match above.rsplit_once('.') {
            Some((scope, _)) => above = scope,
            None => break,
        }
    }
    let below = format!("{path}.");
    let mut after = map.range::<&str, _>(below.as_str()..);
    let next = after.next();
    next.is_some_and(|(found, _)| found.starts_with(&below))
}

/// Settings of which each parser has its own idea.
fn differing(
    v1: &Reading,
    v2: &Reading,
    about: &About<'_>,
    explained: &BTreeSet<&str>,
    said: &mut Said,
) {
    let (one, other) = (by_path(v1), by_path(v2));
    let paths: BTreeSet<&str> = one.keys().chain(other.keys()).copied().collect();
    for path in paths {
        let (a, b) = (one.get(path), other.get(path));
        let value = |setting: Option<&&Setting>| setting.map(|it| it.value.clone());
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
            ConfigFinding::new(Finding::warning(Code::ProfileOrderDiffers, message))
        } else {
            let message = format!(
                "{both} Seqera Platform launches with the legacy parser unless somebody turned on \
                 the strict one; set it once, outside of other scopes, to be sure."
            );
            ConfigFinding::new(Finding::warning(Code::SemanticsDiffer, message)).about(path)
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
            Place::Profile(profile) if is_selected(profile, about) => {
                if !profiles.contains(&profile) {
                    profiles.push(profile);
                }
            }
            Place::Base if entry.form == Form::Assigned => is_outside = true,
            _ => {}
        }
    }
    profiles.len() > 1 || is_outside && !profiles.is_empty()
}
