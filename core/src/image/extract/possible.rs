//! What an expression of a configuration or a script can come to, and what decides.
//!
//! nextflow-config says what a setting comes to where the text alone tells. A container is often
//! chosen by a run: by its engine, by a parameter, in a closure. This module follows each branch
//! and keeps the condition, so that every image is told that a run may ask for. It runs nothing.
//! Start at [`Scope::of`].

use nextflow_config::syntax::{ArgumentStyle, Expr, ExprKind, Item, ItemKind, TextPart};
use nextflow_config::{Lookup, Span, Value};

use super::settings::Settings;

/// How many texts an expression is followed into. Nobody writes more into one container.
const MOST: usize = 24;

/// How deeply names stand for names.
const DEEPEST: usize = 24;

/// How much of a condition is quoted.
const LONGEST_QUOTE: usize = 90;

/// What is known where an expression stands.
#[derive(Clone)]
pub(super) struct Scope<'a, 't> {
    /// The text that the expression is a part of.
    pub(super) text: &'t str,
    /// What the settings of the text come to.
    pub(super) settings: &'a Settings,
    /// The container engine, where the text enables one.
    pub(super) engine: Option<&'a str>,
    /// The variables around it, the newest last.
    pub(super) outer: &'a [(&'t str, &'a Expr<'t>)],
    /// Those of the closure that it stands in.
    pub(super) inner: Vec<(&'t str, &'a Expr<'t>)>,
}

/// One thing that an expression can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Possible {
    /// What it is then.
    pub(super) value: Outcome,
    /// What has to hold.
    pub(super) when: Vec<String>,
    /// The parameters that it was made from, which a run can set otherwise.
    pub(super) parameters: Vec<String>,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// This text.
    Text(String),
    /// `null` or an empty text.
    Nothing,
    /// Only a run can tell. This is what is written.
    Open(String),
}

/// When a branch is taken.
pub(super) enum Branch {
    /// With every run.
    Always,
    /// With none.
    Never,
    /// Under this condition.
    When(String),
}

/// What is known of a condition.
#[derive(Clone, Copy, Default)]
struct Decision {
    /// Whether it holds; `None` when only a run can tell.
    holds: Option<bool>,
    /// Whether a parameter decides, which a run can set otherwise.
    by_parameter: bool,
}

impl Possible {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            value: if text.is_empty() {
                Outcome::Nothing
            } else {
                Outcome::Text(text)
            },
            when: Vec::new(),
            parameters: Vec::new(),
        }
    }

    fn nothing() -> Self {
        Self {
            value: Outcome::Nothing,
            when: Vec::new(),
            parameters: Vec::new(),
        }
    }

    fn under(mut self, condition: &str) -> Self {
        if !self.when.iter().any(|it| it == condition) {
            self.when.insert(0, condition.to_owned());
        }
        self
    }

    /// This and then another, as parts of one text.
    fn then(&self, other: &Self, whole: &str) -> Self {
        let value = match (&self.value, &other.value) {
            (Outcome::Text(a), Outcome::Text(b)) => Outcome::Text([a.as_str(), b].concat()),
            (Outcome::Text(a), Outcome::Nothing) | (Outcome::Nothing, Outcome::Text(a)) => {
                Outcome::Text(a.clone())
            }
            (Outcome::Nothing, Outcome::Nothing) => Outcome::Nothing,
            _ => Outcome::Open(whole.to_owned()),
        };
        let mut joined = self.clone();
        joined.value = value;
        for condition in &other.when {
            if !joined.when.contains(condition) {
                joined.when.push(condition.clone());
            }
        }
        for parameter in &other.parameters {
            if !joined.parameters.contains(parameter) {
                joined.parameters.push(parameter.clone());
            }
        }
        joined
    }
}

impl<'a, 't> Scope<'a, 't> {
    /// Everything that an expression can come to, in the order in which it is written.
    pub(super) fn of(&self, expr: &'a Expr<'t>) -> Vec<Possible> {
        self.follow(expr, 0)
    }

