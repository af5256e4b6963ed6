//! From what is wanted to replacements: the ways of every change, tried in turn.

mod draft;

use super::super::token::Span;
use super::super::tree::{Block, Document, Expr};
use super::super::value::Value;
use super::append::Form;
use super::names::{Names, covers, is_plain};
use super::remove::{Depth, Which};
use super::replacements::between;
use super::sites::{self, Sites};
use super::style::Style;
use super::views::{Miss, Views};
use super::{Change, EditOptions, Edited, Outcome, Refused, notes, reasons, writing};
use draft::Draft;

/// A change that can be written.
pub(super) struct Wanted {
    pub(super) names: Names,
    /// The names as [`super::super::Setting::path`] has them.
    pub(super) path: String,
    pub(super) to: Option<Value>,
}

/// Everything that is known before an edit.
pub(super) struct Plan<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) options: &'d EditOptions<'d>,
    pub(super) before: Views,
    pub(super) wanted: Vec<Wanted>,
    pub(super) sites: Vec<Sites<'d, 't>>,
    /// How each change could be made, the best first. None when it is in effect.
    ways: Vec<Vec<Way<'d, 't>>>,
    style: Style<'t>,
}

/// How a change is made.
pub(super) enum Way<'d, 't> {
    /// The value is replaced.
    Replace(&'d Expr<'t>),
    /// A line is added to a block, which stands for so many of the names.
    Insert(usize, &'d Block<'t>),
    /// It is added at the end.
    Append(Form),
    /// What sets it is taken out.
    Remove(Which, Depth),
}

impl Wanted {
    /// Refuses what cannot be written.
    pub(super) fn all(changes: &[Change]) -> Result<Vec<Self>, Refused> {
        let mut all: Vec<Self> = Vec::with_capacity(changes.len());
        for change in changes {
            let names =
                Names::parse(&change.path).map_err(|bad| reasons::bad_path(&change.path, bad))?;
            if let Some(value) = &change.to {
                writing::check(value).map_err(|bad| reasons::bad_value(&change.path, bad))?;
            }
            let path = names.path(names.all().len());
            let mut others = all.iter();
            if others.any(|it| covers(&it.path, &path) || covers(&path, &it.path)) {
                return Err(reasons::twice(&path));
            }
            all.push(Self {
                names,
                path,
                to: change.to.clone(),
            });
        }
        Ok(all)
    }
}

/// Makes the changes.
pub(super) fn run(
    document: &Document<'_>,
    wanted: Vec<Wanted>,
    options: &EditOptions<'_>,
) -> Result<Edited, Refused> {
    if let Some(first) = wanted.first() {
        reasons::unless_readable(document, &first.path)?;
    }
    let before = Views::of(document, options.profiles);
    let sites: Vec<Sites<'_, '_>> = wanted
        .iter()
        .map(|wanted| sites::find(document, wanted.names.all()))
        .collect();
    let mut plan = Plan {
        document,
        options,
        before,
        wanted,
        sites,
        ways: Vec::new(),
        style: Style::of(document),
    };
    reasons::unless_accepted(&plan)?;
    plan.ways = (0..plan.wanted.len())
        .map(|index| plan.ways_of(index))
        .collect();
    match plan.best() {
        Ok((levels, draft)) => Ok(plan.finished(&levels, draft)),
        Err(_) if plan.wanted.len() > 1 => one_by_one(document, plan.wanted, options),
        Err(miss) => Err(reasons::missed(&plan, &miss)),
    }
}

/// Makes changes one after the other, each on the text that the one before made.
fn one_by_one(
    document: &Document<'_>,
    wanted: Vec<Wanted>,
    options: &EditOptions<'_>,
) -> Result<Edited, Refused> {
    let mut edited = Edited {
        text: document.text.to_owned(),
        replacements: Vec::new(),
        outcomes: Vec::new(),
        notes: Vec::new(),
    };
    for wanted in wanted {
        let next = run(&Document::parse(&edited.text), vec![wanted], options);
        let next = next.map_err(|refused| Refused {
            // The place is one of another text.
            place: refused.place.filter(|_| edited.text == document.text),
            ..refused
        })?;
        edited.outcomes.extend(next.outcomes);
        edited.notes.extend(next.notes);
        edited.text = next.text;
    }
    edited.replacements = between(document.text, &edited.text);
    Ok(edited)
}

