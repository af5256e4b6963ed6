//! The second stage: the replacements that could make the requests, the best ones first.

mod append;
mod insert;
mod remove;

use std::collections::{BTreeMap, BTreeSet};

use super::effect::Effect;
use super::layout::{Layout, quote};
use super::locate::Location;
use super::path_tree::PathTree;
use super::request::Request;
use super::{Outcome, literal};
use crate::path::is_plain;
use crate::replacement::Replacement;
use crate::token::{Quote, Span};
use crate::tree::{Block, Document, Expr};
use crate::value::Value;
use append::{Addition, Form};
use insert::Line;
use remove::{EmptyBlocks, Removal, Which};

/// How each request could be made, and the strategy that is tried now.
#[derive(Debug)]
pub(super) struct Plan<'p, 'd, 't> {
    document: &'d Document<'t>,
    layout: Layout<'t>,
    requests: &'p [Request],
    tree: &'p PathTree<'p>,
    targets: Vec<Target<'d, 't>>,
}

/// How one request could be made.
#[derive(Debug)]
struct Target<'d, 't> {
    /// The value that counts, if it stands where it can be replaced.
    current: Option<&'d Expr<'t>>,
    /// How many values are assigned to the setting, in no condition and no profile.
    assigned: usize,
    /// The best first. None when the request is in effect.
    strategies: Vec<Strategy<'d, 't>>,
    /// The one that is tried now.
    chosen: usize,
}

/// A way of making a request.
#[derive(Debug)]
enum Strategy<'d, 't> {
    /// The value is replaced where it is.
    ReplaceValue(&'d Expr<'t>),
    /// A line is added to a block, which stands for so many of the names.
    InsertIntoBlock(usize, &'d Block<'t>),
    /// It is added at the end of the text.
    Append(Form),
    /// What sets it is taken out.
    Remove(Which, EmptyBlocks),
}

impl<'p, 'd, 't> Plan<'p, 'd, 't> {
    /// The strategies for each request, given where the text says something about it and what
    /// each parser that takes the text comes to.
    pub(super) fn of(
        document: &'d Document<'t>,
        requests: &'p [Request],
        tree: &'p PathTree<'p>,
        locations: &[Location<'d, 't>],
        effects: &[Vec<Effect<'_>>],
    ) -> Self {
        let targets = requests.iter().zip(locations).enumerate();
        let targets = targets.map(|(number, (request, location))| {
            let effects: Vec<&Effect<'_>> =
                effects.iter().filter_map(|it| it.get(number)).collect();
            let current = current(location, &effects);
            Target {
                current,
                assigned: location.values.len(),
                strategies: strategies(document.text, request, location, current, &effects),
                chosen: 0,
            }
        });
        Self {
            layout: Layout::of(document),
            targets: targets.collect(),
            document,
            requests,
            tree,
        }
    }

    /// The strategy that is tried for a request; `None` when it is in effect.
    fn strategy(&self, request: usize) -> Option<&Strategy<'d, 't>> {
        let target = self.targets.get(request)?;
        target.strategies.get(target.chosen)
    }

    /// Whether a request is not in effect yet.
    pub(super) fn is_pending(&self, request: usize) -> bool {
        self.strategy(request).is_some()
    }

    /// The value that is replaced for a request.
    pub(super) fn replaced(&self, request: usize) -> Option<&'d Expr<'t>> {
        match self.strategy(request)? {
            Strategy::ReplaceValue(old) => Some(old),
            _ => None,
        }
    }

    /// What becomes of a request.
    pub(super) fn outcome(&self, request: usize) -> Outcome {
        match self.strategy(request) {
            None => Outcome::Unchanged,
            Some(Strategy::ReplaceValue(_)) => Outcome::Replaced,
            Some(Strategy::InsertIntoBlock(..)) => Outcome::Inserted,
            Some(Strategy::Append(_)) => Outcome::Appended,
            Some(Strategy::Remove(..)) => Outcome::Removed,
        }
    }

    /// How many values of the setting stay beside the one that counts then.
    pub(super) fn duplicates(&self, request: usize) -> usize {
        let Some(target) = self.targets.get(request) else {
            return 0;
        };
        let keeps_one = match self.strategy(request) {
            None => target.current.is_some(),
            Some(Strategy::ReplaceValue(_)) => true,
            Some(_) => false,
        };
        target.assigned - usize::from(keeps_one)
    }

    /// Goes on to the next strategies of requests. False when one of them has no other.
    pub(super) fn try_next(&mut self, requests: &[usize]) -> bool {
        let mut requests = requests.iter();
        requests.all(|number| match self.targets.get_mut(*number) {
            Some(target) if target.chosen + 1 < target.strategies.len() => {
                target.chosen += 1;
                true
            }
            _ => false,
        })
    }

    /// What makes the requests with the strategies that are tried.
    pub(super) fn replacements(&self) -> Vec<Replacement> {
        let mut replacements = Vec::new();
        let mut inserted: Vec<(&Block<'_>, Vec<Line<'_>>)> = Vec::new();
        let mut blocks: BTreeMap<Span, usize> = BTreeMap::new();
        let mut additions = Vec::new();
        let mut removed = BTreeMap::new();
        let mut empty_blocks = EmptyBlocks::WithoutComment;
        let alone = self.alone_in_scope();
        for (number, request) in self.requests.iter().enumerate() {
            let names = request.path.names();
            match (self.strategy(number), &request.value) {
                (Some(Strategy::ReplaceValue(old)), Some(value)) => {
                    replacements.push(replacement(old, value));
                }
                (Some(Strategy::InsertIntoBlock(depth, block)), Some(value)) => {
                    let names = names.get(*depth..).unwrap_or_default();
                    let place = *blocks.entry(block.braces).or_insert(inserted.len());
                    match inserted.get_mut(place) {
                        Some((_, lines)) => lines.push(Line { names, value }),
                        None => inserted.push((block, vec![Line { names, value }])),
                    }
                }
                (Some(Strategy::Append(form)), Some(value)) => {
                    // A block is worth it for several settings, and for one that is the whole
                    // text.
                    let is_worth_it = !alone.contains(&number)
                        || names.len() == 2 && self.document.items.is_empty();
                    let form = match form {
                        Form::Block if !is_worth_it => Form::Dotted,
                        form => *form,
                    };
                    additions.push(Addition { names, value, form });
                }
                (Some(Strategy::Remove(which, empty)), _) => {
                    empty_blocks = empty_blocks.max(*empty);
                    removed.insert(number, *which);
                }
                _ => {}
            }
        }
        for (block, lines) in &inserted {
            let made = insert::into_block(self.document, &self.layout, block, lines);
            replacements.extend(made);
        }
        let kept_blocks = blocks.into_keys().collect();
        replacements.extend(self.removal(removed, empty_blocks, kept_blocks));
        if !additions.is_empty() {
            let made = append::at_end(self.document, &self.layout, &additions);
            replacements.push(made);
        }
        replacements
    }

    /// The requests that are to be added in a block of which no other one is a part.
    fn alone_in_scope(&self) -> BTreeSet<usize> {
        let mut scopes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, request) in self.requests.iter().enumerate() {
            if let Some(Strategy::Append(Form::Block)) = self.strategy(number) {
                let scope = scopes.entry(request.path.scope());
                scope.or_default().push(number);
            }
        }
        let alone = scopes.into_values().filter(|numbers| numbers.len() == 1);
        alone.flatten().collect()
    }