    fn follow(&self, expr: &'a Expr<'t>, depth: usize) -> Vec<Possible> {
        if depth > DEEPEST {
            return vec![self.open(expr.span)];
        }
        let found = match &expr.kind {
            ExprKind::Null => vec![Possible::nothing()],
            ExprKind::Text(_, parts) => self.text_of(parts, expr.span, depth),
            ExprKind::Paren(inner) | ExprKind::As(inner, _) | ExprKind::Cast(_, inner) => {
                self.follow(inner, depth + 1)
            }
            ExprKind::Closure(closure) => self.body(&closure.body.items, expr.span, depth + 1),
            ExprKind::Call(target, arguments) => match (&target.kind, arguments.as_slice()) {
                // `{ … }()` and `"…".toString()`, which changes nothing.
                (ExprKind::Closure(_), []) => self.follow(target, depth + 1),
                (ExprKind::Paren(inner), []) if matches!(inner.kind, ExprKind::Closure(_)) => {
                    self.follow(inner, depth + 1)
                }
                (ExprKind::Property(property), [])
                    if matches!(&*property.name.text, "toString" | "trim") =>
                {
                    self.follow(&property.target, depth + 1)
                }
                _ => vec![self.open(expr.span)],
            },
            ExprKind::Ternary(ternary) => self.branches(
                &ternary.condition,
                || self.follow(&ternary.then, depth + 1),
                || self.follow(&ternary.otherwise, depth + 1),
            ),
            ExprKind::Binary(binary) => match binary.operator.of(self.text) {
                "+" => self.joined(
                    [&binary.left, &binary.right]
                        .map(|side| self.follow(side, depth + 1))
                        .into_iter(),
                    expr.span,
                ),
                "?:" => {
                    let first = self.follow(&binary.left, depth + 1);
                    let is_sure = |it: &Possible| {
                        matches!(it.value, Outcome::Text(_)) && it.parameters.is_empty()
                    };
                    if first.iter().all(is_sure) {
                        return first;
                    }
                    let missing = format!("without {}", self.quote(binary.left.span));
                    let mut found: Vec<_> = first
                        .into_iter()
                        .filter(|it| it.value != Outcome::Nothing)
                        .collect();
                    let other = self.follow(&binary.right, depth + 1);
                    if found.is_empty() && !may_be_given(&binary.left) {
                        other
                    } else {
                        found.extend(other.into_iter().map(|it| it.under(&missing)));
                        found
                    }
                }
                _ => vec![self.open(expr.span)],
            },
            ExprKind::Name(_) | ExprKind::Property(_) => self.named(expr, depth),
            _ => vec![self.open(expr.span)],
        };
        if found.len() > MOST {
            return vec![self.open(expr.span)];
        }
        found
    }

    /// What a name stands for: a variable, a parameter, another setting.
    fn named(&self, expr: &'a Expr<'t>, depth: usize) -> Vec<Possible> {
        let Some(name) = dotted(expr) else {
            return vec![self.open(expr.span)];
        };
        self.by_name(&name, expr.span, depth)
    }

    fn variable(&self, name: &str) -> Option<&'a Expr<'t>> {
        let mut variables = self.inner.iter().rev().chain(self.outer.iter().rev());
        let found = variables.find(|(variable, _)| *variable == name);
        found.map(|(_, value)| *value)
    }

    fn by_name(&self, name: &str, span: Span, depth: usize) -> Vec<Possible> {
        if let Some(value) = self.variable(name) {
            return self.follow(value, depth + 1);
        }
        match self.settings.lookup(name) {
            Lookup::Set(setting) => {
                let mut possible = match &setting.value {
                    Value::Null => Possible::nothing(),
                    value @ (Value::Text(_) | Value::Int(_) | Value::Bool(_)) => {
                        Possible::text(value.to_string())
                    }
                    _ => return vec![self.open(span)],
                };
                if name.starts_with("params.") {
                    possible.parameters.push(name.to_owned());
                }
                vec![possible]
            }
            Lookup::Unset | Lookup::Unknown => vec![self.open(span)],
        }
    }

