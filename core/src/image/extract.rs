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
pub(crate) use log::is_platform;

use super::wave;

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
    let mut extraction = Extraction::of(text, false);
    extraction.advance(text, usize::MAX);
    extraction.finish()
}

/// A search for images that can stop and go on: a log may be long.
#[derive(Debug)]
pub struct Extraction {
    form: Form,
    images: Collected,
    /// How much of a log was read.
    at: usize,
}

impl Extraction {
    /// Tells what a text is, and takes the images of everything but a log, which is left to
    /// [`Self::advance`].
    ///
    /// A text with known error messages is a log, whatever else it looks like: logs quote
    /// directives and name containers.
    pub fn of(text: &str, has_errors: bool) -> Self {
        let mut images = Collected::default();
        let is_long = text.len() > LONGEST_SOURCE;
        let form = if is_long {
            Form::Log
        } else if json::collect(text, &mut images) {
            Form::Json
        } else if !has_errors && list::collect(text, &mut images) {
            Form::List
        } else if (!has_errors || config::has_blocks(text)) && config::collect(text, &mut images) {
            Form::Config
        } else {
            Form::Log
        };
        Self {
            form,
            images,
            at: if form == Form::Log { 0 } else { text.len() },
        }
    }

    /// Reads on in the same text by so many bytes. Answers whether the end is reached.
    pub fn advance(&mut self, text: &str, bytes: usize) -> bool {
        if self.at < text.len() {
            let mut end = self.at.saturating_add(bytes).min(text.len());
            // A word is not cut in two.
            while text
                .as_bytes()
                .get(end)
                .is_some_and(|b| !b.is_ascii_whitespace())
            {
                end += 1;
            }
            log::collect(text, self.at..end, &mut self.images);
            self.at = end;
        }
        self.at >= text.len()
    }

    /// What was found.
    pub fn finish(self) -> Found {
        let Self {
            form, mut images, ..
        } = self;
        if form == Form::Log {
            images.drop_bare_names();
        }
        Found {
            form,
            images: images.in_order,
            setting: images.setting.filter(|_| !images.rewritten.is_empty()),
            rewritten: images.rewritten,
        }
    }
}

/// Images in the order of first appearance.
#[derive(Debug, Default)]
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

    /// Adds an image of a log, unless it is there by another spelling, with or without the
    /// host of Docker Hub.
    fn add_once(&mut self, image: &str) {
        let key = wave::parse(image).map_or_else(|_| image.to_owned(), |it| it.target());
        if self.seen.insert(key) {
            self.in_order.push(image.to_owned());
        }
    }

    /// Drops repositories of which an image with a tag or a digest is there: engines name both.
    fn drop_bare_names(&mut self) {
        let repository = |image: &str| {
            let read = wave::parse(image).ok()?;
            Some((read.registry, read.repository))
        };
        let has_reference = |image: &str| {
            let last = image.rsplit('/').next().unwrap_or_default();
            last.contains([':', '@'])
        };
        let whole: HashSet<_> = (self.in_order.iter())
            .filter(|image| has_reference(image))
            .filter_map(|image| repository(image))
            .collect();
        self.in_order.retain(|image| {
            has_reference(image) || repository(image).is_none_or(|it| !whole.contains(&it))
        });
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

/// What is longer is a log: no list of images and no configuration that a launch takes is.
const LONGEST_SOURCE: usize = 2_000_000;

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
