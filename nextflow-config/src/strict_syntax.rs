//! What the strict parser refuses although it is well-formed for the other.
//!
//! Its grammar (`ConfigParser.g4` in Nextflow's source) has settings, blocks, selectors and
//! includes; expressions without casts, lambdas and spreads; and it knows the names that may
//! be used. In closures, which run later, names are not looked at.

mod closures;
mod expressions;
mod names;

use super::keywords::{is_groovy_keyword, is_keyword, is_reserved};
use super::reading::Refusal;
use super::token::{Quote, Span, TokenKind};
use super::tree::{ArgumentStyle, Block, Document, Expr, ExprKind, Item, ItemKind, Name};
use super::visible::VisibleNames;

/// The first thing that the strict parser refuses.
pub(super) fn check(document: &Document<'_>) -> Option<Refusal> {
    let mut checker = Checker {
        text: document.text,
        document,
        variables: VisibleNames::default(),
        in_process: false,
        is_script_code: false,
        is_task_code: false,
    };
    checker
        .tokens()
        .and_then(|()| checker.items(&document.items, &[], Around::Text))
        .err()
}

struct Checker<'d> {
    text: &'d str,
    document: &'d Document<'d>,
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
enum Around {
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

    /// What is refused wherever it stands.
    fn tokens(&self) -> Checked {
        let mut last = None;
        for token in &self.document.tokens {
            let text = || token.span.of(self.text);
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
                return self.unexpected(token.span);
            }
            if !token.kind.is_trivia() && token.kind != TokenKind::LineBreak {
                last = Some(token.kind);
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &'d [Item<'d>], scope: &[&str], around: Around) -> Checked {
        items
            .iter()
            .try_for_each(|item| self.item(item, scope, around))
    }

    fn item(&mut self, item: &'d Item<'d>, scope: &[&str], around: Around) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.path(&setting.path)?;
                if scope == ["profiles"] {
                    return refuse(item.span, ONLY_PROFILES);
                }
                let names = setting.path.iter().map(|name| &*name.text);
                let path: Vec<&str> = scope.iter().copied().chain(names).collect();
                self.in_process = matches!(path.as_slice(), ["process" | "agent", _, ..])
                    || path == ["executor", "jobName"];
                self.is_script_code = expressions::is_closure(&setting.value);
                self.is_task_code = self.in_process && self.is_script_code;
                let checked = self.expr(&setting.value);
                self.in_process = false;
                self.is_script_code = false;
                self.is_task_code = false;
                checked
            }
            ItemKind::Block(block) => self.block(block, scope),
            // Whether it may stand in this scope is asked when it is run.
            ItemKind::Selector(kind, block) if around != Around::Text => {
                self.on_one_line(kind.span.end, block.name.span.start)?;
                if scope == ["profiles"] {
                    return refuse(item.span, ONLY_PROFILES);
                }
                let name = [&*kind.text, &*block.name.text].join(":");
                let inner: Vec<&str> = scope.iter().copied().chain([name.as_str()]).collect();
                let around = if scope.is_empty() {
                    around
                } else {
                    Around::Block
                };
                self.items(&block.items, &inner, around)
            }
            ItemKind::Include(file) => {
                if around == Around::Block {
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
            return self.items(&block.items, &[], Around::Profile);
        }
        let inner: Vec<&str> = scope.iter().copied().chain([name]).collect();
        self.items(&block.items, &inner, Around::Block)
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

#[cfg(test)]
#[path = "strict_syntax_tests.rs"]
mod tests;