    fn text_of(&self, parts: &'a [TextPart<'t>], span: Span, depth: usize) -> Vec<Possible> {
        let parts = parts.iter().map(|part| match part {
            TextPart::Chunk(span) => vec![Possible::text(plain(span.of(self.text)))],
            TextPart::Variable(span) => {
                let name = span.of(self.text).trim_start_matches('$');
                self.by_name(name, *span, depth)
            }
            TextPart::Code(_, None) => vec![Possible::nothing()],
            TextPart::Code(_, Some(code)) => self.follow(code, depth + 1),
        });
        self.joined(parts, span)
    }

    /// Every way to put parts together.
    fn joined(&self, parts: impl Iterator<Item = Vec<Possible>>, span: Span) -> Vec<Possible> {
        let whole = self.source(span);
        let mut texts = vec![Possible::nothing()];
        for part in parts {
            let longer = texts
                .iter()
                .flat_map(|text| part.iter().map(|part| text.then(part, &whole)));
            texts = longer.take(MOST + 1).collect();
        }
        texts
    }

    /// What the statements of a closure come to: the last one, or what is returned.
    fn body(&self, items: &'a [Item<'t>], whole: Span, depth: usize) -> Vec<Possible> {
        let mut scope = self.clone();
        let mut found = Vec::new();
        let mut before: Vec<String> = Vec::new();
        let under = |possible: Vec<Possible>, before: &[String]| -> Vec<Possible> {
            let each = possible.into_iter();
            each.map(|it| before.iter().rev().fold(it, |it, when| it.under(when)))
                .collect()
        };
        if depth > DEEPEST {
            return vec![self.open(whole)];
        }
        for (place, item) in items.iter().enumerate() {
            let is_last = place + 1 == items.len();
            match &item.kind {
                ItemKind::Declaration(names, Some(value)) if names.len() == 1 => {
                    if let Some(name) = names.first() {
                        scope.inner.push((name.span.of(self.text), value));
                    }
                }
                ItemKind::Return(Some(value)) => {
                    found.extend(under(scope.follow(value, depth + 1), &before));
                    return found;
                }
                ItemKind::Expression(value) if is_last => {
                    found.extend(under(scope.follow(value, depth + 1), &before));
                    return found;
                }
                ItemKind::If(condition, then, otherwise) => {
                    let holds = scope.body(&then.items, then.span, depth + 1);
                    let decision = scope.decide(condition);
                    let [yes, no] = scope.words(condition, decision);
                    if decision.holds != Some(false) || decision.by_parameter {
                        let holds = holds.into_iter().map(|it| it.under(&yes)).collect();
                        found.extend(under(holds, &before));
                    }
                    if let Some(other) = otherwise {
                        let other = scope.body(&other.items, other.span, depth + 1);
                        let other = other.into_iter().map(|it| it.under(&no)).collect();
                        found.extend(under(other, &before));
                        return found;
                    }
                    before.push(no);
                }
                _ => break,
            }
        }
        found.push(self.open(whole));
        found
    }

    /// Both branches with what decides, or the one that is taken.
    fn branches(
        &self,
        condition: &'a Expr<'t>,
        then: impl FnOnce() -> Vec<Possible>,
        otherwise: impl FnOnce() -> Vec<Possible>,
    ) -> Vec<Possible> {
        let decision = self.decide(condition);
        match decision.holds {
            Some(true) if !decision.by_parameter => return then(),
            Some(false) if !decision.by_parameter => return otherwise(),
            _ => {}
        }
        let [yes, no] = self.words(condition, decision);
        let then = then().into_iter().map(|it| it.under(&yes));
        let otherwise = otherwise().into_iter().map(|it| it.under(&no));
        then.chain(otherwise).collect()
    }

    /// When a branch is taken for which a condition has to hold, or not to hold.
    pub(super) fn branch(&self, condition: &Expr<'t>, holds: bool) -> Branch {
        let decision = self.decide(condition);
        match decision.holds.filter(|_| !decision.by_parameter) {
            Some(decided) if decided == holds => Branch::Always,
            Some(_) => Branch::Never,
            None => {
                let [yes, no] = self.words(condition, decision);
                Branch::When(if holds { yes } else { no })
            }
        }
    }

    /// A condition in words, and its opposite.
    fn words(&self, condition: &Expr<'t>, decision: Decision) -> [String; 2] {
        let quoted = self.quote(condition.span);
        let here = |holds: bool| {
            if decision.holds == Some(holds) {
                ", as this text has it"
            } else {
                ""
            }
        };
        [
            format!("with {quoted}{}", here(true)),
            format!("without {quoted}{}", here(false)),
        ]
    }

    fn decide(&self, condition: &Expr<'t>) -> Decision {
        match &condition.kind {
            ExprKind::Paren(inner) => self.decide(inner),
            ExprKind::Unary(operator, inner) if operator.of(self.text) == "!" => {
                let inner = self.decide(inner);
                Decision {
                    holds: inner.holds.map(|it| !it),
                    ..inner
                }
            }
            ExprKind::Binary(binary) => {
                let operator = binary.operator.of(self.text);
                let (left, right) = (&binary.left, &binary.right);
                match operator {
                    "&&" => {
                        let (a, b) = (self.decide(left), self.decide(right));
                        match (a.holds, b.holds) {
                            (Some(false), _) => a,
                            (_, Some(false)) => b,
                            (Some(true), _) => a.and(b),
                            (_, Some(true)) => b.and(a),
                            _ => Decision::default(),
                        }
                    }
                    "||" => {
                        let (a, b) = (self.decide(left), self.decide(right));
                        match (a.holds, b.holds) {
                            (Some(true), _) => a,
                            (_, Some(true)) => b,
                            (Some(false), _) => a.and(b),
                            (_, Some(false)) => b.and(a),
                            _ => Decision::default(),
                        }
                    }
                    "==" | "!=" => {
                        let ((a, of_a), (b, of_b)) = (self.value(left), self.value(right));
                        let same = a.zip(b).map(|(a, b)| a == b);
                        Decision {
                            holds: same.map(|same| same == (operator == "==")),
                            by_parameter: of_a || of_b,
                        }
                    }
                    "in" => match (&right.kind, self.value(left)) {
                        (ExprKind::List(all), (Some(value), by_parameter)) => {
                            let all: Option<Vec<_>> =
                                all.iter().map(|it| self.value(it).0).collect();
                            Decision {
                                holds: all.map(|all| all.contains(&value)),
                                by_parameter,
                            }
                        }
                        _ => Decision::default(),
                    },
                    _ => Decision::default(),
                }
            }
            _ => {
                let (value, by_parameter) = self.value(condition);
                Decision {
                    holds: value.and_then(|value| value.truth()),
                    by_parameter,
                }
            }
        }
    }

    /// The value of something simple, and whether a parameter gives it.
    fn value(&self, expr: &Expr<'t>) -> (Option<Value>, bool) {
        match &expr.kind {
            ExprKind::Null => (Some(Value::Null), false),
            ExprKind::Bool(value) => (Some(Value::Bool(*value)), false),
            ExprKind::Paren(inner) => self.value(inner),
            ExprKind::Text(_, parts) => match parts.as_slice() {
                [] => (Some(Value::Text(String::new())), false),
                [TextPart::Chunk(span)] => (Some(Value::Text(plain(span.of(self.text)))), false),
                _ => (None, false),
            },
            ExprKind::Name(_) | ExprKind::Property(_) => {
                let Some(name) = dotted(expr) else {
                    return (None, false);
                };
                if name == "workflow.containerEngine" {
                    return (self.engine.map(Value::from), false);
                }
                if self.variable(&name).is_some() {
                    return (None, false);
                }
                match self.settings.lookup(&name) {
                    Lookup::Set(setting) => {
                        (Some(setting.value.clone()), name.starts_with("params."))
                    }
                    Lookup::Unset | Lookup::Unknown => (None, false),
                }
            }
            _ => (None, false),
        }
    }

    fn open(&self, span: Span) -> Possible {
        Possible {
            value: Outcome::Open(self.source(span)),
            when: Vec::new(),
            parameters: Vec::new(),
        }
    }

    /// What is written, in one short line.
    pub(super) fn source(&self, span: Span) -> String {
        let words: Vec<_> = span.of(self.text).split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(LONGEST_QUOTE) {
            Some((end, _)) => [line.get(..end).unwrap_or_default(), "…"].concat(),
            None => line,
        }
    }

    fn quote(&self, span: Span) -> String {
        format!("`{}`", self.source(span))
    }
}

