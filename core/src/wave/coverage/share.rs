//! Which images may stand in an address that people hand on.
//!
//! An address stays in histories and logs, and what was pasted may have been anything. This
//! module may not look for secrets by their form: it lets through only what is plainly an
//! image. Start at [`may_be_shared`].

use crate::image::ImageReference;

/// A name without a registry or an organization is one of Docker's own images, and those have
/// short names. A longer single word is more likely a token.
const LONGEST_WORD: usize = 24;

/// Whether a text is plainly the name of an image, so that it may be put into an address.
pub fn may_be_shared(image: &str) -> bool {
    let reference = ImageReference::read(image);
    if reference.docker.is_err() || reference.wave.is_err() {
        return false;
    }
    let is_path = image.contains('/');
    is_path
        || image
            .split([':', '@'])
            .all(|word| word.len() <= LONGEST_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn images_may_be_shared() {
        for image in [
            "ubuntu",
            "ubuntu:24.04",
            "quay.io/biocontainers/samtools:1.17--h00cdaf9_0",
            "reg.example.com:5000/team/app",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1",
        ] {
            assert!(may_be_shared(image), "{image}");
        }
    }

    #[test]
    fn what_may_be_a_secret_may_not() {
        for text in [
            "",
            "S3ntinel",
            "dckr_pat_abcDEF0123456789abcDEF01234",
            "ghp_0123456789abcdef0123456789abcdef0123",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "0f8fad5bd9cb469fa16570867728950e",
            "me:0f8fad5bd9cb469fa16570867728950e",
            "user:secret@quay.io/team/app",
            "https://quay.io/team/app",
            "password = x",
        ] {
            assert!(!may_be_shared(text), "{text}");
        }
    }
}
