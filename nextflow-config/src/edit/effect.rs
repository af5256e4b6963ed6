//! What a parser comes to for the requested settings.

use super::path_tree::{NodeTable, PathTree};
use super::request::Request;
use crate::path::names;
use crate::reading::{Certainty, Reading, Setting};
use crate::value::Value;

/// What one parser comes to for one requested setting.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effect<'r> {
    /// The setting, if it is set.
    pub(super) setting: Option<&'r Setting>,
    /// The first setting that is in it, if it is a scope.
    pub(super) inner: Option<&'r Setting>,
    /// Of how many of its names there is something, the outermost scope first.
    pub(super) known_names: usize,
}

/// What a reading comes to for all requests, in their order. One walk over the reading.
pub(super) fn effects<'r>(
    reading: &'r Reading,
    requests: &[Request],
    tree: &PathTree<'_>,
) -> Vec<Effect<'r>> {
    let mut effects = vec![Effect::default(); requests.len()];
    let mut is_known: NodeTable<bool> = tree.table();
    let mut follow = |path: &str, setting: Option<&'r Setting>| {
        let mut node = PathTree::ROOT;
        let mut names = names(path);
        while let Some(child) = names.next().and_then(|name| tree.child(node, name)) {
            node = child;
            if let Some(is_known) = is_known.get_mut(node) {
                *is_known = true;
            }
            let Some(effect) = tree.path_at(node).and_then(|it| effects.get_mut(it)) else {
                continue;
            };
            if names.next().is_some() {
                effect.inner = effect.inner.or(setting);
            } else {
                effect.setting = effect.setting.or(setting);
            }
            break;
        }
    };
    for setting in &reading.settings {
        follow(&setting.path, Some(setting));
    }
    for scope in &reading.empty_scopes {
        follow(&scope.path, None);
    }
    for (effect, request) in effects.iter_mut().zip(requests) {
        let nodes = tree.along(request.path.names().iter().map(String::as_str));
        effect.known_names = nodes
            .take_while(|node| is_known.get(*node) == Some(&true))
            .count();
    }
    effects
}

impl Effect<'_> {
    /// Whether the parser has the setting as it is requested.
    pub(super) fn has(&self, wanted: Option<&Value>) -> bool {
        match wanted {
            Some(value) => self.setting.is_some_and(|setting| {
                setting.certainty == Certainty::Sure && is_same(&setting.value, value)
            }),
            None => self.setting.is_none() && self.inner.is_none(),
        }
    }
}

/// Whether a value is the wanted one. A duration is the same in words and as a text.
fn is_same(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        #[expect(clippy::cast_precision_loss, reason = "only compared")]
        (Value::Int(int), Value::Float(float)) | (Value::Float(float), Value::Int(int)) => {
            (*int as f64).total_cmp(float).is_eq()
        }
        (Value::Text(text), units @ (Value::Duration(_) | Value::Memory(_)))
        | (units @ (Value::Duration(_) | Value::Memory(_)), Value::Text(text)) => {
            let is_time = matches!(units, Value::Duration(_));
            Value::parse_units(text, is_time).as_ref() == Some(units)
        }
        (Value::List(found), Value::List(wanted)) => {
            let mut pairs = found.iter().zip(wanted);
            found.len() == wanted.len() && pairs.all(|(found, wanted)| is_same(found, wanted))
        }
        (found, wanted) => found == wanted,
    }
}
