//! Statements of a script, as the legacy parser runs them.

use super::super::classes;
use super::super::reading::{Certainty, Include, Semantics};
use super::super::token::Span;
use super::super::tree::{ArgumentStyle, Block, Body, Expr, ExprKind, Item, ItemKind, Name};
use super::lists::Unique;
use super::{Held, Machine, Stop, refuse};

/// How often a loop over a known list is run.
const MAX_ROUNDS: usize = 100;

impl<'t> Machine<'t> {
    /// Runs statements and gives the value of the last one.
    pub(super) fn exec(&mut self, items: &'t [Item<'t>]) -> Result<Held<'t>, Stop<'t>> {
        let doubt = self.doubt;
        let mut last = Ok(Held::Null);
        for item in items {
            if !self.spend() {
                last = Ok(Held::Unknown);
                break;
            }
            last = match self.exec_item(item) {
                // Whether it is run at all is not known.
                Err(Stop::Refused(..)) if self.doubt > 0 => Ok(Held::Unknown),
                other => other,
            };
            if last.is_err() {
                break;
            }
            if self.may_have_left && self.doubt == doubt {
                self.doubt += 1;
            }
        }
        self.doubt = doubt;
        last
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
                        (Held::List(list), _) => {
                            list.values().get(index).cloned().unwrap_or(Held::Null)
                        }
                        _ => Held::Unknown,
                    };
                    self.declare(name.span.of(self.text), part, self.certainty);
                }
            }
            ItemKind::If(condition, then, otherwise) => {
                return self.exec_if(condition, then, otherwise.as_ref());
            }
            ItemKind::Loop(variable, over, body) => {
                self.exec_loop(variable.as_ref(), over.as_deref(), body, item.span)?;
            }
            ItemKind::Switch(value, cases) => return self.exec_switch(value, cases),
            ItemKind::Try(body, others) => self.exec_try(body, others)?,
            ItemKind::Return(value) => {
                self.certainty = Certainty::Sure;
                let value = value
                    .as_ref()
                    .map_or(Ok(Held::Null), |value| self.eval(value))?;
                self.certainty = self.certainty.max(self.floor);
                if item.span.of(self.text).starts_with("throw") {
                    return refuse(item.span, "An exception is thrown here");
                }
                return Err(Stop::Returned(value));
            }
            // Braces alone are a block of the script, not a closure.
            ItemKind::Expression(Expr {
                kind: ExprKind::Closure(closure),
                span,
                ..
            }) if !closure.arrow && *span == item.span => {
                let variables = self.variables.len();
                let result = self.exec(&closure.body.items);
                self.variables.truncate(variables);
                return result;
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

    fn exec_loop(
        &mut self,
        variable: Option<&'t Name<'t>>,
        over: Option<&'t Expr<'t>>,
        body: &'t Body<'t>,
        place: Span,
    ) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let over = over.map(|over| self.eval(over)).transpose()?;
        let certainty = self.certainty;
        let variables = self.variables.len();
        match (variable, over) {
            (Some(variable), Some(Held::List(list))) if list.values().len() <= MAX_ROUNDS => {
                for value in list.values() {
                    self.declare(variable.span.of(self.text), value.clone(), certainty);
                    self.exec_while(certainty, &body.items)?;
                    self.variables.truncate(variables);
                }
                return Ok(());
            }
            (Some(variable), _) => self.declare_unknown(variable.span.of(self.text)),
            (None, Some(over)) if self.truth(&over) == Some(false) => return Ok(()),
            _ => {
                // `for (int i = 0; …)`: its names are variables.
                let head = Span {
                    start: place.start,
                    end: body.span.start,
                };
                let head = head.of(self.text).strip_prefix("for").unwrap_or_default();
                for word in head.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
                    self.declare_unknown(word);
                }
            }
        }
        self.exec_in_doubt(&body.items);
        self.variables.truncate(variables);
        Ok(())
    }

    /// Makes a variable.
    pub(super) fn declare(&mut self, name: &str, value: Held<'t>, certainty: Certainty) {
        let name = self.symbols.intern(name);
        self.variables.declare(name, value, certainty);
    }

    pub(super) fn declare_unknown(&mut self, name: &str) {
        self.declare(name, Held::Unknown, Certainty::Sure);
    }

    fn exec_try(&mut self, body: &'t Body<'t>, others: &'t [Body<'t>]) -> Result<(), Stop<'t>> {
        let failed = match self.exec(&body.items) {
            Err(Stop::Refused(..)) => true,
            other => {
                other?;
                false
            }
        };
        let mut end = body.span.end;
        for other in others {
            let head = Span {
                start: end,
                end: other.span.start,
            };
            end = other.span.end;
            let is_finally = classes::catch_head(self.text, head).is_none();
            // A file that cannot be read is caught, and only a run can tell.
            if failed || is_finally {
                self.exec(&other.items)?;
            } else {
                self.exec_in_doubt(&other.items);
            }
        }
        Ok(())
    }

    /// `name { … }`, which may also call a function or a variable.
    fn call_block(&mut self, block: &'t Block<'t>, place: Span) -> Result<(), Stop<'t>> {
        let name = &*block.name.text;
        if name == "plugins" && !self.selects_profiles() {
            if self.environment.len() > 1 {
                let message = "Plugins definition is only allowed in config top-most scope";
                return refuse(place, message);
            }
            return self.plugins(block);
        }
        self.legacy_block(name, &block.items, place)
    }

    /// `plugins { id 'name@version' }`; a second block replaces the first.
    pub(super) fn plugins(&mut self, block: &'t Block<'t>) -> Result<(), Stop<'t>> {
        let mut ids = Unique::default();
        for item in &block.items {
            if let ItemKind::Expression(Expr {
                kind: ExprKind::Call(target, arguments),
                ..
            }) = &item.kind
            {
                if !matches!(target.kind, ExprKind::Name("id")) {
                    return refuse(item.span, "A plugin is named by `id 'name@version'`");
                }
                for argument in arguments
                    .iter()
                    .filter(|argument| argument.style != ArgumentStyle::Trailing)
                {
                    let id = self.eval(&argument.value)?;
                    self.add_unique(&mut ids, id);
                }
            } else if let (ItemKind::Setting(_), Semantics::V1) = (&item.kind, self.semantics) {
                return refuse(item.span, "A plugin is named by `id 'name@version'`");
            }
        }
        let (root, name) = (self.root(), self.symbols.intern("plugins"));
        self.certainty = Certainty::Sure;
        let ids = self.list_of(ids.values);
        self.put(root, name, ids, block.braces);
        Ok(())
    }

    pub(super) fn include(&mut self, place: Span, file: &'t Expr<'t>) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let name = self.eval(file)?;
        self.include_file(place, file.span, name)
    }

    pub(super) fn include_file(
        &mut self,
        place: Span,
        argument: Span,
        file: Held<'t>,
    ) -> Result<(), Stop<'t>> {
        if self.truth(&file) == Some(false) {
            return refuse(argument, "includeConfig argument cannot be empty");
        }
        let path = match file {
            Held::Text(path) if self.certainty == Certainty::Sure => Some(path.to_string()),
            _ => None,
        };
        self.includes.push(Include { place, path });
        Ok(())
    }

    pub(super) fn declare_functions(&mut self, items: &'t [Item<'t>]) {
        for item in items {
            if let ItemKind::Function(name, closure) = &item.kind {
                let name = self.symbols.intern(name.span.of(self.text));
                self.functions.entry(name).or_insert(closure);
            }
        }
    }
}
