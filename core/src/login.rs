//! Paste to fill: what a pasted command, file or answer says about a registry.
//!
//! [`read`] takes what was pasted into the box, [`read_in_field`] what was pasted into a
//! field of the form. Nothing is asked of a registry, nothing is run, and no variable is
//! looked up outside the text: a value that only a shell could know stays empty, with the
//! [`Reason`]. Each family of sources has a module of its own, which answers `None` to
//! whatever is not its own.
//!
//! # The order, and why
//!
//! 1. Texts with a structure of their own (`STRUCTURED`): a whole JSON object, a Kubernetes
//!    secret, netrc, a header, AWS's files, commands, a URL with a user, steps of Jenkins, keys
//!    and values of whichever language. None of them can be an ordinary password, user name or host, so they are recognised wherever
//!    they are pasted. Within the group the stricter comes first: a secret may hold JSON, a
//!    command may hold a URL. JSON inside other text comes late, because commands and
//!    secrets hold JSON as well, and keys and values come last, because nearly all of these
//!    have some.
//! 2. Lone words (`LONE`): base64 and tokens with a known beginning. Those are ordinary
//!    values of the Password field, so only the box recognises them.
//!
//! Everything else is an ordinary value and gives `None`: a host, a URL without a user, a
//! user name, a password of whichever shape.

pub(crate) mod advice;
mod aws;
mod azure;
mod commands;
mod docker_config;
mod encoding;
mod fits;
mod google;
mod header;
mod host;
mod jenkins;
mod json;
mod judge;
mod keyed;
mod kubernetes;
mod netrc;
pub(crate) mod pasted;
mod robot;
mod shell;
pub(crate) mod stored;
mod token;
mod url;

pub use advice::{Caution, Reason};
pub use fits::{Fit, fits};
pub use pasted::{Entry, Format, Hint, Part, Pasted, Value};
pub use stored::PASTE_NOT_FOR_THESE;

use crate::credentials::Field;
use crate::finding::rules;

rules! {
    /// No login was found in a pasted text.
    pub PASTE_UNKNOWN = "paste-unknown" {
        severity: Error,
        why: "Only known kinds of text are read: login commands, config.json, Kubernetes \
              secrets, the answers of az, aws and gcloud, and keys and values in YAML, JSON, TOML, \
              Groovy, Terraform and variables. The text was not kept, and nothing was filled in.",
        action: "Paste one of these, or type the values. If the code that reads such texts \
                 could not be loaded, check the connection and paste again.",
    }
}

type Reader = fn(&str) -> Option<Pasted>;

/// What no ordinary value can be taken for.
const STRUCTURED: [Reader; 12] = [
    kubernetes::read,
    read_object,
    netrc::read,
    header::read,
    aws::read_csv,
    aws::read_ini,
    commands::read,
    aws::read_environment,
    url::read,
    read_object_inside,
    jenkins::read,
    keyed::read,
];

/// What is a value of a field as well.
const LONE: [Reader; 2] = [token::read_base64, token::read];

/// Reads a text that was pasted in order to fill the form; `None` when it is not
/// recognised.
pub fn read(text: &str) -> Option<Pasted> {
    first(&STRUCTURED, text).or_else(|| first(&LONE, text))
}

/// Reads a text that was pasted into one field of the form.
///
/// `None` means that it is most likely the value of that field and is simply pasted: every
/// lone word, and everything pasted into a field that is not about a registry.
pub fn read_in_field(field: Field, text: &str) -> Option<Pasted> {
    match field {
        Field::Registry | Field::UserName | Field::Password => first(&STRUCTURED, text),
        Field::Name
        | Field::Provider
        | Field::Kind
        | Field::Description
        | Field::Expires
        | Field::Key(_) => None,
    }
}

/// Reads a text that is one JSON object; its keys tell which reader it is for.
fn read_object(text: &str) -> Option<Pasted> {
    if !text.starts_with('{') {
        return None;
    }
    let object: serde_json::Value = serde_json::from_str(text).ok()?;
    google::read(text, &object)
        .or_else(|| azure::read(&object))
        .or_else(|| aws::read_json(&object))
        .or_else(|| docker_config::read_helper(&object))
        .or_else(|| docker_config::read(text))
        .or_else(|| robot::read(&object))
}

/// Reads the JSON object inside a text, behind a warning of the Azure CLI or in the quotes
/// of a variable such as GitLab's `DOCKER_AUTH_CONFIG`.
fn read_object_inside(text: &str) -> Option<Pasted> {
    let object = text.get(text.find('{')?..=text.rfind('}')?)?;
    if object.len() == text.len() {
        return None;
    }
    read_object(object).or_else(|| {
        // The body of a request, behind a command such as curl.
        serde_json::from_str::<serde_json::Map<_, _>>(object).ok()?;
        keyed::read(object)
    })
}

fn first(readers: &[Reader], text: &str) -> Option<Pasted> {
    // Windows programs put a byte order mark in front of what they save.
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut pasted = readers.iter().find_map(|read| read(text))?;
    pasted.entries.iter_mut().for_each(judge::judge);
    Some(pasted)
}

#[cfg(test)]
#[path = "login_tests.rs"]
mod tests;

#[cfg(test)]
mod sources_tests;

#[cfg(test)]
mod refused_tests;
