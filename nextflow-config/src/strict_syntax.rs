//! What the strict parser refuses although it is well-formed for the other.
//!
//! Its grammar (`ConfigParser.g4` in Nextflow's source) has settings, blocks, selectors and
//! includes; expressions without casts, lambdas and spreads; and it knows the names that may
//! be used. In closures, which run later, names are not looked at.

use crate::classes;
use crate::keywords::{is_groovy_keyword, is_keyword, is_reserved};
use crate::reading::Refusal;
use crate::strict_grammar;
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{
    Argument, ArgumentStyle, Binary, Block, Body, Closure, Document, Entry, Expr, ExprKind, Item,
    ItemKind, Name, Property, TextPart,
};
use crate::visible::VisibleNames;

/// What the strict parser refuses.
pub(super) struct Findings {
    /// The first thing that it says: of the whole text first whether the grammar takes it, then
    /// of the statements whether they may stand there, then of names whether they are defined.
    pub(super) refusal: Option<Refusal>,
    /// The first thing that it says when it runs the text.
    pub(super) at_run: Option<Refusal>,
}

/// When the strict parser says something. Each stage is done for the whole text before the next
/// begins.
#[derive(Clone, Copy)]
enum Stage {
    /// The text is no sentence of the grammar.
    Grammar,
    /// A statement may not stand in a configuration.
    Statements,
    /// A function is not defined, or a variable twice.
    Calls,
    /// A type is not defined.
    Types,
    /// A variable is not defined.
    Names,
    /// The text is run.
    Run,
}

const STAGES: usize = 6;

/// One of all the things that the strict parser refuses.
pub(crate) struct Finding<'d> {
    /// Where, and what the parser says.
    pub(crate) refusal: Refusal,
    /// What it is, for those who want to write it in another way.
    pub(crate) form: Form<'d>,
}

/// What is refused.
#[derive(Clone, Copy)]
pub(crate) enum Form<'d> {
    /// A statement.
    Statement(&'d Item<'d>),
    /// An assignment that is none of a path: `a['b'] = 1`, `a += 1`.
    Assignment(&'d Expr<'d>),
    /// The names of a path, which are not side by side.
    Path(&'d [Name<'d>]),
    /// A line end where the value may not go over to the next line.
    LineEnd,
    /// A line that begins with `+` or `-`.
    LeadingOperator(&'d Binary<'d>),
    /// A comma after the last element that does not follow it in its line.
    LastComma,
    /// A keyword where a name is wanted.
    Keyword,
    /// A single token.
    Token(TokenKind),
    /// A slashy string, the place of which this is, with something put in.
    Slashy(Span),
    /// `(Type) value`
    Cast(&'d Expr<'d>),
    /// A variable or setting that is not defined, and whether it may be one of the environment.
    Variable { is_environment: bool },
    /// A function that is not defined.
    Function,
    /// A selector outside of the scopes of tasks.
    Selector,
    /// `x -> …`, a method pointer.
    Lambda,
    /// Another expression.
    Expression(&'d Expr<'d>),
    /// Anything else.
    Other,
}

/// The strict parser's grammar and names, asked for one statement after the other.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is where the checker is by itself"
)]
pub(super) struct Checker<'d> {
    text: &'d str,
    document: &'d Document<'d>,
    /// The first refusal of each stage.
    found: [Option<Refusal>; STAGES],
    /// All that is refused, where that is wanted.
    all: Option<Vec<Finding<'d>>>,
    /// Whether the statements are those of a condition or attempt, which is refused itself.
    in_code: bool,
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

