//! Which host was meant, step by step, with what there is to say about each step.
//!
//! The steps follow one another as a person would go: is it one host at all, how is it
//! spelled, is it a host of something else, and at last what is known about the host that
//! is left. This module may not look at what stood around the host, and may only replace a
//! host where the vendor's documentation says which one it is instead, or offer one that it
//! resembles. Start at [`suggest`].

use super::Suggestion;
use super::change::{Change, Diagnostics};
use super::host::{self, Address, is_name_shape, is_v6, not_known_to_wave, with_port};
use super::likeness;
use super::parts::{Login, Parts, SCHEME_WORDS, Separator};
use super::stand_in::{nickname, stand_in};
use crate::finding::{Code, rules};
use crate::placeholder::Placeholder;
use crate::registry::catalogue::hosts::{AcrHost, gar_location, is_acr_name};
use crate::registry::ecr::EcrHost;
use crate::registry::server::host::{ECR_ACCOUNT_NOT_12_DIGITS, NOT_A_HOST};
use crate::registry::server::stand_in::{
    DOCKER_HUB_ALIAS, ECR_HOST_NOT_SUPPORTED_BY_WAVE, INCOMPLETE_HOST, RETIRED_HOST, WEB_SITE,
};
use crate::registry::wave_setup::WaveSetup;

rules! {
    /// There is a wildcard in the registry.
    pub(crate) WILDCARD = "wildcard" {
        severity: Warning,
        why: "Wave knows no wildcards. It compares the text with the image character by \
              character, so this never matches.",
        action: "Enter one host, and add credentials for each of the other hosts.",
    }

    /// The registry still has a placeholder in it.
    pub(crate) PLACEHOLDER = "placeholder" {
        severity: Error,
        why: "Wave compares the text as it is, and no image has such a host. Nothing fills in a \
              variable or a template here.",
        action: "Put your own value in place of the placeholder.",
    }

    /// The registry has upper-case letters.
    pub(crate) UPPER_CASE = "upper-case" {
        severity: Warning,
        why: "Host names mean the same in either case, but Wave compares character by character \
              and images are written in lower case. The login check may accept the host all the \
              same.",
        action: "Write the registry in lower case.",
    }

    /// There is a dot at the end of the host.
    pub(crate) TRAILING_DOT = "trailing-dot" {
        severity: Warning,
        why: "The dot is part of the text that Wave compares, and images are written without \
              it. The login check may accept the host all the same.",
        action: "Remove the dot.",
    }

    /// The registry has a port that images are written without.
    pub(crate) DEFAULT_PORT = "default-port" {
        severity: Warning,
        why: "To Wave a host with a port is another registry. Images that are written without \
              the port do not use these credentials, although the login check may accept them.",
        action: "Remove the port, unless your images are written with it.",
    }

    /// What follows the colon is no usable port.
    pub(crate) BAD_PORT = "bad-port" {
        severity: Error,
        why: "A port is a number from 1 to 65535. With anything else no registry can be \
              reached.",
        action: "Enter a host like quay.io, or one with a port like registry.example.com:5000.",
    }

    /// This is most likely the name of an Azure registry without its domain.
    pub(crate) ACR_NAME_ONLY = "acr-name-only" {
        severity: Warning,
        why: "Images are written with the login server of the registry. Wave takes a word \
              without a dot for no host, so it never matches.",
        action: "Enter the login server, most likely the name followed by .azurecr.io. The \
                 Azure portal shows it under Settings, Access keys.",
    }

    /// This host of an Azure registry serves layers only.
    pub(crate) ACR_DATA_ENDPOINT = "acr-data-endpoint" {
        severity: Warning,
        why: "Nobody logs in there, and images are written with the login server, so Wave does \
              not use these credentials for them.",
        action: "Enter the login server of the registry, for instance myregistry.azurecr.io.",
    }

    /// This is the name of an image, not a registry.
    pub(crate) IMAGE_NOT_HOST = "image-not-host" {
        severity: Error,
        why: "Wave compares the text with the host of an image. An image that is written without \
              a host is on Docker Hub.",
        action: "Enter docker.io, for images of Docker Hub.",
    }

    /// The registry is an IPv6 address.
    pub(crate) IPV6_NOT_SUPPORTED_BY_WAVE = "ipv6-not-supported-by-wave" {
        severity: Warning,
        why: "Wave cannot read image names with an IPv6 address, so this never matches an \
              image.",
        action: "Give the registry a name, and use it in images and credentials.",
    }
}

/// What is said of a host that somebody has yet to put in.
pub(super) const STILL_A_PLACEHOLDER: &str =
    "This still has a placeholder in it. Put your own value in its place.";