    /// What takes out the values of requested settings that do not count, as every request is
    /// in effect already.
    pub(super) fn without_duplicates(&self) -> Vec<Replacement> {
        let targets = self.requests.iter().zip(&self.targets).enumerate();
        let removed = targets.filter_map(|(number, (request, target))| {
            let kept = target.current.filter(|_| request.value.is_some())?;
            (target.assigned > 1).then_some((number, Which::AllBut(kept.span)))
        });
        let empty_blocks = EmptyBlocks::WithoutComment;
        self.removal(removed.collect(), empty_blocks, BTreeSet::new())
    }

    fn removal(
        &self,
        which: BTreeMap<usize, Which>,
        empty_blocks: EmptyBlocks,
        kept_blocks: BTreeSet<Span>,
    ) -> Vec<Replacement> {
        if which.is_empty() {
            return Vec::new();
        }
        let removal = Removal {
            tree: self.tree,
            which,
            empty_blocks,
            kept_blocks,
        };
        removal.replacements(self.document)
    }
}

/// The value that counts, if it stands where it can be replaced.
fn current<'d, 't>(location: &Location<'d, 't>, effects: &[&Effect<'_>]) -> Option<&'d Expr<'t>> {
    let places = effects.iter().filter_map(|it| Some(it.setting?.span));
    let values = places.filter_map(|place| {
        let values = &location.values;
        let found = values.binary_search_by_key(&place, |value| value.span);
        values.get(found.ok()?).copied()
    });
    values.max_by_key(|value| value.span.start)
}

fn strategies<'d, 't>(
    text: &str,
    request: &Request,
    location: &Location<'d, 't>,
    current: Option<&'d Expr<'t>>,
    effects: &[&Effect<'_>],
) -> Vec<Strategy<'d, 't>> {
    let mut strategies = Vec::new();
    let wanted = request.value.as_ref();
    if effects.iter().all(|effect| effect.has(wanted)) {
        return strategies;
    }
    let Some(value) = wanted else {
        if let Some(old) = current.filter(|_| location.values.len() > 1) {
            // What did not count before may not count without it either.
            let which = Which::Only(old.span);
            strategies.push(Strategy::Remove(which, EmptyBlocks::WithoutComment));
        }
        strategies.push(Strategy::Remove(Which::All, EmptyBlocks::WithoutComment));
        strategies.push(Strategy::Remove(Which::All, EmptyBlocks::All));
        return strategies;
    };
    if let Some(old) = current
        && replacement(old, value).with != old.span.of(text)
    {
        strategies.push(Strategy::ReplaceValue(old));
    }
    let names = request.path.names();
    let mut blocks = location.blocks.iter().rev();
    // A quoted name alone is no setting for the legacy parser.
    let block = blocks.find(|(depth, _)| names.get(*depth).is_some_and(|name| is_plain(name)));
    if let Some((depth, block)) = block {
        strategies.push(Strategy::InsertIntoBlock(*depth, block));
    }
    let known_names = effects.iter().map(|effect| effect.known_names).max();
    let known_names = known_names.unwrap_or(0).min(names.len() - 1);
    if known_names == 0 {
        strategies.push(Strategy::Append(Form::Block));
    }
    strategies.push(Strategy::Append(Form::Dotted));
    if known_names > 0 && known_names + 1 < names.len() {
        strategies.push(Strategy::Append(Form::Map(known_names + 1)));
    }
    strategies
}

/// The value in place of another, in quotes of the same kind.
fn replacement(old: &Expr<'_>, value: &Value) -> Replacement {
    Replacement {
        span: old.span,
        with: literal::written(value, quote(old).unwrap_or(Quote::Single)),
    }
}
