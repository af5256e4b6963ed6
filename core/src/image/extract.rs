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
pub use wave_use::WaveUse;

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
        about: images.about,
        others: images.others,
        wave: images.wave,
        notes: images.notes,
    }
}

/// Images in the order of first appearance.
#[derive(Default)]
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
}

/// A text that stands where an image is expected, without the scheme that Singularity takes
/// off before it asks Wave. Files, addresses of web pages and expressions are no images.
fn stated(text: &str) -> Option<&str> {
    match Container::of(text) {
        Container::Image(image) | Container::Prefixed(image) => Some(image),
        Container::Past(_) | Container::Words => None,
    }
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
mod config_tests;

#[cfg(test)]
mod sources_tests;
