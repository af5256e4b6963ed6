//! Hosts that belong to a registry, but are not the one that images are written with.
//!
//! This module may only replace a host where the vendor's documentation says which one it is
//! instead. Start at [`of_other_host`].

use super::Suggested;
use super::change::Change;
use super::known::stand_in;
use super::notes::Notes;
use crate::finding::Code;
use crate::registry::catalogue::parts::{AcrHost, EcrHost, gar_location};

/// The host that was meant, when this one is that of something else.
pub(super) fn of_other_host(host: &str, notes: &mut Notes) -> Option<Suggested> {
    if let Some(other) = stand_in(host) {
        for code in other.reasons {
            report_stand_in(*code, other.meant, notes);
        }
        let suggested = other.suggested();
        if let Suggested::Host(to) = &suggested {
            note_replacement(host, to, notes);
        }
        return Some(suggested);
    }
    if let Some(acr) = AcrHost::read(host) {
        return acr.login_server().map(|login_server| {
            notes.warning(
                Code::AcrDataEndpoint,
                "This host of the registry serves layers only. Nobody logs in there, and images \
                 are written with the login server.",
            );
            replaced(host, login_server, notes)
        });
    }
    if let Some(ecr) = EcrHost::read(host) {
        return ecr.plain().map(|plain| {
            not_known_to_wave(notes);
            replaced(host, plain, notes)
        });
    }
    if let Some(template) = ecr_template(host) {
        incomplete(&template, notes);
        return Some(Suggested::Template(template));
    }
    if host.ends_with(".pkg.dev") && gar_location(host).is_none() {
        let template = "<location>-docker.pkg.dev";
        incomplete(template, notes);
        return Some(Suggested::Template(template.to_owned()));
    }
    let joined = joined_account(host)?;
    notes.warning(
        Code::EcrAccountNot12Digits,
        "An AWS account in a host is written without dashes.",
    );
    Some(replaced(host, joined, notes))
}

/// Suggests another host and notes the change.
pub(super) fn replaced(from: &str, to: String, notes: &mut Notes) -> Suggested {
    note_replacement(from, &to, notes);
    Suggested::Host(to)
}

/// Says that Wave does not exchange the keys for this ECR host.
pub(super) fn not_known_to_wave(notes: &mut Notes) {
    notes.warning(
        Code::EcrHostNotSupportedByWave,
        "Wave exchanges AWS keys for a login only on plain ECR hosts, not on FIPS, dual-stack \
         or other partitions' hosts. Here it sends the keys as they are, which ECR refuses. \
         Write images and credentials with the plain host.",
    );
}

fn note_replacement(from: &str, to: &str, notes: &mut Notes) {
    notes.change(Change::Replaced {
        from: from.to_owned(),
        to: to.to_owned(),
    });
}

fn report_stand_in(code: Code, meant: &str, notes: &mut Notes) {
    match code {
        Code::DockerHubAlias => notes.warning(
            code,
            "This is Docker Hub under another name. Images are written with docker.io, or with \
             no host at all, and Wave compares character by character.",
        ),
        Code::WebSite => notes.warning(
            code,
            format!("This is a web site. Images are written with {meant}."),
        ),
        Code::RetiredHost => notes.warning(
            code,
            format!("This is an old host of the registry. It is {meant} today."),
        ),
        Code::EcrHostNotSupportedByWave => not_known_to_wave(notes),
        _ => incomplete(meant, notes),
    }
}

fn incomplete(meant: &str, notes: &mut Notes) {
    notes.warning(
        Code::IncompleteHost,
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
