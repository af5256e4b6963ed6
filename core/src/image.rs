//! Image references: what Docker, Wave and Nextflow each make of one text.
//!
//! The three disagree, and a credential is chosen by what Wave reads. So a text is parsed
//! strictly like Docker to judge it, like Wave to predict it, and the difference is said.
//! This module may not know any credential. Start at [`ImageReference::read`], or at
//! [`wave::parse`] where only the registry matters.

pub mod docker;
pub mod nextflow;
pub mod wave;

mod findings;
mod parts;

use crate::finding::Finding;

/// One text in all three readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageReference {
    /// What Docker reads.
    pub docker: Result<docker::Reference, docker::ReferenceError>,
    /// What Wave reads.
    pub wave: Result<wave::Coordinates, wave::ImageError>,
    text: String,
}

impl ImageReference {
    /// Reads a text. Whatever it is, there is a reading; each part says by itself when it
    /// refuses the text.
    pub fn read(text: &str) -> Self {
        Self {
            docker: docker::parse(text),
            wave: wave::parse(text),
            text: text.to_owned(),
        }
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Everything there is to say to people about the image: one finding for each cause by
    /// which the readings differ or the image cannot work.
    pub fn findings(&self) -> Vec<Finding> {
        findings::of(self)
    }

    /// Whether Docker and Wave both accept the text and see different registries in it, so
    /// that another credential is used than the one that Docker would use.
    pub fn registry_differs(&self) -> bool {
        matches!((&self.docker, &self.wave), (Ok(docker), Ok(wave)) if docker.registry() != wave.registry)
    }

    /// Whether one of Docker and Wave accepts the text and the other refuses it.
    pub fn validity_differs(&self) -> bool {
        self.docker.is_ok() != self.wave.is_ok()
    }

    /// Whether Nextflow takes the text for a valid image name.
    pub fn nextflow_accepts(&self) -> bool {
        nextflow::is_valid_name(&self.text)
    }

    /// Whether Wave's container API takes the image.
    pub fn api_accepts(&self) -> bool {
        self.wave.as_ref().is_ok_and(wave::Coordinates::api_accepts)
    }
}