impl<'d, 't> Plan<'d, 't> {
    fn ways_of(&self, index: usize) -> Vec<Way<'d, 't>> {
        let mut ways = Vec::new();
        let (Some(wanted), Some(sites)) = (self.wanted.get(index), self.sites.get(index)) else {
            return ways;
        };
        if self.before.has(wanted) {
            return ways;
        }
        let Some(value) = &wanted.to else {
            if let Some(old) = self.winner(index).filter(|_| sites.values.len() > 1) {
                // What did not count before may not count without it either.
                ways.push(Way::Remove(Which::Only(old.span), Depth::Emptied));
            }
            ways.push(Way::Remove(Which::All, Depth::Emptied));
            ways.push(Way::Remove(Which::All, Depth::Unset));
            return ways;
        };
        if let Some(old) = self.winner(index)
            && draft::replacement(old, value).with != old.span.of(self.document.text)
        {
            ways.push(Way::Replace(old));
        }
        let names = wanted.names.all();
        let blocks = sites.blocks.iter().filter(|(depth, _)| {
            // A quoted name alone is no setting for the legacy parser.
            names.get(*depth).is_some_and(|name| is_plain(name))
        });
        if let Some((depth, block)) = blocks.max_by_key(|(depth, _)| *depth) {
            ways.push(Way::Insert(*depth, block));
        }
        if !self.exists(wanted.names.scope()) {
            ways.push(Way::Append(Form::Block));
        }
        ways.push(Way::Append(Form::Dotted));
        let known = (1..names.len())
            .rev()
            .find(|count| self.exists(&wanted.names.path(*count)));
        if let Some(known) = known.filter(|known| known + 1 < names.len()) {
            ways.push(Way::Append(Form::Map(known + 1)));
        }
        ways
    }

    /// The value that counts, if it stands where it can be replaced.
    pub(super) fn winner(&self, index: usize) -> Option<&'d Expr<'t>> {
        let (wanted, sites) = (self.wanted.get(index)?, self.sites.get(index)?);
        let settings = self.before.accepted().filter_map(|it| it.get(&wanted.path));
        let places = settings.map(|setting| setting.place);
        places
            .filter_map(|place| sites.values.iter().find(|value| value.span == place))
            .max_by_key(|value| value.span.start)
            .copied()
    }

    /// Whether there is something in a scope.
    fn exists(&self, path: &str) -> bool {
        self.before.accepted().any(|reading| {
            let settings = reading.settings.iter().map(|setting| &setting.path);
            let mut paths = settings.chain(&reading.empty_scopes);
            paths.any(|it| covers(path, it))
        })
    }

    /// The first ways that have every change in effect and nothing else changed.
    fn best(&self) -> Result<(Vec<usize>, Draft), Miss> {
        let mut levels = vec![0; self.wanted.len()];
        loop {
            let miss = match self.attempt(&levels, false) {
                Ok(draft) => return Ok((levels, draft)),
                Err(miss) => miss,
            };
            let missed = match &miss {
                Miss::NotEffective(missed, _) => missed.clone(),
                _ if levels.len() == 1 => vec![0],
                // Which of the changes it was is not known.
                _ => return Err(miss),
            };
            for index in missed {
                let ways = self.ways.get(index).map_or(0, Vec::len);
                match levels.get_mut(index) {
                    Some(level) if *level + 1 < ways => *level += 1,
                    _ => return Err(miss),
                }
            }
        }
    }

    /// How many other values than the one that counts are assigned.
    pub(super) fn duplicates(&self, index: usize, kept: Option<Span>) -> usize {
        let values = self.sites.get(index).map_or(&[][..], |sites| &sites.values);
        values
            .iter()
            .filter(|value| Some(value.span) != kept)
            .count()
    }

    fn finished(&self, levels: &[usize], draft: Draft) -> Edited {
        let mut draft = draft;
        let mut keeps_duplicates = true;
        if self.options.removes_duplicates
            && let Ok(without) = self.attempt(levels, true)
        {
            draft = without;
            keeps_duplicates = false;
        }
        let indices = 0..self.wanted.len();
        let ways: Vec<Option<&Way<'d, 't>>> =
            indices.map(|index| self.way(levels, index)).collect();
        let outcome = |way: Option<&Way<'_, '_>>| match way {
            None => Outcome::Unchanged,
            Some(Way::Replace(_)) => Outcome::Replaced,
            Some(Way::Insert(..)) => Outcome::Inserted,
            Some(Way::Append(_)) => Outcome::Appended,
            Some(Way::Remove(..)) => Outcome::Removed,
        };
        Edited {
            outcomes: ways.iter().copied().map(outcome).collect(),
            notes: notes::notes(self, &ways, keeps_duplicates),
            text: draft.text,
            replacements: draft.replacements,
        }
    }
}
