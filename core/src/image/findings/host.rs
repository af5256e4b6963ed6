//! Rules about the host of an image.

use super::Subject;
use crate::finding::{Edit, Finding, rules};
use crate::image::docker::{self, grammar};
use crate::image::parts::Parts;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

rules! {
    /// The image is on localhost without a port.
    pub(crate) IMAGE_LOCALHOST = "image-localhost" {
        severity: Warning,
        why: "Docker takes localhost for a registry. Wave and Nextflow see a host only where \
              there is a dot or a port, so Wave looks for this image on Docker Hub.",
        action: "Write the port, as in localhost:5000. A Wave service elsewhere cannot reach \
                 that registry in any case.",
    }

    /// The first part of the image has capitals and no dot or port.
    pub(crate) IMAGE_CAPITALS_TAKEN_FOR_HOST = "image-capitals-taken-for-host" {
        severity: Warning,
        why: "Docker takes it for a registry, while Wave looks for the image on Docker Hub. \
              Names on Docker Hub have no capitals.",
        action: "Write the first part in lower case.",
    }

    /// The host of the image is Docker Hub under another name.
    pub(crate) IMAGE_DOCKER_HUB_ALIAS = "image-docker-hub-alias" {
        severity: Warning,
        why: "Wave compares character by character, so a credential for docker.io is not used \
              for this image.",
        action: "Use docker.io as the host.",
    }

    /// The host of the image has capitals.
    pub(crate) IMAGE_HOST_CAPITALS = "image-host-capitals" {
        severity: Warning,
        why: "Wave compares character by character, so a credential that is stored in lower \
              case is not used for this image.",
        action: "Write the host in lower case.",
    }

    /// The host of the image is an IPv6 address.
    pub(crate) IMAGE_IPV6_HOST = "image-ipv6-host" {
        severity: Error,
        why: "Wave cannot read such an image, and Nextflow refuses the name.",
        action: "Use a host name.",
    }

    /// The port in the image is no usable port.
    pub(crate) IMAGE_PORT = "image-port" {
        severity: Error,
        why: "Docker refuses a port that is no plain number. A number outside 1 to 65535 is \
              accepted by Docker and Wave, and the pull fails.",
        action: "Correct the port, or drop the colon if there is none.",
    }

    /// The host of the image is no valid host name.
    pub(crate) IMAGE_HOST = "image-host" {
        severity: Error,
        why: "Docker refuses the image, or takes a host with an underscore for a part of the \
              path; Wave most likely cannot reach such a host.",
        action: "Write a host of letters, digits and inner dashes, with single dots between \
                 them.",
    }
}

pub(super) fn ipv6(subject: &Subject<'_>) -> Option<Finding> {
    subject.parts.has_ipv6_host().then(|| {
        Finding::error(
            IMAGE_IPV6_HOST,
            "Wave cannot read an IPv6 address as the host of an image. Use a host name.",
        )
    })
}

pub(super) fn localhost(subject: &Subject<'_>) -> Option<Finding> {
    (subject.parts.host == Some("localhost")).then(|| {
        Finding::warning(
            IMAGE_LOCALHOST,
            "Docker takes localhost for a registry. Wave and Nextflow see a host only where there \
             is a dot or a port, so Wave looks for this image on Docker Hub. Write the port, such \
             as localhost:5000; a Wave service elsewhere cannot reach it in any case.",
        )
    })
}

pub(super) fn capitals_taken_for_host(subject: &Subject<'_>) -> Option<Finding> {
    let host = subject.parts.host?;
    if host.contains(['.', ':']) || !docker::has_upper_case(host) {
        return None;
    }
    Some(
        Finding::warning(
            IMAGE_CAPITALS_TAKEN_FOR_HOST,
            "Docker takes a first part with capitals for a registry, while Wave looks for this \
             image on Docker Hub. Names on Docker Hub have no capitals.",
        )
        .with_fix("Use lower case", with_host(subject, &host.to_lowercase())),
    )
}

pub(super) fn docker_hub_alias(subject: &Subject<'_>) -> Option<Finding> {
    let host = subject.parts.host?;
    let lower = host.to_ascii_lowercase();
    (lower != DOCKER_HUB && Registry::of_host(&lower) == Some(Registry::DockerHub)).then(|| {
        Finding::warning(
            IMAGE_DOCKER_HUB_ALIAS,
            "This host is Docker Hub under another name. Wave compares hosts character by \
                 character, so a credential for docker.io is not used for this image.",
        )
        .with_fix(format!("Use {DOCKER_HUB}"), with_host(subject, DOCKER_HUB))
    })
}

pub(super) fn capitals(subject: &Subject<'_>) -> Option<Finding> {
    let (name, _) = subject.host_and_port()?;
    let host = subject.parts.host?;
    if !host.contains(['.', ':']) || !docker::has_upper_case(name) {
        return None;
    }
    Some(
        Finding::warning(
            IMAGE_HOST_CAPITALS,
            "The host has capitals. Wave compares hosts character by character, so a credential \
             that is stored in lower case is not used for this image.",
        )
        .with_fix("Use lower case", with_host(subject, &host.to_lowercase())),
    )
}

pub(super) fn port(subject: &Subject<'_>) -> Option<Finding> {
    let (name, port) = subject.host_and_port()?;
    let port = port?;
    let is_number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        return port.parse::<u16>().map_or(true, |port| port == 0).then(|| {
            Finding::warning(
                IMAGE_PORT,
                "There is no such port: ports go from 1 to 65535. Docker and Wave accept the name, \
                 and the pull fails.",
            )
        });
    }
    let finding = Finding::error(
        IMAGE_PORT,
        "The port behind the host is not a plain number, so Docker refuses the image.",
    );
    let plain = port.strip_prefix('+').unwrap_or_default();
    let is_port = |port: &str| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    Some(if is_port(plain) {
        let host = [name, ":", plain].concat();
        finding.with_fix("Drop the sign", with_host(subject, &host))
    } else if port.is_empty() && name.contains('.') {
        finding.with_fix("Drop the colon", with_host(subject, name))
    } else {
        finding
    })
}

pub(super) fn form(subject: &Subject<'_>) -> Option<Finding> {
    let (name, _) = subject.host_and_port()?;
    if grammar::is_domain(name) {
        return None;
    }
    Some(Finding::error(
        IMAGE_HOST,
        if name.contains('_') {
            "A host has no underscore. Docker takes this one for a part of the path or refuses it, \
             and Wave most likely cannot reach it."
        } else {
            "The first part is not a valid host name, so Docker refuses the image. A host is made \
             of letters, digits and inner dashes, with single dots between them."
        },
    ))
}

fn with_host(subject: &Subject<'_>, host: &str) -> Edit {
    Subject::rewrite(&Parts {
        host: Some(host),
        ..subject.parts
    })
}
