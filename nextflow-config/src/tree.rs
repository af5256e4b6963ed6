//! The tree of a configuration text: statements, settings, blocks and expressions with their
//! places.
//!
//! The legacy parser runs a text as a Groovy script, so the tree is that of a script, and the
//! shapes that only a configuration has (`wave { }`, `withName: X { }`) are statements of
//! their own. It is built from any text: what cannot be understood stays in it as
//! [`ItemKind::Unreadable`] or as a [`Problem`]. The place of a node holds those of its
//! children. What is large and rare is boxed, so that what is common stays small.

use std::borrow::Cow;

use super::token::{Quote, Span, Token};

/// A text with its tokens and its tree. Made by [`Document::parse`].
#[derive(Debug)]
pub struct Document<'t> {
    /// The text, unchanged.
    pub text: &'t str,
    /// All of the text, piece by piece.
    pub tokens: Vec<Token>,
    /// The statements, in order.
    pub items: Vec<Item<'t>>,
    /// What no parser of Nextflow accepts, in the order in which it was met.
    pub problems: Vec<Problem>,
    /// The first token that is wrong in itself for both parsers, and what they say of it.
    pub(super) misspelling: Option<(Span, &'static str)>,
}

/// What is wrong with a text for both parsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The piece of the text that shows it.
    pub span: Span,
}

/// The kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A character that means nothing: a no-break space, a typographic quote.
    BadCharacter,
    /// A string, comment or bracket that is never closed.
    NeverClosed,
    /// A bracket that closes nothing.
    NothingToClose,
    /// Two statements in one line without a semicolon.
    NotSeparated,
    /// Something else was expected here.
    Unexpected,
    /// Nested more deeply than anything that is written by hand.
    TooDeep,
}

/// A statement.
#[derive(Debug)]
pub struct Item<'t> {
    /// From its first token to its last, without the separator.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind<'t>,
}

/// The kinds of statements. Those after [`ItemKind::Label`] are code, which only the legacy
/// parser takes.
#[derive(Debug)]
pub enum ItemKind<'t> {
    /// `a.b.c = value`
    Setting(Assignment<'t>),
    /// `name { … }`
    Block(Block<'t>),
    /// `withName: X { … }` and `withLabel: …`. The name of the block is the target.
    Selector(Box<Name<'t>>, Block<'t>),
    /// `includeConfig …`
    Include(Expr<'t>),
    /// `name: …`, which sets nothing.
    Label(Name<'t>, Option<Box<Item<'t>>>),
    /// `def x = …`, `String x = …`
    Declaration(Vec<Name<'t>>, Option<Expr<'t>>),
    /// `def f(x) { … }`
    Function(Name<'t>, Box<Closure<'t>>),
    /// `if (…) … else …`
    If(Box<Expr<'t>>, Body<'t>, Option<Body<'t>>),
    /// `for (x in …) …`, `while (…) …`: the variable, what it goes over, the body.
    Loop(Option<Name<'t>>, Option<Box<Expr<'t>>>, Body<'t>),
    /// `switch (…) { case … }`
    Switch(Expr<'t>, Vec<Case<'t>>),
    /// `try … catch … finally …`: the body, then the others.
    Try(Body<'t>, Vec<Body<'t>>),
    /// `return …`, `throw …`
    Return(Option<Expr<'t>>),
    /// An expression, also an assignment that is no plain path.
    Expression(Expr<'t>),
    /// `import …`, `break` and other things without a meaning here.
    Other,
    /// Something that makes no sense. There is a [`Problem`] about it.
    Unreadable,
}

/// `path = value`
#[derive(Debug)]
pub struct Assignment<'t> {
    /// The names of the path.
    pub path: Box<[Name<'t>]>,
    /// The equals sign.
    pub equals: Span,
    /// What is assigned.
    pub value: Expr<'t>,
}

/// `name { … }`
#[derive(Debug)]
pub struct Block<'t> {
    /// The name in front.
    pub name: Name<'t>,
    /// From one brace to the other.
    pub braces: Span,
    /// What is between them.
    pub items: Vec<Item<'t>>,
}

/// Statements that belong together: those between braces, or a single one.
#[derive(Debug)]
pub struct Body<'t> {
    /// Where they are, braces included.
    pub span: Span,
    /// The statements.
    pub items: Vec<Item<'t>>,
}

/// One `case …:` of a switch; `default:` has no test.
#[derive(Debug)]
pub struct Case<'t> {
    /// What is compared.
    pub test: Option<Expr<'t>>,
    /// What follows up to the next case.
    pub items: Vec<Item<'t>>,
    /// Whether `break` ends it.
    pub breaks: bool,
}

/// `{ a, b -> … }`
#[derive(Debug)]
pub struct Closure<'t> {
    /// The names before the arrow.
    pub parameters: Vec<Name<'t>>,
    /// Whether there is an arrow.
    pub arrow: bool,
    /// The body with its braces.
    pub body: Body<'t>,
}

/// A name, quoted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name<'t> {
    /// Where it is, quotes included.
    pub span: Span,
    /// The name without quotes and escapes.
    pub text: Cow<'t, str>,
    /// Whether it is a string.
    pub quoted: bool,
}

/// An expression.
#[derive(Debug)]
pub struct Expr<'t> {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'t>,
    /// How many levels of expressions it has. Limited, so that walking a tree is safe.
    pub(super) depth: u32,
}

