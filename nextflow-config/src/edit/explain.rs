//! The last stage: why an edit is refused, or what to know about one that was made.
//!
//! Nothing here may change a plan.

use super::effect::Effect;
use super::error::{EditError, EditErrorKind};
use super::layout::is_literal;
use super::locate::{Location, Profiles};
use super::plan::Plan;
use super::request::Request;
use super::rules::{EDIT_EARLIER_STAY, EDIT_ONE_PARSER, EDIT_PROFILE_DIFFERS, EDIT_WAS_COMPUTED};
use super::verify::Violation;
use super::{Outcome, Source};
use crate::diagnostic::Diagnostic;
use crate::path::is_at_or_below;
use crate::token::Span;
use crate::tree::{Document, ProblemKind};

/// Refuses a text that is broken for both parsers.
pub(super) fn unless_sound(document: &Document<'_>, path: &str) -> Result<(), EditError> {
    let problems = document.problems.iter();
    let bad = problems
        .clone()
        .filter(|problem| problem.kind == ProblemKind::BadCharacter)
        .min_by_key(|problem| problem.span);
    let Some(problem) = bad.or_else(|| problems.min_by_key(|problem| problem.span)) else {
        return Ok(());
    };
    let kind = match problem.span.of(document.text).chars().next() {
        Some(character) if bad.is_some() => EditErrorKind::BadCharacter(character),
        _ => EditErrorKind::Syntax(problem.kind),
    };
    Err(EditError::new(path, kind).at(document.text, Some(problem.span)))
}

/// Refuses a text that neither parser takes, for whatever reason.
pub(super) fn unless_accepted(source: &Source<'_, '_>, path: &str) -> Result<(), EditError> {
    let Some(refusal) = source.readings.refusal() else {
        return Ok(());
    };
    let kind = EditErrorKind::Unreadable(refusal.message.clone());
    Err(EditError::new(path, kind).at(source.document.text, Some(refusal.span)))
}

