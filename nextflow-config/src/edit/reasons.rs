//! Why a change is refused, and where that is in the text.
//!
//! No message shows a value: it may be a secret.

use super::super::lines::Lines;
use super::super::token::Span;
use super::super::tree::{Document, ProblemKind};
use super::names::BadPath;
use super::notes::is_selected;
use super::plan::Plan;
use super::sites::profile_at;
use super::views::Miss;
use super::writing::BadValue;
use super::{Refused, names};
use crate::diagnostic::Diagnostic;
use crate::rule::{Code, rules};

rules! {
    /// A change names no setting that can be set.
    pub EDIT_PATH = "edit-path" {
        severity: Error,
        why: "A setting has a scope and a name, like wave.enabled. A scope that has settings in it \
              cannot be a value as well. The text is left as it is.",
        action: "Name the setting with its scope, with dots between them.",
    }

    /// A setting cannot be given this value.
    pub EDIT_VALUE = "edit-value" {
        severity: Error,
        why: "Only truth values, numbers, times and sizes from zero up, lists and texts without \
              control characters can be written so that both parsers read them in the same way. \
              The text is left as it is.",
        action: "Give another value. To unset a setting, take it out.",
    }

    /// Two changes are about the same setting.
    pub EDIT_TWICE = "edit-twice" {
        severity: Error,
        why: "They would be made at once, and only one of them could count. The text is left as it \
              is.",
        action: "Keep one of the changes.",
    }

    /// The text has characters that have to be repaired before it is changed.
    pub EDIT_REPAIR_FIRST = "edit-repair-first" {
        severity: Error,
        why: "No parser of Nextflow takes them, so the result of a change could not be checked. \
              The text is left as it is.",
        action: "Repair the characters first, then make the change again.",
    }

    /// No parser of Nextflow takes the text, so it is not changed.
    pub EDIT_UNREADABLE = "edit-unreadable" {
        severity: Error,
        why: "The result of a change could not be checked. The text is left as it is.",
        action: "Correct the line that is named first, then make the change again.",
    }

    /// A selected profile sets what should be changed.
    pub EDIT_SET_IN_PROFILE = "edit-set-in-profile" {
        severity: Error,
        why: "For the legacy parser the profile wins over the rest of the text, so a change \
              outside of it would have no effect. Profiles are not changed here.",
        action: "Change the setting in the profile, or run without the profile.",
    }

    /// Code in the text sets what should be changed.
    pub EDIT_SET_IN_CODE = "edit-set-in-code" {
        severity: Error,
        why: "A condition, a loop or other code decides the value, and code is not changed here.",
        action: "Change the setting by hand at the line that is named.",
    }

    /// The scope of the setting has a plain value.
    pub EDIT_SCOPE_IS_VALUE = "edit-scope-is-value" {
        severity: Error,
        why: "Nothing can be set in a scope that is a plain value; a parser of Nextflow would \
              refuse the text.",
        action: "Take out the line that gives the scope its value, then make the change again.",
    }

    /// The change would change another setting as well.
    pub EDIT_CHANGES_OTHERS = "edit-changes-others" {
        severity: Error,
        why: "The other setting depends on this one or shares its place. The text is left as it \
              is, so that nothing changes unasked.",
        action: "Change both by hand.",
    }

    /// The setting cannot be changed so that both of Nextflow's parsers follow.
    pub EDIT_NOT_EFFECTIVE = "edit-not-effective" {
        severity: Error,
        why: "Every change that was tried is refused by a parser or has no effect for one of them. \
              The text is left as it is.",
        action: "Change the text by hand.",
    }
}

fn refused(path: &str, code: Code, message: String, place: Option<Span>) -> Refused {
    Refused {
        path: path.to_owned(),
        finding: Diagnostic::error(code, message),
        place,
    }
}

pub(super) fn bad_path(path: &str, bad: BadPath) -> Refused {
    let message = match bad {
        BadPath::Malformed => {
            format!("`{path}` is no name of a setting. Write it with dots, like `wave.enabled`.")
        }
        BadPath::NoScope => format!(
            "`{path}` is no setting of a scope, so it cannot be set here. \
             Name a setting with its scope, like `wave.enabled`."
        ),
    };
    refused(path, EDIT_PATH, message, None)
}

pub(super) fn bad_value(path: &str, bad: BadValue) -> Refused {
    let why = match bad {
        BadValue::Null => "nothing as its value. Take the setting out instead",
        BadValue::ControlCharacter => {
            "a text with a line end or another control character, which the parsers read in \
             different ways. Take the character out"
        }
        BadValue::NoNumber => "something that is no number, or a time or size below zero",
        BadValue::Kind => "a value of this kind. Give a truth value, a number, a text or a list",
    };
    let message = format!("`{path}` cannot be set to {why}.");
    refused(path, EDIT_VALUE, message, None)
}

pub(super) fn twice(path: &str) -> Refused {
    let message = format!("`{path}` would be changed twice at once. Keep one of the changes.");
    refused(path, EDIT_TWICE, message, None)
}