impl<'d> Checker<'d> {
    /// Gets ready for the statements of a document.
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self::with(document, None)
    }

    fn with(document: &'d Document<'d>, all: Option<Vec<Finding<'d>>>) -> Self {
        let mut checker = Self {
            text: document.text,
            document,
            found: [const { None }; STAGES],
            all,
            in_code: false,
            variables: VisibleNames::default(),
            in_process: false,
            is_script_code: false,
            is_task_code: false,
        };
        checker.tokens();
        checker
    }

    /// Looks at the next statement of the text.
    pub(super) fn statement(&mut self, item: &'d Item<'d>) {
        self.item(item, &[], Enclosing::Text);
    }

    /// What is refused, once all statements have been looked at.
    pub(super) fn finish(self) -> Findings {
        let [grammar, statements, calls, types, names, at_run] = self.found;
        // Where the grammar stops is told by going through it. What it takes after all is no
        // configuration to the parser, but then the other stages come first.
        let stop = grammar
            .as_ref()
            .and_then(|_| strict_grammar::stop(self.document));
        let others = statements.or(calls).or(types).or(names);
        Findings {
            refusal: stop.or(others).or(grammar),
            at_run,
        }
    }

    /// Everything that is refused of a text that is well-formed for the legacy parser, in no
    /// order. What is refused is not looked into any further, except for the statements of
    /// conditions and the values of assignments, which would stay if the rest was written in
    /// another way.
    pub(crate) fn all(document: &'d Document<'d>) -> Vec<Finding<'d>> {
        let mut checker = Self::with(document, Some(Vec::new()));
        for item in &document.items {
            checker.statement(item);
        }
        checker.all.unwrap_or_default()
    }

    fn wants_all(&self) -> bool {
        self.all.is_some()
    }

    /// Notes that something is refused, unless the same stage has said something before.
    fn refuse(&mut self, stage: Stage, span: Span, form: Form<'d>, words: impl Into<String>) {
        self.note(stage, form, || Refusal::quote(span, words));
    }

    /// Notes that the grammar does not take this.
    fn unexpected(&mut self, span: Span, form: Form<'d>) {
        let reason = "the grammar of the strict parser has no such thing";
        self.note(Stage::Grammar, form, || Refusal::reason(span, reason));
    }

    fn note(&mut self, stage: Stage, form: Form<'d>, refusal: impl FnOnce() -> Refusal) {
        if let Some(all) = &mut self.all {
            let refusal = refusal();
            all.push(Finding { refusal, form });
        } else if let Some(found) = self.found.get_mut(stage as usize)
            && found.is_none()
        {
            *found = Some(refusal());
        }
    }

    fn no_groovy_keyword(&mut self, name: &str, span: Span) {
        if is_groovy_keyword(name) {
            let words =
                format!("`{name}` is not allowed as an identifier because it is a Groovy keyword");
            self.refuse(Stage::Statements, span, Form::Other, words);
        }
    }

    fn not_defined(&mut self, stage: Stage, name: &str, span: Span) {
        let form = match stage {
            Stage::Calls => Form::Function,
            _ => Form::Other,
        };
        self.refuse(stage, span, form, format!("`{name}` is not defined"));
    }

    /// What is refused wherever it stands.
    fn tokens(&mut self) {
        let mut last = None;
        for token in &self.document.tokens {
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
                    other => matches!(other, "++" | "--" | "===" | "!==" | "@" | "<.." | "<..<"),
                },
                // A statement has to come before the first semicolon of a text or block.
                TokenKind::Semicolon => matches!(last, None | Some(TokenKind::OpenBrace)),
                _ => false,
            };
            if is_refused {
                self.unexpected(token.span(), Form::Token(token.kind));
                if !self.wants_all() {
                    return;
                }
            }
            if !token.kind.is_trivia() && token.kind != TokenKind::LineBreak {
                last = Some(token.kind);
            }
        }
    }

    fn items(&mut self, items: &'d [Item<'d>], scope: &[&str], around: Enclosing) {
        for item in items {
            self.item(item, scope, around);
        }
    }

    fn item(&mut self, item: &'d Item<'d>, scope: &[&str], around: Enclosing) {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.path(&setting.path);
                if scope == ["profiles"] {
                    self.refuse(Stage::Run, item.span, Form::Other, ONLY_PROFILES);
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
                self.expr(&setting.value);
                self.in_process = false;
                self.is_script_code = false;
                self.is_task_code = false;
            }
            ItemKind::Block(block) => self.block(block, scope),
            // Whether it may stand in this scope is asked when it is run.
            ItemKind::Selector(kind, block) if around != Enclosing::Text => {
                self.on_one_line(kind.span.end, block.name.span.start);
                if scope == ["profiles"] {
                    self.refuse(Stage::Run, item.span, Form::Other, ONLY_PROFILES);
                } else if self.wants_all() && !matches!(scope, ["process" | "agent"]) {
                    // One that runs the text knows this otherwise.
                    let words =
                        "Config selectors are only allowed in the `process` and `agent` scopes";
                    self.refuse(Stage::Run, item.span, Form::Selector, words);
                }
                let name = [&*kind.text, &*block.name.text].join(":");
                let inner: Vec<&str> = scope.iter().copied().chain([name.as_str()]).collect();
                let around = if scope.is_empty() {
                    around
                } else {
                    Enclosing::Block
                };
                self.items(&block.items, &inner, around);
            }
            ItemKind::Include(file) => {
                if around == Enclosing::Block {
                    let message =
                        "Config includes are only allowed at the top-level or in a profile";
                    self.refuse(Stage::Calls, item.span, Form::Statement(item), message);
                }
                self.expr(file);
            }
            ItemKind::If(..) => self.no_config(item, "If statements", scope, around),
            ItemKind::Try(..) => self.no_config(item, "Try-catch blocks", scope, around),
            ItemKind::Declaration(..) => {
                self.no_config(item, "Variable declarations", scope, around);
            }
            ItemKind::Expression(expr) if is_path(expr) => {
                let form = Form::Statement(item);
                self.refuse(Stage::Statements, expr.span, form, "Incomplete statement");
            }
            ItemKind::Expression(expr) => match &expr.kind {
                ExprKind::Assign(target, operator, value) if self.wants_all() => {
                    self.unexpected(target.span.to(*operator), Form::Assignment(expr));
                    // Which setting it is does not matter, so a closure there may use anything.
                    self.is_script_code = is_closure(value);
                    self.is_task_code = self.is_script_code;
                    self.expr(value);
                    self.is_script_code = false;
                    self.is_task_code = false;
                }
                _ => self.unexpected(item.span, Form::Statement(item)),
            },
            _ => self.unexpected(item.span, Form::Statement(item)),
        }
    }

    /// A statement of code, which the grammar takes and the parser does not.
    fn no_config(&mut self, item: &'d Item<'d>, what: &str, scope: &[&str], around: Enclosing) {
        let is_inner = self.in_code && matches!(item.kind, ItemKind::Declaration(..));
        if !is_inner {
            let words = format!("{what} cannot be mixed with config statements");
            self.refuse(Stage::Statements, item.span, Form::Statement(item), words);
        }
        if !self.wants_all() {
            return self.code(item);
        }
        // What is said of the statements in it is what holds without it.
        let bodies: Vec<&Body<'_>> = match &item.kind {
            ItemKind::If(_, then, otherwise) => [then].into_iter().chain(otherwise).collect(),
            ItemKind::Try(body, others) => [body].into_iter().chain(others).collect(),
            ItemKind::Declaration(names, value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
                for name in names {
                    self.variables.push(name.span.of(self.text));
                }
                return;
            }
            _ => return,
        };
        let (variables, in_code) = (self.variables.len(), self.in_code);
        self.in_code = true;
        for body in bodies {
            self.items(&body.items, scope, around);
            self.variables.truncate(variables);
        }
        self.in_code = in_code;
    }

    fn block(&mut self, block: &'d Block<'d>, scope: &[&str]) {
        let name = &*block.name.text;
        self.path(std::slice::from_ref(&block.name));
        let is_applied =
            |item: &Item<'_>| applied(item).is_some() || matches!(item.kind, ItemKind::Block(_));
        // A block of calls has nothing else in it.
        if block.items.iter().any(|item| applied(item).is_some())
            && block.items.iter().all(is_applied)
        {
            return self.calls(block, scope);
        }
        if scope == ["profiles"] {
            // A profile is read like a text of its own.
            return self.items(&block.items, &[], Enclosing::Profile);
        }
        let inner: Vec<&str> = scope.iter().copied().chain([name]).collect();
        self.items(&block.items, &inner, Enclosing::Block);
    }

    /// A block of calls, which only `plugins` may be.
    fn calls(&mut self, block: &'d Block<'d>, scope: &[&str]) {
        for item in &block.items {
            let Some((name, span, arguments)) = applied(item) else {
                self.code(item);
                continue;
            };
            // Those of a scope are not looked at.
            if block.name.text == "plugins" && scope.is_empty() && name != "id" {
                self.not_defined(Stage::Calls, name, span);
            }
            self.arguments(arguments);
        }
        if block.name.text != "plugins" {
            let message = "Config settings must be assigned with an equals sign (`=`)";
            let place = block.name.span.to(block.braces);
            self.refuse(Stage::Statements, place, Form::Other, message);
        }
    }

    fn path(&mut self, path: &'d [Name<'d>]) {
        for name in path {
            let is_made =
                name.quoted && name.text.is_empty() && name.span.end > name.span.start + 2;
            if is_made || !name.quoted && is_keyword(&name.text) {
                let form = if is_made { Form::Other } else { Form::Keyword };
                self.unexpected(name.span, form);
                if !self.wants_all() {
                    return;
                }
            }
        }
        for pair in path.windows(2) {
            let [before, after] = pair else { continue };
            let gap = Span {
                start: before.span.end,
                end: after.span.start,
            };
            if has_line(gap.of(self.text)) {
                let start = path.first().map_or(gap, |name| name.span);
                let form = Form::Path(path);
                return self.refuse(Stage::Statements, start, form, "Incomplete statement");
            }
        }
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

/// The call that a statement is: its name with its place, and the arguments.
fn applied<'d>(item: &'d Item<'d>) -> Option<(&'d str, Span, &'d [Argument<'d>])> {
    let ItemKind::Expression(expr) = &item.kind else {
        return None;
    };
    let ExprKind::Call(target, arguments) = &expr.kind else {
        return None;
    };
    match &target.kind {
        ExprKind::Name(name) => Some((name, target.span, arguments)),
        _ => None,
    }
}

