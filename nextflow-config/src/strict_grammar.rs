//! Where the grammar of the strict parser stops.
//!
//! [`super::strict_syntax`] knows from the tree that the grammar does not take a text. Which
//! words Nextflow prints then depends on the token up to which some sentence of the grammar
//! begins like the text. This module goes through all that `ConfigParser.g4` has, trying one
//! alternative after the other, and remembers how far the furthest one came. It is asked only
//! about texts that are refused. Start at [`stop`].

use crate::reading::Refusal;
use crate::token::{Quote, Span, TokenKind};
use crate::tree::Document;

/// How deep a text may be nested to be looked at.
const DEEPEST: u32 = 150;

/// The first token that no sentence of the grammar has there, with what Nextflow prints of it.
/// `None` where the grammar takes the text, or where it is nested too deeply to be looked at.
pub(super) fn stop(document: &Document<'_>) -> Option<Refusal> {
    let mut grammar = Grammar {
        text: document.text,
        terminals: terminals(document),
        furthest: 0,
        depth: 0,
        left: document.tokens.len() * 200 + 10_000,
    };
    let is_taken = grammar.unit();
    if is_taken || grammar.left == 0 {
        return None;
    }
    let end = document.text.len();
    let (span, shown) = match grammar.terminals.get(grammar.furthest) {
        Some(terminal) => (terminal.span, shown(terminal.span.of(document.text))),
        None => (Span { start: end, end }, "<EOF>".to_owned()),
    };
    Some(Refusal::quote(span, format!("Unexpected input: '{shown}'")))
}

/// A token as Nextflow prints it.
fn shown(text: &str) -> String {
    text.replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

/// What a token is to the grammar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name that does not begin with a capital, or one that does.
    Name,
    CapitalName,
    /// A word with a meaning: `as`, `if`, `int`, `null`.
    Word,
    Number,
    /// A string without anything in it to be put in.
    Text,
    /// The pieces of other strings.
    OpenText,
    Chunk,
    Variable,
    OpenCode,
    CloseCode,
    CloseText,
    /// The end of a line, or a comment.
    NewLine,
    /// Anything else, which its text tells.
    Sign,
}

#[derive(Clone, Copy)]
struct Terminal {
    kind: Kind,
    span: Span,
}

/// The tokens of the text as the lexer of the strict parser has them.
fn terminals(document: &Document<'_>) -> Vec<Terminal> {
    let text = document.text;
    let mut all = Vec::with_capacity(document.tokens.len());
    let mut tokens = document.tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        let span = token.span();
        let written = span.of(text);
        let kind = match token.kind {
            TokenKind::Whitespace | TokenKind::LineContinuation => continue,
            TokenKind::LineBreak | TokenKind::LineComment | TokenKind::BlockComment => {
                Kind::NewLine
            }
            TokenKind::Name => name_kind(written),
            TokenKind::Number => Kind::Number,
            TokenKind::Quote(quote) => {
                let rest = tokens.clone();
                let mut rest = rest.take_while(|token| token.kind != TokenKind::EndQuote);
                let is_plain =
                    quote != Quote::DollarSlashy && rest.all(|token| token.kind == TokenKind::Text);
                if !is_plain {
                    all.push(Terminal {
                        kind: Kind::OpenText,
                        span,
                    });
                    continue;
                }
                let mut end = span;
                for token in tokens.by_ref() {
                    end = token.span();
                    if token.kind == TokenKind::EndQuote {
                        break;
                    }
                }
                all.push(Terminal {
                    kind: Kind::Text,
                    span: span.to(end),
                });
                continue;
            }
            TokenKind::Text => Kind::Chunk,
            TokenKind::Variable => Kind::Variable,
            TokenKind::OpenInterpolation => Kind::OpenCode,
            TokenKind::CloseInterpolation => Kind::CloseCode,
            TokenKind::EndQuote => Kind::CloseText,
            _ => Kind::Sign,
        };
        let pieces = if kind == Kind::Sign {
            pieces(written)
        } else {
            &[]
        };
        let mut start = span.start;
        for length in pieces {
            let end = start + length;
            all.push(Terminal {
                kind,
                span: Span { start, end },
            });
            start = end;
        }
        if start < span.end {
            all.push(Terminal {
                kind,
                span: Span {
                    start,
                    end: span.end,
                },
            });
        }
    }
    all
}

