//! What the strict parser refuses although it is well-formed for the other.
//!
//! Its grammar (`ConfigParser.g4` in Nextflow's source) has settings, blocks, selectors and
//! includes; expressions without casts, lambdas and spreads; and it knows the names that may
//! be used. In closures, which run later, names are not looked at.

use crate::classes;
use crate::keywords::{is_groovy_keyword, is_keyword, is_reserved};
use crate::reading::Refusal;
use crate::token::{Quote, Span, Token, TokenKind};
use crate::tree::{
    Argument, ArgumentStyle, Binary, Block, Body, Closure, Document, Entry, Expr, ExprKind, Item,
    ItemKind, Name, Property, TextPart,
};
use crate::visible::VisibleNames;

/// The strict parser's grammar and names, asked for one statement after the other.
pub(super) struct Checker<'d> {
    text: &'d str,
    /// The variables of the code around.
    variables: VisibleNames<'d>,
    /// Whether the setting is one of processes.
    in_process: bool,
    /// Whether its value is a closure, which may use what a script has.
    is_script_code: bool,
    /// Whether this is a closure that a task runs.
    is_task_code: bool,
}

/// What statements stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Enclosing {
    Text,
    Profile,
    Block,
}

type Checked = Result<(), Refusal>;

fn refuse(span: Span, message: impl Into<String>) -> Checked {
    Err(Refusal {
        span,
        message: message.into(),
    })
}

impl<'d> Checker<'d> {
    fn unexpected(&self, span: Span) -> Checked {
        let shown: String = span.of(self.text).chars().take(20).collect();
        refuse(span, format!("Unexpected input: '{shown}'"))
    }

    /// Gets ready for the statements of a document, none of whose tokens is refused.
    pub(super) fn new(document: &'d Document<'d>) -> Result<Self, Refusal> {
        let checker = Self {
            text: document.text,
            variables: VisibleNames::default(),
            in_process: false,
            is_script_code: false,
            is_task_code: false,
        };
        checker.tokens(&document.tokens)?;
        Ok(checker)
    }

    /// Refuses a statement of the text that the grammar does not have.
    pub(super) fn statement(&mut self, item: &'d Item<'d>) -> Checked {
        self.item(item, &[], Enclosing::Text)
    }

