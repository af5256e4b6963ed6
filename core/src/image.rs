//! Image references: what Docker, Wave and Nextflow each make of one text.
//!
//! The three disagree, and a credential is chosen by what Wave reads. So a text is parsed
//! strictly like Docker to judge it, like Wave to predict it, and the difference is said.
//! This module may not know any credential. Start at [`ImageReference::read`], or at
//! [`wave::parse`] where only the registry matters.

pub mod docker;
pub mod extract;
pub mod nextflow;
pub mod wave;
pub mod wave_name;

pub(crate) mod findings;
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const DIGEST: &str = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

    #[test]
    fn the_readings_agree_on_ordinary_images() {
        for text in [
            "ubuntu",
            "org/tool:1",
            "quay.io/org/tool",
            "localhost:5000/tool",
        ] {
            let image = ImageReference::read(text);
            assert!(!image.registry_differs(), "{text}");
            assert!(!image.validity_differs(), "{text}");
            assert!(image.nextflow_accepts() && image.api_accepts(), "{text}");
        }
    }

    #[test]
    fn the_registry_differs_only_where_both_accept() {
        let tagged = format!("busybox:1@{DIGEST}");
        for text in [
            "localhost/tool",
            "Acme/tool",
            "index.docker.io/ubuntu",
            "node.js",
            "my_reg.example.com/tool",
            &tagged,
        ] {
            let image = ImageReference::read(text);
            assert!(image.registry_differs(), "{text}");
            assert!(!image.validity_differs(), "{text}");
        }
        // Wave sees quay.io here, but Docker sees nothing.
        assert!(!ImageReference::read("quay.io/Org/tool").registry_differs());
    }

    #[test]
    fn the_verdict_differs_in_both_directions() {
        let tagged = format!("ubuntu:latest@{DIGEST}");
        for text in ["[::1]:5000/tool", &tagged] {
            let image = ImageReference::read(text);
            assert!(image.docker.is_ok() && image.validity_differs(), "{text}");
        }
        for text in ["quay.io/Org/tool", "/ubuntu", ":tag", "oras://quay.io/tool"] {
            let image = ImageReference::read(text);
            assert!(image.wave.is_ok() && image.validity_differs(), "{text}");
        }
        for text in ["", "ubuntu ", "docker://ubuntu", "reg:x/tool", "//"] {
            let image = ImageReference::read(text);
            assert!(!image.validity_differs() && !image.api_accepts(), "{text}");
        }
    }

    #[test]
    fn the_api_refuses_a_scheme_that_wave_can_read() {
        let image = ImageReference::read("oras://quay.io/tool");
        assert!(image.wave.is_ok() && !image.api_accepts());
    }
}
