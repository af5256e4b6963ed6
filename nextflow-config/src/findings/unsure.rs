//! What only a run can tell, and what counts in another run only.

use super::super::reading::Certainty;
use super::super::token::Span;
use super::super::tree::{Expr, ExprKind, TextPart};
use super::super::value::Value;
use super::About;
use super::freeze::is_selected;
use super::said::{MOST_OF_A_KIND, Said, shown};
use super::view::View;
use super::written::Place;
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

rules! {
    /// A setting depends on a condition.
    pub CONDITIONAL_SETTING = "conditional-setting" {
        severity: Info,
        why: "Only a run can tell whether the condition holds, so the value is not known here and \
              nothing is said about it.",
        action: "There is nothing to do. If the value matters, check it for the run that you have \
                 in mind.",
    }

    /// A setting is computed.
    pub DYNAMIC_VALUE = "dynamic-value" {
        severity: Info,
        why: "Its value is made of parameters or other expressions, so only a run can tell for \
              certain what it is.",
        action: "There is nothing to do. If the value matters, check it for the run that you have \
                 in mind.",
    }

    /// Other files are included, and they are not read here.
    pub INCLUDES_UNKNOWN = "includes-unknown" {
        severity: Info,
        why: "What they set is not known here. It may change what the text says before the lines \
              that include them.",
        action: "There is nothing to do. If an included file may set the same options, check it as \
                 well.",
    }

    /// Settings of Wave are in a profile that is not selected.
    pub IN_UNSELECTED_PROFILE = "in-unselected-profile" {
        severity: Info,
        why: "They have no effect in this run. Without a choice, Nextflow selects only the profile \
              standard.",
        action: "To use them, run with that profile, or set them outside of the profiles. \
                 Otherwise there is nothing to do.",
    }
}

pub(super) fn report(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    for setting in view.settings() {
        let path = &setting.path;
        let is_unknown = setting.value == Value::Unknown;
        let is_sure = setting.certainty == Certainty::Sure;
        let entry = about.written.name_at(path, setting.place);
        if !is_unknown && is_sure && !entry.is_some_and(|entry| is_computed(entry.value)) {
            continue;
        }
        let in_condition = about
            .written
            .all(path)
            .find(|entry| entry.place == Place::Conditional);
        if let (true, Some(entry)) = (is_unknown, in_condition) {
            let message = format!(
                "{path} depends on a condition that only a run can tell, so it is not known here."
            );
            let finding = Diagnostic::info(CONDITIONAL_SETTING, message);
            said.say(finding.at(entry.span()));
            continue;
        }
        let message = if is_unknown {
            format!("{path} is computed: only a run can tell what it is, so it is not known here.")
        } else if is_sure {
            format!(
                "{path} is computed. As far as this text tells it is {}.",
                shown(path, &setting.value)
            )
        } else {
            format!("{path} is made of parameters, so a run with other parameters changes it.")
        };
        let finding = Diagnostic::info(DYNAMIC_VALUE, message);
        said.say(finding.at(setting.place));
    }
}

/// Whether a value is made of others, and not only written down.
fn is_computed(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Closure(_) => false,
        ExprKind::Text(_, parts) => !parts.iter().all(|part| matches!(part, TextPart::Chunk(_))),
        ExprKind::List(values) => values.iter().any(is_computed),
        ExprKind::Map(entries) => entries.iter().any(|entry| is_computed(&entry.value)),
        ExprKind::Property(inner, ..)
        | ExprKind::Unary(_, inner)
        | ExprKind::As(inner, _)
        | ExprKind::Cast(_, inner)
        | ExprKind::Paren(inner)
        | ExprKind::Spread(inner) => is_computed(inner),
        ExprKind::Binary(left, _, right) => is_computed(left) || is_computed(right),
        ExprKind::Name(_)
        | ExprKind::Index(..)
        | ExprKind::Call(..)
        | ExprKind::Ternary(..)
        | ExprKind::New(_)
        | ExprKind::Assign(..) => true,
    }
}

/// Says that other files have a say.
pub(super) fn includes(places: &[Span], said: &mut Said) {
    let Some(first) = places.first() else { return };
    let message = match places.len() {
        1 => "Another file is included here, which is not read. What it sets is not known here, \
              and may change what the text says before this line."
            .to_owned(),
        count => format!(
            "{count} other files are included, from here on, which are not read. What they set is \
             not known here, and may change what the text says before those lines."
        ),
    };
    let finding = Diagnostic::info(INCLUDES_UNKNOWN, message);
    said.say(finding.at(*first));
}

/// What one profile says of Wave.
struct OfWave<'a> {
    profile: &'a str,
    names: Vec<&'a str>,
    first: Span,
}

/// Says which other profiles have settings of Wave.
pub(super) fn in_other_profiles(views: &[View<'_>], about: &About<'_>, said: &mut Said) {
    let is_on = views.iter().any(View::wants_wave);
    let mut found: Vec<OfWave<'_>> = Vec::new();
    for entry in &about.written.settings {
        let Place::Profile(profile) = entry.place else {
            continue;
        };
        if !entry.path.starts_with("wave.") || is_selected(profile, about) {
            continue;
        }
        let is_full = found.len() >= MOST_OF_A_KIND;
        let known = found.iter_mut().find(|known| known.profile == profile);
        if let Some(known) = known {
            if known.names.len() < 20 && !known.names.contains(&&*entry.path) {
                known.names.push(&entry.path);
            }
        } else if !is_full {
            found.push(OfWave {
                profile,
                names: vec![&entry.path],
                first: entry.span(),
            });
        }
    }
    for OfWave {
        profile,
        names,
        first,
    } in found
    {
        let switch = if names.contains(&"wave.enabled") && !is_on {
            " Wave is off without it."
        } else {
            ""
        };
        let message = format!(
            "The profile {profile} is not selected, so what it says of Wave does not count: {}.\
             {switch} Run with -profile {profile}, or set it outside of the profiles.",
            names.join(", ")
        );
        let finding = Diagnostic::info(IN_UNSELECTED_PROFILE, message);
        said.say(finding.about(format!("@{profile}")).at(first));
    }
}