    /// What is refused wherever it stands.
    fn tokens(&self, tokens: &[Token]) -> Checked {
        let mut last = None;
        for token in tokens {
            let text = || token.span().of(self.text);
            let is_refused = match token.kind {
                TokenKind::LineComment => text().starts_with("#!"),
                TokenKind::Quote(quote) => quote == Quote::DollarSlashy,
                TokenKind::OtherDot => !matches!(text(), "?." | "*."),
                TokenKind::OpenBracket => text() == "?[",
                TokenKind::Operator => match text() {
                    // Elements are not spread.
                    "*" => matches!(
                        last,
                        None | Some(
                            TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::Comma
                        )
                    ),
                    other => matches!(other, "++" | "--" | "===" | "!==" | "@"),
                },
                // A statement has to come before the first semicolon of a text or block.
                TokenKind::Semicolon => matches!(last, None | Some(TokenKind::OpenBrace)),
                _ => false,
            };
            if is_refused {
                return self.unexpected(token.span());
            }
            if !token.kind.is_trivia() && token.kind != TokenKind::LineBreak {
                last = Some(token.kind);
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &'d [Item<'d>], scope: &[&str], around: Enclosing) -> Checked {
        items
            .iter()
            .try_for_each(|item| self.item(item, scope, around))
    }

    fn item(&mut self, item: &'d Item<'d>, scope: &[&str], around: Enclosing) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.path(&setting.path)?;
                if scope == ["profiles"] {
                    return refuse(item.span, ONLY_PROFILES);
                }
                let names = setting.path.iter().map(|name| &*name.text);
                let mut path = scope.iter().copied().chain(names);
                self.in_process = match (path.next(), path.next()) {
                    (Some("process" | "agent"), Some(_)) => true,
                    (Some("executor"), Some("jobName")) => path.next().is_none(),
                    _ => false,
                };
                self.is_script_code = is_closure(&setting.value);
                self.is_task_code = self.in_process && self.is_script_code;
                let checked = self.expr(&setting.value);
                self.in_process = false;
                self.is_script_code = false;
                self.is_task_code = false;
                checked
            }
            ItemKind::Block(block) => self.block(block, scope),
            // Whether it may stand in this scope is asked when it is run.
            ItemKind::Selector(kind, block) if around != Enclosing::Text => {
                self.on_one_line(kind.span.end, block.name.span.start)?;
                if scope == ["profiles"] {
                    return refuse(item.span, ONLY_PROFILES);
                }
                let name = [&*kind.text, &*block.name.text].join(":");
                let inner: Vec<&str> = scope.iter().copied().chain([name.as_str()]).collect();
                let around = if scope.is_empty() {
                    around
                } else {
                    Enclosing::Block
                };
                self.items(&block.items, &inner, around)
            }
            ItemKind::Include(file) => {
                if around == Enclosing::Block {
                    let message =
                        "Config includes are only allowed at the top-level or in a profile";
                    return refuse(item.span, message);
                }
                self.expr(file)
            }
            ItemKind::If(..) => refuse(
                item.span,
                "If statements cannot be mixed with config statements",
            ),
            ItemKind::Try(..) => refuse(
                item.span,
                "Try-catch blocks cannot be mixed with config statements",
            ),
            ItemKind::Declaration(..) => refuse(
                item.span,
                "Variable declarations cannot be mixed with config statements",
            ),
            ItemKind::Expression(expr) => self.no_statement(expr),
            _ => self.unexpected(item.span),
        }
    }

    fn block(&mut self, block: &'d Block<'d>, scope: &[&str]) -> Checked {
        let name = &*block.name.text;
        self.path(std::slice::from_ref(&block.name))?;
        if name == "plugins" && !block.items.is_empty() && block.items.iter().all(is_call) {
            // Those of a scope are not looked at.
            return match block.items.iter().find(|item| !is_plugin(item)) {
                Some(item) if scope.is_empty() => {
                    refuse(item.span, "In `plugins` only `id` is defined")
                }
                _ => Ok(()),
            };
        }
        if scope == ["profiles"] {
            // A profile is read like a text of its own.
            return self.items(&block.items, &[], Enclosing::Profile);
        }
        let inner: Vec<&str> = scope.iter().copied().chain([name]).collect();
        self.items(&block.items, &inner, Enclosing::Block)
    }

    fn no_statement(&self, expr: &Expr<'_>) -> Checked {
        match &expr.kind {
            ExprKind::Name(_) | ExprKind::Property(..) | ExprKind::Text(..) => {
                refuse(expr.span, "Incomplete statement")
            }
            ExprKind::Call(_, arguments)
                if arguments
                    .iter()
                    .any(|argument| argument.style == ArgumentStyle::Bare) =>
            {
                let message = "Config settings must be assigned with an equals sign (`=`)";
                refuse(expr.span, message)
            }
            _ => self.unexpected(expr.span),
        }
    }

    fn path(&self, path: &[Name<'_>]) -> Checked {
        for name in path {
            let is_made =
                name.quoted && name.text.is_empty() && name.span.end > name.span.start + 2;
            if is_made || !name.quoted && is_keyword(&name.text) {
                return self.unexpected(name.span);
            }
        }
        for pair in path.windows(2) {
            let [before, after] = pair else { continue };
            let gap = Span {
                start: before.span.end,
                end: after.span.start,
            };
            if has_line(gap.of(self.text)) {
                return refuse(gap, "Incomplete statement");
            }
        }
        Ok(())
    }
}

