//! YAML, and JSON, which is YAML.
//!
//! A template in a value (`{{ … }}`) would be a map to YAML, so it is hidden from the parser and
//! put back. A tag (`!Ref`) says that the value is elsewhere. What an anchor names is put where
//! it is used, as far as it is a login's size.

use saphyr_parser::{Event, Parser, Tag};

use super::node::{DEEPEST, Node, Pairs};
use crate::login::advice::Reason;
use crate::login::pasted::Format;

/// What stands for `{{` and `}}` while the text is read: of no use in a text of people.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// More anchors than a text with logins has, and larger ones.
const ANCHORS: usize = 64;
const ANCHORED_PAIRS: usize = 16;

/// Reads a text; what stands before a mistake was read.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    if !text.contains(':') {
        return None;
    }
    let nodes = nodes(text, false).0;
    let is_json = text.trim_start().starts_with(['{', '[']);
    let format = if is_json { Format::Json } else { Format::Yaml };
    (!nodes.is_empty()).then_some((format, nodes))
}

/// Whether a text is YAML with keys from beginning to end, so that it need not be read as
/// anything else.
pub(super) fn is_whole(text: &str) -> bool {
    let (nodes, is_whole) = nodes(text, true);
    is_whole && nodes.iter().any(|node| matches!(node, Node::Map(_)))
}

/// The maps and lists of a text, and whether it has no mistake.
fn nodes(text: &str, is_inside: bool) -> (Vec<Node>, bool) {
    let hidden = hide_templates(text);
    let mut builder = Builder {
        is_inside,
        ..Builder::default()
    };
    for event in Parser::new_from_str(&hidden) {
        let Ok((event, _)) = event else {
            return (builder.done(), false);
        };
        builder.step(event);
    }
    (builder.done(), true)
}

fn hide_templates(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        hidden.push_str(before);
        let line = after.split('\n').next().unwrap_or_default();
        rest = if let Some((inside, _)) = line.split_once("}}") {
            hidden.push(OPEN);
            // A comment would end the value, and quotes inside it as well.
            hidden.push_str(&inside.replace(['"', '\'', '#'], " "));
            hidden.push(CLOSE);
            after.get(inside.len() + 2..).unwrap_or_default()
        } else {
            hidden.push_str("{{");
            after
        };
    }
    hidden.push_str(rest);
    hidden
}

fn shown(text: &str) -> String {
    if text.contains(OPEN) {
        text.replace(OPEN, "{{").replace(CLOSE, "}}")
    } else {
        text.to_owned()
    }
}

/// A map or list that is not complete yet.
struct Open {
    node: Node,
    /// The key that waits for its value.
    key: Option<String>,
    anchor: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    /// How many maps and lists are open that lie too deep.
    too_deep: usize,
    done: Vec<Node>,
    anchors: Vec<(usize, Node)>,
    /// Whether this is a text in a value of another.
    is_inside: bool,
}

impl Builder {
    fn step(&mut self, event: Event<'_>) {
        match event {
            Event::MappingStart(anchor, _) => self.start(Node::Map(Vec::new()), anchor),
            Event::SequenceStart(anchor, _) => self.start(Node::List(Vec::new()), anchor),
            Event::MappingEnd | Event::SequenceEnd => {
                if self.too_deep > 0 {
                    self.too_deep -= 1;
                } else if let Some(open) = self.open.pop() {
                    let node = as_variables(open.node);
                    self.remember(open.anchor, &node);
                    self.put(node);
                }
            }
            Event::Scalar(text, _, anchor, tag) => {
                if self.too_deep > 0 {
                    return;
                }
                if let Some(Open {
                    node: Node::Map(_),
                    key: key @ None,
                    ..
                }) = self.open.last_mut()
                {
                    *key = Some(shown(&text));
                    return;
                }
                let is_own = tag
                    .as_deref()
                    .is_some_and(|tag: &Tag| !tag.is_yaml_core_schema());
                let node = if is_own {
                    Node::Text(Err(Reason::Reference))
                } else {
                    self.value(shown(&text))
                };
                self.remember(anchor, &node);
                self.put(node);
            }
            Event::Alias(anchor) => {
                let found = self.anchors.iter().find(|(known, _)| *known == anchor);
                let node = found.map(|(_, node)| node.clone());
                self.put(node.unwrap_or(Node::Text(Ok(String::new()))));
            }
            _ => {}
        }
    }

    /// A value, or what is written in it: GitHub's login action takes YAML in a text.
    fn value(&self, text: String) -> Node {
        if !self.is_inside && text.contains('\n') && text.contains("password:") {
            let (inner, _) = nodes(&text, true);
            if !inner.is_empty() {
                return Node::List(inner);
            }
        }
        Node::Text(Ok(text))
    }

    fn start(&mut self, node: Node, anchor: usize) {
        if self.open.len() >= DEEPEST || self.too_deep > 0 {
            self.too_deep += 1;
            return;
        }
        self.open.push(Open {
            node,
            key: None,
            anchor,
        });
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        let is_small = match node {
            Node::Text(_) => true,
            Node::Map(pairs) => {
                pairs.len() <= ANCHORED_PAIRS
                    && pairs.iter().all(|(_, node)| matches!(node, Node::Text(_)))
            }
            Node::List(_) => false,
        };
        if anchor > 0 && is_small && self.anchors.len() < ANCHORS {
            self.anchors.push((anchor, node.clone()));
        }
    }

    fn put(&mut self, node: Node) {
        if self.too_deep > 0 {
            return;
        }
        match self.open.last_mut() {
            None => self.done.push(node),
            Some(open) => match &mut open.node {
                Node::List(items) => items.push(node),
                Node::Map(pairs) => match open.key.take() {
                    Some(key) => add(pairs, key, node),
                    // A map as a key is no key of a login.
                    None => open.key = Some(String::new()),
                },
                Node::Text(_) => {}
            },
        }
    }

    /// Everything, with what was not closed because of a mistake.
    fn done(mut self) -> Vec<Node> {
        self.too_deep = 0;
        while let Some(open) = self.open.pop() {
            self.put(open.node);
        }
        self.done
            .retain(|node| matches!(node, Node::Map(_) | Node::List(_)));
        self.done
    }
}

/// A list of `NAME=value`, as Compose has them, as the map that it means.
fn as_variables(node: Node) -> Node {
    let Node::List(items) = &node else {
        return node;
    };
    let pair = |item: &Node| match item {
        Node::Text(Ok(text)) => {
            let (name, value) = text.split_once('=')?;
            let is_name = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
            (!name.is_empty() && name.bytes().all(is_name))
                .then(|| (name.to_owned(), Node::Text(Ok(value.to_owned()))))
        }
        _ => None,
    };
    let pairs: Option<Pairs> = items.iter().map(pair).collect();
    match pairs {
        Some(pairs) if !pairs.is_empty() => Node::Map(pairs),
        _ => node,
    }
}

/// Adds a pair; `<<` takes over the pairs of another map.
fn add(pairs: &mut Pairs, key: String, node: Node) {
    match node {
        Node::Map(inner) if key == "<<" => pairs.extend(inner),
        node => pairs.push((key, node)),
    }
}
