//! Rules about the path of an image, which is its name without host, tag and digest.

use super::Subject;
use crate::finding::{Code, Edit, Finding};
use crate::image::docker::{self, ReferenceError};
use crate::image::parts::Parts;

/// Endings of host names. A single part that ends like this is most likely a registry whose
/// image was left out, so that no image name is put in its place.
const ENDINGS_OF_HOSTS: [&str; 14] = [
    "ai", "aws", "cloud", "cn", "com", "de", "dev", "eu", "io", "local", "net", "org", "uk", "us",
];

pub(super) fn missing(subject: &Subject<'_>) -> Option<Finding> {
    subject.parts.has_no_name().then(|| {
        Finding::error(
            Code::ImageNameMissing,
            "The name of the image is missing. Docker refuses this; Wave may accept it and then \
             asks for an image without a name.",
        )
    })
}

pub(super) fn empty_part(subject: &Subject<'_>) -> Option<Finding> {
    let parts = &subject.parts;
    if parts.has_no_name() || parts.components().all(|component| !component.is_empty()) {
        return None;
    }
    let path: Vec<&str> = parts.components().filter(|part| !part.is_empty()).collect();
    Some(
        Finding::error(
            Code::ImageEmptyPart,
            "There is a slash too many. Docker and Nextflow refuse the image, while Wave drops the \
             empty part.",
        )
        .with_fix(
            "Drop the slash",
            Subject::rewrite(&Parts {
                path: &path.join("/"),
                ..*parts
            }),
        ),
    )
}

pub(super) fn taken_for_host(subject: &Subject<'_>) -> Option<Finding> {
    let parts = &subject.parts;
    let name = parts.path.trim_matches('/');
    if parts.host.is_some() || name.contains('/') || !name.contains('.') || parts.has_ipv6_host() {
        return None;
    }
    let finding = Finding::error(
        Code::ImageTakenForHost,
        "Wave takes a single part with a dot for a registry and finds no image behind it. Write \
         host and image; an image on Docker Hub starts with docker.io/library/ then.",
    );
    let looks_like_host = name.split('.').all(|label| label.parse::<u8>().is_ok())
        || name
            .rsplit('.')
            .next()
            .is_some_and(|ending| ENDINGS_OF_HOSTS.contains(&ending));
    Some(match &subject.image.docker {
        Ok(found) if !looks_like_host => finding.with_fix(
            "Use the image on Docker Hub",
            Edit::Replace(found.to_string()),
        ),
        _ => finding,
    })
}

pub(super) fn id(subject: &Subject<'_>) -> Option<Finding> {
    matches!(subject.image.docker, Err(ReferenceError::Identifier(_))).then(|| {
        Finding::error(
            Code::ImageId,
            "Docker takes 64 hexadecimal digits for the id of an image on the same machine, while \
             Wave looks for that name on Docker Hub. Use the name of the image.",
        )
    })
}

pub(super) fn capitals(subject: &Subject<'_>) -> Option<Finding> {
    docker::has_upper_case(subject.parts.path).then(|| {
        Finding::error(
            Code::ImageCapitals,
            "There are capitals in the name. Wave accepts them, but Docker and Nextflow refuse \
             the image; only a host and a tag may have capitals.",
        )
        .with_fix(
            "Use lower case",
            Subject::rewrite(&Parts {
                path: &subject.parts.path.to_lowercase(),
                ..subject.parts
            }),
        )
    })
}

pub(super) fn too_long(subject: &Subject<'_>) -> Option<Finding> {
    matches!(subject.image.docker, Err(ReferenceError::TooLong)).then(|| {
        Finding::error(
            Code::TooLong,
            "The name behind the host has more than 255 characters, so Docker refuses it.",
        )
    })
}

pub(super) fn short_part(subject: &Subject<'_>) -> Option<Finding> {
    let is_short = |component: &str| {
        component.len() == 1 && component.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    subject.parts.components().any(is_short).then(|| {
        Finding::warning(
            Code::ImageShortPart,
            "A part of the name has one character. Wave serves only names whose parts have two or \
             more, so pulling this image through Wave most likely ends in “not found”.",
        )
    })
}