/// Whether an expression is a path of plain names.
fn is_path(expr: &Expr<'_>) -> bool {
    match &expr.kind {
        ExprKind::Name(_) => true,
        ExprKind::Text(quote, parts) => {
            !matches!(quote, Quote::DollarSlashy)
                && parts.iter().all(|part| matches!(part, TextPart::Chunk(_)))
        }
        ExprKind::Property(property) => is_path(&property.target),
        _ => false,
    }
}

const ONLY_PROFILES: &str = "Only profile blocks are allowed in the `profiles` scope";

impl<'d> Checker<'d> {
    pub(super) fn closure(&mut self, closure: &'d Closure<'d>, span: Span) {
        if !span.of(self.text).starts_with('{') {
            return self.unexpected(span, Form::Lambda);
        }
        let variables = self.variables.len();
        for parameter in &closure.parameters {
            self.declare(parameter.span);
        }
        if closure.parameters.is_empty() {
            self.variables.push("it");
        }
        self.body(&closure.body);
        self.variables.truncate(variables);
    }

    fn body(&mut self, body: &'d Body<'d>) {
        let variables = self.variables.len();
        for item in &body.items {
            self.code(item);
        }
        self.variables.truncate(variables);
    }

    /// A variable may not have the name of one around it.
    fn declare(&mut self, span: Span) {
        let name = span.of(self.text);
        self.no_groovy_keyword(name, span);
        if self.variables.push(name) {
            let words = format!("`{name}` is already declared");
            self.refuse(Stage::Calls, span, Form::Other, words);
        }
    }

