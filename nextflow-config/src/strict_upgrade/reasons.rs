//! Why something is refused and what to write instead, for what is left over.

use crate::diagnostic::Diagnostic;
use crate::lint::syntax::{V2_SYNTAX, is_near_secret};
use crate::reading::Refusal;
use crate::strict_syntax::{Finding, Form};
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{Document, ExprKind, ItemKind};

/// What is said of one thing that is refused.
pub(super) fn diagnostic(
    document: &Document<'_>,
    finding: &Finding<'_>,
    may_quote: fn(&str) -> bool,
) -> Diagnostic {
    let refusal = &finding.refusal;
    let (what, instead) = reason(document, finding);
    let words = match finding.form {
        // The words of the grammar tell less.
        Form::Path(_) => String::new(),
        _ => words(document, refusal, may_quote),
    };
    let message = format!("Nextflow's strict parser refuses {what}.{words} {instead}");
    Diagnostic::error(V2_SYNTAX, message.trim_end()).at(refusal.span)
}

/// What is said of a text that is refused when it is run.
pub(super) fn at_run(
    document: &Document<'_>,
    refusal: &Refusal,
    may_quote: fn(&str) -> bool,
) -> Diagnostic {
    let words = words(document, refusal, may_quote);
    let message = format!("Nextflow's strict parser stops here when it runs the text.{words}");
    Diagnostic::error(V2_SYNTAX, message).at(refusal.span)
}

/// What a parser says, as a sentence with a space before it; nothing where that could show a
/// secret. How it puts that the environment is meant is said in other words.
pub(super) fn words(
    document: &Document<'_>,
    refusal: &Refusal,
    may_quote: fn(&str) -> bool,
) -> String {
    let words = refusal.message.split(" (hint").next().unwrap_or_default();
    if !refusal.is_quote || words.len() > 200 || !is_shown(document, refusal, words, may_quote) {
        return String::new();
    }
    format!(" It says: {words}.")
}

fn is_shown(
    document: &Document<'_>,
    refusal: &Refusal,
    words: &str,
    may_quote: fn(&str) -> bool,
) -> bool {
    // A name that is long or stands in the line of a password could be one.
    let names = words.split('`').skip(1).step_by(2);
    let is_short = names
        .clone()
        .all(|name| name.len() <= 30 && may_quote(name));
    let line = line_of(document.text, refusal.span.start).to_ascii_lowercase();
    let is_secret_line = ["token", "passw", "secret", "key", "credential"]
        .iter()
        .any(|word| line.contains(word));
    let has_names = names.count() > 0;
    may_quote(words)
        && is_short
        && (!has_names || !is_secret_line && !is_near_secret(document, refusal.span))
}

fn line_of(text: &str, place: usize) -> &str {
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = after.find(['\n', '\r']).unwrap_or(after.len());
    Span {
        start,
        end: before.len() + end,
    }
    .of(text)
}

/// What is refused, to follow "refuses", and sentences that say what to write.
fn reason(document: &Document<'_>, finding: &Finding<'_>) -> (&'static str, &'static str) {
    match finding.form {
        Form::Statement(item) => statement(&item.kind, item.span.of(document.text)),
        Form::Assignment(_) => (
            "an assignment to something else than a path with `=`",
            "Write the whole value behind the name of the setting and `=`.",
        ),
        Form::Path(_) => (
            "a comment or line end within the name of a setting",
            "Write the name in one piece.",
        ),
        Form::LineEnd => (
            "a line end or comment at this place",
            "Write what is before and after it side by side.",
        ),
        Form::LeadingOperator(_) => (
            "a line that begins with an operator",
            "Write the operator at the end of the line before.",
        ),
        Form::LastComma => (
            "a line that begins with a comma",
            "Write it behind the last element.",
        ),
        Form::Keyword => ("a keyword as a name", "Write the name in quotes."),
        Form::Token(kind) => token(kind),
        Form::Slashy(_) => (
            "a string between slashes with a value put into it",
            "Write it in double quotes.",
        ),
        Form::Cast(_) => ("a cast", "Write `value as Type`."),
        Form::Variable {
            is_environment: true,
        } => (
            "a name that is not defined",
            "The environment is read with `env('NAME')`, from Nextflow 24.11.0-edge and 25.04 on.",
        ),
        Form::Variable { .. } => (
            "a name that is not defined",
            "A value can read parameters, like `params.name`, but neither variables nor other \
             settings: write their values.",
        ),
        Form::Function => (
            "a function that is not defined",
            "Write the value itself, or a closure that is called in place: `({ … }())`.",
        ),
        Form::Selector => (
            "a selector outside of `process`",
            "Write it directly in the block `process`.",
        ),
        Form::Lambda => (
            "this way of writing a function",
            "Write a closure: `{ x -> … }`.",
        ),
        Form::Expression(expr) => match &expr.kind {
            ExprKind::Assign(..) => (
                "an assignment within a value",
                "Write it as a setting of its own.",
            ),
            ExprKind::Spread(_) => (
                "a spread list or map",
                "Write the elements, or join lists and maps with `+`.",
            ),
            ExprKind::Call(..) => (
                "a call without brackets within a value",
                "Write the arguments in brackets.",
            ),
            _ => ("this expression", ""),
        },
        Form::Other => ("this", ""),
    }
}

fn statement(kind: &ItemKind<'_>, written: &str) -> (&'static str, &'static str) {
    match kind {
        ItemKind::If(..) => (
            "a condition around settings",
            "Put it into the values, like `a.b = condition ? 1 : 2`, or the settings into a \
             profile.",
        ),
        ItemKind::Switch(..) => (
            "a `switch`",
            "Put the cases into the values, like `a.b = condition ? 1 : 2`, or the settings into \
             profiles.",
        ),
        ItemKind::Try(..) => (
            "`try` and `catch`",
            "Take the statements out of it. Which file is included may depend on a condition: \
             `includeConfig condition ? 'a.config' : 'b.config'`.",
        ),
        ItemKind::Declaration(..) => (
            "a variable",
            "Write its value where it is used, or make it a parameter: values can read \
             `params.name`.",
        ),
        ItemKind::Function(..) => (
            "a function",
            "Write what it does as a closure in the value, which may be called in place: \
             `({ … }())`.",
        ),
        ItemKind::Loop(..) => ("a loop", "Write each setting that it makes."),
        ItemKind::Label(..) => (
            "a name with a colon",
            "The legacy parser takes it and sets nothing. Write `=` if it shall be a setting, or \
             take it out.",
        ),
        ItemKind::Selector(..) => (
            "a selector outside of `process`",
            "Write it directly in the block `process`.",
        ),
        ItemKind::Include(..) => (
            "an include in a block",
            "Write it at the top level or directly in a profile.",
        ),
        ItemKind::Other if written.starts_with("import") => (
            "an import",
            "Take it out, and write the full name of the class where it is used.",
        ),
        ItemKind::Expression(_) => (
            "a statement that is no setting",
            "Only settings, blocks and includes can stand here.",
        ),
        _ => (
            "a statement of Groovy",
            "Only settings, blocks and includes can stand here.",
        ),
    }
}

fn token(kind: TokenKind) -> (&'static str, &'static str) {
    match kind {
        TokenKind::Quote(Quote::DollarSlashy) => {
            ("a string between `$/` and `/$`", "Write it in quotes.")
        }
        TokenKind::Semicolon => ("a semicolon before the first statement", "Take it out."),
        TokenKind::LineComment => ("`#!`", "Begin the line with `//`."),
        _ => ("this operator", ""),
    }
}
