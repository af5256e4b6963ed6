//! Settings that Nextflow does not know, or that are too old or too new.

use super::super::edit::Change;
use super::super::options::{Fate, is_below, option, retired, suggest};
use super::super::reading::Setting;
use super::super::token::Span;
use super::super::value::Value;
use super::About;
use super::said::Said;
use super::view::View;
use super::written::Form;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Repair;
use crate::rule::rules;

rules! {
    /// Nextflow most likely does not know the setting.
    pub UNKNOWN_OPTION = "unknown-option" {
        severity: Warning,
        why: "Nextflow ignores a setting that neither it nor a plugin knows; the strict parser \
              warns “Unrecognized config option”. What was meant to be set is not.",
        action: "Check the spelling in the documentation of your Nextflow version, and correct the \
                 name or take it out.",
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
        why: "Nextflow warns about it or no longer reads it.",
        action: "Use the new name that is shown. Where there is none, take the setting out.",
    }

    /// Nextflow had this setting once and has it no longer.
    pub REMOVED = "removed" {
        severity: Warning,
        why: "Current versions of Nextflow do nothing with it.",
        action: "Take it out.",
    }
}

pub(super) fn report(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    for setting in view.settings() {
        retirement(setting, about, said);
        too_new(setting, about, said);
    }
    for setting in &view.unknown {
        unknown(setting, view, about, said);
    }
}

/// The place of the name of a setting, or else of its value.
fn place(setting: &Setting, about: &About<'_>) -> Span {
    let entry = about.written.name_at(&setting.path, setting.place);
    entry.map_or(setting.place, |entry| entry.name)
}

fn retirement(setting: &Setting, about: &About<'_>, said: &mut Said) {
    let Some(old) = retired(&setting.path) else {
        return;
    };
    let (name, today) = (old.path, old.today);
    let (code, fate) = match old.fate {
        Fate::Deprecated => (DEPRECATED, "no longer the way to do it"),
        Fate::Removed => (REMOVED, "gone"),
    };
    let advice = match old.instead {
        Some(instead) => format!("Use {instead}."),
        None => "Take it out.".to_owned(),
    };
    let finding = Diagnostic::warning(code, format!("{name} is {fate}. {today} {advice}"));
    let mut new = finding.about(name).at(place(setting, about));
    let rest = setting.path.strip_prefix(name).unwrap_or_default();
    let is_alone = !about.written.settings.iter().any(|entry| {
        is_below(&entry.path, name) && *entry.path != *setting.path && &*entry.path != name
    });
    if let Some(instead) = old.instead
        && is_alone
        && can_be_written(&setting.value)
    {
        let changes = vec![
            Change {
                path: setting.path.clone(),
                to: None,
            },
            Change {
                path: format!("{instead}{rest}"),
                to: Some(setting.value.clone()),
            },
        ];
        new = new.with_suggestion(format!("Use {instead}"), Repair::Change(changes));
    }
    said.say(new);
}

/// Whether a value can be given to another setting as it is.
fn can_be_written(value: &Value) -> bool {
    match value {
        Value::Unknown | Value::Closure | Value::Map(_) => false,
        Value::List(values) => values.iter().all(can_be_written),
        _ => true,
    }
}

fn too_new(setting: &Setting, about: &About<'_>, said: &mut Said) {
    let (Some(version), Some(option)) = (about.context.nextflow, option(&setting.path)) else {
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
    said.say(
        Diagnostic::warning(OPTION_TOO_NEW, message)
            .about(path)
            .at(place(setting, about)),
    );
}

fn unknown(setting: &Setting, view: &View<'_>, about: &About<'_>, said: &mut Said) {
    let path = setting.path.as_str();
    let hint = suggest(path);
    let consequence = "Nextflow ignores it; the strict parser warns: Unrecognized config option";
    let message = match hint {
        Some(hint) => format!(
            "Nextflow knows no {path}. Did you mean {}? {consequence} '{path}'.",
            hint.option.path
        ),
        None => format!(
            "Nextflow most likely knows no {path}, unless a plugin does. {consequence} '{path}'."
        ),
    };
    let mut new = Diagnostic::warning(UNKNOWN_OPTION, message)
        .about(path)
        .at(place(setting, about));
    if let Some(hint) = hint.filter(|hint| hint.is_sure)
        && let Some(entry) = about.written.name_at(path, setting.place)
        && entry.form == Form::Assigned
        && about.written.count(path) == 1
        && about.written.count(hint.option.path) == 0
        && view.get(hint.option.path).is_none()
        && let (Some((typed_in, _)), Some((option_in, name))) =
            (path.rsplit_once('.'), hint.option.path.rsplit_once('.'))
        && typed_in == option_in
    {
        let label = format!("Use {}", hint.option.path);
        new = new.replace(label, entry.name, name);
    }
    said.say(new);
}