/// How long the pieces are of which an operator consists that this grammar does not have.
fn pieces(operator: &str) -> &'static [usize] {
    match operator {
        "++" | "--" | "<<" | ">>" | "::" | ".&" | ".@" | "?[" => &[1, 1],
        ">>>" => &[1, 1, 1],
        "??." | "<.." => &[1, 2],
        "===" | "!==" => &[2, 1],
        "<..<" => &[1, 3],
        _ => &[],
    }
}

fn name_kind(name: &str) -> Kind {
    match name {
        "as" | "def" | "assert" | "catch" | "else" | "if" | "instanceof" | "new" | "return"
        | "throw" | "try" | "true" | "false" | "null" => Kind::Word,
        name if crate::classes::is_primitive(name) => Kind::Word,
        name if name.starts_with(char::is_uppercase) => Kind::CapitalName,
        _ => Kind::Name,
    }
}

/// Goes through the grammar. Each method is a rule of it: from a place among the terminals to
/// the one after what the rule takes, or `None`.
struct Grammar<'t> {
    text: &'t str,
    terminals: Vec<Terminal>,
    /// The furthest place at which something was looked for that is not there.
    furthest: usize,
    depth: u32,
    /// How many more terminals are looked at.
    left: usize,
}

type Place = Option<usize>;

impl Grammar<'_> {
    fn at(&mut self, place: usize) -> Option<(Kind, &str)> {
        self.left = self.left.saturating_sub(1);
        let terminal = self.terminals.get(place).filter(|_| self.left > 0)?;
        Some((terminal.kind, terminal.span.of(self.text)))
    }

    fn miss(&mut self, place: usize) -> Place {
        self.furthest = self.furthest.max(place);
        None
    }

    /// A sign or a word.
    fn one(&mut self, place: usize, written: &str) -> Place {
        match self.at(place) {
            Some((Kind::Sign | Kind::Word | Kind::Name | Kind::CloseCode, text))
                if text == written =>
            {
                Some(place + 1)
            }
            _ => self.miss(place),
        }
    }

    fn one_of(&mut self, place: usize, written: &[&str]) -> Place {
        written.iter().find_map(|written| self.one(place, written))
    }

    fn kind(&mut self, place: usize, kind: Kind) -> Place {
        match self.at(place) {
            Some((found, _)) if found == kind => Some(place + 1),
            _ => self.miss(place),
        }
    }

    /// Line ends, or none.
    fn lines(&mut self, place: usize) -> usize {
        let mut place = place;
        while matches!(self.at(place), Some((Kind::NewLine, _))) {
            place += 1;
        }
        place
    }

    /// Line ends and semicolons.
    fn separator(&mut self, place: usize) -> usize {
        let mut at = place;
        while matches!(self.at(at), Some((Kind::NewLine, _) | (Kind::Sign, ";"))) {
            at += 1;
        }
        if at == place {
            self.miss(place);
        }
        at
    }

    fn optional(&mut self, place: usize, rule: impl FnOnce(&mut Self, usize) -> Place) -> usize {
        rule(self, place).unwrap_or(place)
    }

    /// Statements with separators between them, or none.
    fn statements(&mut self, place: usize, rule: impl Fn(&mut Self, usize) -> Place) -> usize {
        let Some(mut at) = rule(self, place) else {
            return place;
        };
        loop {
            let next = self.separator(at);
            if next == at {
                return at;
            }
            match rule(self, next) {
                Some(end) => at = end,
                None => return next,
            }
        }
    }

    /// One or more, with commas between them.
    fn listed(&mut self, place: usize, rule: impl Fn(&mut Self, usize) -> Place) -> Place {
        let mut at = rule(self, place)?;
        loop {
            let comma = self.lines(at);
            let Some(next) = self.one(comma, ",") else {
                return Some(at);
            };
            let next = self.lines(next);
            match rule(self, next) {
                Some(end) => at = end,
                None => return Some(at),
            }
        }
    }

    fn deeper(&mut self, rule: impl FnOnce(&mut Self) -> Place) -> Place {
        if self.depth > DEEPEST {
            self.left = 0;
        }
        if self.left == 0 {
            return None;
        }
        self.depth += 1;
        let result = rule(self);
        self.depth -= 1;
        result
    }
}

