//! Statements of a script, as the legacy parser runs them.

use super::super::reading::{Certainty, Include, Semantics};
use super::super::token::Span;
use super::super::tree::{ArgumentStyle, Block, Body, Case, Expr, ExprKind, Item, ItemKind};
use super::{Held, Machine, Stop};

/// How often a loop over a known list is run.
const MAX_ROUNDS: usize = 100;

impl<'t> Machine<'t> {
    /// Runs statements and gives the value of the last one.
    pub(super) fn exec(&mut self, items: &'t [Item<'t>]) -> Result<Held<'t>, Stop<'t>> {
        let mut last = Held::Null;
        for item in items {
            if !self.spend() {
                return Ok(Held::Unknown);
            }
            match self.exec_item(item) {
                Ok(value) => last = value,
                // Whether it is run at all is not known.
                Err(Stop::Refused(..)) if self.doubt > 0 => last = Held::Unknown,
                Err(stop) => return Err(stop),
            }
        }
        Ok(last)
    }

    fn exec_item(&mut self, item: &'t Item<'t>) -> Result<Held<'t>, Stop<'t>> {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.certainty = Certainty::Sure;
                let value = self.eval(&setting.value)?;
                // Only what is called has a value, and a copy of a long text takes its time.
                let last = (self.calls > 0).then(|| value.clone());
                self.assign_names(&setting.path, value, setting.value.span)?;
                return Ok(last.unwrap_or(Held::Null));
            }
            // A closure of a strict text may set its variables and nothing else.
            ItemKind::Block(_) | ItemKind::Selector(..) | ItemKind::Include(_)
                if self.semantics == Semantics::V2 => {}
            ItemKind::Block(block) => self.call_block(block, item.span)?,
            ItemKind::Selector(kind, block) => {
                let name = [&*kind.text, &*block.name.text].join(":");
                self.legacy_block(&name, &block.items, item.span)?;
            }
            ItemKind::Include(file) => self.include(item.span, file)?,
            ItemKind::Label(_, Some(inner)) => return self.exec_item(inner),
            ItemKind::Declaration(names, value) => {
                self.certainty = Certainty::Sure;
                let value = match value {
                    Some(value) => self.eval(value)?,
                    None => Held::Null,
                };
                for (index, name) in names.iter().enumerate() {
                    let part = match (&value, names.len()) {
                        (value, 1) => value.clone(),
                        (Held::List(values), _) => values.get(index).cloned().unwrap_or(Held::Null),
                        _ => Held::Unknown,
                    };
                    let certainty = self.certainty;
                    self.locals.push((name.span.of(self.text), part, certainty));
                }
            }
            ItemKind::If(condition, then, otherwise) => {
                return self.exec_if(condition, then, otherwise.as_ref());
            }
            ItemKind::Loop(variable, over, body) => {
                let over = over.as_ref().map(|over| self.eval(over)).transpose()?;
                match (variable, over) {
                    (Some(variable), Some(Held::List(values))) if values.len() <= MAX_ROUNDS => {
                        for value in values {
                            let locals = self.locals.len();
                            self.locals
                                .push((variable.span.of(self.text), value, self.certainty));
                            self.exec(&body.items)?;
                            self.locals.truncate(locals);
                        }
                    }
                    (Some(variable), _) => {
                        let locals = self.locals.len();
                        self.locals.push((
                            variable.span.of(self.text),
                            Held::Unknown,
                            Certainty::Sure,
                        ));
                        self.exec_in_doubt(&body.items);
                        self.locals.truncate(locals);
                    }
                    (None, Some(over)) if self.truth(&over) == Some(false) => {}
                    _ => self.exec_in_doubt(&body.items),
                }
            }
            ItemKind::Switch(value, cases) => self.exec_switch(value, cases)?,
            ItemKind::Try(body, others) => {
                let failed = match self.exec(&body.items) {
                    Err(Stop::Refused(..)) => true,
                    other => {
                        other?;
                        false
                    }
                };
                for other in others {
                    // A file that cannot be read is caught, and only a run can tell.
                    if failed {
                        self.exec(&other.items)?;
                    } else {
                        self.exec_in_doubt(&other.items);
                    }
                }
            }
            ItemKind::Return(value) => {
                let value = value
                    .as_ref()
                    .map_or(Ok(Held::Null), |value| self.eval(value))?;
                if self.calls > 0 {
                    return Err(Stop::Returned(value));
                }
            }
            ItemKind::Expression(value) => {
                self.certainty = Certainty::Sure;
                return self.eval(value);
            }
            ItemKind::Label(_, None)
            | ItemKind::Function(..)
            | ItemKind::Other
            | ItemKind::Unreadable => {}
        }
        Ok(Held::Null)
    }

    fn exec_if(
        &mut self,
        condition: &'t Expr<'t>,
        then: &'t Body<'t>,
        otherwise: Option<&'t Body<'t>>,
    ) -> Result<Held<'t>, Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(condition)?;
        // What a parameter decides, another run may decide otherwise.
        let known = if self.certainty == Certainty::Sure {
            self.truth(&value)
        } else {
            None
        };
        match (known, otherwise) {
            (Some(true), _) => self.exec(&then.items),
            (Some(false), Some(otherwise)) => self.exec(&otherwise.items),
            (Some(false), None) => Ok(Held::Null),
            (None, otherwise) => {
                self.exec_in_doubt(&then.items);
                if let Some(otherwise) = otherwise {
                    self.exec_in_doubt(&otherwise.items);
                }
                Ok(Held::Unknown)
            }
        }
    }

    /// Runs what may or may not be run: all it sets is unknown afterwards.
    pub(super) fn exec_in_doubt(&mut self, items: &'t [Item<'t>]) {
        self.doubt += 1;
        // Whether it is refused or returns there is not known either.
        let _ = self.exec(items);
        self.doubt -= 1;
    }

    fn exec_switch(&mut self, value: &'t Expr<'t>, cases: &'t [Case<'t>]) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(value)?;
        let mut is_certain = self.certainty == Certainty::Sure;
        let mut falls_through = false;
        for case in cases {
            let hit = match &case.test {
                None => Some(true),
                Some(test) => {
                    let test = self.eval(test)?;
                    match &test {
                        Held::Text(_) | Held::Int(_) | Held::Bool(_) => self.same(&value, &test),
                        Held::List(values) => self.contains(values, &value),
                        _ => None,
                    }
                }
            };
            match (is_certain, hit) {
                (true, Some(false)) if !falls_through => {}
                (true, Some(_)) => {
                    self.exec(&case.items)?;
                    if case.breaks {
                        return Ok(());
                    }
                    falls_through = true;
                }
                _ => {
                    is_certain = false;
                    self.exec_in_doubt(&case.items);
                }
            }
        }
        Ok(())
    }

    /// `name { … }`, which may also call a function or a variable.
    fn call_block(&mut self, block: &'t Block<'t>, place: Span) -> Result<(), Stop<'t>> {
        let name = &*block.name.text;
        if name == "plugins" && self.legacy_is_outermost() {
            return self.plugins(block);
        }
        self.legacy_block(name, &block.items, place)
    }

    fn legacy_is_outermost(&self) -> bool {
        self.frames.len() == 1
    }

    /// `plugins { id 'name@version' }`; a second block replaces the first.
    pub(super) fn plugins(&mut self, block: &'t Block<'t>) -> Result<(), Stop<'t>> {
        let mut ids = Vec::new();
        for item in &block.items {
            if let ItemKind::Expression(Expr {
                kind: ExprKind::Call(_, arguments),
                ..
            }) = &item.kind
            {
                for argument in arguments
                    .iter()
                    .filter(|argument| argument.style != ArgumentStyle::Trailing)
                {
                    ids.push(self.eval(&argument.value)?);
                }
            }
        }
        let root = self.root();
        self.certainty = Certainty::Sure;
        self.put(root, "plugins", Held::List(ids), block.braces);
        Ok(())
    }

    pub(super) fn include(&mut self, place: Span, file: &'t Expr<'t>) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let path = match self.eval(file)? {
            Held::Text(path) if self.certainty == Certainty::Sure => Some(path),
            _ => None,
        };
        self.includes.push(Include { place, path });
        Ok(())
    }

    pub(super) fn declare_functions(&mut self, items: &'t [Item<'t>]) {
        for item in items {
            if let ItemKind::Function(name, closure) = &item.kind {
                self.functions.push((name.span.of(self.text), closure));
            }
        }
    }
}
