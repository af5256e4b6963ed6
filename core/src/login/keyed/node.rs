//! The tree that every language becomes: texts, maps in the order of the text, and lists.
//!
//! This module may not know what a key means.

use crate::login::advice::Reason;
use crate::login::encoding;

/// A value with a text, or why it has none.
pub(super) type Scalar = Result<String, Reason>;

/// Keys and values in the order of the text.
pub(super) type Pairs = Vec<(String, Node)>;

/// A part of a text.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A value.
    Text(Scalar),
    /// Keys and values.
    Map(Pairs),
    /// Values one after the other.
    List(Vec<Node>),
}

/// The deepest nesting that is read: logins stand far above.
pub(super) const DEEPEST: usize = 48;

/// The text under a key.
pub(super) fn text<'n>(pairs: &'n Pairs, key: &str) -> Option<&'n str> {
    let (_, node) = pairs.iter().find(|(name, _)| name == key)?;
    match node {
        Node::Text(Ok(text)) => Some(text),
        _ => None,
    }
}

/// A list of `{name: …, value: …}`, or of `NAME=value`, as the pairs that it means.
pub(super) fn named_values(items: &[Node]) -> Option<Vec<(&str, &Node)>> {
    let pairs: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Node::Map(pairs) => {
                let name = text(pairs, "name")?;
                let value = pairs
                    .iter()
                    .find(|(key, _)| matches!(&**key, "value" | "valueFrom"));
                value.map(|(_, node)| (name, node))
            }
            _ => None,
        })
        .collect();
    (!pairs.is_empty()).then_some(pairs)
}

/// Reads the values of Kubernetes' secrets, which are in base64.
pub(super) fn decode_secrets(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::List(items) => decode_secrets(items),
            Node::Map(pairs) => {
                let is_secret = text(pairs, "kind") == Some("Secret");
                for (key, child) in pairs {
                    match child {
                        Node::Map(data) if is_secret && key == "data" => decode(data),
                        child => decode_secrets(std::slice::from_mut(child)),
                    }
                }
            }
        }
    }
}

fn decode(data: &mut Pairs) {
    for (_, value) in data {
        if let Node::Text(Ok(text)) = value
            && let Some(decoded) = encoding::decode(text)
        {
            decoded.trim_end_matches(['\r', '\n']).clone_into(text);
        }
    }
}

/// What a text gives to names: everything in maps that are called `env`, `environment` or
/// `variables`, at whatever depth.
pub(super) fn variables(nodes: &[Node]) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for node in nodes {
        collect(node, false, &mut found);
    }
    found
}

fn collect<'n>(node: &'n Node, is_environment: bool, found: &mut Vec<(&'n str, &'n str)>) {
    match node {
        Node::Text(_) => {}
        Node::List(items) => {
            for item in items {
                collect(item, false, found);
            }
        }
        Node::Map(pairs) => {
            for (key, child) in pairs {
                match child {
                    Node::Text(Ok(text)) if is_environment => found.push((key, text)),
                    _ => collect(
                        child,
                        matches!(&**key, "env" | "environment" | "variables"),
                        found,
                    ),
                }
            }
        }
    }
}

/// The name in `${{ env.NAME }}`, `${NAME}` and `$NAME`, when a text is nothing else.
pub(super) fn variable_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let github = text
        .strip_prefix("${{")
        .and_then(|rest| rest.strip_suffix("}}"))
        .and_then(|inside| inside.trim().strip_prefix("env."));
    let shell = || {
        let braces = text
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'));
        braces.or_else(|| text.strip_prefix('$'))
    };
    github.or_else(shell).filter(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}