/// Whether there is a line end that no backslash hides, or a comment, between two pieces.
fn has_line(gap: &str) -> bool {
    // Mostly it is a dot or a space.
    let is_special = |byte| matches!(byte, b'\n' | b'\r' | b'/');
    gap.bytes().any(is_special)
        && gap
            .replace("\\\r\n", "")
            .replace("\\\n", "")
            .contains(['\n', '\r', '/'])
}

fn is_call(item: &Item<'_>) -> bool {
    matches!(
        &item.kind,
        ItemKind::Expression(Expr {
            kind: ExprKind::Call(..),
            ..
        })
    )
}

fn is_plugin(item: &Item<'_>) -> bool {
    match &item.kind {
        ItemKind::Expression(Expr {
            kind: ExprKind::Call(target, _),
            ..
        }) => {
            matches!(target.kind, ExprKind::Name("id"))
        }
        _ => false,
    }
}

const ONLY_PROFILES: &str = "Only profile blocks are allowed in the `profiles` scope";

impl<'d> Checker<'d> {
    pub(super) fn closure(&mut self, closure: &'d Closure<'d>, span: Span) -> Checked {
        if !span.of(self.text).starts_with('{') {
            return self.unexpected(span);
        }
        let variables = self.variables.len();
        for parameter in &closure.parameters {
            self.declare(parameter.span)?;
        }
        if closure.parameters.is_empty() {
            self.variables.push("it");
        }
        let checked = self.body(&closure.body);
        self.variables.truncate(variables);
        checked
    }

    fn body(&mut self, body: &'d Body<'d>) -> Checked {
        let variables = self.variables.len();
        let checked = body.items.iter().try_for_each(|item| self.code(item));
        self.variables.truncate(variables);
        checked
    }

    /// A variable may not have the name of one around it.
    fn declare(&mut self, span: Span) -> Checked {
        let name = span.of(self.text);
        no_groovy_keyword(name, span)?;
        if self.variables.contains(name) {
            return refuse(span, format!("`{name}` is already declared"));
        }
        self.variables.push(name);
        Ok(())
    }

    fn code(&mut self, item: &'d Item<'d>) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.expr(&setting.value)?;
                match setting.path.as_slice() {
                    [name] if name.quoted => self.unexpected(name.span),
                    [name] => self.assigned(&name.text, name.span),
                    [first, ..] if !first.quoted => self.variable(&first.text, first.span),
                    _ => Ok(()),
                }
            }
            ItemKind::Block(block) => {
                let name = &*block.name.text;
                if !self.is_function(name) {
                    return refuse(block.name.span, format!("`{name}` is not defined"));
                }
                let variables = self.variables.len();
                self.variables.push("it");
                let checked = block.items.iter().try_for_each(|item| self.code(item));
                self.variables.truncate(variables);
                checked
            }
            ItemKind::Declaration(names, value) => {
                let written = item.span.of(self.text);
                let starts = |word: &str| {
                    written
                        .strip_prefix(word)
                        .is_some_and(|rest| rest.starts_with([' ', '\t']))
                };
                if starts("final") || starts("static") || starts("var") {
                    return self.unexpected(item.span);
                }
                if let Some(value) = value {
                    self.expr(value)?;
                }
                names.iter().try_for_each(|name| self.declare(name.span))
            }
            ItemKind::Return(value) => value.as_ref().map_or(Ok(()), |value| self.expr(value)),
            ItemKind::If(condition, then, otherwise) => {
                self.expr(condition)?;
                self.body(then)?;
                otherwise
                    .as_ref()
                    .map_or(Ok(()), |otherwise| self.body(otherwise))
            }
            ItemKind::Try(body, others) => {
                self.body(body)?;
                let mut end = body.span.end;
                for other in others {
                    let head = Span {
                        start: end,
                        end: other.span.start,
                    };
                    self.catch(head, other)?;
                    end = other.span.end;
                }
                Ok(())
            }
            ItemKind::Expression(expr) => self.expression_statement(expr),
            ItemKind::Other if item.span.of(self.text).starts_with("assert") => Ok(()),
            ItemKind::Unreadable => Ok(()),
            _ => self.unexpected(item.span),
        }
    }

    /// `catch (Type name)` with its body. There is no `finally`.
    fn catch(&mut self, head: Span, body: &'d Body<'d>) -> Checked {
        let Some((types, name)) = classes::catch_head(self.text, head) else {
            return self.unexpected(head);
        };
        types
            .into_iter()
            .try_for_each(|span| self.type_name(span))?;
        let variables = self.variables.len();
        self.declare(name)?;
        let checked = self.body(body);
        self.variables.truncate(variables);
        checked
    }

    fn expression_statement(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Call(target, arguments)
                if arguments
                    .iter()
                    .any(|argument| argument.style == ArgumentStyle::Bare) =>
            {
                self.call(target, arguments)
            }
            ExprKind::Assign(target, _, value) => {
                self.expr(value)?;
                self.target(target)
            }
            _ => self.expr(expr),
        }
    }

    fn target(&mut self, target: &'d Expr<'d>) -> Checked {
        match &target.kind {
            ExprKind::Name(name) => self.assigned(name, target.span),
            ExprKind::Property(..) | ExprKind::Index(..) => self.expr(target),
            ExprKind::List(names) => names.iter().try_for_each(|name| self.target(name)),
            ExprKind::Paren(inner) => self.target(inner),
            _ => self.unexpected(target.span),
        }
    }

    fn assigned(&mut self, name: &str, span: Span) -> Checked {
        no_groovy_keyword(name, span)?;
        if self.is_variable(name) {
            return Ok(());
        }
        refuse(span, format!("`{name}` was assigned but not declared"))
    }
}