/// Statements of a configuration.
impl Grammar<'_> {
    fn unit(&mut self) -> bool {
        let start = self.lines(0);
        let end = self.statements(start, |grammar, place| grammar.config(place, false));
        if end < self.terminals.len() {
            self.miss(end);
            return false;
        }
        true
    }

    fn config(&mut self, place: usize, in_block: bool) -> Place {
        self.deeper(|grammar| {
            grammar
                .include(place)
                .or_else(|| grammar.setting(place))
                .or_else(|| grammar.block(place))
                .or_else(|| in_block.then(|| grammar.selector(place)).flatten())
                .or_else(|| grammar.incomplete(place))
                .or_else(|| grammar.branch(place))
                .or_else(|| grammar.attempt(place))
                .or_else(|| grammar.declaration(place))
        })
    }

    fn include(&mut self, place: usize) -> Place {
        let file = self.one(place, "includeConfig")?;
        self.expression(file)
    }

    fn setting(&mut self, place: usize) -> Place {
        let path = self.path(place)?;
        let equals = self.lines(path);
        let value = self.one(equals, "=")?;
        let value = self.lines(value);
        self.expression(value)
    }

    /// `a.b.c`
    fn path(&mut self, place: usize) -> Place {
        let mut at = self.path_name(place)?;
        while let Some(next) = self.one(at, ".") {
            match self.path_name(next) {
                Some(end) => at = end,
                None => return Some(at),
            }
        }
        Some(at)
    }

    fn path_name(&mut self, place: usize) -> Place {
        self.identifier(place)
            .or_else(|| self.kind(place, Kind::Text))
            .or_else(|| self.primitive(place))
    }

    fn block(&mut self, place: usize) -> Place {
        let open = self.path_name(place)?;
        self.braces(open)
    }

    fn selector(&mut self, place: usize) -> Place {
        let colon = self.kind(place, Kind::Name)?;
        let target = self.one(colon, ":")?;
        let open = self.path_name(target)?;
        let open = self.lines(open);
        let items = self.one(open, "{")?;
        let items = self.lines(items);
        let close = self.statements(items, |grammar, place| grammar.config(place, true));
        self.one(close, "}")
    }

    /// Settings between braces, or calls.
    fn braces(&mut self, place: usize) -> Place {
        let open = self.lines(place);
        let items = self.one(open, "{")?;
        let items = self.lines(items);
        let close = self.statements(items, |grammar, place| grammar.config(place, true));
        if let Some(end) = self.one(close, "}") {
            return Some(end);
        }
        let close = self.statements(items, |grammar, place| {
            let arguments = grammar.identifier(place)?;
            grammar.argument_list(arguments)
        });
        self.one(close, "}")
    }

    fn incomplete(&mut self, place: usize) -> Place {
        let path = self.path(place)?;
        Some(self.optional(path, |grammar, place| grammar.one(place, ".")))
    }
}

