//! TOML: containerd's `config.toml` and `hosts.toml`, and whatever else is written in it.

use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{ParseError, Source};

use super::node::{DEEPEST, Node, Pairs};
use crate::login::pasted::Format;

/// Reads a text that has a table and no mistake.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    let has_table = text.lines().any(|line| line.trim_start().starts_with('['));
    if !has_table || !text.contains('=') || text.starts_with("[{") {
        return None;
    }
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut mistakes = 0_usize;
    let mut count = |_: ParseError| mistakes += 1;
    parse_document(&tokens, &mut events, &mut count);
    if mistakes > 0 {
        return None;
    }
    let mut builder = Builder {
        source,
        root: Vec::new(),
        table: Vec::new(),
        keys: Vec::new(),
        inline: Vec::new(),
        lists: 0,
        mistakes: 0,
    };
    for event in &events {
        builder.step(event);
    }
    // Values without quotes are of a file of settings, and a list without keys is JSON.
    let is_toml = builder.mistakes == 0 && !builder.root.is_empty();
    is_toml.then_some((Format::Toml, vec![Node::Map(builder.root)]))
}

struct Builder<'t> {
    source: Source<'t>,
    root: Pairs,
    /// The keys of the table that was opened last.
    table: Vec<String>,
    /// The keys in front of the value that comes.
    keys: Vec<String>,
    /// How many keys lead to each inline table that is open.
    inline: Vec<Vec<String>>,
    /// How many lists are open: values in them are no logins.
    lists: usize,
    /// Values that are none.
    mistakes: usize,
}

impl Builder<'_> {
    fn step(&mut self, event: &Event) {
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.keys.clear(),
            EventKind::StdTableClose => self.table = std::mem::take(&mut self.keys),
            EventKind::ArrayTableClose => {
                self.table = std::mem::take(&mut self.keys);
                if let Some((last, above)) = self.table.split_last()
                    && let Some(pairs) = inner(&mut self.root, above.iter())
                {
                    pairs.push((last.clone(), Node::Map(Vec::new())));
                }
            }
            EventKind::InlineTableOpen => self.inline.push(std::mem::take(&mut self.keys)),
            EventKind::InlineTableClose => {
                self.inline.pop();
                self.keys.clear();
            }
            EventKind::ArrayOpen => self.lists += 1,
            EventKind::ArrayClose => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.keys.clear();
                }
            }
            EventKind::SimpleKey => {
                let mut key = String::new();
                if let Some(raw) = self.source.get(event) {
                    raw.decode_key(&mut key, &mut |_: ParseError| ());
                }
                self.keys.push(key);
            }
            EventKind::Scalar if self.lists == 0 => self.value(event),
            _ => {}
        }
    }

    fn value(&mut self, event: &Event) {
        let mut text = String::new();
        if let Some(raw) = self.source.get(event) {
            let _ = raw.decode_scalar(&mut text, &mut |_: ParseError| self.mistakes += 1);
        }
        let inline = self.inline.iter().flatten();
        let path: Vec<&String> = self.table.iter().chain(inline).chain(&self.keys).collect();
        if path.len() <= DEEPEST
            && let Some((last, above)) = path.split_last()
            && let Some(pairs) = inner(&mut self.root, above.iter().copied())
        {
            pairs.push(((*last).clone(), Node::Text(Ok(text))));
        }
        self.keys.clear();
    }
}

/// The map under keys, made where there is none: of tables of one name in a list, the last.
fn inner<'p, 'k>(
    root: &'p mut Pairs,
    path: impl Iterator<Item = &'k String>,
) -> Option<&'p mut Pairs> {
    let mut pairs = root;
    for name in path {
        let is_it = |(key, node): &(String, Node)| key == name && matches!(node, Node::Map(_));
        let at = pairs.iter().rposition(is_it).unwrap_or_else(|| {
            pairs.push((name.to_owned(), Node::Map(Vec::new())));
            pairs.len() - 1
        });
        match pairs.get_mut(at) {
            Some((_, Node::Map(inner))) => pairs = inner,
            _ => return None,
        }
    }
    Some(pairs)
}
