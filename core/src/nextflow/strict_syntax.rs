//! What the strict parser refuses although it is well-formed for the other.
//!
//! Its grammar (`ConfigParser.g4` in Nextflow's source) has settings, blocks, selectors and
//! includes; expressions without casts, lambdas and spreads; and it knows the names that may
//! be used. In closures, which run later, names are not looked at.

mod expressions;

use super::reading::Refusal;
use super::token::{Quote, Span, TokenKind};
use super::tree::{ArgumentStyle, Block, Document, Expr, ExprKind, Item, ItemKind, Name};

/// The first thing that the strict parser refuses.
pub(super) fn check(document: &Document<'_>) -> Option<Refusal> {
    let checker = Checker {
        text: document.text,
        document,
    };
    checker
        .tokens()
        .and_then(|()| checker.items(&document.items, &[], true))
        .err()
}

struct Checker<'d> {
    text: &'d str,
    document: &'d Document<'d>,
}

type Checked = Result<(), Refusal>;

fn refuse(span: Span, message: impl Into<String>) -> Checked {
    Err(Refusal {
        span,
        message: message.into(),
    })
}

impl Checker<'_> {
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
                TokenKind::Operator => matches!(text(), "++" | "--" | "===" | "!==" | "@"),
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

    fn items(&self, items: &[Item<'_>], scope: &[&str], may_include: bool) -> Checked {
        items
            .iter()
            .try_for_each(|item| self.item(item, scope, may_include))
    }

    fn item(&self, item: &Item<'_>, scope: &[&str], may_include: bool) -> Checked {
        match &item.kind {
            ItemKind::Setting(setting) => {
                self.path(&setting.path)?;
                if scope == ["profiles"] {
                    return refuse(
                        item.span,
                        "Only profile blocks are allowed in the `profiles` scope",
                    );
                }
                self.expr(&setting.value, false)
            }
            ItemKind::Block(block) => self.block(block, scope),
            ItemKind::Selector(kind, block) => {
                let gap = Span {
                    start: kind.span.end,
                    end: block.name.span.start,
                };
                if gap.of(self.text).contains(['\n', '\r', '/']) {
                    return self.unexpected(gap);
                }
                if !matches!(scope, ["process" | "agent"]) {
                    let message = format!(
                        "Config selectors are only allowed in the `process` and `agent` scopes (offending scope: `{}`)",
                        scope.join(".")
                    );
                    return refuse(item.span, message);
                }
                let name = [&*kind.text, &*block.name.text].join(":");
                let inner: Vec<&str> = scope.iter().copied().chain([name.as_str()]).collect();
                self.items(&block.items, &inner, false)
            }
            ItemKind::Include(file) => {
                if !may_include {
                    let message =
                        "Config includes are only allowed at the top-level or in a profile";
                    return refuse(item.span, message);
                }
                self.expr(file, false)
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

    fn block(&self, block: &Block<'_>, scope: &[&str]) -> Checked {
        let name = &*block.name.text;
        self.path(std::slice::from_ref(&block.name))?;
        if scope.is_empty() && name == "plugins" {
            return Ok(());
        }
        if scope == ["profiles"] {
            // A profile is read like a text of its own.
            return self.items(&block.items, &[], true);
        }
        let inner: Vec<&str> = scope.iter().copied().chain([name]).collect();
        self.items(&block.items, &inner, false)
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
            if !name.quoted && is_keyword(&name.text) {
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

/// Words that are no identifiers to the strict parser.
fn is_keyword(word: &str) -> bool {
    is_reserved(word)
        || matches!(
            word,
            "as" | "def" | "instanceof" | "return" | "null" | "true" | "false"
        )
}

/// Those that may not even stand behind a dot or as the key of a map.
fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "assert" | "catch" | "else" | "if" | "new" | "throw" | "try" | "includeConfig"
    )
}