impl<'d> Checker<'d> {
    pub(super) fn expr(&mut self, expr: &'d Expr<'d>) -> Checked {
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => Ok(()),
            ExprKind::Text(quote, parts) => self.text_parts(*quote, parts),
            ExprKind::Name(name) => self.variable(name, expr.span),
            ExprKind::List(elements) => {
                self.last_comma(elements.last().map(|it| it.span), expr.span)?;
                elements.iter().try_for_each(|it| self.expr(it))
            }
            ExprKind::Map(entries) => {
                self.last_comma(entries.last().map(|it| it.value.span), expr.span)?;
                entries.iter().try_for_each(|entry| self.entry(entry))
            }
            ExprKind::Closure(closure) => self.closure(closure, expr.span),
            ExprKind::Property(property) => {
                let Property { target, dot, name } = &**property;
                self.on_one_line(dot.end, name.span.start)?;
                // A name that is put together at run time.
                let is_made = name.quoted && name.text.is_empty();
                if is_made && name.span.end > name.span.start + 2
                    || !name.quoted && is_reserved(&name.text)
                {
                    return self.unexpected(name.span);
                }
                if is_class_name(target, &name.text) {
                    return Ok(());
                }
                self.expr(target)
            }
            ExprKind::Index(target, indices) => {
                self.expr(target)?;
                if let (Some(first), Some(last)) = (indices.first(), indices.last()) {
                    self.on_one_line(target.span.end, first.span.start)?;
                    self.on_one_line(last.span.end, expr.span.end)?;
                }
                indices.iter().try_for_each(|it| self.expr(it))
            }
            ExprKind::Call(target, arguments) => {
                let is_bare = |argument: &Argument<'_>| argument.style == ArgumentStyle::Bare;
                if arguments.iter().any(is_bare) {
                    return self.unexpected(expr.span);
                }
                self.call(target, arguments)
            }
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand, expr.span),
            ExprKind::As(operand, type_name) => {
                self.type_name(*type_name)?;
                self.expr(operand)
            }
            ExprKind::Paren(operand) => self.expr(operand),
            ExprKind::Binary(binary) => {
                let Binary {
                    left,
                    operator,
                    right,
                } = &**binary;
                self.expr(left)?;
                if matches!(operator.of(self.text), "+" | "-" | "**") {
                    self.on_one_line(left.span.end, operator.start)?;
                }
                self.expr(right)
            }
            ExprKind::Ternary(ternary) => {
                self.expr(&ternary.condition)?;
                self.expr(&ternary.then)?;
                self.expr(&ternary.otherwise)
            }
            // Assignments are statements.
            ExprKind::Assign(_, operator, _) => self.unexpected(*operator),
            ExprKind::New(arguments) => {
                let made = expr.span.of(self.text);
                let made = made.strip_prefix("new").unwrap_or(made);
                let end = made.find(['(', '[']).unwrap_or(made.len());
                if made.get(end..).is_none_or(|rest| !rest.starts_with('(')) {
                    return self.unexpected(expr.span);
                }
                let start = expr.span.start + "new".len();
                self.type_name(Span {
                    start,
                    end: start + end,
                })?;
                self.arguments(arguments)
            }
            ExprKind::Cast(kind, _) => self.unexpected(*kind),
            ExprKind::Spread(_) => self.unexpected(expr.span),
        }
    }

    fn unary(&mut self, operator: Span, operand: &'d Expr<'d>, whole: Span) -> Checked {
        match operator.of(self.text) {
            "+" | "-" => self.on_one_line(operator.end, operand.span.start)?,
            written if written.ends_with("instanceof") => {
                self.type_name(Span {
                    start: operator.end,
                    end: whole.end,
                })?;
            }
            _ => {}
        }
        self.expr(operand)
    }

    fn entry(&mut self, entry: &'d Entry<'d>) -> Checked {
        match entry.key.kind {
            ExprKind::Name(name) if is_reserved(name) || name == "*" => {
                return self.unexpected(entry.key.span);
            }
            ExprKind::Name(name) => no_groovy_keyword(name, entry.key.span)?,
            _ => self.expr(&entry.key)?,
        }
        self.on_one_line(entry.key.span.end, entry.value.span.start)?;
        self.named(&entry.value)
    }

    /// The value of an entry. A closure there may use what a task knows.
    fn named(&mut self, value: &'d Expr<'d>) -> Checked {
        let before = self.is_task_code;
        self.is_task_code |= self.in_process && is_closure(value);
        let checked = self.expr(value);
        self.is_task_code = before;
        checked
    }

    pub(super) fn call(&mut self, target: &'d Expr<'d>, arguments: &'d [Argument<'d>]) -> Checked {
        match &target.kind {
            ExprKind::Name(name) => {
                no_groovy_keyword(name, target.span)?;
                if !self.is_function(name) {
                    return refuse(target.span, format!("`{name}` is not defined"));
                }
            }
            _ => self.expr(target)?,
        }
        self.arguments(arguments)
    }

    pub(super) fn arguments(&mut self, arguments: &'d [Argument<'d>]) -> Checked {
        for argument in arguments {
            let Some(name) = &argument.name else {
                self.expr(&argument.value)?;
                continue;
            };
            if let ExprKind::Name(name_text) = name.kind
                && is_reserved(name_text)
            {
                return self.unexpected(name.span);
            }
            self.on_one_line(name.span.end, argument.value.span.start)?;
            self.named(&argument.value)?;
        }
        Ok(())
    }

    fn text_parts(&mut self, quote: Quote, parts: &'d [TextPart<'d>]) -> Checked {
        for part in parts {
            match part {
                TextPart::Chunk(_) => {}
                TextPart::Variable(span) | TextPart::Code(span, _) if quote == Quote::Slashy => {
                    return self.unexpected(*span);
                }
                TextPart::Variable(span) => {
                    let path = span.of(self.text).trim_start_matches('$');
                    let name = path.split('.').next().unwrap_or_default();
                    self.known(name, *span)?;
                }
                TextPart::Code(span, None) => return self.unexpected(*span),
                TextPart::Code(span, Some(code)) => {
                    self.on_one_line(span.start, code.span.start)?;
                    self.on_one_line(code.span.end, span.end)?;
                    self.expr(code)?;
                }
            }
        }
        Ok(())
    }

    /// A comma after the last element has to follow it in its line.
    fn last_comma(&self, last: Option<Span>, whole: Span) -> Checked {
        let Some(last) = last else { return Ok(()) };
        let rest = Span {
            start: last.end,
            end: whole.end,
        };
        match rest.of(self.text).split_once(',') {
            Some((gap, _)) if gap.contains(['\n', '\r']) && !gap.contains('/') => {
                self.unexpected(rest)
            }
            _ => Ok(()),
        }
    }

    /// Refuses a line end or a comment between two places: for the strict parser a comment
    /// is a line end.
    pub(super) fn on_one_line(&self, start: usize, end: usize) -> Checked {
        let gap = Span { start, end };
        if has_line(gap.of(self.text)) {
            return self.unexpected(gap);
        }
        Ok(())
    }

    /// A type: one that is known or has a package.
    pub(super) fn type_name(&self, span: Span) -> Checked {
        let name = span.of(self.text).trim();
        let name = name.split('<').next().unwrap_or_default().trim();
        let is_known = name.contains('.') || is_class(name) || crate::classes::is_primitive(name);
        if name.ends_with(']') {
            return self.unexpected(span);
        }
        if is_known {
            return Ok(());
        }
        refuse(span, format!("`{name}` is not defined"))
    }
}