    fn code(&mut self, item: &'d Item<'d>) {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.expr(&setting.value);
                match &*setting.path {
                    [name] if name.quoted => self.unexpected(name.span, Form::Other),
                    [name] => self.assigned(&name.text, name.span),
                    [first, ..] if !first.quoted => self.variable(&first.text, first.span),
                    _ => {}
                }
            }
            ItemKind::Block(block) => {
                let name = &*block.name.text;
                if !self.is_function(name) {
                    self.not_defined(Stage::Calls, name, block.name.span);
                }
                let variables = self.variables.len();
                self.variables.push("it");
                for item in &block.items {
                    self.code(item);
                }
                self.variables.truncate(variables);
            }
            ItemKind::Declaration(names, value) => {
                let written = item.span.of(self.text);
                let starts = |word: &str| {
                    written
                        .strip_prefix(word)
                        .is_some_and(|rest| rest.starts_with([' ', '\t']))
                };
                if starts("final") || starts("static") || starts("var") {
                    return self.unexpected(item.span, Form::Other);
                }
                if let Some(value) = value {
                    self.expr(value);
                }
                for name in names {
                    self.declare(name.span);
                }
            }
            ItemKind::Return(value) => value.as_ref().map_or((), |value| self.expr(value)),
            ItemKind::If(condition, then, otherwise) => {
                self.expr(condition);
                self.body(then);
                if let Some(otherwise) = otherwise {
                    self.body(otherwise);
                }
            }
            ItemKind::Try(body, others) => {
                self.body(body);
                let mut end = body.span.end;
                for other in others {
                    let head = Span {
                        start: end,
                        end: other.span.start,
                    };
                    self.catch(head, other);
                    end = other.span.end;
                }
            }
            ItemKind::Expression(expr) => self.expression_statement(expr),
            ItemKind::Include(file) => {
                let name = "includeConfig";
                let end = item.span.start + name.len();
                let place = Span {
                    start: item.span.start,
                    end,
                };
                self.not_defined(Stage::Calls, name, place);
                self.expr(file);
            }
            ItemKind::Other if item.span.of(self.text).starts_with("assert") => {}
            ItemKind::Unreadable => {}
            _ => self.unexpected(item.span, Form::Statement(item)),
        }
    }

    /// `catch (Type name)` with its body. There is no `finally`.
    fn catch(&mut self, head: Span, body: &'d Body<'d>) {
        let Some((types, name)) = classes::catch_head(self.text, head) else {
            return self.unexpected(head, Form::Other);
        };
        for span in types {
            self.type_name(span);
        }
        let variables = self.variables.len();
        self.declare(name);
        self.body(body);
        self.variables.truncate(variables);
    }

    fn expression_statement(&mut self, expr: &'d Expr<'d>) {
        match &expr.kind {
            ExprKind::Call(target, arguments)
                if arguments
                    .iter()
                    .any(|argument| argument.style == ArgumentStyle::Bare) =>
            {
                // Only what has a name is called without brackets.
                if !matches!(target.kind, ExprKind::Name(_) | ExprKind::Property(_)) {
                    self.unexpected(expr.span, Form::Expression(expr));
                }
                self.call(target, arguments);
            }
            ExprKind::Assign(target, _, value) => {
                self.expr(value);
                self.target(target);
            }
            _ => self.expr(expr),
        }
    }

    fn target(&mut self, target: &'d Expr<'d>) {
        match &target.kind {
            ExprKind::Name(name) => self.assigned(name, target.span),
            ExprKind::Property(..) | ExprKind::Index(..) => self.expr(target),
            ExprKind::List(names) => names.iter().for_each(|name| self.target(name)),
            ExprKind::Paren(inner) => self.target(inner),
            _ => self.unexpected(target.span, Form::Other),
        }
    }

    fn assigned(&mut self, name: &str, span: Span) {
        self.no_groovy_keyword(name, span);
        if self.is_variable(name) {
            return;
        }
        let words = format!("`{name}` was assigned but not declared");
        self.refuse(Stage::Calls, span, Form::Other, words);
    }
}

