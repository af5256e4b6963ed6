//! Nextflow configuration texts: what they say, and to which of Nextflow's two parsers.
//!
//! A text is read into tokens that cover every byte ([`tokens`]) and a tree that knows the
//! place of everything ([`Document::parse`]), so that an edit can change one value and leave
//! the rest as it is. What the text means depends on the parser: the legacy one runs it as a
//! Groovy script, the strict one has a grammar of its own. [`read`] follows either and gives
//! the settings that take effect. Nothing here runs code or reads an included file: what only
//! they can tell comes out as *unknown*.

mod edit;
mod eval;
mod few;
mod findings;
mod lexer;
mod options;
mod parser;
mod reading;
mod strict_syntax;
mod token;
mod tree;
mod value;

pub use edit::{Change, EditOptions, Edited, Outcome, Refused, Replacement, edit};
pub use few::Few;
pub use findings::{ConfigFinding, ConfigFix, Context, Repair, Target, findings};
pub use lexer::tokens;
pub use options::{ConfigOption, Takes, Version, option};
pub use reading::{Certainty, Include, Reading, Refusal, Semantics, Setting, read};
pub use token::{Quote, Span, Token, TokenKind};
pub use tree::{
    Argument, ArgumentStyle, Assignment, Block, Body, Case, Closure, Document, Entry, Expr,
    ExprKind, Item, ItemKind, Name, Problem, ProblemKind, TextPart,
};
pub use value::Value;
