//! Settings that Nextflow does not know, or that are too old or too new.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::Change;
use crate::declarations::{DeclarationForm, Declarations};
use crate::diagnostic::{Diagnostic, Repair};
use crate::options::{
    ConfigOption, OptionType, Status, in_misspelled_scope, is_of_service, misplaced, nearest,
    option, retired, unknown_name,
};
use crate::reading::Setting;
use crate::rule::rules;
use crate::token::{Span, TokenKind};
use crate::tree::Document;
use crate::value::Value;

use super::Input;
use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;

rules! {
    /// Nextflow most likely does not know the setting.
    pub UNKNOWN_OPTION = "unknown-option" {
        severity: Warning,
        why: "Nextflow ignores a setting that neither it nor a plugin knows; the strict parser \
              warns “Unrecognized config option”. What was meant to be set is not.",
        action: "Check the spelling in the documentation of your Nextflow version, and correct the \
                 name or take it out.",
    }

    /// A setting of the Wave service stands in a configuration of Nextflow.
    pub SERVER_SETTING_IN_NEXTFLOW_CONFIG = "server-setting-in-nextflow-config" {
        severity: Warning,
        why: "Whoever runs the Wave service sets it in the config.yml of the service. Nextflow has \
              no such option and ignores it.",
        action: "Take it out, or have it set where the Wave service is run.",
    }

    /// An option is written outside of the scope that it is in.
    pub OPTION_OUTSIDE_SCOPE = "option-outside-scope" {
        severity: Warning,
        why: "Nextflow looks for the option in its scope only. Elsewhere it ignores the setting, \
              without a word when the legacy parser reads it.",
        action: "Put the scope that is shown before the name, or move the setting into its block.",
    }

    /// The given version of Nextflow does not have the setting yet.
    pub OPTION_TOO_NEW = "option-too-new" {
        severity: Warning,
        why: "That version ignores the setting, so it has no effect.",
        action: "Use a newer version of Nextflow, or do without the setting.",
    }

    /// The setting has another name today, or does nothing.
    pub DEPRECATED = "deprecated" {
        severity: Warning,
        why: "Nextflow warns about it, reads it only as an old name, or no longer reads it.",
        action: "Use the new name that is shown. Where there is none, take the setting out.",
    }

    /// Nextflow had this setting once and has it no longer.
    pub REMOVED = "removed" {
        severity: Warning,
        why: "Current versions of Nextflow do nothing with it.",
        action: "Take it out.",
    }
}

pub(super) fn check(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let declared = declared_in_retired(input.declarations);
    for setting in settings.iter() {
        retirement(setting, &declared, input, sink);
        too_new(setting, input, sink);
    }
    let mut seen = BTreeSet::new();
    for setting in &settings.unknown {
        if is_of_service(&setting.path) {
            of_service(setting, input, sink);
            continue;
        }
        // Of all that is below a name that is not known one is enough.
        if unknown_name(&setting.path).is_some_and(|name| seen.insert(name)) {
            unknown(setting, settings, input, sink);
        }
    }
    misspelled_scopes(settings, input, sink);
    without_scope(settings, input, sink);
    for (setting, option) in &settings.elsewhere {
        if setting.path.contains('.') {
            in_other_scope(setting, option, input, sink);
        } else {
            alone(setting, option, settings, input, sink);
        }
    }
}

/// The place of the name of a setting, or else of its value.
fn place(setting: &Setting, input: &Input<'_>) -> Span {
    let declaration = input.declarations.at(&setting.path, setting.span);
    declaration.map_or(setting.span, |declaration| declaration.name)
}

/// The paths that are declared in each retired scope: two of them at most, because more than
/// one is all that matters.
fn declared_in_retired<'d>(
    declarations: &'d Declarations<'_>,
) -> BTreeMap<&'static str, Vec<&'d str>> {
    let mut declared: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for path in declarations.paths() {
        if let Some(old) = retired(path).filter(|old| old.path != path) {
            let paths = declared.entry(old.path).or_default();
            if paths.len() < 2 {
                paths.push(path);
            }
        }
    }
    declared
}

fn retirement(
    setting: &Setting,
    declared: &BTreeMap<&'static str, Vec<&str>>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let Some(old) = retired(&setting.path) else {
        return;
    };
    let (name, effect) = (old.path, old.effect);
    let (code, became) = match old.status {
        Status::Deprecated => (DEPRECATED, "no longer the way to do it"),
        Status::Removed => (REMOVED, "gone"),
    };
    let advice = match old.replacement {
        Some(replacement) => format!("Use {replacement}."),
        None => "Take it out.".to_owned(),
    };
    let message = format!("{name} is {became}. {effect} {advice}");
    let mut new = Diagnostic::warning(code, message)
        .about(name)
        .at(place(setting, input));
    let rest = setting.path.strip_prefix(name).unwrap_or_default();
    // Of several, one press would leave the others behind.
    let is_alone = declared
        .get(name)
        .is_none_or(|paths| paths.iter().all(|path| *path == setting.path));
    if let Some(replacement) = old.replacement
        && is_alone
        && can_be_written(&setting.value)
    {
        let repair = rename(setting, format!("{replacement}{rest}"));
        new = new.with_suggestion(format!("Use {replacement}"), repair);
    }
    sink.push(new);
}

