//! What there is to say to people about an image reference.
//!
//! Each rule is a function of one [`Subject`], has a code of its own and speaks at most
//! once. A rule looks at the parts that a person means rather than at one of the readings,
//! because two readings that differ are no help in naming the cause; that no difference goes
//! unmentioned is what a property test is for. This module may not know credentials. Start
//! at [`of`].

pub(crate) mod host;
pub(crate) mod path;
pub(crate) mod suffix;

use super::ImageReference;
use super::parts::Parts;
use crate::finding::value::{REQUIRED, SURROUNDING_WHITE_SPACE};
use crate::finding::{Edit, Finding, rules};

rules! {
    /// There is white space inside the name of the image.
    pub(crate) IMAGE_WHITE_SPACE = "image-white-space" {
        severity: Error,
        why: "Docker and Nextflow refuse such a name.",
        action: "Enter one image, without spaces.",
    }

    /// There is a scheme such as docker:// in front of the image.
    pub(crate) IMAGE_SCHEME = "image-scheme" {
        severity: Error,
        why: "Docker and Wave's container service refuse it. With Singularity and Apptainer \
              Nextflow takes docker:// off before it asks Wave, so that it does no harm there; \
              names with oras:// are made by Wave itself.",
        action: "Start with the host or the name of the image. In place of an oras:// name, \
                 give the image that it was made from.",
    }

    /// The image has a form that Docker refuses.
    pub(crate) IMAGE_FORM = "image-form" {
        severity: Error,
        why: "Each part of a name is made of small letters and digits, with single dots, one or \
              two underscores, or dashes between them. Docker refuses anything else.",
        action: "Correct the name of the image.",
    }
}

/// What a rule looks at.
struct Subject<'a> {
    image: &'a ImageReference,
    parts: Parts<'a>,
}

type Check = fn(&Subject<'_>) -> Option<Finding>;

/// All rules, in the order of the text they are about.
const CHECKS: &[Check] = &[
    scheme,
    host::ipv6,
    host::localhost,
    host::capitals_taken_for_host,
    host::docker_hub_alias,
    host::capitals,
    host::port,
    host::form,
    path::missing,
    path::empty_part,
    path::taken_for_host,
    path::id,
    path::capitals,
    path::too_long,
    path::short_part,
    suffix::tag_and_digest,
    suffix::tag,
    suffix::digest,
];

/// Everything there is to say about an image.
pub(super) fn of(image: &ImageReference) -> Vec<Finding> {
    let text = image.text();
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return vec![Finding::error(REQUIRED, "Enter the name of an image.")];
    }
    if trimmed != text {
        let mut findings = vec![
            Finding::error(
                SURROUNDING_WHITE_SPACE,
                "There is white space before or after the image. Docker refuses it, and Wave \
                 either refuses it or takes it for a part of the name.",
            )
            .with_fix("Remove the white space", Edit::Trim),
        ];
        findings.extend(of(&ImageReference::read(trimmed)));
        return findings;
    }
    if text.contains(char::is_whitespace) {
        // Two words are no image, and what is wrong with either of them would be a guess.
        return vec![Finding::error(
            IMAGE_WHITE_SPACE,
            "There is white space inside the image. Docker refuses it; enter one image, without \
             spaces.",
        )];
    }
    let subject = Subject {
        image,
        parts: Parts::of(text),
    };
    let mut findings: Vec<Finding> = CHECKS.iter().filter_map(|rule| rule(&subject)).collect();
    if findings.is_empty() && image.docker.is_err() {
        findings.push(Finding::error(
            IMAGE_FORM,
            "Docker refuses this name. Each part of a name is made of small letters and digits, \
             with single dots, one or two underscores, or dashes between them.",
        ));
    }
    findings
}

impl<'a> Subject<'a> {
    /// The edit that puts these parts in place of the text.
    fn rewrite(parts: &Parts<'_>) -> Edit {
        Edit::Replace(parts.write())
    }

    /// The host where it is a name or an IPv4 address, and the port behind it.
    fn host_and_port(&self) -> Option<(&'a str, Option<&'a str>)> {
        let host = self.parts.host.filter(|_| !self.parts.has_ipv6_host())?;
        Some(match host.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (host, None),
        })
    }
}

fn scheme(subject: &Subject<'_>) -> Option<Finding> {
    let (scheme, _) = subject.parts.schemes.split_once("://")?;
    let is = |known: &str| scheme.eq_ignore_ascii_case(known);
    let finding = if scheme == "docker" && subject.parts.schemes == "docker://" {
        Finding::warning(
            IMAGE_SCHEME,
            "It depends on the container engine. With Singularity and Apptainer Nextflow takes \
             docker:// off before it asks Wave, and Singularity and Apptainer themselves take it \
             too. Docker and Podman refuse it, and so does Wave when it is asked directly. Without \
             it the image works with all of them.",
        )
    } else if is("docker") {
        Finding::error(
            IMAGE_SCHEME,
            "Nothing takes this scheme: it is docker:// in lower case and once, and that only with \
             Singularity and Apptainer.",
        )
    } else if is("oras") {
        Finding::error(
            IMAGE_SCHEME,
            "Wave's container service refuses an image with oras:// in front: such names are made \
             by Wave itself. Give it the image that the name was made from.",
        )
    } else {
        Finding::error(
            IMAGE_SCHEME,
            "Docker and Wave refuse an image with a scheme in front. An image starts with its host \
             or its name.",
        )
    };
    let names_a_registry = ["docker", "https", "http"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let without = Parts {
        schemes: "",
        ..subject.parts
    };
    Some(if names_a_registry && !without.write().is_empty() {
        finding.with_fix("Drop the scheme", Subject::rewrite(&without))
    } else {
        finding
    })
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
