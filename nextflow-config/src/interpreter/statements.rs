//! Statements of a script, as the legacy parser runs them: assignments, conditions, loops.
//!
//! What a condition decides is run, would be run with other parameters, or may be run.

use super::calls::Unique;
use super::text::Text;
use super::{Interpreter, RuntimeValue, Scope, ScopeId, Stop, Symbol, refuse, refuse_for};
use crate::classes;
use crate::reading::{Certainty, Include, Parser};
use crate::token::Span;
use crate::tree::{
    ArgumentStyle, Block, Body, Case, Closure, Expr, ExprKind, Item, ItemKind, Name,
};

/// What a `plugins` block is run with.
const PLUGINS_CLASS: &str = "nextflow.config.parser.v1.PluginsDsl";
/// How often a loop over a known list is run.
const MAX_ROUNDS: usize = 100;

impl<'t> Interpreter<'t> {
    /// Runs statements and gives the value of the last one.
    pub(super) fn exec(&mut self, items: &'t [Item<'t>]) -> Result<RuntimeValue<'t>, Stop<'t>> {
        let doubt = self.doubt;
        let mut last = Ok(RuntimeValue::Null);
        for item in items {
            let Some(result) = self.exec_next(item, doubt) else {
                last = Ok(RuntimeValue::Unknown);
                break;
            };
            last = result;
            if last.is_err() {
                break;
            }
        }
        self.doubt = doubt;
        last
    }

    /// Runs the next of the statements that began with so much doubt. `None` when following
    /// them was given up.
    pub(super) fn exec_next(
        &mut self,
        item: &'t Item<'t>,
        doubt: u32,
    ) -> Option<Result<RuntimeValue<'t>, Stop<'t>>> {
        if !self.spend() {
            return None;
        }
        let result = match self.exec_item(item) {
            // Whether it is run at all is not known.
            Err(Stop::Refused(..)) if self.doubt > 0 => Ok(RuntimeValue::Unknown),
            other => other,
        };
        if result.is_ok() && self.may_have_left && self.doubt == doubt {
            self.doubt += 1;
        }
        Some(result)
    }

    fn exec_item(&mut self, item: &'t Item<'t>) -> Result<RuntimeValue<'t>, Stop<'t>> {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.certainty = Certainty::Sure;
                let value = self.eval(&setting.value)?;
                // Only what is called has a value, and a copy of a long text takes its time.
                let last = (self.calls > 0).then(|| value.clone());
                self.assign_names(&setting.path, value, setting.value.span)?;
                return Ok(last.unwrap_or(RuntimeValue::Null));
            }
            // A closure of a strict text may set its variables and nothing else.
            ItemKind::Block(_) | ItemKind::Selector(..) | ItemKind::Include(_)
                if self.parser == Parser::Strict => {}
            ItemKind::Block(block) => self.call_block(block, item.span)?,
            ItemKind::Selector(kind, block) => {
                let name = [&*kind.text, &*block.name.text].join(":");
                self.legacy_block(name.into(), &block.items, item.span)?;
            }
            ItemKind::Include(file) => self.include(item.span, file)?,
            ItemKind::Label(label, Some(inner)) => {
                if let Some((name, closure)) = self.written_selector(label, inner) {
                    self.legacy_block(name.into(), &closure.body.items, item.span)?;
                    return Ok(RuntimeValue::Null);
                }
                return self.exec_item(inner);
            }
            ItemKind::Declaration(names, value) => {
                self.certainty = Certainty::Sure;
                let value = match value {
                    Some(value) => self.eval(value)?,
                    None => RuntimeValue::Null,
                };
                for (index, name) in names.iter().enumerate() {
                    let part = match (&value, names.len()) {
                        (value, 1) => value.clone(),
                        (RuntimeValue::List(list), _) => list
                            .values()
                            .get(index)
                            .cloned()
                            .unwrap_or(RuntimeValue::Null),
                        _ => RuntimeValue::Unknown,
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
                    .map_or(Ok(RuntimeValue::Null), |value| self.eval(value))?;
                self.certainty = self.certainty.max(self.floor);
                if item.span.of(self.text).starts_with("throw") {
                    return refuse_for(item.span, "an exception is thrown here");
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
        Ok(RuntimeValue::Null)
    }

    /// The selector `withName: "$x" { … }`, of which the legacy parser takes the name as it is
    /// written (`replaceMethodName` in `ConfigTransformImpl`).
    fn written_selector(
        &self,
        label: &Name<'_>,
        inner: &'t Item<'t>,
    ) -> Option<(String, &'t Closure<'t>)> {
        let ItemKind::Expression(call) = &inner.kind else {
            return None;
        };
        let ExprKind::Call(target, arguments) = &call.kind else {
            return None;
        };
        let ([argument], ExprKind::Text(..)) = (arguments.as_slice(), &target.kind) else {
            return None;
        };
        let ExprKind::Closure(closure) = &argument.value.kind else {
            return None;
        };
        let is_selector = matches!(&*label.text, "withName" | "withLabel");
        let written = target.span.of(self.text).trim_matches('"');
        is_selector.then(|| (format!("{}:{written}", label.text), &**closure))
    }

    fn exec_loop(
        &mut self,
        variable: Option<&'t Name<'t>>,
        over: Option<&'t Expr<'t>>,
        body: &'t Body<'t>,
        span: Span,
    ) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let over = over.map(|over| self.eval(over)).transpose()?;
        let certainty = self.certainty;
        let variables = self.variables.len();
        match (variable, over) {
            (Some(variable), Some(RuntimeValue::List(list)))
                if list.values().len() <= MAX_ROUNDS =>
            {
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
                    start: span.start,
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
    pub(super) fn declare(&mut self, name: &'t str, value: RuntimeValue<'t>, certainty: Certainty) {
        let name = self.symbols.intern_written(name);
        self.variables.declare(name, value, certainty);
    }

    pub(super) fn declare_unknown(&mut self, name: &'t str) {
        self.declare(name, RuntimeValue::Unknown, Certainty::Sure);
    }

    fn exec_try(&mut self, body: &'t Body<'t>, others: &'t [Body<'t>]) -> Result<(), Stop<'t>> {
        let failed = match self.exec(&body.items) {
            Err(Stop::Refused(_)) => true,
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
            let head = classes::catch_head(self.text, head);
            let variables = self.variables.len();
            if let Some((_, name)) = &head {
                self.declare_unknown(name.of(self.text));
            }
            // A file that cannot be read is caught, and only a run can tell.
            if failed || head.is_none() {
                self.exec(&other.items)?;
            } else {
                self.exec_in_doubt(&other.items);
            }
            self.variables.truncate(variables);
        }
        Ok(())
    }

    /// `name { … }`, which may also call a function or a variable.
    fn call_block(&mut self, block: &'t Block<'t>, span: Span) -> Result<(), Stop<'t>> {
        let name = &*block.name.text;
        if name == "plugins" && !self.selects_profiles() {
            if self.environment.len() > 1 {
                let message = "Plugins definition is only allowed in config top-most scope";
                return refuse(span, message);
            }
            return self.plugins(block);
        }
        self.legacy_block(Text::Written(name), &block.items, span)
    }

    /// `plugins { id 'name@version' }`; a second block replaces the first.
    pub(super) fn plugins(&mut self, block: &'t Block<'t>) -> Result<(), Stop<'t>> {
        let mut ids = Unique::with_capacity(block.items.len());
        for item in &block.items {
            if let ItemKind::Expression(Expr {
                kind: ExprKind::Call(target, arguments),
                ..
            }) = &item.kind
            {
                match &target.kind {
                    ExprKind::Name("id") => {}
                    ExprKind::Name(name) => {
                        let message = format!("No signature of method: {PLUGINS_CLASS}.{name}()");
                        return refuse(item.span, message);
                    }
                    _ => return refuse_for(item.span, "a plugin is named by id 'name@version'"),
                }
                for argument in arguments
                    .iter()
                    .filter(|argument| argument.style != ArgumentStyle::Trailing)
                {
                    let id = self.eval(&argument.value)?;
                    self.add_unique(&mut ids, id);
                }
            } else if let (ItemKind::Setting(setting), Parser::Legacy) = (&item.kind, self.parser) {
                let name = setting.path.first().map_or("", |name| &*name.text);
                let message = format!("No such property: {name} for class: {PLUGINS_CLASS}");
                return refuse(item.span, message);
            }
        }
        let (root, name) = (self.root(), self.symbols.intern_written("plugins"));
        self.certainty = Certainty::Sure;
        let ids = self.list_of(ids.values);
        self.put(root, name, ids, block.braces);
        Ok(())
    }

    pub(super) fn include(&mut self, span: Span, file: &'t Expr<'t>) -> Result<(), Stop<'t>> {
        self.certainty = Certainty::Sure;
        let name = self.eval(file)?;
        self.include_file(span, file.span, name)
    }

    pub(super) fn include_file(
        &mut self,
        span: Span,
        argument: Span,
        file: RuntimeValue<'t>,
    ) -> Result<(), Stop<'t>> {
        if self.truth(&file) == Some(false) {
            return match self.parser {
                Parser::Legacy => refuse(argument, "includeConfig argument cannot be empty"),
                Parser::Strict => refuse_for(argument, "the name of the included file is empty"),
            };
        }
        let path = match file {
            RuntimeValue::Text(path) if self.certainty == Certainty::Sure => Some(path.to_string()),
            _ => None,
        };
        self.includes.push(Include { span, path });
        Ok(())
    }

    pub(super) fn declare_functions(&mut self, items: &'t [Item<'t>]) {
        for item in items {
            if let ItemKind::Function(name, closure) = &item.kind {
                let name = self.symbols.intern_copy(name.span.of(self.text));
                self.functions.entry(name).or_insert(closure);
            }
        }
    }
}

