//! The images in a pasted text.
//!
//! People have them in a list, in the output of `nextflow inspect`, in a Nextflow
//! configuration or in a log. This module takes what it can find in one pass, keeps the order
//! of first appearance and may not judge an image. Start at [`extract`].

mod config;
pub(crate) mod engine;
mod json;
mod list;
mod log;

use std::collections::HashSet;

pub use engine::{Choice, Rewritten, Setting};
pub use log::image_in as image_in_message;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the text was taken for.
    pub form: Form,
    /// The images, each once, by the names that Nextflow asks for.
    pub images: Vec<String>,
    /// Those whose names a setting has changed.
    pub rewritten: Vec<Rewritten>,
    /// That setting, when it has changed one.
    pub setting: Option<Setting>,
}

/// What a text can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Names, one on each line or with commas between them.
    List,
    /// JSON with `container` fields, as `nextflow inspect` writes it, or a JSON list.
    Json,
    /// Nextflow code or configuration with `container` directives.
    Config,
    /// Anything else.
    Log,
}

impl Form {
    /// Its name for people, to be read after "Read as".
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "a list of images",
            Self::Json => "JSON, as nextflow inspect writes it",
            Self::Config => "a Nextflow configuration",
            Self::Log => "a log or other text",
        }
    }
}

/// Finds the images in a text.
pub fn extract(text: &str) -> Found {
    let mut images = Collected::default();
    let form = if json::collect(text, &mut images) {
        Form::Json
    } else if list::collect(text, &mut images) {
        Form::List
    } else if config::collect(text, &mut images) {
        Form::Config
    } else {
        log::collect(text, &mut images);
        Form::Log
    };
    Found {
        form,
        images: images.in_order,
        setting: images.setting.filter(|_| !images.rewritten.is_empty()),
        rewritten: images.rewritten,
    }
}

/// Images in the order of first appearance.
#[derive(Default)]
struct Collected {
    in_order: Vec<String>,
    seen: HashSet<String>,
    setting: Option<Setting>,
    rewritten: Vec<Rewritten>,
}

impl Collected {
    fn add(&mut self, image: &str) {
        if !self.seen.contains(image) {
            self.seen.insert(image.to_owned());
            self.in_order.push(image.to_owned());
        }
    }

    /// Adds an image by the name that the setting of the container engine makes of it.
    fn add_written(&mut self, image: &str) {
        let rewritten = self.setting.as_ref().and_then(|s| s.rewrite(image));
        let Some(rewritten) = rewritten else {
            return self.add(image);
        };
        self.add(&rewritten.image);
        if !self.rewritten.contains(&rewritten) {
            self.rewritten.push(rewritten);
        }
    }
}

/// A text that stands where an image is expected, without the scheme that Singularity takes
/// off before it asks Wave. Files, addresses of web pages and expressions are no images.
fn stated(text: &str) -> Option<&str> {
    let text = text.trim();
    let image = text.strip_prefix("docker://").unwrap_or(text);
    let is_file = image.starts_with(['/', '.', '~', '-'])
        || matches!(image.rsplit_once('.'), Some((_, "sif" | "img")));
    let is_name = !image.is_empty()
        && image.len() <= LONGEST
        && image.bytes().all(is_image_byte)
        && !image.contains("://")
        && image.bytes().any(|b| b.is_ascii_alphanumeric());
    (is_name && !is_file && image != "null").then_some(image)
}

/// No name of an image is longer: 255 for the path, as much for the host, a tag and a digest.
const LONGEST: usize = 800;

/// Whether names of images have this byte.
fn is_image_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'/' | b':' | b'@' | b'+')
}

#[cfg(test)]
#[path = "extract_tests.rs"]
mod tests;

#[cfg(test)]
mod sources_tests;