pub(super) fn no_groovy_keyword(name: &str, span: Span) -> Checked {
    if is_groovy_keyword(name) {
        let message =
            format!("`{name}` is not allowed as an identifier because it is a Groovy keyword");
        return refuse(span, message);
    }
    Ok(())
}

/// Whether a value is a closure, in round brackets or not.
pub(super) fn is_closure(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::Closure(_) => true,
        ExprKind::Paren(inner) => is_closure(inner),
        _ => false,
    }
}

/// Whether this is the full name of a class.
fn is_class_name(target: &Expr<'_>, name: &str) -> bool {
    let mut has_class = name.starts_with(char::is_uppercase);
    let mut target = target;
    loop {
        match &target.kind {
            ExprKind::Property(property) => {
                let Property {
                    target: inner,
                    name,
                    ..
                } = &**property;
                has_class |= name.text.starts_with(char::is_uppercase);
                target = inner;
            }
            ExprKind::Name(root) => return has_class && classes::is_package(root),
            _ => return false,
        }
    }
}

impl Checker<'_> {
    /// A name in an expression.
    pub(super) fn variable(&self, name: &str, span: Span) -> Checked {
        if is_reserved(name) {
            return self.unexpected(span);
        }
        no_groovy_keyword(name, span)?;
        self.known(name, span)
    }

    pub(super) fn known(&self, name: &str, span: Span) -> Checked {
        if self.is_task_code
            || self.is_variable(name)
            || is_class(name)
            || classes::is_primitive(name)
        {
            return Ok(());
        }
        let is_environment = name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        let hint = if is_environment {
            " (hint: use `env('...')` to access environment variable)"
        } else {
            ""
        };
        refuse(span, format!("`{name}` is not defined{hint}"))
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.variables.contains(name)
            || matches!(
                name,
                "baseDir" | "launchDir" | "params" | "projectDir" | "secrets"
            )
            || self.is_script_code
                && matches!(
                    name,
                    "channel" | "log" | "moduleDir" | "nextflow" | "workDir" | "workflow"
                )
            || self.is_script_code && self.in_process && name == "task"
    }

    pub(super) fn is_function(&self, name: &str) -> bool {
        name == "env"
            || self.is_script_code
                && matches!(
                    name,
                    "branchCriteria"
                        | "error"
                        | "exit"
                        | "file"
                        | "files"
                        | "groupKey"
                        | "multiMapCriteria"
                        | "print"
                        | "printf"
                        | "println"
                        | "record"
                        | "sendMail"
                        | "sleep"
                        | "tuple"
                )
    }
}

pub(super) fn is_class(name: &str) -> bool {
    matches!(name, "Bag" | "Path") || classes::is_imported(name)
}

#[cfg(test)]
mod tests;