/// Refuses values for what is a scope.
pub(super) fn unless_scope(
    source: &Source<'_, '_>,
    requests: &[Request],
    effects: &[Vec<Effect<'_>>],
) -> Result<(), EditError> {
    for (number, request) in requests.iter().enumerate() {
        let mut effects = effects.iter().filter_map(|it| it.get(number));
        let inner = effects.find_map(|effect| effect.inner);
        if let (Some(_), Some(inner)) = (&request.value, inner) {
            let kind = EditErrorKind::ScopeWithSettings(inner.path.clone());
            let error = EditError::new(request.path.as_str(), kind);
            return Err(error.at(source.document.text, Some(inner.span)));
        }
    }
    Ok(())
}

/// Why a request cannot be made by itself, as far as the last strategy tells.
pub(super) fn refusal(
    source: &Source<'_, '_>,
    request: &Request,
    location: &Location<'_, '_>,
    violation: &Violation,
) -> EditError {
    let (kind, span) = reason(source, request, location, violation);
    EditError::new(request.path.as_str(), kind).at(source.document.text, span)
}

fn reason(
    source: &Source<'_, '_>,
    request: &Request,
    location: &Location<'_, '_>,
    violation: &Violation,
) -> (EditErrorKind, Option<Span>) {
    let place_of = |path: &str| {
        let mut settings = source.readings.accepted().filter_map(|it| it.get(path));
        settings.next().map(|setting| setting.span)
    };
    match violation {
        Violation::OtherChanged(other) => {
            (EditErrorKind::ChangesOther(other.clone()), place_of(other))
        }
        Violation::Refused(_) if let Some(span) = location.scope_value => {
            (EditErrorKind::ScopeIsValue, Some(span))
        }
        Violation::Refused(refusal) => (
            EditErrorKind::WouldBeRefused(refusal.message.clone()),
            place_of(request.path.as_str()),
        ),
        Violation::Overlapping => not_in_effect(source, request, None),
        Violation::NotInEffect { instead, .. } => {
            let mut profiles = location.in_profiles.iter().rev();
            match profiles.find(|(profile, _)| is_selected(source.profiles, profile)) {
                Some((profile, span)) => {
                    let kind = EditErrorKind::SetInProfile((*profile).to_owned());
                    (kind, Some(*span))
                }
                None => not_in_effect(source, request, *instead),
            }
        }
    }
}

/// What has another effect than the request, given where the setting is set instead.
fn not_in_effect(
    source: &Source<'_, '_>,
    request: &Request,
    instead: Option<Span>,
) -> (EditErrorKind, Option<Span>) {
    let profiles = Profiles::of(source.document);
    match instead {
        Some(span) if profiles.at(span).is_none() => (EditErrorKind::SetInCode, Some(span)),
        Some(span) => (EditErrorKind::NotEffective, Some(span)),
        None => {
            let scope = request.path.scope();
            let settings = source.readings.accepted().flat_map(|it| &it.settings);
            let mut inner = settings.filter(|setting| is_at_or_below(&setting.path, scope));
            let found = inner.find_map(|setting| Some((profiles.at(setting.span)?, setting.span)));
            match found {
                Some((profile, span)) => {
                    let kind = EditErrorKind::ScopeInProfile(profile.to_owned());
                    (kind, Some(span))
                }
                None => (EditErrorKind::NotEffective, None),
            }
        }
    }
}

/// Why a request is refused that has no effect beside the others, whatever their order.
pub(super) fn not_together(request: &Request) -> EditError {
    EditError::new(request.path.as_str(), EditErrorKind::NotEffective)
}

/// What to know about requests that were made.
pub(super) fn notes(
    source: &Source<'_, '_>,
    requests: &[Request],
    locations: &[Location<'_, '_>],
    plan: &Plan<'_, '_, '_>,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (number, (request, location)) in requests.iter().zip(locations).enumerate() {
        if request.value.is_none() || !plan.is_pending(number) {
            continue;
        }
        let path = request.path.as_str();
        if plan.replaced(number).is_some_and(|old| !is_literal(old)) {
            let message = format!(
                "The value of `{path}` was computed. It is fixed now; undo the change if the \
                 expression is still wanted."
            );
            notes.push(Diagnostic::warning(EDIT_WAS_COMPUTED, message));
        }
        let earlier = plan.duplicates(number);
        if earlier > 0 {
            let message = format!(
                "`{path}` is set elsewhere in the text too ({earlier} more). Those places stay and \
                 do not count."
            );
            notes.push(Diagnostic::info(EDIT_EARLIER_STAY, message));
        }
        let in_profiles = location.in_profiles.iter().map(|(name, _)| *name);
        let mut profiles: Vec<&str> = in_profiles
            .filter(|profile| !is_selected(source.profiles, profile))
            .collect();
        profiles.sort_unstable();
        profiles.dedup();
        if !profiles.is_empty() {
            let message = format!(
                "A profile sets `{path}` too ({}). With it, the parsers may choose either value: the \
                 legacy one usually takes the profile's, the strict one the later one of the text.",
                profiles.join(", ")
            );
            notes.push(Diagnostic::info(EDIT_PROFILE_DIFFERS, message));
        }
    }
    notes
}

/// What to know when only one parser takes the text.
pub(super) fn one_parser(source: &Source<'_, '_>, outcomes: &[Outcome]) -> Option<Diagnostic> {
    let is_changed = outcomes.iter().any(|it| *it != Outcome::Unchanged);
    (is_changed && source.readings.accepted().count() == 1).then(|| {
        let message = "Only one of Nextflow's two parsers takes this text, so the change was \
                       checked with that one.";
        Diagnostic::info(EDIT_ONE_PARSER, message)
    })
}

/// Takes back that earlier assignments stay.
pub(super) fn without_duplicates(notes: &mut Vec<Diagnostic>) {
    notes.retain(|note| note.code != EDIT_EARLIER_STAY);
}

/// Whether a run selects a profile.
fn is_selected(selected: &[&str], profile: &str) -> bool {
    match selected {
        [] => profile == "standard",
        chosen => chosen.contains(&profile),
    }
}
