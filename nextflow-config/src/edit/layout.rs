//! How a text is laid out: its line ends, its indent, what is around its equals signs.

use super::tokens;
use crate::token::{Quote, Span, TokenKind};
use crate::tree::{Assignment, Document, Expr, ExprKind, Item, ItemKind, TextPart};

/// How many neighbours are looked at.
const NEIGHBOURS: usize = 8;

/// What holds for the whole text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout<'t> {
    /// The line end that most lines have.
    pub(super) line_end: &'static str,
    /// The indent of one level.
    pub(super) indent: &'t str,
}

/// What stands around the equals sign of neighbours.
#[derive(Clone, Debug)]
pub(super) struct Equals<'t> {
    before: Before<'t>,
    after: &'t str,
}

#[derive(Clone, Copy, Debug)]
enum Before<'t> {
    Always(&'t str),
    /// All signs are in one column.
    Column(usize),
}

impl<'t> Layout<'t> {
    pub(super) fn of(document: &Document<'t>) -> Self {
        let mut counts = [("\n", 0_usize), ("\r\n", 0), ("\r", 0)];
        for token in &document.tokens {
            if token.kind == TokenKind::LineBreak {
                let shown = token.span().of(document.text);
                if let Some((_, count)) = counts.iter_mut().find(|(end, _)| *end == shown) {
                    *count += 1;
                }
            }
        }
        let [first, others @ ..] = counts;
        let most = others
            .into_iter()
            .fold(first, |most, it| if it.1 > most.1 { it } else { most });
        let blocks = document.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Block(block) => block.items.first(),
            _ => None,
        });
        let mut indents = blocks.filter_map(|item| {
            let start = tokens::line_start(document, item.span.start)?;
            (start < item.span.start)
                .then(|| tokens::text_between(document, start, item.span.start))
        });
        Self {
            line_end: most.0,
            indent: indents.next().unwrap_or("    "),
        }
    }
}

impl<'t> Equals<'t> {
    /// One blank on either side.
    pub(super) fn usual() -> Self {
        Self {
            before: Before::Always(" "),
            after: " ",
        }
    }

    /// What the neighbours have, of which the last counts most.
    pub(super) fn of(document: &Document<'t>, neighbours: &[Item<'_>]) -> Self {
        let mut found: Vec<(&'t str, &'t str, usize)> = Vec::new();
        for setting in settings(neighbours) {
            let Some(last) = setting.path.last() else {
                continue;
            };
            let before = tokens::text_between(document, last.span.end, setting.equals.start);
            let after =
                tokens::text_between(document, setting.equals.end, setting.value.span.start);
            if [before, after]
                .iter()
                .all(|gap| gap.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
            {
                let column = tokens::column(document.text, setting.equals.start);
                found.push((before, after, column));
            }
        }
        let Some(((before, after, column), others)) = found.split_first() else {
            return Self::usual();
        };
        let is_aligned = before.len() > 1
            || others
                .iter()
                .any(|other| other.2 == *column && other.0.len() != before.len());
        Self {
            before: if is_aligned && !before.contains('\t') {
                Before::Column(*column)
            } else {
                Before::Always(before)
            },
            after: if after.len() > 1 { " " } else { after },
        }
    }

    /// The same for settings of one line, which have nothing to be aligned with.
    pub(super) fn in_one_line(mut self) -> Self {
        if let Before::Column(_) = self.before {
            self.before = Before::Always(" ");
        }
        self
    }

    /// An equals sign after a name that ends in this column.
    pub(super) fn push(&self, text: &mut String, column: usize) {
        match self.before {
            Before::Always(blanks) => text.push_str(blanks),
            Before::Column(wanted) => {
                let missing = wanted.saturating_sub(column).max(1);
                text.extend(std::iter::repeat_n(' ', missing));
            }
        }
        text.push('=');
        text.push_str(self.after);
    }
}

/// The quotes of the last text among the neighbours.
pub(super) fn quote_of(neighbours: &[Item<'_>]) -> Quote {
    let mut quotes = settings(neighbours).filter_map(|setting| quote(&setting.value));
    quotes.next().unwrap_or(Quote::Single)
}

/// The quotes of a text or of the first text of a list, if they can be used for another.
pub(super) fn quote(value: &Expr<'_>) -> Option<Quote> {
    match &value.kind {
        ExprKind::Text(quote @ (Quote::Single | Quote::Double), parts) => parts
            .iter()
            .all(|part| matches!(part, TextPart::Chunk(_)))
            .then_some(*quote),
        ExprKind::List(values) => values.first().and_then(quote),
        _ => None,
    }
}

/// The last settings among statements, the last one first.
fn settings<'i, 't>(items: &'i [Item<'t>]) -> impl Iterator<Item = &'i Assignment<'t>> {
    let last = items.iter().rev().take(NEIGHBOURS);
    last.filter_map(|item| match &item.kind {
        ItemKind::Setting(setting) => Some(setting),
        _ => None,
    })
}

/// Whether something is said by the text itself, so that nothing is lost with it.
pub(super) fn is_literal(value: &Expr<'_>) -> bool {
    match &value.kind {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number => true,
        ExprKind::Text(_, parts) => parts.iter().all(|part| matches!(part, TextPart::Chunk(_))),
        ExprKind::List(values) => values.iter().all(is_literal),
        ExprKind::Map(entries) => entries.iter().all(|entry| is_literal(&entry.value)),
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => is_literal(inner),
        // `8.GB`
        ExprKind::Property(property) => matches!(property.target.kind, ExprKind::Number),
        _ => false,
    }
}

/// The place of what is in front of a closing brace, blanks and line ends aside.
pub(super) fn last_before(document: &Document<'_>, brace: usize) -> Option<(TokenKind, Span)> {
    let mut before = tokens::before(document, brace);
    let last =
        before.find(|token| !matches!(token.kind, TokenKind::Whitespace | TokenKind::LineBreak))?;
    Some((last.kind, last.span()))
}
