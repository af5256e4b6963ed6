//! Images in JSON.

use serde_json::Value;

use super::container::{Container, PastWave};
use super::{Collected, Other, sentences, stated};

/// Takes every `container` field with the process that it is for, and the texts of a list.
/// Answers whether the text was JSON with at least one container.
pub(super) fn collect(text: &str, images: &mut Collected) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some(text) = json_in(text) else {
        return false;
    };
    let mut found = Containers::default();
    match serde_json::from_str::<Value>(text) {
        Ok(json) => {
            if let Value::Array(items) = &json {
                for image in items.iter().filter_map(Value::as_str).filter_map(stated) {
                    found.add(Container::Image(image), image, None);
                }
            }
            found.walk(&json);
        }
        Err(error) if error.is_eof() => found.cut_off(text),
        Err(_) => return false,
    }
    found.hand_on(images)
}

/// The JSON in a text: all of it, or what `nextflow inspect` has written behind lines of its own.
fn json_in(text: &str) -> Option<&str> {
    if text.starts_with(['{', '[']) {
        return Some(text);
    }
    let behind = text.get(text.find("\n{")? + 1..)?;
    let first = behind.trim_start_matches('{').trim_start();
    let end = behind.rfind('}')?;
    first
        .starts_with("\"processes\"")
        .then(|| behind.get(..=end))?
}

/// What was found, each image with its processes.
#[derive(Default)]
struct Containers {
    images: Vec<(String, Vec<String>)>,
    others: Vec<Other>,
}

impl Containers {
    fn walk(&mut self, json: &Value) {
        match json {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Object(fields) => {
                let process = fields.get("name").and_then(Value::as_str);
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("container", Value::String(text)) => {
                            self.add(Container::of(text), text, process);
                        }
                        ("container", Value::Null) if process.is_some() => {
                            self.add(Container::of(""), "", process);
                        }
                        ("processes", Value::Array(processes)) => self.processes(processes),
                        _ => self.walk(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Each of the processes, those that have no container as well.
    fn processes(&mut self, processes: &[Value]) {
        for process in processes {
            let name = process.get("name").and_then(Value::as_str);
            if name.is_some() && process.get("container").is_none() {
                self.add(Container::of(""), "", name);
            }
            self.walk(process);
        }
    }

    /// What is left of JSON whose end is missing.
    fn cut_off(&mut self, text: &str) {
        const FIELD: &str = "\"container\"";
        for (start, _) in text.match_indices(FIELD) {
            let behind = text.get(start + FIELD.len()..).unwrap_or_default();
            let value = behind.trim_start().strip_prefix(':').unwrap_or_default();
            let closed = value
                .trim_start()
                .strip_prefix('"')
                .and_then(|it| it.split_once('"'));
            if let Some((container, _)) = closed {
                self.add(Container::of(container), container, None);
            }
        }
    }

    fn add(&mut self, container: Container<'_>, text: &str, process: Option<&str>) {
        let processes: Vec<_> = process.map(str::to_owned).into_iter().collect();
        let image = match container {
            Container::Image(image) | Container::Prefixed(image) => image,
            // It stays in the result, and Wave's own words tell why it refuses it.
            Container::Words => text,
            Container::Past(kind) => {
                let is_none = kind == PastWave::Nothing;
                self.others.push(Other {
                    kind,
                    container: if is_none { "" } else { text.trim() }.to_owned(),
                    processes,
                    findings: Vec::new(),
                });
                return;
            }
        };
        match self.images.iter_mut().find(|(known, _)| known == image) {
            Some((_, of_image)) => of_image.extend(processes),
            None => self.images.push((image.to_owned(), processes)),
        }
    }

    fn hand_on(self, images: &mut Collected) -> bool {
        let is_found = !self.images.is_empty() || !self.others.is_empty();
        for (image, processes) in self.images {
            let processes: Vec<&str> = processes.iter().map(String::as_str).collect();
            images.add_about(
                &image,
                sentences::of_processes(&processes).into_iter().collect(),
            );
        }
        for mut other in self.others {
            let processes: Vec<&str> = other.processes.iter().map(String::as_str).collect();
            other.findings.extend(sentences::of_processes(&processes));
            images.others.push(other);
        }
        is_found
    }
}
