//! Why an edit is refused, for programs and for people.
//!
//! No message shows a value: it may be a secret. What a parser says may have one in it as well,
//! so it is only for programs, which decide themselves what they show; linting the text tells
//! it by their [`may_quote`](crate::LintOptions::may_quote).

use std::fmt;

use super::literal::UnwritableValue;
use super::rules::{
    EDIT_CHANGES_OTHERS, EDIT_NOT_EFFECTIVE, EDIT_PATH, EDIT_REPAIR_FIRST, EDIT_SCOPE_IS_VALUE,
    EDIT_SET_IN_CODE, EDIT_SET_IN_PROFILE, EDIT_TWICE, EDIT_UNREADABLE, EDIT_VALUE,
};
use crate::diagnostic::Diagnostic;
use crate::lines::Lines;
use crate::rule::Code;
use crate::token::Span;
use crate::tree::ProblemKind;

/// Why changes are refused. The text is as it was.
///
/// [`Display`](fmt::Display) says what is in the way and the way out, and never a value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EditError {
    /// The setting that cannot be changed.
    pub path: String,
    /// What is in the way.
    pub kind: EditErrorKind,
    /// Where that is in the text, if it is there.
    pub span: Option<Span>,
    /// The line of the span, counted from 1.
    pub line: Option<usize>,
}

/// What is in the way of a change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EditErrorKind {
    /// The path is no sequence of names with dots between them.
    NotAPath,
    /// The path has no scope, or one that holds no settings (`plugins`, `profiles`).
    NoScope,
    /// The path is that of a scope, which has the named setting in it.
    ScopeWithSettings(String),
    /// The value cannot be written so that both parsers read it in the same way.
    Value(UnwritableValue),
    /// The argument of [`Change::parse`](super::Change::parse) is no change.
    Argument(ArgumentError),
    /// Another one of the changes is about the same setting, its scope or what is in it.
    ChangedTwice,
    /// The text has a character that neither parser takes.
    BadCharacter(char),
    /// The text is broken for both parsers.
    Syntax(ProblemKind),
    /// Both parsers refuse the text: what the legacy one says, which may quote the text.
    Unreadable(String),
    /// The named profile is selected and sets the setting.
    SetInProfile(String),
    /// The named profile is selected and sets up the scope of the setting.
    ScopeInProfile(String),
    /// A scope of the setting has a plain value.
    ScopeIsValue,
    /// Code sets the setting: a condition, a loop, an expression.
    SetInCode,
    /// The named other setting would become something else.
    ChangesOther(String),
    /// A parser that takes the text would refuse it with the change: what it says, which may
    /// quote the text.
    WouldBeRefused(String),
    /// No way of writing the change has it in effect for both parsers.
    NotEffective,
}

/// Why an argument like `wave.enabled=true` is no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArgumentError {
    /// There is no equals sign.
    #[error("there is no `=` in it; write PATH=VALUE, for instance wave.enabled=true")]
    NoValue,
    /// What is before the equals sign names no setting.
    #[error("what is before the `=` is no setting; write it with dots, like wave.enabled")]
    NoSetting,
    /// The option takes `true` or `false` and nothing else.
    #[error("this setting takes true or false")]
    NotABool,
    /// The option takes a number and nothing else.
    #[error("this setting takes a number")]
    NotANumber,
    /// A list without its end.
    #[error("the list is not closed; write [a, b]")]
    OpenList,
    /// A value that cannot be written into a text.
    #[error("the value has a line end or another character that cannot be written")]
    Unwritable,
}

impl EditError {
    /// Something that is not about a place of the text.
    pub(super) fn new(path: &str, kind: EditErrorKind) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            span: None,
            line: None,
        }
    }

    /// The same, about a place of the text.
    pub(super) fn at(mut self, text: &str, span: Option<Span>) -> Self {
        self.span = span;
        self.line = span.map(|span| Lines::of(text).line(span.start));
        self
    }

    /// The code for programs, which does not change.
    pub fn code(&self) -> Code {
        use EditErrorKind as Kind;
        match &self.kind {
            Kind::NotAPath
            | Kind::NoScope
            | Kind::ScopeWithSettings(_)
            | Kind::Argument(ArgumentError::NoValue | ArgumentError::NoSetting) => EDIT_PATH,
            Kind::Value(_) | Kind::Argument(_) => EDIT_VALUE,
            Kind::ChangedTwice => EDIT_TWICE,
            Kind::BadCharacter(_) => EDIT_REPAIR_FIRST,
            Kind::Syntax(_) | Kind::Unreadable(_) => EDIT_UNREADABLE,
            Kind::SetInProfile(_) | Kind::ScopeInProfile(_) => EDIT_SET_IN_PROFILE,
            Kind::ScopeIsValue => EDIT_SCOPE_IS_VALUE,
            Kind::SetInCode => EDIT_SET_IN_CODE,
            Kind::ChangesOther(_) => EDIT_CHANGES_OTHERS,
            Kind::WouldBeRefused(_) | Kind::NotEffective => EDIT_NOT_EFFECTIVE,
        }
    }

    /// The error as a diagnostic about the text.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.code(), self.to_string());
        diagnostic.span = self.span;
        diagnostic
    }
}