impl Decision {
    fn and(self, other: Self) -> Self {
        Self {
            holds: other.holds,
            by_parameter: self.by_parameter || other.by_parameter,
        }
    }
}

/// The characters of a piece of a string. No name of an image has an escape but that of a quote.
fn plain(raw: &str) -> String {
    raw.replace("\\\n", "")
        .replace("\\'", "'")
        .replace("\\\"", "\"")
}

/// Whether a run can give a value to what has none here.
fn may_be_given(expr: &Expr<'_>) -> bool {
    dotted(expr).is_some_and(|name| name.starts_with("params."))
}

/// `a.b.c`
pub(super) fn dotted(expr: &Expr<'_>) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some((*name).to_owned()),
        ExprKind::Property(property) => {
            let target = dotted(&property.target)?;
            Some([target.as_str(), ".", &property.name.text].concat())
        }
        _ => None,
    }
}

/// What a call is given first.
pub(super) fn first_argument<'a, 't>(expr: &'a Expr<'t>, of: &str) -> Option<&'a Expr<'t>> {
    let ExprKind::Call(target, arguments) = &expr.kind else {
        return None;
    };
    let is_named = matches!(&target.kind, ExprKind::Name(name) if *name == of);
    let mut unnamed = arguments.iter().filter(|it| it.name.is_none());
    let first = unnamed.next().filter(|_| is_named)?;
    let is_value =
        first.style != ArgumentStyle::Trailing || matches!(first.value.kind, ExprKind::Closure(_));
    is_value.then_some(&first.value)
}