/// The suggestion for what stands in place of the host.
pub(super) fn suggest(
    parts: &Parts<'_>,
    setup: &WaveSetup,
    diagnostics: &mut Diagnostics,
) -> Suggestion {
    let typed = parts.authority;
    if Placeholder::is_in_host(typed) || is_in_brackets(typed) {
        diagnostics.error(PLACEHOLDER, STILL_A_PLACEHOLDER);
        return Suggestion::Template(typed.to_owned());
    }
    if parts.separator == Separator::BlankInside {
        return nickname(&typed.to_ascii_lowercase()).map_or(Suggestion::Nothing, |host| {
            Suggestion::Host(host.to_owned())
        });
    }
    if typed.is_empty() {
        diagnostics.warning(
            NOT_A_HOST,
            "There is no host in this, so it never matches an image.",
        );
        return Suggestion::Nothing;
    }
    if typed.contains('*') {
        diagnostics.warning(
            WILDCARD,
            "Wave knows no wildcards: it compares this with the host of an image, character by \
             character. Each host needs credentials of its own.",
        );
        return Suggestion::Template(wildcard_template(&typed.to_ascii_lowercase()));
    }
    if !typed.is_ascii() {
        diagnostics.warning(
            NOT_A_HOST,
            "Hosts in image names have only plain letters, digits, dots and dashes. Write an \
             international name in its “xn--” form.",
        );
        return Suggestion::Nothing;
    }
    if let Some(host) = host_of_arn(typed) {
        diagnostics.warning(
            NOT_A_HOST,
            "This is the ARN of a repository, and Wave compares hosts. Images of that registry \
             are written with its host.",
        );
        return replaced(typed, host, diagnostics);
    }
    let mut host = typed.to_ascii_lowercase();
    if host != typed {
        diagnostics.change(Change::LowerCased);
        diagnostics.warning(
            UPPER_CASE,
            "Host names do not care about upper case, but Wave's comparison does. Images are \
             written in lower case.",
        );
    }
    if let Some(scheme) = scheme_word(&host) {
        host.drain(..scheme);
        diagnostics.change(Change::BadPortRemoved);
        diagnostics.error(
            BAD_PORT,
            "What follows a colon must be a port number. Type the host alone, for instance \
             quay.io.",
        );
    }
    of_lower_case(&host, parts, setup, diagnostics)
}

/// The suggestion for a lower-cased host with its port.
fn of_lower_case(
    typed: &str,
    parts: &Parts<'_>,
    setup: &WaveSetup,
    diagnostics: &mut Diagnostics,
) -> Suggestion {
    if is_v6(typed) {
        diagnostics.warning(
            IPV6_NOT_SUPPORTED_BY_WAVE,
            "Wave cannot read image names with an IPv6 address, so this never matches. Give the \
             registry a name.",
        );
        return Suggestion::Unusable(typed.to_owned());
    }
    let (name, port) = match typed.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (typed, None),
    };
    let host = name.trim_end_matches('.');
    if host.len() != name.len() && host.contains('.') {
        diagnostics.change(Change::TrailingDotRemoved);
        diagnostics.warning(
            TRAILING_DOT,
            "The dot at the end is part of the text that Wave compares, and images are written \
             without it.",
        );
    }
    let is_loopback = Address::of(host) == Some(Address::Loopback);
    if !host.contains('.') && !is_loopback && port.is_some_and(is_tag) {
        diagnostics.error(
            IMAGE_NOT_HOST,
            "This is the name of an image, not a registry. Without a host it is on Docker Hub, \
             whose registry is docker.io.",
        );
        return replaced(typed, crate::registry::DOCKER_HUB.to_owned(), diagnostics);
    }
    let port =
        port.and_then(|port| usable_port(port, host.contains('.') && !is_loopback, diagnostics));
    if is_loopback {
        return host::loopback(host, port, diagnostics);
    }
    if !host.contains('.') && port.is_none() {
        return likeness::of_host(host, diagnostics)
            .unwrap_or_else(|| of_one_word(host, parts, diagnostics));
    }
    if !is_name_or_address(host) {
        diagnostics.warning(
            NOT_A_HOST,
            "This is no host name, so most likely no image matches it. Type the host that the \
             images are written with, for instance quay.io.",
        );
        if let Some(single) = with_single_dots(host) {
            return meant_instead(&single, port, diagnostics)
                .unwrap_or_else(|| replaced(host, with_port(&single, port), diagnostics));
        }
        return Suggestion::Unusable(with_port(host, port));
    }
    if let Some(other) = meant_instead(host, port, diagnostics) {
        return other;
    }
    host::report(host, port, setup, diagnostics);
    Suggestion::Host(with_port(host, port))
}