impl<'t> Interpreter<'t> {
    pub(super) fn exec_if(
        &mut self,
        condition: &'t Expr<'t>,
        then: &'t Body<'t>,
        otherwise: Option<&'t Body<'t>>,
    ) -> Result<RuntimeValue<'t>, Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(condition)?;
        let certainty = self.certainty;
        let (run, other) = match self.truth(&value) {
            Some(true) => (Some(then), otherwise),
            Some(false) => (otherwise, Some(then)),
            None => {
                self.exec_in_doubt(&then.items);
                if let Some(otherwise) = otherwise {
                    self.exec_in_doubt(&otherwise.items);
                }
                return Ok(RuntimeValue::Unknown);
            }
        };
        if let (Some(other), true) = (other, certainty > Certainty::Sure) {
            self.foresee(&other.items);
        }
        let Some(run) = run else {
            self.certainty = self.certainty.max(certainty);
            return Ok(RuntimeValue::Null);
        };
        self.exec_while(certainty, &run.items)
    }

    /// The cases are compared in order; the one without a test is for what no other is for.
    pub(super) fn exec_switch(
        &mut self,
        value: &'t Expr<'t>,
        cases: &'t [Case<'t>],
    ) -> Result<RuntimeValue<'t>, Stop<'t>> {
        self.certainty = Certainty::Sure;
        let value = self.eval(value)?;
        let mut first = None;
        for (index, case) in cases.iter().enumerate() {
            let Some(test) = &case.test else { continue };
            let test = self.eval(test)?;
            match self.is_case(&value, &test) {
                Some(true) => {
                    first = Some(index);
                    break;
                }
                Some(false) => {}
                None => {
                    for case in cases {
                        self.exec_in_doubt(&case.items);
                    }
                    return Ok(RuntimeValue::Unknown);
                }
            }
        }
        let certainty = self.certainty;
        let first = first.or_else(|| cases.iter().position(|case| case.test.is_none()));
        let first = first.unwrap_or(cases.len());
        let mut last = RuntimeValue::Null;
        let mut is_run = false;
        let mut is_over = false;
        for (index, case) in cases.iter().enumerate() {
            is_run |= index == first;
            if is_run && !is_over {
                last = self.exec_while(certainty, &case.items)?;
                is_over = case.breaks;
            } else if certainty > Certainty::Sure {
                self.foresee(&case.items);
            }
        }
        Ok(last)
    }

    fn is_case(&self, value: &RuntimeValue<'t>, test: &RuntimeValue<'t>) -> Option<bool> {
        match test {
            RuntimeValue::Text(_)
            | RuntimeValue::Int(_)
            | RuntimeValue::Bool(_)
            | RuntimeValue::Null => self.same(value, test),
            RuntimeValue::List(list) => self.contains(list.values(), value),
            _ => None,
        }
    }

    /// Runs what is run as long as something of this certainty is so.
    pub(super) fn exec_while(
        &mut self,
        certainty: Certainty,
        items: &'t [Item<'t>],
    ) -> Result<RuntimeValue<'t>, Stop<'t>> {
        let floor = self.floor;
        self.floor = floor.max(certainty);
        let result = self.exec(items);
        self.floor = floor;
        self.certainty = self.certainty.max(certainty);
        result
    }

    /// Runs what may or may not be run: all it sets is unknown afterwards.
    pub(super) fn exec_in_doubt(&mut self, items: &'t [Item<'t>]) {
        self.doubt += 1;
        // Whether it is refused there is not known either.
        if let Err(Stop::Returned(_)) = self.exec(items) {
            self.may_have_left = true;
        }
        self.doubt -= 1;
    }

    /// What is not run, but would be with other parameters: all that it would change is less
    /// sure, and nothing is changed.
    fn foresee(&mut self, items: &'t [Item<'t>]) {
        if !self.spend() {
            return;
        }
        let (scopes, scope_count) = (self.scopes.clone(), self.scope_count);
        let (environment, variables) = (self.environment.snapshot(), self.variables.clone());
        let legacy = self.legacy.clone();
        let (includes, left) = (self.includes.len(), self.may_have_left);
        // Whether it is refused there or leaves does not matter here.
        let _ = self.exec_while(Certainty::UnlessParams, items);
        self.includes.truncate(includes);
        self.may_have_left = left;
        self.environment.restore(environment);
        self.legacy = legacy;
        let variables = std::mem::replace(&mut self.variables, variables);
        self.variables.doubt_as(&variables);
        let scopes = std::mem::replace(&mut self.scopes, scopes);
        self.scope_count = scope_count;
        for id in self.scopes.changed_since(&scopes) {
            self.doubt_as(ScopeId(id), scopes.get(id));
        }
    }

    /// Makes the entries of a scope less sure that are not as they are in a copy that went on.
    fn doubt_as(&mut self, id: ScopeId, copy: Option<&Scope<'t>>) {
        let (Some(scope), Some(copy)) = (self.scope(id), copy) else {
            return;
        };
        let mut changed = Vec::new();
        for at in scope.changed_since(copy) {
            let (Some(old), new) = (scope.at(at), copy.at(at)) else {
                continue;
            };
            let is_same = new.is_some_and(|new| {
                old.key == new.key && old.span == new.span && old.certainty == new.certainty
            });
            // A scope that was only opened again holds what it held.
            let is_same_scope = match (&old.value, new.map(|new| &new.value)) {
                (RuntimeValue::Scope(old), Some(RuntimeValue::Scope(new))) => old == new,
                _ => false,
            };
            if !is_same {
                changed.push((at, is_same_scope));
            }
        }
        for (at, is_same_scope) in changed {
            self.doubt_slot(id, at, !is_same_scope);
        }
    }
}