impl std::error::Error for EditError {}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use EditErrorKind as Kind;
        let path = &self.path;
        let line = Line(self.line);
        match &self.kind {
            Kind::NotAPath => write!(
                f,
                "`{path}` is no name of a setting. Write it with dots, like `wave.enabled`."
            ),
            Kind::NoScope => write!(
                f,
                "`{path}` is no setting of a scope, so it cannot be set here. Name a setting with \
                 its scope, like `wave.enabled`."
            ),
            Kind::ScopeWithSettings(inner) => write!(
                f,
                "`{path}` is a scope, which has `{inner}` in it, so it cannot be a value as well. \
                 Change the settings in it."
            ),
            Kind::Value(bad) => write!(f, "`{path}` cannot be set to {}.", instead_of(*bad)),
            Kind::Argument(error) => error.fmt(f),
            Kind::ChangedTwice => write!(
                f,
                "`{path}` would be changed twice at once. Keep one of the changes."
            ),
            Kind::BadCharacter(character) => write!(
                f,
                "{line} has a character that no parser of Nextflow takes (U+{:04X}), so the text is \
                 not changed. Repair the characters first.",
                u32::from(*character)
            ),
            Kind::Syntax(kind) => write!(
                f,
                "{line} {}, so the text is not changed. Put that right first.",
                trouble(*kind)
            ),
            Kind::Unreadable(_) => write!(
                f,
                "Both parsers of Nextflow refuse {line:#}, so the text is not changed. Put that \
                 right first."
            ),
            Kind::SetInProfile(profile) => write!(
                f,
                "The profile `{profile}`, which is selected, sets `{path}` in {line:#}, and for the \
                 legacy parser a profile wins over the rest. Change it there, or run without the \
                 profile."
            ),
            Kind::ScopeInProfile(profile) => write!(
                f,
                "The profile `{profile}`, which is selected, sets up the scope of `{path}`, and for \
                 the legacy parser only what the profile says of it counts. Change it there, or run \
                 without the profile."
            ),
            Kind::ScopeIsValue => write!(
                f,
                "{line} gives a scope of `{path}` a plain value, and nothing can be set in that. \
                 Take the line out first."
            ),
            Kind::SetInCode => write!(
                f,
                "`{path}` is set by code in {line:#}, which is not changed here. Change it there."
            ),
            Kind::ChangesOther(other) => write!(
                f,
                "Changing `{path}` would change `{other}` as well, which depends on it or shares \
                 its place. Change both by hand."
            ),
            Kind::WouldBeRefused(_) => write!(
                f,
                "A parser of Nextflow would refuse the text with `{path}` changed. Change it by \
                 hand."
            ),
            Kind::NotEffective => write!(
                f,
                "No change of this text has `{path}` in effect for both parsers of Nextflow. Change \
                 it by hand."
            ),
        }
    }
}

/// The line that something is in, which is not known of what another change would have made.
/// Begins a sentence unless it is written with `#`.
struct Line(Option<usize>);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, f.alternate()) {
            (Some(line), false) => write!(f, "Line {line}"),
            (Some(line), true) => write!(f, "line {line}"),
            (None, false) => f.write_str("A line"),
            (None, true) => f.write_str("a line"),
        }
    }
}

/// What a value that cannot be written is, and what to do.
fn instead_of(bad: UnwritableValue) -> &'static str {
    match bad {
        UnwritableValue::Null => "nothing as its value. Take the setting out instead",
        UnwritableValue::ControlCharacter => {
            "a text with a line end or another control character, which the parsers read in \
             different ways. Take the character out"
        }
        UnwritableValue::NotANumber => "something that is no number, or a time or size below zero",
        UnwritableValue::Kind => {
            "a value of this kind. Give a truth value, a number, a text or a list"
        }
    }
}

/// What a line does that is broken.
fn trouble(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::NeverClosed => "opens something that is never closed",
        ProblemKind::NothingToClose => "has a bracket that closes nothing",
        ProblemKind::NotSeparated => "has two statements without a semicolon between them",
        ProblemKind::TooDeep => "is nested more deeply than can be followed",
        ProblemKind::BadCharacter | ProblemKind::Unexpected => "cannot be read",
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_kind_says_what_is_in_the_way_and_the_way_out() {
        use EditErrorKind as Kind;
        let name = || "x".to_owned();
        for kind in [
            Kind::NotAPath,
            Kind::NoScope,
            Kind::ScopeWithSettings(name()),
            Kind::Value(UnwritableValue::Null),
            Kind::Value(UnwritableValue::ControlCharacter),
            Kind::Value(UnwritableValue::NotANumber),
            Kind::Value(UnwritableValue::Kind),
            Kind::Argument(ArgumentError::NoValue),
            Kind::Argument(ArgumentError::OpenList),
            Kind::ChangedTwice,
            Kind::BadCharacter('\u{a0}'),
            Kind::Syntax(ProblemKind::NeverClosed),
            Kind::Unreadable(name()),
            Kind::SetInProfile(name()),
            Kind::ScopeInProfile(name()),
            Kind::ScopeIsValue,
            Kind::SetInCode,
            Kind::ChangesOther(name()),
            Kind::WouldBeRefused(name()),
            Kind::NotEffective,
        ] {
            let error = EditError::new("wave.x", kind).at("a\nb", None);
            let message = error.to_string();
            assert!(message.len() > 20, "{error:?}");
            let diagnostic = error.diagnostic();
            assert_eq!(
                (diagnostic.message, diagnostic.code),
                (message, error.code())
            );
        }
    }

    #[test]
    fn a_place_is_told_with_its_line() {
        let error = EditError::new("wave.x", EditErrorKind::SetInCode);
        let span = Span { start: 2, end: 3 };
        assert_eq!(
            error.at("a\nb", Some(span)).to_string(),
            "`wave.x` is set by code in line 2, which is not changed here. Change it there."
        );
    }
}