/// The kinds of expressions.
#[derive(Debug)]
pub enum ExprKind<'t> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it is written.
    Number,
    /// A string.
    Text(Quote, Vec<TextPart<'t>>),
    /// A name.
    Name(&'t str),
    /// `[a, b]`
    List(Vec<Expr<'t>>),
    /// `[a: 1]`
    Map(Vec<Entry<'t>>),
    /// `{ … }`
    Closure(Box<Closure<'t>>),
    /// `target.name` and its relatives `?.`, `*.`
    Property(Box<Property<'t>>),
    /// `target[…]`
    Index(Box<Expr<'t>>, Vec<Expr<'t>>),
    /// `target(…)`, `target { }`, or `target argument` when not in brackets.
    Call(Box<Expr<'t>>, Vec<Argument<'t>>),
    /// `!x`, `-x`, `x++`
    Unary(Span, Box<Expr<'t>>),
    /// `a + b`
    Binary(Box<Binary<'t>>),
    /// `a ? b : c`
    Ternary(Box<Ternary<'t>>),
    /// `x as Type`
    As(Box<Expr<'t>>, Span),
    /// `(Type) x`
    Cast(Span, Box<Expr<'t>>),
    /// `new Type(…)`
    New(Vec<Argument<'t>>),
    /// `a = b`, `a += b`
    Assign(Box<Expr<'t>>, Span, Box<Expr<'t>>),
    /// `(x)`
    Paren(Box<Expr<'t>>),
    /// `*x` in a list
    Spread(Box<Expr<'t>>),
}

/// `target.name`
#[derive(Debug)]
pub struct Property<'t> {
    /// What has the property.
    pub target: Expr<'t>,
    /// The operator: `.`, `?.`, `*.`
    pub dot: Span,
    /// The name of the property.
    pub name: Name<'t>,
}

/// `left operator right`
#[derive(Debug)]
pub struct Binary<'t> {
    /// The first operand.
    pub left: Expr<'t>,
    /// The operator.
    pub operator: Span,
    /// The second operand.
    pub right: Expr<'t>,
}

/// `condition ? then : otherwise`
#[derive(Debug)]
pub struct Ternary<'t> {
    /// What is asked.
    pub condition: Expr<'t>,
    /// The value if that is so.
    pub then: Expr<'t>,
    /// The value if it is not.
    pub otherwise: Expr<'t>,
}

/// A piece of a string.
#[derive(Debug)]
pub enum TextPart<'t> {
    /// Characters and escapes.
    Chunk(Span),
    /// `$a.b`
    Variable(Span),
    /// `${…}`; nothing may be in it. The place is that of the whole.
    Code(Span, Option<Box<Expr<'t>>>),
}

/// One entry of a map.
#[derive(Debug)]
pub struct Entry<'t> {
    /// The key. A name stands for itself.
    pub key: Expr<'t>,
    /// The value.
    pub value: Expr<'t>,
}

/// One argument of a call.
#[derive(Debug)]
pub struct Argument<'t> {
    /// The name of a named one.
    pub name: Option<Box<Expr<'t>>>,
    /// The value.
    pub value: Expr<'t>,
    /// How it was given.
    pub style: ArgumentStyle,
}

/// How an argument was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentStyle {
    /// Between round brackets.
    Bracketed,
    /// A closure after the rest.
    Trailing,
    /// After a space: `println x`.
    Bare,
}