/// Refuses a text that is broken for both parsers.
pub(super) fn unless_readable(document: &Document<'_>, path: &str) -> Result<(), Refused> {
    let Some(problem) = document.problems.iter().min_by_key(|problem| problem.span) else {
        return Ok(());
    };
    let line = line_of(document.text, problem.span);
    let bad = document.problems.iter();
    let bad = bad.filter(|problem| problem.kind == ProblemKind::BadCharacter);
    if let Some(bad) = bad.min_by_key(|problem| problem.span) {
        let line = line_of(document.text, bad.span);
        let shown = bad.span.of(document.text).chars().next();
        let shown = shown.map_or(0, u32::from);
        let message = format!(
            "Line {line} has a character that no parser of Nextflow takes (U+{shown:04X}), so the \
             text is not changed. Repair the characters first."
        );
        return Err(refused(path, EDIT_REPAIR_FIRST, message, Some(bad.span)));
    }
    let what = match problem.kind {
        ProblemKind::NeverClosed => "opens something that is never closed",
        ProblemKind::NothingToClose => "has a bracket that closes nothing",
        ProblemKind::NotSeparated => "has two statements without a semicolon between them",
        ProblemKind::TooDeep => "is nested more deeply than can be followed",
        ProblemKind::BadCharacter | ProblemKind::Unexpected => "cannot be read",
    };
    let message = format!("Line {line} {what}, so the text is not changed. Put that right first.");
    Err(refused(path, EDIT_UNREADABLE, message, Some(problem.span)))
}

/// Refuses a text that neither parser takes, for whatever reason.
pub(super) fn unless_accepted(plan: &Plan<'_, '_>) -> Result<(), Refused> {
    let Some(first) = plan.wanted.first() else {
        return Ok(());
    };
    if let Some(refusal) = plan.before.refusal() {
        let line = line_of(plan.document.text, refusal.span);
        let message = format!(
            "Both parsers of Nextflow refuse line {line}, so the text is not changed. Put that \
             right first. The legacy parser says: {}",
            refusal.message
        );
        return Err(refused(
            &first.path,
            EDIT_UNREADABLE,
            message,
            Some(refusal.span),
        ));
    }
    for wanted in plan.wanted.iter().filter(|wanted| wanted.to.is_some()) {
        for reading in plan.before.accepted() {
            let mut inner = reading.settings.iter().filter(|setting| {
                setting.path != wanted.path && names::covers(&wanted.path, &setting.path)
            });
            if let Some(setting) = inner.next() {
                let message = format!(
                    "`{}` is a scope, which has `{}` in it, so it cannot be a value as well. \
                     Change the settings in it.",
                    wanted.path, setting.path
                );
                return Err(refused(
                    &wanted.path,
                    EDIT_PATH,
                    message,
                    Some(setting.place),
                ));
            }
        }
    }
    Ok(())
}

/// Why the only change of a plan cannot be made.
pub(super) fn missed(plan: &Plan<'_, '_>, miss: &Miss) -> Refused {
    let (path, sites) = match (plan.wanted.first(), plan.sites.first()) {
        (Some(wanted), Some(sites)) => (wanted.path.as_str(), sites),
        _ => return refused("", EDIT_NOT_EFFECTIVE, String::new(), None),
    };
    let text = plan.document.text;
    let mut profiles = sites.in_profiles.iter().rev();
    let selected = profiles.find(|(profile, _)| is_selected(plan, profile));
    if let (Miss::NotEffective(..), Some((profile, place))) = (miss, selected) {
        let line = line_of(text, *place);
        let message = format!(
            "The profile `{profile}`, which is selected, sets `{path}` in line {line}, and for the \
             legacy parser a profile wins over the rest. Change it there, or run without the profile."
        );
        return refused(path, EDIT_SET_IN_PROFILE, message, Some(*place));
    }
    if let (Miss::Refused(_), Some(place)) = (miss, sites.scalars.last()) {
        let line = line_of(text, *place);
        let message = format!(
            "Line {line} gives a scope of `{path}` a plain value, and nothing can be set in that. \
             Take the line out first."
        );
        return refused(path, EDIT_SCOPE_IS_VALUE, message, Some(*place));
    }
    let in_the_way = match miss {
        Miss::NotEffective(_, place) => *place,
        _ => None,
    };
    match miss {
        Miss::Other(other) => {
            let message = format!(
                "Changing `{path}` would change `{other}` as well, which depends on it or shares its \
                 place. Change both by hand."
            );
            refused(path, EDIT_CHANGES_OTHERS, message, plan.before.place(other))
        }
        Miss::Refused(refusal) => {
            let message = format!(
                "A parser of Nextflow would refuse the text with `{path}` changed: {}. Change it by \
                 hand.",
                refusal.message
            );
            refused(path, EDIT_NOT_EFFECTIVE, message, plan.before.place(path))
        }
        Miss::NotEffective(..) | Miss::Tangled => match in_the_way {
            None if let Some((profile, place)) = scope_in_profile(plan) => {
                let message = format!(
                    "The profile `{profile}`, which is selected, sets up the scope of `{path}`, and \
                     for the legacy parser only what the profile says of it counts. Change it \
                     there, or run without the profile."
                );
                refused(path, EDIT_SET_IN_PROFILE, message, Some(place))
            }
            Some(place) if profile_at(&plan.document.items, place).is_none() => {
                let line = line_of(text, place);
                let message = format!(
                    "`{path}` is set by code in line {line}, which is not changed here. Change it there."
                );
                refused(path, EDIT_SET_IN_CODE, message, Some(place))
            }
            place => {
                let message = format!(
                    "No change of this text has `{path}` in effect for both parsers of Nextflow. \
                     Change it by hand."
                );
                refused(path, EDIT_NOT_EFFECTIVE, message, place)
            }
        },
    }
}

/// A setting of the wanted one's scope that a profile makes.
fn scope_in_profile<'d>(plan: &Plan<'d, '_>) -> Option<(&'d str, Span)> {
    let scope = plan.wanted.first()?.names.scope();
    let mut settings = plan.before.accepted().flat_map(|it| &it.settings);
    settings.find_map(|setting| {
        let profile = profile_at(&plan.document.items, setting.place)?;
        names::covers(scope, &setting.path).then_some((profile, setting.place))
    })
}

/// The line of a place, counted from 1.
fn line_of(text: &str, place: Span) -> usize {
    Lines::of(text).line(place.start)
}
