//! What a typed registry is made of: the host, and everything that does not belong there.
//!
//! This module takes a text apart and may not judge it. It sees to it that a login which
//! was pasted along ends up in no part that is ever shown. Start at [`Parts::read`].

use super::change::{Change, Diagnostics};
use crate::finding::rules;

rules! {
    /// There is white space in the registry.
    pub(crate) WHITESPACE = "whitespace" {
        severity: Error,
        why: "Wave compares the stored text as it is, and no image has white space in its host. \
              Only an empty registry means docker.io; white space alone does not.",
        action: "Remove the white space and enter one host, for instance quay.io.",
    }

    /// There are quotation marks around the registry.
    pub(crate) QUOTES = "quotes" {
        severity: Warning,
        why: "They are stored as a part of the registry. Wave compares the text as it is, and \
              then no image matches it.",
        action: "Remove the quotation marks.",
    }

    /// There is more than one registry in one value.
    pub(crate) SEVERAL = "several" {
        severity: Error,
        why: "Wave compares the whole text with one image, so a list never matches.",
        action: "Enter one registry, and add other credentials for each of the others.",
    }

    /// The registry has https:// or the like before the host.
    pub(crate) SCHEME = "scheme" {
        severity: Error,
        why: "Image names never contain a scheme, so Wave never uses these credentials, \
              although its login check may accept them. Wave talks to registries over HTTPS, \
              except on localhost.",
        action: "Enter the host alone, for instance quay.io.",
    }

    /// The registry has a login before an @.
    pub(crate) USER_INFO = "user-info" {
        severity: Error,
        why: "What stands before the @ is part of no image, so Wave never uses these \
              credentials.",
        action: "Enter the host alone, for instance quay.io, and put the user name into its own \
                 field.",
    }

    /// The registry looks as if it contains a password or token.
    pub(crate) SECRET_IN_REGISTRY = "secret-in-registry" {
        severity: Error,
        why: "Platform shows the registry to everyone who may see these credentials. Besides, \
              Wave matches no image with it.",
        action: "Move the secret to the password field and enter the host alone. If it was \
                 saved like this before, create a new secret and revoke the old one.",
    }

    /// There is a path behind the host of the registry.
    pub PATH = "path" {
        severity: Warning,
        why: "Releases of Wave up to 1.37 compare the whole text with the image's host, so it \
              never matches. The newest source of Wave takes a path for a scope: the credential \
              is used for the images below it and for no others. Which release brings that is \
              not known.",
        action: "Enter the host alone, for instance quay.io, which works with every Wave. Keep \
                 a path if your Wave matches paths: in lower case, without a slash at the end, a \
                 tag, a digest or a wildcard.",
    }

    /// The registry is limited to the images below its path, where Wave matches paths.
    pub PATH_SCOPE = "path-scope" {
        severity: Info,
        why: "A Wave that matches paths uses the credential for the images whose name begins \
              with the registry and a slash, and for no others. Of several it takes the \
              longest.",
        action: "There is nothing to do, if the images are below that path. Enter the host \
                 alone for all images of the registry.",
    }
}

/// A typed registry, taken apart. No part holds any of the login.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'a> {
    /// There was white space, or an invisible character, at an end.
    pub(super) padded: bool,
    /// There were quotation marks.
    pub(super) quoted: bool,
    /// What stands before the host with its slashes, for instance `https://`.
    pub(super) scheme: Option<&'a str>,
    /// What kind of login stands before an `@`.
    pub(super) login: Login,
    /// What stands between several values.
    pub(super) separator: Separator,
    /// The host, perhaps with a port: of the first value, when there are several.
    pub(super) authority: &'a str,
    /// What follows the host, from the slash on.
    pub(super) path: &'a str,
}

/// A path that images can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImagePath {
    /// In lower case, without slashes around it.
    pub(super) text: String,
    /// Whether it was typed in lower case.
    pub(super) is_lower_case: bool,
    /// Whether it was typed with a slash at its end.
    pub(super) ends_in_slash: bool,
    /// What was typed behind it.
    pub(super) suffix: PathSuffix,
}

/// What stands behind the path of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathSuffix {
    /// Nothing.
    Absent,
    /// A tag or a digest, as behind an image.
    Tag,
    /// A wildcard or a query.
    Other,
}

/// What kind of login stands before an `@`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Login {
    /// There is none.
    Absent,
    /// A user name, or a token in its place.
    User,
    /// A user name and a password.
    UserAndPassword,
}

