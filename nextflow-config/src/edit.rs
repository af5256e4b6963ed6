//! Edits of a configuration: settings are set or taken out, and every other byte stays.
//!
//! A text that cannot be edited at all is refused first: one with a broken bracket, one that no
//! parser takes. Then an edit passes five stages, each of which knows only those before it:
//!
//! 1. `locate`: where the text says something about the settings, and what could take them;
//! 2. `plan`: the replacements that could make the changes, the best ones first;
//! 3. `apply`: the text after replacements;
//! 4. `verify`: both parsers read that text, in which the changes have to be in effect and
//!    all other settings as they were;
//! 5. `explain`: why an edit is refused, or what to know about it.
//!
//! What fails the fourth goes back to the second for the next strategy, and is refused after the
//! last one. Nothing is changed in code, comments and profiles. The stages are run by
//! `edit_document`; people start at [`crate::Config`].

mod apply;
mod argument;
mod effect;
pub(crate) mod error;
pub(crate) mod explain;
mod layout;
pub(crate) mod literal;
mod locate;
mod path;
mod path_tree;
mod plan;
mod request;
pub(crate) mod rules;
mod tokens;
mod verify;

pub use error::{ArgumentError, EditError, EditErrorKind};
pub use literal::UnwritableValue;

use crate::change::Change;
use crate::diagnostic::Diagnostic;
use crate::readings::Readings;
use crate::replacement::{self, Replacement};
use crate::tree::Document;
use effect::{Effect, effects};
use locate::locate;
use path_tree::PathTree;
use plan::Plan;
use request::Request;
use verify::{Violation, verify};

/// What an edit may do beside the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditOptions {
    /// Whether other assignments of a changed setting, which do not count, are taken out.
    pub removes_duplicates: bool,
}

/// What an edit came to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Edited {
    /// What was replaced in the original text, in order, without overlaps and with something
    /// in between. Empty when every change was in effect already.
    pub replacements: Vec<Replacement>,
    /// What became of each change, in their order.
    pub outcomes: Vec<Outcome>,
    /// What to know about the result: earlier assignments that stay, a profile that differs.
    pub notes: Vec<Diagnostic>,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was like this already.
    Unchanged,
    /// The value was replaced where it is set.
    Replaced,
    /// A line was added to a block that is there.
    Inserted,
    /// A line or a block was added at the end.
    Appended,
    /// What set it was taken out.
    Removed,
}

/// A text that is to be edited, as it was read.
#[derive(Clone, Copy, Debug)]
struct Source<'a, 't> {
    document: &'a Document<'t>,
    readings: &'a Readings,
    /// The profiles for which it was read.
    profiles: &'a [&'a str],
}

/// A text that an edit made, as it was read.
#[derive(Debug)]
pub(crate) struct NewText {
    pub(crate) text: String,
    pub(crate) readings: Readings,
}

/// An edit, and the text that it made if that is another one.
#[derive(Debug, Default)]
struct Step {
    edited: Edited,
    new: Option<NewText>,
}

/// Makes all changes, or none. The readings are those of the document for the profiles.
pub(crate) fn edit_document(
    document: &Document<'_>,
    readings: &Readings,
    profiles: &[&str],
    changes: &[Change],
    options: EditOptions,
) -> Result<(Edited, Option<NewText>), EditError> {
    let requests = Request::all(changes)?;
    let source = Source {
        document,
        readings,
        profiles,
    };
    if let Some(first) = requests.first() {
        explain::unless_sound(document, first.path.as_str())?;
        explain::unless_accepted(&source, first.path.as_str())?;
    }
    let mut step = at_once(&source, &requests)?;
    let note = explain::one_parser(&source, &step.edited.outcomes);
    step.edited.notes.extend(note);
    if options.removes_duplicates {
        step = without_duplicates(&source, &requests, step);
    }
    Ok((step.edited, step.new))
}

/// Makes requests at once, or one after the other where they get in each other's way.
fn at_once(source: &Source<'_, '_>, requests: &[Request]) -> Result<Step, EditError> {
    let tree = request::tree(requests);
    let effects = source.effects(requests, &tree);
    let locations = locate(source.document, requests, &tree);
    explain::unless_scope(source, requests, &effects)?;
    let mut plan = Plan::of(source.document, requests, &tree, &locations, &effects);
    let violation = loop {
        let violation = match source.attempt(&plan, requests, &tree, &effects) {
            Ok((replacements, new)) => {
                let outcomes = 0..requests.len();
                let edited = Edited {
                    replacements,
                    outcomes: outcomes.map(|number| plan.outcome(number)).collect(),
                    notes: explain::notes(source, requests, &locations, &plan),
                };
                return Ok(Step { edited, new });
            }
            Err(violation) => violation,
        };
        let blamed = match (&violation, requests) {
            (Violation::NotInEffect { requests, .. }, _) => requests.as_slice(),
            (_, [_]) => &[0],
            // Which of the requests it was is not known.
            _ => &[],
        };
        if blamed.is_empty() || !plan.try_next(blamed) {
            break violation;
        }
    };
    match (requests, locations.as_slice()) {
        ([request], [location]) => Err(explain::refusal(source, request, location, &violation)),
        _ => one_by_one(source, requests, &tree),
    }
}