/// Statements of code.
impl Grammar<'_> {
    fn statement(&mut self, place: usize) -> Place {
        self.deeper(|grammar| {
            grammar
                .branch(place)
                .or_else(|| grammar.attempt(place))
                .or_else(|| grammar.leave(place))
                .or_else(|| grammar.assertion(place))
                .or_else(|| grammar.declaration(place))
                .or_else(|| grammar.assignments(place))
                .or_else(|| grammar.expression_statement(place))
                .or_else(|| grammar.one(place, ";"))
        })
    }

    /// `if (…) … else …`
    fn branch(&mut self, place: usize) -> Place {
        let condition = self.one(place, "if")?;
        let body = self.bracketed(condition)?;
        let body = self.lines(body);
        let end = self.body(body)?;
        let other = self.lines(end);
        let Some(other) = self.one(other, "else") else {
            return Some(end);
        };
        let other = self.lines(other);
        self.body(other).or(Some(end))
    }

    fn bracketed(&mut self, place: usize) -> Place {
        let inner = self.one(place, "(")?;
        let inner = self.lines(inner);
        let end = self.expression(inner)?;
        let end = self.lines(end);
        self.one(end, ")")
    }

    fn body(&mut self, place: usize) -> Place {
        self.code_braces(place).or_else(|| self.statement(place))
    }

    fn code_braces(&mut self, place: usize) -> Place {
        let items = self.one(place, "{")?;
        let items = self.lines(items);
        let close = self.statements(items, Self::statement);
        self.one(close, "}")
    }

    /// `try … catch …`
    fn attempt(&mut self, place: usize) -> Place {
        let body = self.one(place, "try")?;
        let body = self.lines(body);
        let mut end = self.body(body)?;
        loop {
            let next = self.lines(end);
            match self.catch(next) {
                Some(next) => end = next,
                None => return Some(end),
            }
        }
    }

    fn catch(&mut self, place: usize) -> Place {
        let open = self.one(place, "catch")?;
        let start = self.one(open, "(")?;
        let name = self.catch_types(start);
        let close = name.and_then(|name| self.identifier(name));
        let close = close.or_else(|| self.identifier(start))?;
        let body = self.one(close, ")")?;
        let body = self.lines(body);
        self.body(body)
    }

    fn catch_types(&mut self, place: usize) -> Place {
        let mut at = self.class_name(place)?;
        while let Some(next) = self.one(at, "|") {
            at = self.class_name(next)?;
        }
        Some(at)
    }

    /// `return …`, `throw …`
    fn leave(&mut self, place: usize) -> Place {
        if let Some(value) = self.one(place, "return") {
            return Some(self.optional(value, Self::expression));
        }
        let value = self.one(place, "throw")?;
        self.expression(value)
    }

    fn assertion(&mut self, place: usize) -> Place {
        let condition = self.one(place, "assert")?;
        let end = self.expression(condition)?;
        let colon = self.lines(end);
        let Some(message) = self.one(colon, ":") else {
            return Some(end);
        };
        let message = self.lines(message);
        self.expression(message).or(Some(end))
    }

    fn declaration(&mut self, place: usize) -> Place {
        if let Some(rest) = self.one(place, "def") {
            if let Some(equals) = self.variable_names(rest) {
                return self.initializer(equals);
            }
            let typed = self
                .written_type(rest)
                .and_then(|name| self.identifier(name));
            let end = typed.or_else(|| self.identifier(rest))?;
            return Some(self.optional(end, Self::initializer));
        }
        let name = self.written_type(place)?;
        let end = self.identifier(name)?;
        Some(self.optional(end, Self::initializer))
    }

    fn initializer(&mut self, place: usize) -> Place {
        let equals = self.lines(place);
        let value = self.one(equals, "=")?;
        let value = self.lines(value);
        self.expression(value)
    }

    /// `(a, b)`
    fn variable_names(&mut self, place: usize) -> Place {
        let first = self.one(place, "(")?;
        let mut at = self.identifier(first)?;
        at = self.one(at, ",").and_then(|next| self.identifier(next))?;
        while let Some(next) = self.one(at, ",") {
            at = self.identifier(next)?;
        }
        self.one(at, ")")
    }

    fn assignments(&mut self, place: usize) -> Place {
        let equals = self.variable_names(place)?;
        self.initializer(equals)
    }

    fn expression_statement(&mut self, place: usize) -> Place {
        let (end, may_be_called) = self.path_or_expression(place)?;
        let sign = self.lines(end);
        if let Some(value) = self.one_of(sign, &ASSIGNMENTS) {
            let value = self.lines(value);
            if let Some(end) = self.expression(value) {
                return Some(end);
            }
        }
        if may_be_called {
            return Some(self.optional(end, Self::argument_list));
        }
        Some(end)
    }

    /// An expression, and whether it ends with a name, so that arguments may follow it.
    fn path_or_expression(&mut self, place: usize) -> Option<(usize, bool)> {
        let end = self.expression(place)?;
        let last = end.checked_sub(1)?;
        let is_name = matches!(
            self.at(last),
            Some((Kind::Name | Kind::CapitalName | Kind::Word, _))
        );
        Some((end, is_name))
    }
}

