//! Changes made in chosen ways, and the result read again.

use super::super::super::token::{Quote, Span};
use super::super::super::tree::{Block, Document, Expr};
use super::super::super::value::Value;
use super::super::append::{self, Addition, Form};
use super::super::insert::{self, Line};
use super::super::remove::{self, Depth, Target, Which};
use super::super::replacements::{apply, in_order, original};
use super::super::style::quote;
use super::super::views::{Miss, Views};
use super::super::{Replacement, writing};
use super::{Plan, Way};

/// What a way came to.
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) replacements: Vec<Replacement>,
}

impl<'d, 't> Plan<'d, 't> {
    pub(super) fn way(&self, levels: &[usize], index: usize) -> Option<&Way<'d, 't>> {
        self.ways.get(index)?.get(*levels.get(index)?)
    }

    /// Makes the changes in these ways, and reads the result again.
    pub(super) fn attempt(
        &self,
        levels: &[usize],
        removes_duplicates: bool,
    ) -> Result<Draft, Miss> {
        let mut made = Vec::new();
        let mut inserted: Vec<(&Block<'_>, Vec<Line<'_>>)> = Vec::new();
        let mut additions = Vec::new();
        let mut targets = Vec::new();
        let mut how_deep = Depth::Emptied;
        for (index, wanted) in self.wanted.iter().enumerate() {
            let names = wanted.names.all();
            let mut kept = self.winner(index).map(|value| value.span);
            match (self.way(levels, index), &wanted.to) {
                (Some(Way::Replace(old)), Some(value)) => {
                    made.push(replacement(old, value));
                }
                (Some(Way::Insert(depth, block)), Some(value)) => {
                    let names = names.get(*depth..).unwrap_or_default();
                    let line = Line { names, value };
                    match inserted
                        .iter_mut()
                        .find(|(it, _)| it.braces == block.braces)
                    {
                        Some((_, lines)) => lines.push(line),
                        None => inserted.push((block, vec![line])),
                    }
                    kept = None;
                }
                (Some(Way::Append(form)), Some(value)) => {
                    let form = self.form_of(*form, levels, index);
                    additions.push(Addition { names, value, form });
                    kept = None;
                }
                (Some(Way::Remove(which, depth)), _) => {
                    how_deep = how_deep.max(*depth);
                    let which = *which;
                    targets.push(Target { names, which });
                    continue;
                }
                (None, Some(_)) if kept.is_some() => {}
                _ => continue,
            }
            if removes_duplicates && self.duplicates(index, kept) > 0 {
                let which = kept.map_or(Which::All, Which::AllBut);
                targets.push(Target { names, which });
            }
        }
        let kept_blocks: Vec<Span> = inserted.iter().map(|(block, _)| block.braces).collect();
        for (block, lines) in &inserted {
            made.extend(insert::into_block(self.document, &self.style, block, lines));
        }
        if !targets.is_empty() {
            made.extend(remove::settings(
                self.document,
                &targets,
                how_deep,
                &kept_blocks,
            ));
        }
        if !additions.is_empty() {
            made.push(append::at_end(self.document, &self.style, &additions));
        }
        if made.is_empty() {
            // There is nothing that these ways could do.
            let mut missed = (0..self.wanted.len()).collect::<Vec<usize>>();
            missed.retain(|index| self.way(levels, *index).is_some());
            return if missed.is_empty() {
                Ok(Draft {
                    text: self.document.text.to_owned(),
                    replacements: made,
                })
            } else {
                let wanted = missed.first().and_then(|index| self.wanted.get(*index));
                let place = wanted.and_then(|wanted| self.before.place(&wanted.path));
                Err(Miss::NotEffective(missed, place))
            };
        }
        if !in_order(&mut made) {
            return Err(Miss::Tangled);
        }
        let text = apply(self.document.text, &made);
        let after = Views::of(&Document::parse(&text), self.options.profiles);
        let checked = self.before.check(&after, &self.wanted);
        checked.map_err(|miss| match miss {
            Miss::NotEffective(missed, place) => {
                let place = place.and_then(|place| original(&made, place));
                Miss::NotEffective(missed, place)
            }
            other => other,
        })?;
        Ok(Draft {
            text,
            replacements: made,
        })
    }

    /// A block is worth it for several settings, and for one that is the whole text.
    fn form_of(&self, form: Form, levels: &[usize], index: usize) -> Form {
        let scope = |index: usize| self.wanted.get(index).map(|it| it.names.scope());
        let with_it = (0..self.wanted.len()).filter(|other| {
            matches!(self.way(levels, *other), Some(Way::Append(Form::Block)))
                && scope(*other) == scope(index)
        });
        let is_short = self
            .wanted
            .get(index)
            .is_some_and(|it| it.names.all().len() == 2);
        let is_alone = with_it.count() == 1;
        if form == Form::Block && is_alone && !(is_short && self.document.items.is_empty()) {
            Form::Dotted
        } else {
            form
        }
    }
}

/// The value in place of another, in quotes of the same kind.
pub(super) fn replacement(old: &Expr<'_>, value: &Value) -> Replacement {
    Replacement {
        span: old.span,
        with: writing::written(value, quote(old).unwrap_or(Quote::Single)),
    }
}
