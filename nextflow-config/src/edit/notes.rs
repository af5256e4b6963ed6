//! What to know about a change that was made.
//!
//! This module may not change a plan. Start at [`notes`].

use super::plan::{Plan, Way};
use super::style::is_literal;
use crate::diagnostic::{Code, Diagnostic};

/// What to know about changes that were made in these ways.
pub(super) fn notes(
    plan: &Plan<'_, '_>,
    ways: &[Option<&Way<'_, '_>>],
    keeps_duplicates: bool,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (index, (wanted, way)) in plan.wanted.iter().zip(ways).enumerate() {
        let (path, Some(sites)) = (&wanted.path, plan.sites.get(index)) else {
            continue;
        };
        if wanted.to.is_none() {
            continue;
        }
        let winner = plan.winner(index).map(|value| value.span);
        let kept = match way {
            None => winner,
            Some(Way::Replace(value)) => Some(value.span),
            Some(Way::Insert(..) | Way::Append(_) | Way::Remove(..)) => None,
        };
        if let Some(Way::Replace(value)) = way
            && !is_literal(value)
        {
            let message = format!(
                "The value of `{path}` was computed. It is fixed now; undo the change if the \
                 expression is still wanted."
            );
            notes.push(Diagnostic::warning(Code::EditWasComputed, message));
        }
        let earlier = plan.duplicates(index, kept);
        if way.is_some() && earlier > 0 && keeps_duplicates {
            let message = format!(
                "`{path}` is set elsewhere in the text too ({earlier} more). Those places stay and \
                 do not count."
            );
            notes.push(Diagnostic::info(Code::EditEarlierStay, message));
        }
        let mut profiles: Vec<&str> = sites.in_profiles.iter().map(|(name, _)| *name).collect();
        profiles.retain(|profile| !is_selected(plan, profile));
        profiles.sort_unstable();
        profiles.dedup();
        if way.is_some() && !profiles.is_empty() {
            let message = format!(
                "A profile sets `{path}` too ({}). With it, the parsers may choose either value: the \
                 legacy one usually takes the profile's, the strict one the later one of the text.",
                profiles.join(", ")
            );
            notes.push(Diagnostic::info(Code::EditProfileDiffers, message));
        }
    }
    if ways.iter().any(Option::is_some) && plan.before.accepted().count() == 1 {
        let message = "Only one of Nextflow's two parsers takes this text, so the change was \
                       checked with that one.";
        notes.push(Diagnostic::info(Code::EditOneParser, message));
    }
    notes
}

pub(super) fn is_selected(plan: &Plan<'_, '_>, profile: &str) -> bool {
    match plan.options.profiles {
        [] => profile == "standard",
        chosen => chosen.contains(&profile),
    }
}