impl<'t> Interpreter<'t> {
    /// `a.b.c = value`
    pub(super) fn assign_names(
        &mut self,
        path: &'t [Name<'t>],
        value: RuntimeValue<'t>,
        span: Span,
    ) -> Result<(), Stop<'t>> {
        let certainty = self.certainty.max(self.floor);
        let Some((first, rest)) = path.split_first() else {
            return Ok(());
        };
        let Some((last, scopes)) = rest.split_last() else {
            if first.quoted {
                let message =
                    "The LHS of an assignment should be a variable or a field accessing expression";
                return refuse(first.span, message);
            }
            let name = first.span.of(self.text);
            self.assign_variable(name, value, span);
            return Ok(());
        };
        if self.parser == Parser::Strict {
            return Ok(());
        }
        if first.quoted {
            let message = format!(
                "No such property: {} for class: java.lang.String",
                last.text
            );
            return refuse(first.span, message);
        }
        let mut inner = self.name(first.span.of(self.text), first.span);
        for scope in scopes {
            inner = self.property(&inner, &scope.text, scope.span)?;
        }
        self.certainty = certainty;
        if is_made(last) {
            let written = last.span.of(self.text);
            let written = self.symbols.intern_written(written);
            return self.assign_in(&inner, written, RuntimeValue::Unknown, last.span, span);
        }
        let name = self.symbols.intern_written(&last.text);
        self.assign_in(&inner, name, value, last.span, span)
    }

    /// `name = value`, where that is a variable or, for the legacy parser, a setting.
    fn assign_variable(&mut self, name: &'t str, value: RuntimeValue<'t>, span: Span) {
        let name = self.symbols.intern_written(name);
        if let Some(variable) = self.variables.get_mut(name) {
            variable.value = if self.doubt > 0 {
                RuntimeValue::Unknown
            } else {
                value
            };
            variable.certainty = self.certainty.max(self.floor);
        } else if self.parser == Parser::Legacy {
            self.assign_name(name, value, span);
        }
    }

    /// `target = value`, for every target that Groovy knows.
    pub(super) fn assign(
        &mut self,
        target: &'t Expr<'t>,
        value: RuntimeValue<'t>,
        span: Span,
    ) -> Result<(), Stop<'t>> {
        let certainty = self.certainty.max(self.floor);
        match &target.kind {
            ExprKind::Name(name) => self.assign_variable(name, value, span),
            ExprKind::Property(property) => {
                let inner = self.eval(&property.target)?;
                self.certainty = certainty;
                let name = self.symbols.intern_written(&property.name.text);
                self.assign_in(&inner, name, value, target.span, span)?;
            }
            ExprKind::Index(inner, keys) => {
                let inner = self.eval(inner)?;
                let key = match keys.as_slice() {
                    [key] => self.eval(key)?,
                    _ => RuntimeValue::Unknown,
                };
                self.certainty = certainty;
                if let Some(key) = self.text_value(&key) {
                    let key = self.symbols.intern_copy(&key);
                    self.assign_in(&inner, key, value, target.span, span)?;
                }
            }
            ExprKind::Paren(inner) => self.assign(inner, value, span)?,
            ExprKind::List(targets) => {
                for (index, target) in targets.iter().enumerate() {
                    let part = match &value {
                        RuntimeValue::List(list) => list
                            .values()
                            .get(index)
                            .cloned()
                            .unwrap_or(RuntimeValue::Null),
                        _ => RuntimeValue::Unknown,
                    };
                    self.assign(target, part, span)?;
                }
            }
            ExprKind::Text(..) | ExprKind::Binary(..) => {
                let message =
                    "The LHS of an assignment should be a variable or a field accessing expression";
                return refuse(target.span, message);
            }
            _ => {}
        }
        Ok(())
    }

    /// Sets a property of a value that has been read.
    pub(super) fn assign_in(
        &mut self,
        inner: &RuntimeValue<'t>,
        name: Symbol,
        value: RuntimeValue<'t>,
        target: Span,
        span: Span,
    ) -> Result<(), Stop<'t>> {
        match inner {
            RuntimeValue::Scope(scope) => {
                self.put(*scope, name, value, span);
            }
            RuntimeValue::Unknown => {}
            RuntimeValue::Null => {
                let name = self.symbols.name(name);
                return refuse(
                    target,
                    format!("Cannot set property '{name}' on null object"),
                );
            }
            other => {
                let class = self.class_of(other);
                let of = class.map_or_else(String::new, |class| format!(" for class: {class}"));
                let name = self.symbols.name(name);
                return refuse(target, format!("No such property: {name}{of}"));
            }
        }
        Ok(())
    }
}

/// A name that is put together at run time is not known.
fn is_made(name: &Name<'_>) -> bool {
    name.quoted && name.text.is_empty() && name.span.end > name.span.start + 2
}