/// Gives the value of a setting to another one in its place.
fn rename(setting: &Setting, to: String) -> Repair {
    Repair::Change(vec![
        Change {
            path: setting.path.clone(),
            to: None,
        },
        Change {
            path: to,
            to: Some(setting.value.clone()),
        },
    ])
}

/// Whether a value can be given to another setting as it is.
fn can_be_written(value: &Value) -> bool {
    match value {
        Value::Unknown | Value::Closure | Value::Map(_) => false,
        Value::List(values) => values.iter().all(can_be_written),
        _ => true,
    }
}

fn too_new(setting: &Setting, input: &Input<'_>, sink: &mut DiagnosticSink) {
    let (Some(version), Some(option)) = (input.options.nextflow, option(&setting.path)) else {
        return;
    };
    let (Some(false), Some(since)) = (option.is_in(version), option.since) else {
        return;
    };
    let path = option.path;
    let message = format!(
        "{path} came with Nextflow {since}, and this is Nextflow {version}, which ignores it. Use \
         Nextflow {since} or newer."
    );
    sink.push(
        Diagnostic::warning(OPTION_TOO_NEW, message)
            .about(path)
            .at(place(setting, input)),
    );
}

/// Says that the Wave service has the setting, and not Nextflow.
fn of_service(setting: &Setting, input: &Input<'_>, sink: &mut DiagnosticSink) {
    let path = setting.path.as_str();
    let message = format!(
        "{path} is a setting of the Wave service, which reads it from its own config.yml. Nextflow \
         ignores it here."
    );
    sink.push(
        Diagnostic::warning(SERVER_SETTING_IN_NEXTFLOW_CONFIG, message)
            .about(path)
            .at(place(setting, input)),
    );
}

/// Says of a name that it is none of the scope that it is directly in. What is below a name is
/// not looked at: it may be an option that has maps, or a scope that is not known itself.
fn unknown(
    setting: &Setting,
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let path = setting.path.as_str();
    let hint = nearest(path);
    let consequence = "Nextflow ignores it; the strict parser warns: Unrecognized config option";
    let elsewhere = misplaced(path);
    // A whole name of another scope is no slip of the pen.
    let hint = hint
        .filter(|hint| hint.is_sure || elsewhere.is_none_or(|option| !path.ends_with(option.path)));
    let message = match (hint, elsewhere) {
        (Some(hint), _) => format!(
            "Nextflow knows no {path}. Did you mean {}? {consequence} '{path}'.",
            hint.option.path
        ),
        (None, Some(option)) => format!(
            "Nextflow knows no {path}. There is {}, in another scope. {consequence} '{path}'.",
            option.path
        ),
        (None, None) => format!(
            "Nextflow most likely knows no {path}, unless a plugin does. {consequence} '{path}'."
        ),
    };
    let mut new = Diagnostic::warning(UNKNOWN_OPTION, message)
        .about(path)
        .at(place(setting, input));
    if let Some(hint) = hint.filter(|hint| hint.is_sure)
        && let Some(declaration) = input.declarations.at(path, setting.span)
        && declaration.form == DeclarationForm::Assigned
        && input.declarations.of_path(path).count() == 1
        && input
            .declarations
            .of_path(hint.option.path)
            .next()
            .is_none()
        && settings.get(hint.option.path).is_none()
        && let (Some((typed_in, _)), Some((option_in, name))) =
            (path.rsplit_once('.'), hint.option.path.rsplit_once('.'))
        && typed_in == option_in
    {
        let label = format!("Use {}", hint.option.path);
        new = new.suggest_replacing(label, declaration.name, name);
    }
    sink.push(new);
}

/// Says of a scope that it is nearly one that Nextflow knows, and has an option of that one. Once a
/// scope; a plugin could have one of that name.
fn misspelled_scopes(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let scope_of = |path: &'_ str| path.split('.').next().unwrap_or_default().to_owned();
    let mut told = BTreeSet::new();
    for setting in &settings.of_misspelled_scopes {
        let path = setting.path.as_str();
        let scope = scope_of(path);
        let Some(option) = in_misspelled_scope(path).filter(|_| told.insert(scope.clone())) else {
            continue;
        };
        let message = format!(
            "Nextflow knows no scope {scope}, unless a plugin brings it. Did you mean {}? \
             Otherwise Nextflow ignores it; the strict parser warns: Unrecognized config option \
             '{path}'.",
            option.path
        );
        let mut new = Diagnostic::warning(UNKNOWN_OPTION, message)
            .about(path)
            .at(place(setting, input));
        let in_scope = |declared: &&str| scope_of(declared) == scope;
        if input.declarations.paths().filter(in_scope).count() == 1
            && input.declarations.of_path(path).count() == 1
            && input.declarations.of_path(option.path).next().is_none()
            && settings.get(option.path).is_none()
            && can_be_written(&setting.value)
        {
            let repair = rename(setting, option.path.to_owned());
            new = new.with_suggestion(format!("Use {}", option.path), repair);
        }
        sink.push(new);
    }
}

