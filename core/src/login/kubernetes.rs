//! Kubernetes secrets of type `kubernetes.io/dockerconfigjson` and `kubernetes.io/dockercfg`.
//!
//! YAML and JSON are read alike, since every JSON text is YAML. Only events are looked at:
//! nothing is built from them, so that aliases cannot make a small text large.

use saphyr_parser::{Event, Parser};

use super::pasted::{Entry, Format, Pasted};
use super::{docker_config, encoding};

/// The keys under which a secret holds a Docker configuration.
const KEYS: [&str; 2] = [".dockerconfigjson", ".dockercfg"];

/// Reads one secret, several of them, or a list.
pub(super) fn read(text: &str) -> Option<Pasted> {
    if !KEYS.iter().any(|key| text.contains(key)) {
        return None;
    }
    let mut walk = Walk::default();
    for event in Parser::new_from_str(text) {
        // What stands before a mistake was read; the rest of the text is left out.
        let Ok((event, _)) = event else { break };
        walk.step(event);
    }
    (!walk.entries.is_empty()).then(|| Pasted::many(Format::KubernetesSecret, walk.entries))
}

/// Where in the text the events are.
#[derive(Default)]
struct Walk {
    levels: Vec<Level>,
    entries: Vec<Entry>,
}

enum Level {
    /// In a mapping, in front of a key.
    Key,
    /// In a mapping, in front of the value of this key.
    Value(String),
    /// In a sequence.
    Item,
}

impl Walk {
    fn step(&mut self, event: Event<'_>) {
        match event {
            Event::MappingStart(..) => self.levels.push(Level::Key),
            Event::SequenceStart(..) => self.levels.push(Level::Item),
            Event::MappingEnd | Event::SequenceEnd => {
                self.levels.pop();
                self.value_is_over();
            }
            Event::Alias(_) => self.value_is_over(),
            Event::Scalar(text, ..) => {
                if let Some(level @ Level::Key) = self.levels.last_mut() {
                    *level = Level::Value(text.into_owned());
                } else {
                    self.scalar(&text);
                    self.value_is_over();
                }
            }
            _ => {}
        }
    }

    fn value_is_over(&mut self) {
        if let Some(level @ Level::Value(_)) = self.levels.last_mut() {
            *level = Level::Key;
        }
    }

    fn scalar(&mut self, text: &str) {
        let (section, key) = match self.levels.as_slice() {
            [.., Level::Value(section), Level::Value(key)] => (section.as_str(), key),
            // The line alone.
            [Level::Value(key)] => ("data", key),
            _ => return,
        };
        if !KEYS.contains(&key.as_str()) {
            return;
        }
        let config = match section {
            "data" => encoding::decode(text),
            "stringData" => Some(text.to_owned()),
            _ => None,
        };
        let pasted = config.and_then(|config| docker_config::read(config.trim()));
        self.entries
            .extend(pasted.into_iter().flat_map(|pasted| pasted.entries));
    }
}
