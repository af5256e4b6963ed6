#![doc = include_str!("../README.md")]
//! ## Where to start
//!
//! [`Config`] is a text that is read, edited and linted. Below it, [`Document`] is the syntax tree
//! of a text and [`read`] what one parser makes of it; [`syntax`], [`edit`], [`mod@lint`] and
//! [`options`] have what belongs to each. Nothing here panics, whatever the text.

mod capacity;
mod change;
mod classes;
pub mod codes;
mod config;
mod declarations;
mod diagnostic;
pub mod edit;
mod interpreter;
mod keywords;
mod legacy_syntax;
mod lexer;
mod lines;
pub mod lint;
pub mod options;
mod parser;
mod path;
mod read;
mod reading;
mod readings;
mod replacement;
mod rule;
mod strict_grammar;
mod strict_syntax;
mod strict_upgrade;
mod symbols;
mod token;
mod tree;
mod units;
mod value;
mod visible;

pub use change::Change;
pub use codes::rules;
pub use config::{Config, RepairError};
pub use diagnostic::{Diagnostic, Repair, Suggestion};
pub use edit::{EditError, EditErrorKind, EditOptions, Edited, Outcome};
pub use lint::{Launcher, LintOptions, lint};
pub use read::read;
pub use reading::{
    Certainty, EmptyScope, Include, Lookup, MissingName, Parser, Reading, Refusal, ScopeLookup,
    Setting,
};
pub use readings::{Lookups, Readings, ScopeLookups};
pub use replacement::{Replacement, ReplacementError};
pub use rule::{Code, Rule, Severity};
pub use strict_upgrade::{Rewrite, StrictUpgrade, strict_upgrade};
pub use token::Span;
pub use tree::Document;
pub use value::Value;

/// Tokens and the syntax tree of a text, and what it declares.
///
/// ```
/// use nextflow_config::Document;
/// use nextflow_config::syntax::{ItemKind, tokens};
///
/// let text = "wave { enabled = true } // on\n";
/// let joined: String = tokens(text).iter().map(|token| token.span().of(text)).collect();
/// assert_eq!(joined, text);
///
/// let document = Document::parse(text);
/// let ItemKind::Block(block) = &document.items[0].kind else { unreachable!() };
/// assert_eq!(block.name.text, "wave");
/// assert_eq!(block.braces.of(text), "{ enabled = true }");
/// ```
pub mod syntax {
    pub use crate::declarations::{Applies, Declaration, DeclarationForm, Declarations};
    pub use crate::lexer::tokens;
    pub use crate::lines::Lines;
    pub use crate::token::{Quote, Span, Token, TokenKind};
    pub use crate::tree::{
        Argument, ArgumentStyle, Assignment, Binary, Block, Body, Case, Closure, Document, Entry,
        Expr, ExprKind, Item, ItemKind, Name, Problem, ProblemKind, Property, Ternary, TextPart,
    };
}

#[cfg(test)]
mod language_tests;