/// Says of the name of an option that the scope before it is missing: `build.repository`. It
/// has to be more than one word, and everything in its scope has to be such a name, since
/// other scopes may be a plugin's.
fn without_scope(settings: &EffectiveSettings<'_>, input: &Input<'_>, sink: &mut DiagnosticSink) {
    let first = |path: &'_ str| path.split('.').next().unwrap_or_default().to_owned();
    let mut is_misplaced: BTreeMap<String, bool> = BTreeMap::new();
    for setting in &settings.foreign {
        let whole = is_misplaced.entry(first(&setting.path)).or_insert(true);
        *whole &= misplaced(&setting.path).is_some();
    }
    for setting in &settings.foreign {
        let path = setting.path.as_str();
        let is_whole = is_misplaced.get(&first(path)).copied().unwrap_or_default();
        let Some(option) = misplaced(path).filter(|_| is_whole && path.contains('.')) else {
            continue;
        };
        let message = format!(
            "{path} stands outside of its scope: the option is {}. Nextflow ignores it, unless a \
             plugin knows it.",
            option.path
        );
        let name = input.declarations.at(path, setting.span);
        let place = name.map_or(setting.span, |declaration| declaration.name);
        sink.push(
            Diagnostic::warning(OPTION_OUTSIDE_SCOPE, message)
                .about(path)
                .at(place),
        );
    }
}

/// Says of an option with its scope that this stands in another one.
fn in_other_scope(
    setting: &Setting,
    option: &ConfigOption,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let (path, name) = (setting.path.as_str(), option.path);
    let scope = path.split('.').next().unwrap_or_default();
    let message = format!(
        "{path} is inside of {scope}, where Nextflow does not look for {name}. It most likely ignores \
         it there: set {name} outside of {scope}, where it counts for the whole run."
    );
    sink.push(
        Diagnostic::warning(OPTION_OUTSIDE_SCOPE, message)
            .about(path)
            .at(place(setting, input)),
    );
}

/// Says of a name without a scope that it is that of an option in one. It may be a variable for
/// what stands below it, where the legacy parser has such: so only of one that nothing reads.
fn alone(
    setting: &Setting,
    option: &ConfigOption,
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let name = setting.path.as_str();
    let has_type = match option.value_type {
        OptionType::Bool => matches!(setting.value, Value::Bool(_)),
        OptionType::Text | OptionType::TextList => {
            matches!(setting.value, Value::Text(_) | Value::List(_))
        }
        _ => false,
    };
    let is_set = settings.get(option.path).is_some();
    if !has_type || is_set || is_read(name, input.document) {
        return;
    }
    let message = format!(
        "{name} stands outside of every scope, and nothing here reads it. Most likely {} is meant: \
         as it is, Nextflow ignores it.",
        option.path
    );
    sink.push(
        Diagnostic::warning(OPTION_OUTSIDE_SCOPE, message)
            .about(name)
            .at(place(setting, input)),
    );
}

/// Whether a name stands somewhere as a value, or in a text, and not as the name of a setting.
fn is_read(name: &str, document: &Document<'_>) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let in_text = |text: &str| {
        text.split(|c| !is_word(c))
            .any(|word| word.trim_start_matches('$') == name)
    };
    let mut before = None;
    let mut tokens = document.tokens.iter();
    while let Some(token) = tokens.next() {
        let text = token.span().of(document.text);
        match token.kind {
            TokenKind::Whitespace
            | TokenKind::LineBreak
            | TokenKind::LineContinuation
            | TokenKind::LineComment
            | TokenKind::BlockComment => continue,
            TokenKind::Name if text == name && before != Some(TokenKind::Dot) => {
                let mut behind = tokens.clone();
                let next = behind.find(|next| next.kind != TokenKind::Whitespace);
                let next = next.map_or("", |next| next.span().of(document.text));
                // `name = …`, and a scope or a key of a map of the same name.
                if !matches!(next, "=" | "{" | ":") {
                    return true;
                }
            }
            TokenKind::Variable if in_text(text) => return true,
            _ => {}
        }
        before = Some(token.kind);
    }
    false
}

#[cfg(test)]
mod tests;