/// Makes requests one after the other, each in the text that the one before made.
fn one_by_one(
    source: &Source<'_, '_>,
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Result<Step, EditError> {
    let mut whole = Step::default();
    for request in requests {
        let next = whole.next(source, request)?;
        whole.add(next);
    }
    // A parser that refused the text may take it after a later request, and has not been asked
    // about the earlier ones then.
    for _ in requests {
        let Some(number) = whole.missed(source, requests, tree) else {
            return Ok(whole);
        };
        let Some(request) = requests.get(number) else {
            break;
        };
        let next = whole.next(source, request)?;
        whole.add_again(number, next);
    }
    match whole
        .missed(source, requests, tree)
        .and_then(|it| requests.get(it))
    {
        Some(request) => Err(explain::not_together(request)),
        None => Ok(whole),
    }
}

/// Takes out the values of requested settings that do not count, if nothing else changes.
fn without_duplicates(source: &Source<'_, '_>, requests: &[Request], step: Step) -> Step {
    let tree = request::tree(requests);
    let made = step.follow(source, |source| {
        let effects = source.effects(requests, &tree);
        let locations = locate(source.document, requests, &tree);
        let plan = Plan::of(source.document, requests, &tree, &locations, &effects);
        let replacements = plan.without_duplicates();
        if replacements.is_empty() {
            return None;
        }
        source.verified(replacements, requests, &tree).ok()
    });
    let mut step = step;
    if let Some((replacements, new)) = made {
        explain::without_duplicates(&mut step.edited.notes);
        step.add(Step {
            edited: Edited {
                replacements,
                ..Edited::default()
            },
            new: Some(new),
        });
    }
    step
}

impl Source<'_, '_> {
    /// What each parser that takes the text comes to for requests.
    fn effects(&self, requests: &[Request], tree: &PathTree<'_>) -> Vec<Vec<Effect<'_>>> {
        let readings = self.readings.accepted();
        readings
            .map(|reading| effects(reading, requests, tree))
            .collect()
    }

    /// Makes requests with the strategies that a plan tries now. The text stays when all of
    /// them are in effect.
    fn attempt(
        &self,
        plan: &Plan<'_, '_, '_>,
        requests: &[Request],
        tree: &PathTree<'_>,
        effects: &[Vec<Effect<'_>>],
    ) -> Result<(Vec<Replacement>, Option<NewText>), Violation> {
        let replacements = plan.replacements();
        if replacements.is_empty() {
            let all = 0..requests.len();
            let requests: Vec<usize> = all.filter(|number| plan.is_pending(*number)).collect();
            let Some(first) = requests.first() else {
                return Ok((replacements, None));
            };
            let mut effects = effects.iter().filter_map(|it| it.get(*first));
            let setting = effects.find_map(|effect| effect.setting);
            return Err(Violation::NotInEffect {
                instead: setting.map(|setting| setting.span),
                requests,
            });
        }
        let (replacements, new) = self.verified(replacements, requests, tree)?;
        Ok((replacements, Some(new)))
    }

    /// Applies replacements, and verifies what comes out.
    fn verified(
        &self,
        replacements: Vec<Replacement>,
        requests: &[Request],
        tree: &PathTree<'_>,
    ) -> Result<(Vec<Replacement>, NewText), Violation> {
        let mut replacements = replacements;
        if !apply::in_order(&mut replacements) {
            return Err(Violation::Overlapping);
        }
        let text = Replacement::apply(self.document.text, &replacements)
            .map_err(|_| Violation::Overlapping)?;
        let readings = Readings::of(&Document::parse(&text), self.profiles);
        match verify(self.readings, &readings, requests, tree) {
            Ok(()) => Ok((replacements, NewText { text, readings })),
            Err(Violation::NotInEffect { requests, instead }) => Err(Violation::NotInEffect {
                requests,
                instead: instead.and_then(|span| apply::original(&replacements, span)),
            }),
            Err(violation) => Err(violation),
        }
    }
}

impl Step {
    /// Goes on with the text that this step made of the source.
    fn follow<T>(&self, source: &Source<'_, '_>, next: impl FnOnce(&Source<'_, '_>) -> T) -> T {
        let Some(new) = &self.new else {
            return next(source);
        };
        next(&Source {
            document: &Document::parse(&new.text),
            readings: &new.readings,
            profiles: source.profiles,
        })
    }

    /// Makes a request in the text that this step made of the source.
    fn next(&self, source: &Source<'_, '_>, request: &Request) -> Result<Self, EditError> {
        let next = self.follow(source, |source| {
            at_once(source, std::slice::from_ref(request))
        });
        next.map_err(|error| {
            // The place is one of the text that this step made.
            let replacements = &self.edited.replacements;
            let span = error.span;
            let span = span.and_then(|span| apply::original(replacements, span));
            error.at(source.document.text, span)
        })
    }

    /// The first request that is not in effect after this step, by its number.
    fn missed(
        &self,
        source: &Source<'_, '_>,
        requests: &[Request],
        tree: &PathTree<'_>,
    ) -> Option<usize> {
        let new = self.new.as_ref()?;
        match verify(source.readings, &new.readings, requests, tree) {
            Err(Violation::NotInEffect { requests, .. }) => requests.first().copied(),
            // Every step has kept the rest as it was.
            _ => None,
        }
    }

    /// Adds a step that followed this one.
    fn add(&mut self, next: Self) {
        let edited = &mut self.edited;
        edited.replacements = apply::joined(&edited.replacements, &next.edited.replacements);
        edited.outcomes.extend(next.edited.outcomes);
        edited.notes.extend(next.edited.notes);
        self.new = next.new.or(self.new.take());
    }

    /// Adds a step that made a request once more, which has been made by an earlier one.
    fn add_again(&mut self, number: usize, mut next: Self) {
        let outcomes = std::mem::take(&mut next.edited.outcomes);
        self.add(next);
        if let (Some(outcome), Some(new)) = (self.edited.outcomes.get_mut(number), outcomes.first())
        {
            *outcome = *new;
        }
    }
}

impl Edited {
    /// What turns the text that the edit made into the original text again.
    pub fn undo(&self, original: &str) -> Vec<Replacement> {
        replacement::inverse(original, &self.replacements)
    }
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