const ASSIGNMENTS: [&str; 14] = [
    "=", "+=", "-=", "*=", "/=", "&=", "|=", "^=", ">>=", ">>>=", "<<=", "%=", "**=", "?=",
];

/// Operators that may begin a line.
const OPERATORS: [&str; 26] = [
    "*", "/", "%", "..", "..<", "<=", ">=", "<", ">", "in", "==", "!=", "<=>", "=~", "==~", "&",
    "^", "|", "&&", "||", "?:", "!in", "<<", ">>", ">>>", "&&",
];

/// Expressions.
impl Grammar<'_> {
    fn expression(&mut self, place: usize) -> Place {
        self.deeper(|grammar| {
            let mut at = grammar.operand(place)?;
            while let Some(next) = grammar.operation(at) {
                at = next;
            }
            Some(at)
        })
    }

    fn operand(&mut self, place: usize) -> Place {
        if let Some(next) = self.one_of(place, &["!", "~"]) {
            let next = self.lines(next);
            return self.deeper(|grammar| grammar.operand(next));
        }
        if let Some(next) = self.one_of(place, &["+", "-"]) {
            return self.deeper(|grammar| grammar.operand(next));
        }
        let mut at = self.primary(place)?;
        while let Some(next) = self.element(at) {
            at = next;
        }
        Some(at)
    }

    /// An operator and what follows it.
    fn operation(&mut self, place: usize) -> Place {
        if let Some(right) = self.one_of(place, &["**", "+", "-"]) {
            let right = self.lines(right);
            return self.operand(right);
        }
        let sign = self.lines(place);
        if let Some(then) = self.one(sign, "?") {
            let then = self.lines(then);
            let colon = self.expression(then)?;
            let colon = self.lines(colon);
            let other = self.one(colon, ":")?;
            let other = self.lines(other);
            return self.expression(other);
        }
        if let Some(kind) = self.type_operator(sign) {
            let kind = self.lines(kind);
            return self.written_class(kind);
        }
        let right = self.operator(sign)?;
        let right = self.lines(right);
        self.operand(right)
    }

    fn type_operator(&mut self, place: usize) -> Place {
        self.one_of(place, &["as", "instanceof"])
            .or_else(|| self.negated(place, "instanceof"))
    }

    /// `!in`, `!instanceof`
    fn negated(&mut self, place: usize, word: &str) -> Place {
        if let Some(merged) = self.one_of(place, &["!in", "!instanceof"]) {
            let text = self.terminals.get(place).map(|it| it.span.of(self.text));
            return text
                .is_some_and(|text| text.ends_with(word))
                .then_some(merged);
        }
        let next = self.one(place, "!")?;
        let is_beside = match (self.terminals.get(place), self.terminals.get(next)) {
            (Some(sign), Some(word)) => sign.span.end == word.span.start,
            _ => false,
        };
        if is_beside {
            self.one(next, word)
        } else {
            None
        }
    }

    fn operator(&mut self, place: usize) -> Place {
        if let Some(shift) = self.one(place, "<").and_then(|next| self.one(next, "<")) {
            return Some(shift);
        }
        if let Some(shift) = self.one(place, ">").and_then(|next| self.one(next, ">")) {
            return Some(self.optional(shift, |grammar, place| grammar.one(place, ">")));
        }
        self.one_of(place, &OPERATORS)
            .or_else(|| self.negated(place, "in"))
    }

    fn primary(&mut self, place: usize) -> Place {
        self.identifier(place)
            .or_else(|| self.kind(place, Kind::Number))
            .or_else(|| self.kind(place, Kind::Text))
            .or_else(|| self.one_of(place, &["true", "false", "null"]))
            .or_else(|| self.string(place))
            .or_else(|| self.creator(place))
            .or_else(|| self.bracketed(place))
            .or_else(|| self.closure(place))
            .or_else(|| self.list(place))
            .or_else(|| self.map(place))
            .or_else(|| self.primitive(place))
    }

    /// What may follow a value: a property, arguments, an index.
    fn element(&mut self, place: usize) -> Place {
        let dot = self.lines(place);
        if let Some(name) = self.one_of(dot, &[".", "?.", "*."])
            && let Some(end) = self.property_name(name)
        {
            return Some(end);
        }
        self.following_closure(place)
            .or_else(|| self.arguments(place))
            .or_else(|| self.index(place))
    }

    fn property_name(&mut self, place: usize) -> Place {
        self.identifier(place)
            .or_else(|| self.kind(place, Kind::Text))
            .or_else(|| {
                let words = ["as", "def", "instanceof", "return", "null", "true", "false"];
                self.one_of(place, &words)
            })
            .or_else(|| self.primitive(place))
    }

    fn index(&mut self, place: usize) -> Place {
        let inner = self.one(place, "[")?;
        let close = self.listed(inner, Self::expression)?;
        self.one(close, "]")
    }

    fn arguments(&mut self, place: usize) -> Place {
        let inner = self.one(place, "(")?;
        let inner = self.lines(inner);
        let end = self.optional(inner, Self::argument_list);
        let end = self.optional(end, |grammar, place| grammar.one(place, ","));
        let end = self.lines(end);
        self.one(end, ")")
    }

    fn argument_list(&mut self, place: usize) -> Place {
        self.listed(place, |grammar, place| {
            let named = grammar.property_name(place);
            if let Some(value) = named.and_then(|colon| grammar.one(colon, ":"))
                && let Some(end) = grammar.expression(value)
            {
                return Some(end);
            }
            grammar.expression(place)
        })
    }

    fn identifier(&mut self, place: usize) -> Place {
        match self.at(place) {
            Some((Kind::Name | Kind::CapitalName, _)) => Some(place + 1),
            _ => self.miss(place),
        }
    }

    fn primitive(&mut self, place: usize) -> Place {
        match self.at(place) {
            Some((Kind::Word, word)) if crate::classes::is_primitive(word) => Some(place + 1),
            _ => self.miss(place),
        }
    }

    /// A string with something to be put in.
    fn string(&mut self, place: usize) -> Place {
        let mut at = self.kind(place, Kind::OpenText)?;
        loop {
            at = match self.at(at) {
                Some((Kind::Chunk | Kind::Variable, _)) => at + 1,
                Some((Kind::OpenCode, _)) => {
                    let close = self.expression(at + 1)?;
                    self.kind(close, Kind::CloseCode)?
                }
                _ => return self.kind(at, Kind::CloseText),
            };
        }
    }

    fn creator(&mut self, place: usize) -> Place {
        let name = self.one(place, "new")?;
        let arguments = self.written_class(name)?;
        self.arguments(arguments)
    }

    /// `{ a, b -> … }`
    fn closure(&mut self, place: usize) -> Place {
        let body = self.closure_head(place)?;
        let close = self.statements(body, Self::statement);
        self.one(close, "}")
    }

    /// A closure that follows a value, which may also have labels in it.
    fn following_closure(&mut self, place: usize) -> Place {
        if let Some(end) = self.closure(place) {
            return Some(end);
        }
        // Only a colon makes a label of a name.
        let furthest = self.furthest;
        if !matches!(self.at(furthest), Some((Kind::Sign, ":"))) {
            return None;
        }
        let body = self.closure_head(place)?;
        let close = self.statements(body, Self::labelled);
        self.one(close, "}")
    }

    fn closure_head(&mut self, place: usize) -> Place {
        let open = self.one(place, "{")?;
        let arrow = self.lines(open);
        let parameters = self.optional(arrow, |grammar, place| {
            let end = grammar.listed(place, Self::parameter)?;
            Some(grammar.lines(end))
        });
        let body = self
            .one(parameters, "->")
            .or_else(|| self.one(arrow, "->"))
            .unwrap_or(open);
        Some(self.lines(body))
    }

    fn labelled(&mut self, place: usize) -> Place {
        let mut at = place;
        while let Some(next) = self.identifier(at).and_then(|colon| self.one(colon, ":")) {
            at = self.lines(next);
        }
        self.statement(at)
    }

    fn parameter(&mut self, place: usize) -> Place {
        let start = self.optional(place, |grammar, place| grammar.one(place, "def"));
        let typed = self
            .written_type(start)
            .and_then(|name| self.identifier(name));
        let end = typed.or_else(|| self.identifier(start))?;
        // Without an arrow it is a statement, which may be long.
        if self.is_arrow_near(end) {
            return Some(self.optional(end, Self::initializer));
        }
        Some(end)
    }

    fn is_arrow_near(&mut self, place: usize) -> bool {
        let ahead = (place..place + 40).map_while(|place| {
            let (_, text) = self.at(place)?;
            (text != "}").then_some(text == "->")
        });
        ahead.into_iter().any(|is_arrow| is_arrow)
    }

    fn list(&mut self, place: usize) -> Place {
        let inner = self.one(place, "[")?;
        let inner = self.lines(inner);
        let end = self.optional(inner, |grammar, place| {
            grammar.listed(place, Self::expression)
        });
        self.end_of_list(end)
    }

    fn map(&mut self, place: usize) -> Place {
        let inner = self.one(place, "[")?;
        if let Some(close) = self.one(inner, ":") {
            return self.one(close, "]");
        }
        let inner = self.lines(inner);
        let end = self.listed(inner, |grammar, place| {
            let words = ["as", "def", "instanceof", "return"];
            let key = grammar.one_of(place, &words);
            let colon = key.or_else(|| grammar.primary(place))?;
            let value = grammar.one(colon, ":")?;
            grammar.expression(value)
        })?;
        self.end_of_list(end)
    }

    fn end_of_list(&mut self, place: usize) -> Place {
        let end = self.optional(place, |grammar, place| grammar.one(place, ","));
        let end = self.lines(end);
        self.one(end, "]")
    }

    /// A type with its package and the types in it.
    fn written_class(&mut self, place: usize) -> Place {
        if let Some(end) = self.primitive(place) {
            return Some(end);
        }
        let end = self.class_name(place)?;
        Some(self.optional(end, Self::type_arguments))
    }

    fn type_arguments(&mut self, place: usize) -> Place {
        let first = self.one(place, "<")?;
        let mut at = self.deeper(|grammar| grammar.written_class(first))?;
        while let Some(next) = self.one(at, ",") {
            at = self.deeper(|grammar| grammar.written_class(next))?;
        }
        self.one(at, ">")
    }

    /// A type, or a field of it.
    fn written_type(&mut self, place: usize) -> Place {
        let mut at = self.written_class(place)?;
        while let Some(next) = self.one(at, "[").and_then(|close| self.one(close, "]")) {
            at = next;
        }
        Some(at)
    }

    /// `a.b.Name`
    fn class_name(&mut self, place: usize) -> Place {
        let mut at = place;
        loop {
            let part = self
                .identifier(at)
                .or_else(|| self.one_of(at, &["as", "def"]))?;
            match self.one(part, ".") {
                Some(next) if self.identifier(next).is_some() => at = next,
                _ => return self.kind(at, Kind::CapitalName),
            }
        }
    }
}