/// What stands inside a value that should be one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing: it is one word.
    Absent,
    /// Commas or semicolons between values.
    Comma,
    /// White space between values, perhaps with commas.
    Blank,
    /// White space, but not between values.
    BlankInside,
}

/// The schemes that a person may write before a registry, even without slashes.
pub(super) const SCHEME_WORDS: [&str; 4] = ["https", "http", "docker", "oras"];

impl<'a> Parts<'a> {
    /// Takes a text apart.
    pub(super) fn read(typed: &'a str) -> Self {
        let text = typed.trim_matches(is_blank);
        let bare = text.trim_matches(|c| is_quote(c) || is_blank(c));
        let (scheme, rest) = split_scheme(bare);
        let (login, rest) = split_login(rest);
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (separator, first) = first_value(&rest[..end]);
        let cut = first.find(['/', '\\']).unwrap_or(first.len());
        let path = match separator {
            // The text behind the question mark belongs to the last value, not to the first.
            Separator::Comma | Separator::Blank => &first[cut..],
            _ => &rest[cut..],
        };
        Self {
            padded: text.len() != typed.len(),
            quoted: bare.len() != text.len(),
            scheme,
            login,
            separator,
            authority: &first[..cut],
            path,
        }
    }

    /// The path as images can have it; `None` where there is none, or none of that kind.
    pub(super) fn image_path(&self) -> Option<ImagePath> {
        if self.separator != Separator::Absent || self.login != Login::Absent {
            return None;
        }
        let end = self.path.find(['?', '#']).unwrap_or(self.path.len());
        let slashed = &self.path[..end];
        let trimmed = slashed.trim_matches('/');
        let lower = trimmed.to_ascii_lowercase();
        // What stands behind a version is an address of the registry's API, and no image.
        if matches!(lower.split('/').next(), Some("v1" | "v2")) {
            return None;
        }
        let last = lower.rfind('/').map_or(0, |slash| slash + 1);
        let tag = lower[last..].find([':', '@']).map(|at| last + at);
        let named = &lower[..tag.unwrap_or(lower.len())];
        let path = named
            .strip_suffix("/**")
            .or_else(|| named.strip_suffix("/*"))
            .unwrap_or(named);
        let is_whole = end == self.path.len() && path.len() == lower.len();
        is_image_path(path).then(|| ImagePath {
            is_lower_case: lower == trimmed,
            ends_in_slash: slashed.ends_with('/'),
            suffix: match tag {
                Some(_) => PathSuffix::Tag,
                None if is_whole => PathSuffix::Absent,
                None => PathSuffix::Other,
            },
            text: path.to_owned(),
        })
    }

    /// The path for a sentence: without a query, which may hold anything, and not too long.
    pub(super) fn shown_path(&self) -> &'a str {
        let end = self.path.find(['?', '#']).unwrap_or(self.path.len());
        let long = self.path.char_indices().nth(60).map_or(end, |(at, _)| at);
        &self.path[..end.min(long)]
    }
}

/// Whether images can have this path: parts of lower-case letters and digits, with dots, dashes
/// and underscores between them (`path-component` of the distribution's reference grammar).
pub(super) fn is_image_path(path: &str) -> bool {
    let is_alphanumeric = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    path.split('/').all(|part| {
        let ends = part.bytes().next().zip(part.bytes().next_back());
        ends.is_some_and(|(first, last)| is_alphanumeric(first) && is_alphanumeric(last))
            && part
                .bytes()
                .all(|b| is_alphanumeric(b) || matches!(b, b'.' | b'-' | b'_'))
            && !part.contains("..")
    })
}

/// White space, or a character that cannot be seen and comes along when text is copied.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›'
    )
}

/// Takes `https://` off, also when a slash is missing or one is too many.
pub(super) fn split_scheme(text: &str) -> (Option<&str>, &str) {
    let is_scheme = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
    };
    let is_known = |word: &str| {
        SCHEME_WORDS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    let without_colon = text.split_once("//").filter(|(word, _)| is_known(word));
    let end = match text.split_once(":/") {
        _ if text.starts_with("//") => 0,
        _ if without_colon.is_some() => text.find("//").unwrap_or_default(),
        Some((word, rest)) if is_scheme(word) && (rest.starts_with('/') || is_known(word)) => {
            word.len() + 1
        }
        _ => return (None, text),
    };
    let rest = text[end..].trim_start_matches('/');
    let scheme = &text[..text.len() - rest.len()];
    (Some(scheme), rest)
}

