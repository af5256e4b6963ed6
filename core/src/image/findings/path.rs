//! Rules about the path of an image, which is its name without host, tag and digest.

use super::Subject;
use crate::finding::value::TOO_LONG;
use crate::finding::{Edit, Finding, rules};
use crate::image::docker::{self, ReferenceError};
use crate::image::parts::Parts;

rules! {
    /// The image is a single part with a dot in it.
    pub(crate) IMAGE_TAKEN_FOR_HOST = "image-taken-for-host" {
        severity: Error,
        why: "Wave takes such a name for a registry and finds no image behind it, while Docker \
              looks for it on Docker Hub.",
        action: "Write host and image. An image on Docker Hub then starts with \
                 docker.io/library/.",
    }

    /// There are capitals in the path of the image.
    pub(crate) IMAGE_CAPITALS = "image-capitals" {
        severity: Error,
        why: "Wave accepts the name, but Docker and Nextflow refuse it. Only a host and a tag \
              may have capitals.",
        action: "Write the path in lower case.",
    }

    /// A part of the path of the image has only one character.
    pub(crate) IMAGE_SHORT_PART = "image-short-part" {
        severity: Warning,
        why: "Wave's registry proxy serves only names whose parts have two or more characters, \
              so the pull through Wave most likely ends in “not found”.",
        action: "Use a repository whose path has longer parts.",
    }

    /// There is a slash too many in the image.
    pub(crate) IMAGE_EMPTY_PART = "image-empty-part" {
        severity: Error,
        why: "Docker and Nextflow refuse the name, while Wave drops the empty part.",
        action: "Remove the slash.",
    }

    /// There is a host, tag or digest without the name of an image.
    pub(crate) IMAGE_NAME_MISSING = "image-name-missing" {
        severity: Error,
        why: "Docker refuses this. Wave may accept it and then asks for an image without a \
              name.",
        action: "Add the name of the image.",
    }

    /// This is the ID of an image in place of its name.
    pub(crate) IMAGE_ID = "image-id" {
        severity: Error,
        why: "Docker takes 64 hexadecimal digits for the ID of an image on the same machine, \
              while Wave looks for that name on Docker Hub.",
        action: "Use the name of the image.",
    }
}

/// Endings of host names. A single part that ends like this is most likely a registry whose
/// image was left out, so that no image name is put in its place.
const ENDINGS_OF_HOSTS: [&str; 14] = [
    "ai", "aws", "cloud", "cn", "com", "de", "dev", "eu", "io", "local", "net", "org", "uk", "us",
];

pub(super) fn missing(subject: &Subject<'_>) -> Option<Finding> {
    subject.parts.has_no_name().then(|| {
        Finding::error(
            IMAGE_NAME_MISSING,
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
            IMAGE_EMPTY_PART,
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
        IMAGE_TAKEN_FOR_HOST,
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
            IMAGE_ID,
            "Docker takes 64 hexadecimal digits for the id of an image on the same machine, while \
             Wave looks for that name on Docker Hub. Use the name of the image.",
        )
    })
}

pub(super) fn capitals(subject: &Subject<'_>) -> Option<Finding> {
    docker::has_upper_case(subject.parts.path).then(|| {
        Finding::error(
            IMAGE_CAPITALS,
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
            TOO_LONG,
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
            IMAGE_SHORT_PART,
            "A part of the name has one character. Wave serves only names whose parts have two or \
             more, so pulling this image through Wave most likely ends in “not found”.",
        )
    })
}