/// What was meant by a host that is something else's or nearly a known one. With a port it is
/// nobody's but its own.
fn meant_instead(
    host: &str,
    port: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Suggestion> {
    if port.is_some() {
        return None;
    }
    of_other_host(host, diagnostics).or_else(|| likeness::of_host(host, diagnostics))
}

/// The host with one dot in place of several, when it is a name then.
fn with_single_dots(host: &str) -> Option<String> {
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let single = labels.join(".");
    (host.contains("..") && labels.len() > 1 && is_name_or_address(&single)).then_some(single)
}

/// The host of a repository of Amazon ECR, by its ARN:
/// `arn:aws:ecr:<region>:<account>:repository/<name>`.
fn host_of_arn(typed: &str) -> Option<String> {
    let mut parts = typed.split(':');
    let (arn, partition) = (parts.next()?, parts.next()?);
    let (service, region, account) = (parts.next()?, parts.next()?, parts.next()?);
    let is_arn = arn == "arn" && partition.starts_with("aws") && parts.next() == Some("repository");
    match service {
        "ecr-public" if is_arn => Some("public.ecr.aws".to_owned()),
        "ecr" if is_arn => {
            let ending = if partition == "aws-cn" { ".cn" } else { "" };
            let host = format!("{account}.dkr.ecr.{region}.amazonaws.com{ending}");
            EcrHost::read(&host).is_some().then_some(host)
        }
        _ => None,
    }
}

/// Whether what follows a colon is a tag of an image and no port: it has a letter or a dot, and
/// begins with no mark.
fn is_tag(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_alphabetic() || b == b'.')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// The port when images can be written with it; `None` when it is to be left out.
fn usable_port<'a>(
    port: &'a str,
    may_be_dropped: bool,
    diagnostics: &mut Diagnostics,
) -> Option<&'a str> {
    let is_number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    if !is_number {
        diagnostics.change(Change::BadPortRemoved);
        diagnostics.error(
            BAD_PORT,
            "What follows the colon is no port number. Type a host like quay.io, or one with a \
             port like registry.example.com:5000.",
        );
        return None;
    }
    if !port.parse::<u16>().is_ok_and(|port| port > 0) {
        diagnostics.change(Change::PortRemoved(port.to_owned()));
        diagnostics.warning(
            BAD_PORT,
            "Ports go from 1 to 65535. No registry answers on this one.",
        );
        return None;
    }
    if may_be_dropped && matches!(port, "443" | "80") {
        diagnostics.change(Change::PortRemoved(port.to_owned()));
        diagnostics.warning(
            DEFAULT_PORT,
            "Images are written without this port, and to Wave a host with a port is another \
             registry. Keep it only if your images are written with it.",
        );
        return None;
    }
    Some(port)
}

/// The suggestion for a word without dot and port, which Wave never takes for a host.
fn of_one_word(word: &str, parts: &Parts<'_>, diagnostics: &mut Diagnostics) -> Suggestion {
    if let Some(host) = nickname(word) {
        not_a_host(diagnostics);
        return replaced(word, host.to_owned(), diagnostics);
    }
    if !parts.path.is_empty() && parts.scheme.is_none() && is_name_shape(word) {
        diagnostics.warning(
            NOT_A_HOST,
            "An image name without a host is on Docker Hub, whose registry is docker.io.",
        );
        return replaced(word, crate::registry::DOCKER_HUB.to_owned(), diagnostics);
    }
    not_a_host(diagnostics);
    let is_bare =
        parts.path.is_empty() && parts.login == Login::Absent && !parts.authority.contains(':');
    if word.len() == 12 && word.bytes().all(|b| b.is_ascii_digit()) {
        return Suggestion::Template(format!("{word}.dkr.ecr.<region>.amazonaws.com"));
    }
    if is_bare && is_acr_name(word) {
        let host = format!("{word}.azurecr.io");
        diagnostics.warning(
            ACR_NAME_ONLY,
            format!(
                "If this is the name of an Azure registry, its login server is most likely \
                 {host}. The Azure portal shows it under Settings, Access keys."
            ),
        );
        return replaced(word, host, diagnostics);
    }
    Suggestion::Unusable(word.to_owned())
}

fn not_a_host(diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        NOT_A_HOST,
        "Wave takes only text with a dot or a colon for a host, so this never matches an image.",
    );
}

/// The length of `http:` and the like, when a host follows and no slash was typed.
fn scheme_word(host: &str) -> Option<usize> {
    let (word, rest) = host.split_once(':')?;
    (SCHEME_WORDS.contains(&word) && rest.contains('.')).then_some(word.len() + 1)
}

/// Whether it could be a host: a name, or an address that is one.
fn is_name_or_address(host: &str) -> bool {
    is_name_shape(host) && (!ends_in_a_number(host) || Address::of(host).is_some())
}

/// A last label of digits alone is no name, but part of an address.
fn ends_in_a_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && last.bytes().all(|b| b.is_ascii_digit())
}