/// Takes a login off.
///
/// A password may hold any character, slashes and commas too, so whatever stands before the
/// last `@` counts as one when there is a colon in it. The `@` of an image digest does not
/// count; without a colon, neither does one inside a path.
fn split_login(text: &str) -> (Login, &str) {
    let mut end = text.len();
    while let Some(at) = text[..end].rfind('@') {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let in_path = before.contains('/');
        let is_digest = in_path
            && ["sha256:", "sha384:", "sha512:"]
                .iter()
                .any(|d| after.starts_with(d));
        if !is_digest && before.contains(':') {
            return (Login::UserAndPassword, after);
        }
        if !is_digest && !in_path {
            return (Login::User, after);
        }
        end = at;
    }
    (Login::Absent, text)
}

/// The first of several values.
fn first_value(text: &str) -> (Separator, &str) {
    let is_comma = |c: char| matches!(c, ',' | ';');
    let has_blank = text.contains(is_blank);
    let has_comma = text.contains(is_comma);
    if !has_blank && !has_comma {
        return (Separator::Absent, text);
    }
    let mut values = text
        .split(|c| is_comma(c) || is_blank(c))
        .filter(|value| !value.is_empty());
    if !has_comma && !values.clone().all(|value| value.contains('.')) {
        return (Separator::BlankInside, text);
    }
    let first = values.next().unwrap_or_default().trim_matches(is_quote);
    let separator = if has_blank {
        Separator::Blank
    } else {
        Separator::Comma
    };
    (separator, first)
}

/// Says everything there is to say about what stands around the host.
pub(super) fn report(parts: &Parts<'_>, diagnostics: &mut Diagnostics) {
    if parts.padded {
        diagnostics.change(Change::Trimmed);
    }
    if parts.separator == Separator::BlankInside {
        diagnostics.error(
            WHITESPACE,
            "A host has no white space in it. Type one host, for instance quay.io.",
        );
    } else if parts.padded {
        diagnostics.warning(
            WHITESPACE,
            "White space around the host is stored with it, and then it equals the host of no \
             image.",
        );
    }
    if parts.quoted {
        diagnostics.change(Change::Unquoted);
        diagnostics.warning(
            QUOTES,
            "Quotation marks are stored as part of the registry, and then no image matches it.",
        );
    }
    if let Some(scheme) = parts.scheme {
        diagnostics.change(Change::SchemeRemoved(scheme.to_owned()));
        report_scheme(scheme, parts.authority, diagnostics);
    }
    report_login(parts.login, diagnostics);
    report_separator(parts.separator, diagnostics);
    if !parts.path.is_empty() {
        diagnostics.change(Change::PathRemoved(parts.shown_path().to_owned()));
        diagnostics.warning(
            PATH,
            "What stands behind the host is compared too, and then this matches no image.",
        );
    }
}

fn report_scheme(scheme: &str, authority: &str, diagnostics: &mut Diagnostics) {
    let is_http = scheme
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("http:"));
    if is_http && !is_localhost(authority) {
        diagnostics.error(
            SCHEME,
            "Wave talks to registries over HTTPS, except on localhost, and image names never \
             contain “http://”. Type the host alone, for instance quay.io.",
        );
    } else {
        diagnostics.warning(
            SCHEME,
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

fn report_login(login: Login, diagnostics: &mut Diagnostics) {
    if login == Login::Absent {
        return;
    }
    diagnostics.change(Change::LoginRemoved);
    diagnostics.error(
        USER_INFO,
        "A user name belongs in its own field. What stands before the “@” is part of no image, \
         so Wave would never use this. Type the host alone, for instance quay.io.",
    );
    if login == Login::UserAndPassword {
        diagnostics.error(
            SECRET_IN_REGISTRY,
            "This looks like a password in the registry, which Platform shows to everyone who \
             may see these credentials. Move it to the password field; if it was saved like \
             this before, create a new one and revoke the old one.",
        );
    }
}

/// Says that a secret stands in place of the host.
pub(super) fn report_secret(diagnostics: &mut Diagnostics) {
    diagnostics.error(
        SECRET_IN_REGISTRY,
        "This looks like a token, not a host, and Platform shows the registry to everyone who \
         may see these credentials. Move it to the password field and type the host here, for \
         instance quay.io.",
    );
}

fn report_separator(separator: Separator, diagnostics: &mut Diagnostics) {
    let message = "Credentials are for one registry, and Wave compares the whole text. Add other \
                   credentials for each of the other registries.";
    match separator {
        Separator::Absent | Separator::BlankInside => return,
        Separator::Comma => diagnostics.warning(SEVERAL, message),
        Separator::Blank => diagnostics.error(SEVERAL, message),
    }
    diagnostics.change(Change::FirstKept);
}
