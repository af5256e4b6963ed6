//! Rules about the tag and the digest of an image.

use super::Subject;
use crate::finding::{Finding, rules};
use crate::image::docker::{ReferenceError, grammar};
use crate::image::parts::Parts;

rules! {
    /// The image has a tag and a digest.
    pub(crate) IMAGE_TAG_AND_DIGEST = "image-tag-and-digest" {
        severity: Error,
        why: "Docker goes by the digest. Wave takes the tag for a part of the name or of the \
              host, so the image cannot be pulled through Wave, and Nextflow refuses the name.",
        action: "Drop the tag and keep the digest.",
    }

    /// The tag of the image is one that Docker refuses.
    pub(crate) IMAGE_TAG = "image-tag" {
        severity: Error,
        why: "A tag has up to 128 letters, digits, underscores, dots and dashes, and starts \
              with neither a dot nor a dash. Docker refuses anything else, even where Wave or \
              Nextflow accepts it.",
        action: "Correct the tag, or drop the colon if no tag is meant.",
    }

    /// The digest of the image is malformed or of an algorithm that is not supported everywhere.
    pub(crate) IMAGE_DIGEST = "image-digest" {
        severity: Error,
        why: "Docker refuses a digest that is not complete, has capitals or an unknown \
              algorithm. Nextflow takes only sha256 with 64 hexadecimal digits.",
        action: "Use the sha256 digest of the image: sha256, a colon and 64 hexadecimal digits \
                 in lower case.",
    }
}

pub(super) fn tag_and_digest(subject: &Subject<'_>) -> Option<Finding> {
    let parts = &subject.parts;
    parts.tag.and(parts.digest).map(|_| {
        Finding::error(
            IMAGE_TAG_AND_DIGEST,
            if parts.host.is_none() && !parts.path.contains('/') {
                "This image has a tag and a digest. Docker goes by the digest, but Wave takes name \
                 and tag for a host and its port, and Nextflow refuses the name. Keep the digest \
                 alone."
            } else {
                "This image has a tag and a digest. Docker goes by the digest, but Wave takes the \
                 tag for a part of the name, so the image cannot be pulled through Wave, and \
                 Nextflow refuses the name. Keep the digest alone."
            },
        )
        .with_fix(
            "Drop the tag",
            Subject::rewrite(&Parts {
                tag: None,
                ..*parts
            }),
        )
    })
}

pub(super) fn tag(subject: &Subject<'_>) -> Option<Finding> {
    let parts = &subject.parts;
    let tag = parts.tag.filter(|tag| !grammar::is_tag(tag))?;
    let error = |message: &str| Finding::error(IMAGE_TAG, message);
    Some(if tag.is_empty() {
        error("There is a colon without a tag behind it, so Docker refuses the image.").with_fix(
            "Drop the colon",
            Subject::rewrite(&Parts {
                tag: None,
                ..*parts
            }),
        )
    } else if tag.len() > 128 {
        error("The tag has more than 128 characters. Wave accepts it, but Docker refuses it.")
    } else if tag.contains(':') {
        error(
            "There is more than one colon behind the name. Wave takes all of it for the tag, but \
             Docker refuses it.",
        )
    } else if tag.starts_with(['.', '-']) {
        error(
            "The tag starts with a dot or a dash. Wave and Nextflow accept it, but Docker refuses \
             it.",
        )
    } else {
        error(
            "The tag has characters that Docker refuses. It may have letters, digits, underscores, \
             dots and dashes.",
        )
    })
}

pub(super) fn digest(subject: &Subject<'_>) -> Option<Finding> {
    let parts = &subject.parts;
    let digest = parts.digest?;
    let error = |message: &str| Finding::error(IMAGE_DIGEST, message);
    if !grammar::is_digest(digest) {
        return Some(error(
            "The digest is not complete. It is written as sha256, a colon and 64 hexadecimal \
             digits. Wave accepts more than that, but Docker and Nextflow refuse it.",
        ));
    }
    match grammar::check_digest(digest) {
        Ok(()) if digest.starts_with("sha256:") => None,
        Ok(()) => Some(Finding::warning(
            IMAGE_DIGEST,
            "Nextflow refuses a digest that is not sha256, and Wave most likely hands it back as a \
             tag. Use the sha256 digest of the image.",
        )),
        Err(ReferenceError::DigestLength) => Some(error(
            "The digest has not the number of digits that its algorithm yields, so Docker refuses \
             it: sha256 has 64.",
        )),
        Err(ReferenceError::DigestFormat) => {
            let lower = digest.to_ascii_lowercase();
            let finding = error(
                "The digest has capitals. Docker refuses them, although the digits mean the same.",
            );
            Some(match grammar::check_digest(&lower) {
                Ok(()) if lower.starts_with("sha256:") => finding.with_fix(
                    "Use lower case",
                    Subject::rewrite(&Parts {
                        digest: Some(&lower),
                        ..*parts
                    }),
                ),
                _ => finding,
            })
        }
        Err(_) => Some(error(
            "The digest has an algorithm that Docker does not know. Use the sha256 digest of the \
             image.",
        )),
    }
}
