//! The images in a pasted text.
//!
//! People have them in a list, in the output of `nextflow inspect`, in a Nextflow
//! configuration or in a log. This module takes what it can find in one pass, keeps the order
//! of first appearance and may not judge an image. Start at [`extract`].

pub(crate) mod config;
mod container;
pub(crate) mod engine;
mod json;
mod list;
mod log;
mod possible;
pub(crate) mod sentences;
mod settings;
mod wave_use;

use std::collections::HashSet;

pub use container::PastWave;
pub use log::image_in as image_in_message;
pub(crate) use log::{is_platform, plain_docker_hub};
pub use wave_use::WaveUse;

use super::wave;
use crate::finding::Finding;
use container::Container;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What the text was taken for.
    pub form: Form,
    /// The images that Wave is asked for, each once, by the names that Nextflow asks for.
    pub images: Vec<String>,
    /// What there is to say of single images: whose they are, and when they are used.
    pub about: Vec<About>,
    /// The containers that Wave is not asked for, and the processes that have none.
    pub others: Vec<Other>,
    /// What the text says of Wave as a whole.
    pub wave: WaveUse,
    /// What is to be said before the images.
    pub notes: Vec<Finding>,
}

/// What there is to say of an image that is not about its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The image.
    pub image: String,
    /// Whose it is, when it is used, what its name was made from.
    pub findings: Vec<Finding>,
}

/// A container that Wave is not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Why not.
    pub kind: PastWave,
    /// What is written; empty where there is none.
    pub container: String,
    /// The processes that it is for, as far as they are known.
    pub processes: Vec<String>,
    /// Whose it is, and when it is used.
    pub findings: Vec<Finding>,
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
    let mut extraction = Extraction::of(text, false, None);
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
    ///
    /// Of a configuration only what these profiles give is taken, where it is known which ones a
    /// run selects.
    pub fn of(text: &str, has_errors: bool, profiles: Option<&[&str]>) -> Self {
        let mut images = Collected::default();
        let is_long = text.len() > LONGEST_SOURCE;
        let form = if is_long {
            Form::Log
        } else if json::collect(text, &mut images) {
            Form::Json
        } else if !has_errors && list::collect(text, &mut images) {
            Form::List
        } else if (!has_errors && text.len() <= LONGEST_WITHOUT_BLOCKS || config::has_blocks(text))
            && config::collect(text, profiles, &mut images)
        {
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
            about: images.about,
            others: images.others,
            wave: images.wave,
            notes: images.notes,
        }
    }
}

/// Images in the order of first appearance.
#[derive(Debug, Default)]
struct Collected {
    in_order: Vec<String>,
    seen: HashSet<String>,
    about: Vec<About>,
    others: Vec<Other>,
    wave: WaveUse,
    notes: Vec<Finding>,
}

impl Collected {
    fn add(&mut self, image: &str) {
        if !self.seen.contains(image) {
            self.seen.insert(image.to_owned());
            self.in_order.push(image.to_owned());
        }
    }

    /// Adds an image with what there is to say of it.
    fn add_about(&mut self, image: &str, findings: Vec<Finding>) {
        self.add(image);
        if !findings.is_empty() {
            self.about.push(About {
                image: image.to_owned(),
                findings,
            });
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
}

/// A text that stands where an image is expected, without the scheme that Singularity takes
/// off before it asks Wave. Files, addresses of web pages and expressions are no images.
fn stated(text: &str) -> Option<&str> {
    match Container::of(text) {
        Container::Image(image) | Container::Prefixed(image) => Some(image),
        Container::Past(_) | Container::Words => None,
    }
}

/// A longer text without a block is no configuration, and to parse it as one takes long.
const LONGEST_WITHOUT_BLOCKS: usize = 200_000;

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
mod config_tests;

#[cfg(test)]
mod sources_tests;