impl<'d> Checker<'d> {
    pub(super) fn expr(&mut self, expr: &'d Expr<'d>) {
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => {}
            ExprKind::Text(quote, parts) => self.text_parts(*quote, parts, expr.span),
            ExprKind::Name(name) => self.variable(name, expr.span),
            ExprKind::List(elements) => {
                self.last_comma(elements.last().map(|it| it.span), expr.span);
                for it in elements {
                    self.expr(it);
                }
            }
            ExprKind::Map(entries) => {
                self.last_comma(entries.last().map(|it| it.value.span), expr.span);
                for entry in entries {
                    self.entry(entry);
                }
            }
            ExprKind::Closure(closure) => self.closure(closure, expr.span),
            ExprKind::Property(property) => self.property(property),
            ExprKind::Index(target, indices) => {
                self.expr(target);
                if let (Some(first), Some(last)) = (indices.first(), indices.last()) {
                    self.on_one_line(target.span.end, first.span.start);
                    self.on_one_line(last.span.end, expr.span.end);
                }
                for it in indices {
                    self.expr(it);
                }
            }
            ExprKind::Call(target, arguments) => {
                let is_bare = |argument: &Argument<'_>| argument.style == ArgumentStyle::Bare;
                if arguments.iter().any(is_bare) {
                    return self.unexpected(expr.span, Form::Expression(expr));
                }
                self.call(target, arguments);
            }
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand, expr.span),
            ExprKind::As(operand, type_name) => {
                self.type_name(*type_name);
                self.expr(operand);
            }
            ExprKind::Paren(operand) => self.expr(operand),
            ExprKind::Binary(binary) => {
                let Binary {
                    left,
                    operator,
                    right,
                } = &**binary;
                self.expr(left);
                if matches!(operator.of(self.text), "+" | "-" | "**") {
                    let gap = Span {
                        start: left.span.end,
                        end: operator.start,
                    };
                    if has_line(gap.of(self.text)) {
                        self.unexpected(gap, Form::LeadingOperator(binary));
                    }
                }
                self.expr(right);
            }
            ExprKind::Ternary(ternary) => {
                self.expr(&ternary.condition);
                self.expr(&ternary.then);
                self.expr(&ternary.otherwise);
            }
            // Assignments are statements.
            ExprKind::Assign(_, operator, _) => self.unexpected(*operator, Form::Expression(expr)),
            ExprKind::New(arguments) => {
                let made = expr.span.of(self.text);
                let made = made.strip_prefix("new").unwrap_or(made);
                let end = made.find(['(', '[']).unwrap_or(made.len());
                if made.get(end..).is_none_or(|rest| !rest.starts_with('(')) {
                    return self.unexpected(expr.span, Form::Expression(expr));
                }
                let start = expr.span.start + "new".len();
                self.type_name(Span {
                    start,
                    end: start + end,
                });
                self.arguments(arguments);
            }
            ExprKind::Cast(kind, value) => self.cast(*kind, value, expr),
            // The asterisk alone is told among the tokens.
            ExprKind::Spread(_) => self.unexpected(expr.span, Form::Expression(expr)),
        }
    }

    fn property(&mut self, property: &'d Property<'d>) {
        let Property { target, dot, name } = property;
        self.on_one_line(dot.end, name.span.start);
        // A name that is put together at run time.
        let is_made = name.quoted && name.text.is_empty();
        // `f(x) y` is `f(x).y` in Groovy alone.
        let is_after_call = dot.start == dot.end;
        if is_made && name.span.end > name.span.start + 2
            || !name.quoted && is_reserved(&name.text)
            || is_after_call
        {
            let is_keyword = !is_made && !is_after_call;
            let form = if is_keyword {
                Form::Keyword
            } else {
                Form::Other
            };
            self.unexpected(name.span, form);
            if !is_keyword || !self.wants_all() {
                return;
            }
        }
        if is_class_name(target, &name.text) {
            return;
        }
        self.expr(target);
    }

    /// `(Type)` before a bracket: something that is called or has elements.
    fn cast(&mut self, kind: Span, value: &'d Expr<'d>, whole: &'d Expr<'d>) {
        let name = kind.of(self.text);
        let is_name = name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
        let is_bracket = value.span.of(self.text).starts_with(['(', '[']);
        if !is_name || !is_bracket {
            self.unexpected(kind, Form::Cast(whole));
            if self.wants_all() {
                self.expr(value);
            }
            return;
        }
        self.variable(name, kind);
        self.expr(value);
    }

    fn unary(&mut self, operator: Span, operand: &'d Expr<'d>, whole: Span) {
        match operator.of(self.text) {
            "+" | "-" => self.on_one_line(operator.end, operand.span.start),
            written if written.ends_with("instanceof") => {
                self.type_name(Span {
                    start: operator.end,
                    end: whole.end,
                });
            }
            _ => {}
        }
        self.expr(operand);
    }

    fn entry(&mut self, entry: &'d Entry<'d>) {
        match entry.key.kind {
            ExprKind::Name(name) if is_reserved(name) || name == "*" => {
                let is_spread = name == "*";
                let form = if is_spread {
                    Form::Other
                } else {
                    Form::Keyword
                };
                self.unexpected(entry.key.span, form);
                if is_spread || !self.wants_all() {
                    return;
                }
            }
            ExprKind::Name(name) => self.no_groovy_keyword(name, entry.key.span),
            _ => self.expr(&entry.key),
        }
        self.on_one_line(entry.key.span.end, entry.value.span.start);
        self.named(&entry.value);
    }

    /// The value of an entry. A closure there may use what a task knows.
    fn named(&mut self, value: &'d Expr<'d>) {
        let before = self.is_task_code;
        self.is_task_code |= self.in_process && is_closure(value);
        self.expr(value);
        self.is_task_code = before;
    }

    pub(super) fn call(&mut self, target: &'d Expr<'d>, arguments: &'d [Argument<'d>]) {
        match &target.kind {
            ExprKind::Name(name) => {
                self.no_groovy_keyword(name, target.span);
                if !self.is_function(name) {
                    self.not_defined(Stage::Calls, name, target.span);
                }
            }
            _ => self.expr(target),
        }
        self.arguments(arguments);
    }

    pub(super) fn arguments(&mut self, arguments: &'d [Argument<'d>]) {
        for argument in arguments {
            let Some(name) = &argument.name else {
                self.expr(&argument.value);
                continue;
            };
            if let ExprKind::Name(name_text) = name.kind
                && is_reserved(name_text)
            {
                self.unexpected(name.span, Form::Keyword);
                if !self.wants_all() {
                    return;
                }
            }
            self.on_one_line(name.span.end, argument.value.span.start);
            self.named(&argument.value);
        }
    }

    fn text_parts(&mut self, quote: Quote, parts: &'d [TextPart<'d>], whole: Span) {
        if quote == Quote::Slashy {
            let mut parts = parts.iter();
            let put_in = parts.find_map(|part| match part {
                TextPart::Chunk(_) => None,
                TextPart::Variable(span) | TextPart::Code(span, _) => Some(*span),
            });
            if let Some(span) = put_in {
                self.unexpected(span, Form::Slashy(whole));
                if !self.wants_all() {
                    return;
                }
            }
        }
        for part in parts {
            match part {
                TextPart::Chunk(_) => {}
                TextPart::Variable(span) => {
                    let path = span.of(self.text).trim_start_matches('$');
                    let name = path.split('.').next().unwrap_or_default();
                    self.known(name, *span);
                }
                TextPart::Code(span, None) => return self.unexpected(*span, Form::Other),
                TextPart::Code(span, Some(code)) => {
                    self.on_one_line(span.start, code.span.start);
                    self.on_one_line(code.span.end, span.end);
                    self.expr(code);
                }
            }
        }
    }

    /// A comma after the last element has to follow it in its line.
    fn last_comma(&mut self, last: Option<Span>, whole: Span) {
        let Some(last) = last else { return };
        let rest = Span {
            start: last.end,
            end: whole.end,
        };
        match rest.of(self.text).split_once(',') {
            Some((gap, _)) if gap.contains(['\n', '\r']) && !gap.contains('/') => {
                self.unexpected(rest, Form::LastComma);
            }
            _ => {}
        }
    }

    /// Refuses a line end or a comment between two places: for the strict parser a comment
    /// is a line end.
    fn on_one_line(&mut self, start: usize, end: usize) {
        let gap = Span { start, end };
        if has_line(gap.of(self.text)) {
            self.unexpected(gap, Form::LineEnd);
        }
    }

    /// A type: one that is known or has a package.
    fn type_name(&mut self, span: Span) {
        let name = span.of(self.text).trim();
        let name = name.split('<').next().unwrap_or_default().trim();
        let is_known = name.contains('.') || is_class(name) || crate::classes::is_primitive(name);
        if name.ends_with(']') {
            return self.unexpected(span, Form::Other);
        }
        if is_known {
            return;
        }
        self.not_defined(Stage::Types, name, span);
    }
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
    fn variable(&mut self, name: &str, span: Span) {
        if is_reserved(name) {
            return self.unexpected(span, Form::Other);
        }
        self.no_groovy_keyword(name, span);
        self.known(name, span);
    }

    fn known(&mut self, name: &str, span: Span) {
        if self.is_task_code
            || self.is_variable(name)
            || is_class(name)
            || classes::is_primitive(name)
        {
            return;
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
        let words = format!("`{name}` is not defined{hint}");
        self.refuse(Stage::Names, span, Form::Variable { is_environment }, words);
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