/// Square brackets around anything but an address, as in `[name].azurecr.io`.
fn is_in_brackets(typed: &str) -> bool {
    typed.contains(['[', ']']) && !is_v6(typed)
}

/// A wildcard as the placeholder that the registry's own documentation has in its place.
fn wildcard_template(typed: &str) -> String {
    let name = if typed.ends_with("pkg.dev") {
        "<location>"
    } else if typed.contains(".dkr.ecr.") {
        "<account>"
    } else if typed.ends_with("jfrog.io") {
        "<instance>"
    } else {
        "<name>"
    };
    // Where there are more, the next one stands for a region, as in `*.dkr.ecr.*`.
    typed.replacen('*', name, 1).replace('*', "<region>")
}

/// The host that was meant, when this one is that of something else.
pub(super) fn of_other_host(host: &str, diagnostics: &mut Diagnostics) -> Option<Suggestion> {
    if let Some(other) = stand_in(host) {
        for code in other.reasons {
            report_stand_in(*code, other.meant, diagnostics);
        }
        let suggestion = other.suggested();
        if let Suggestion::Host(to) = &suggestion {
            note_replacement(host, to, diagnostics);
        }
        return Some(suggestion);
    }
    if let Some(acr) = AcrHost::read(host) {
        return acr.login_server().map(|login_server| {
            diagnostics.warning(
                ACR_DATA_ENDPOINT,
                "This host of the registry serves layers only. Nobody logs in there, and images \
                 are written with the login server.",
            );
            replaced(host, login_server, diagnostics)
        });
    }
    if let Some(ecr) = EcrHost::read(host) {
        return ecr.plain().map(|plain| {
            not_known_to_wave(diagnostics);
            replaced(host, plain, diagnostics)
        });
    }
    if let Some(template) = ecr_template(host) {
        incomplete(&template, diagnostics);
        return Some(Suggestion::Template(template));
    }
    if host.ends_with(".pkg.dev") && gar_location(host).is_none() && likeness::meant(host).is_none()
    {
        let template = "<location>-docker.pkg.dev";
        incomplete(template, diagnostics);
        return Some(Suggestion::Template(template.to_owned()));
    }
    let joined = joined_account(host)?;
    diagnostics.warning(
        ECR_ACCOUNT_NOT_12_DIGITS,
        "An AWS account in a host is written without dashes.",
    );
    Some(replaced(host, joined, diagnostics))
}

/// Suggests another host and diagnostics the change.
pub(super) fn replaced(from: &str, to: String, diagnostics: &mut Diagnostics) -> Suggestion {
    note_replacement(from, &to, diagnostics);
    Suggestion::Host(to)
}

fn note_replacement(from: &str, to: &str, diagnostics: &mut Diagnostics) {
    diagnostics.change(Change::Replaced {
        from: from.to_owned(),
        to: to.to_owned(),
    });
}

fn report_stand_in(code: Code, meant: &str, diagnostics: &mut Diagnostics) {
    match code {
        DOCKER_HUB_ALIAS => diagnostics.warning(
            code,
            "This is Docker Hub under another name. Images are written with docker.io, or with \
             no host at all, and Wave compares character by character.",
        ),
        WEB_SITE => diagnostics.warning(
            code,
            format!("This is a web site. Images are written with {meant}."),
        ),
        RETIRED_HOST => diagnostics.warning(
            code,
            format!("This is an old host of the registry. It is {meant} today."),
        ),
        ECR_HOST_NOT_SUPPORTED_BY_WAVE => not_known_to_wave(diagnostics),
        _ => incomplete(meant, diagnostics),
    }
}

fn incomplete(meant: &str, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        INCOMPLETE_HOST,
        format!("This is only part of a host. Images are written with {meant}."),
    );
}

/// The shape of an ECR host of which the account or the region is missing.
fn ecr_template(host: &str) -> Option<String> {
    if let Some(account) = host.strip_suffix(".dkr.ecr.amazonaws.com") {
        return Some(format!("{account}.dkr.ecr.<region>.amazonaws.com"));
    }
    let rest = host.strip_suffix(".amazonaws.com")?;
    let region = ["dkr.ecr.", "api.ecr.", "ecr."]
        .into_iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    Some(format!("<account>.dkr.ecr.{region}.amazonaws.com"))
}

/// An ECR host whose account is written with dashes, as the AWS console shows it.
fn joined_account(host: &str) -> Option<String> {
    let (account, rest) = host.split_once('.')?;
    let digits = account.replace('-', "");
    let joined = format!("{digits}.{rest}");
    let ecr = EcrHost::read(&joined)?;
    (digits != account && ecr.has_twelve_digits() && ecr.is_known_to_wave()).then_some(joined)
}
