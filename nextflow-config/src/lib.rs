//! Nextflow configuration texts: what they say, and to which of Nextflow's two parsers.
//!
//! A text is read into tokens that cover every byte ([`tokens`]) and a tree that knows the
//! place of everything ([`Document::parse`]), so that an edit can change one value and leave
//! the rest as it is. What the text means depends on the parser: the legacy one runs it as a
//! Groovy script, the strict one has a grammar of its own. [`read`] follows either and gives
//! the settings that take effect. Nothing here runs code or reads an included file: what only
//! they can tell comes out as *unknown*.

mod classes;
mod diagnostic;
mod edit;
mod eval;
mod few;
mod findings;
mod keywords;
mod legacy_syntax;
mod lexer;
mod lines;
mod options;
mod parser;
mod reading;
mod strict_syntax;
mod token;
mod tree;
pub mod units;
mod value;
mod visible;

pub use diagnostic::{Code, Diagnostic, Repair, Severity, Suggestion};
pub use edit::{
    Change, ChangeError, EditOptions, Edited, Outcome, Refused, Replacement, edit, edit_document,
};
pub use few::Few;
pub use findings::{Context, Entry as WrittenSetting, Target, Written, findings, findings_of};
pub use lexer::tokens;
pub use lines::Lines;
pub use options::{
    ConfigOption, Fate, Retired, Standing, Takes, Version, is_known_scope, option, options, retired,
};
pub use reading::{Certainty, Include, Lookup, Reading, Refusal, Semantics, Setting, read};
pub use token::{Quote, Span, Token, TokenKind};
pub use tree::{
    Argument, ArgumentStyle, Assignment, Block, Body, Case, Closure, Document, Entry, Expr,
    ExprKind, Item, ItemKind, Name, Problem, ProblemKind, TextPart,
};
pub use value::Value;

#[cfg(test)]
mod language_tests;
