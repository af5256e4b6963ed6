//! What Wave makes of everything around the host, and what to say about it.
//!
//! This module may not look at the host itself, which is [`super::meant`]'s part. Start at
//! [`report`].

use super::change::Change;
use super::notes::Notes;
use super::parts::{Login, Parts, Separator};
use crate::finding::Code;

/// Says everything there is to say about what stands around the host.
pub(super) fn report(parts: &Parts<'_>, notes: &mut Notes) {
    if parts.padded {
        notes.change(Change::Trimmed);
    }
    if parts.separator == Separator::BlankInside {
        notes.error(
            Code::Whitespace,
            "A host has no white space in it. Type one host, for instance quay.io.",
        );
    } else if parts.padded {
        notes.warning(
            Code::Whitespace,
            "White space around the host is stored with it, and then it equals the host of no \
             image.",
        );
    }
    if parts.quoted {
        notes.change(Change::Unquoted);
        notes.warning(
            Code::Quotes,
            "Quotation marks are stored as part of the registry, and then no image matches it.",
        );
    }
    if let Some(scheme) = parts.scheme {
        notes.change(Change::SchemeRemoved(scheme.to_owned()));
        report_scheme(scheme, parts.authority, notes);
    }
    report_login(parts.login, notes);
    report_separator(parts.separator, notes);
    if !parts.path.is_empty() {
        notes.change(Change::PathRemoved(parts.shown_path().to_owned()));
        notes.warning(
            Code::Path,
            "Wave matches whole registries, not repositories. It compares this with the bare \
             host of an image, so with a path it never matches.",
        );
    }
}

fn report_scheme(scheme: &str, authority: &str, notes: &mut Notes) {
    let is_http = scheme
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("http:"));
    if is_http && !is_localhost(authority) {
        notes.error(
            Code::Scheme,
            "Wave talks to registries over HTTPS, except on localhost, and image names never \
             contain “http://”. Type the host alone, for instance quay.io.",
        );
    } else {
        notes.warning(
            Code::Scheme,
            format!(
                "Image names never begin with “{scheme}”, so Wave would never use this. The login \
                 check may accept it all the same."
            ),
        );
    }
}

/// Whether this is the one host that Wave reaches without TLS.
fn is_localhost(authority: &str) -> bool {
    authority
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("localhost"))
        && matches!(authority.as_bytes().get(9), None | Some(b':'))
}

fn report_login(login: Login, notes: &mut Notes) {
    if login == Login::Absent {
        return;
    }
    notes.change(Change::LoginRemoved);
    notes.error(
        Code::UserInfo,
        "A user name belongs in its own field. What stands before the “@” is part of no image, \
         so Wave would never use this. Type the host alone, for instance quay.io.",
    );
    if login == Login::UserAndPassword {
        notes.error(
            Code::SecretInRegistry,
            "This looks like a password in the registry, which Platform shows to everyone who \
             may see these credentials. Move it to the password field; if it was saved like \
             this before, create a new one and revoke the old one.",
        );
    }
}

/// Says that a secret stands in place of the host.
pub(super) fn report_secret(notes: &mut Notes) {
    notes.error(
        Code::SecretInRegistry,
        "This looks like a token, not a host, and Platform shows the registry to everyone who \
         may see these credentials. Move it to the password field and type the host here, for \
         instance quay.io.",
    );
}

fn report_separator(separator: Separator, notes: &mut Notes) {
    let message = "Credentials are for one registry, and Wave compares the whole text. Add other \
                   credentials for each of the other registries.";
    match separator {
        Separator::Absent | Separator::BlankInside => return,
        Separator::Comma => notes.warning(Code::Several, message),
        Separator::Blank => notes.error(Code::Several, message),
    }
    notes.change(Change::FirstKept);
}
