//! What to know about a change that was made.
//!
//! This module may not change a plan. Start at [`notes`].

use super::plan::{Plan, Way};
use super::style::is_literal;
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

rules! {
    /// Other assignments of the changed setting stay in the text.
    pub EDIT_EARLIER_STAY = "edit-earlier-stay" {
        severity: Info,
        why: "They do not count: the value that was set now is the one in effect.",
        action: "There is nothing to do. Take them out if they confuse.",
    }

    /// A computed value was replaced by a fixed one.
    pub EDIT_WAS_COMPUTED = "edit-was-computed" {
        severity: Warning,
        why: "The setting no longer follows the parameters or expressions of which it was made.",
        action: "Undo the change if the expression is still wanted.",
    }

    /// A profile that is not selected sets the changed setting too.
    pub EDIT_PROFILE_DIFFERS = "edit-profile-differs" {
        severity: Info,
        why: "With that profile the parsers may choose either value: the legacy one usually takes \
              the profile's, the strict one the later one of the text.",
        action: "For runs without the profile there is nothing to do. Otherwise change the setting \
                 in the profile as well.",
    }

    /// Only one of Nextflow's two parsers takes the text.
    pub EDIT_ONE_PARSER = "edit-one-parser" {
        severity: Info,
        why: "The change was checked with that one. The other parser refuses the text as it was.",
        action: "There is nothing to do for runs with that parser. To be safe, correct what the \
                 other one refuses.",
    }
}

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
            notes.push(Diagnostic::warning(EDIT_WAS_COMPUTED, message));
        }
        let earlier = plan.duplicates(index, kept);
        if way.is_some() && earlier > 0 && keeps_duplicates {
            let message = format!(
                "`{path}` is set elsewhere in the text too ({earlier} more). Those places stay and \
                 do not count."
            );
            notes.push(Diagnostic::info(EDIT_EARLIER_STAY, message));
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
            notes.push(Diagnostic::info(EDIT_PROFILE_DIFFERS, message));
        }
    }
    if ways.iter().any(Option::is_some) && plan.before.accepted().count() == 1 {
        let message = "Only one of Nextflow's two parsers takes this text, so the change was \
                       checked with that one.";
        notes.push(Diagnostic::info(EDIT_ONE_PARSER, message));
    }
    notes
}

pub(super) fn is_selected(plan: &Plan<'_, '_>, profile: &str) -> bool {
    match plan.options.profiles {
        [] => profile == "standard",
        chosen => chosen.contains(&profile),
    }
}
