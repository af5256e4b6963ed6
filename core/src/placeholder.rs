//! Texts that stand in place of a value: variables, templates, references to a store of secrets,
//! masks, and words such as `YOUR_TOKEN`.
//!
//! One answer for every place where a value is typed, pasted or written in a configuration: such
//! a text is never filled in and never called good. Whole values are looked at and never parts of
//! them, because a real password may have `test` or a dollar sign in it. This module may not say
//! what follows from it. Start at [`Placeholder::of_secret`], [`Placeholder::of_user_name`] and
//! [`Placeholder::is_in_host`].

mod mask;
mod reference;
mod words;

/// What stands in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// A variable or the output of a command, which a shell or a pipeline would put in:
    /// `$TOKEN`, `%TOKEN%`, `$(command)`, `((name))`.
    Variable,
    /// What a template is filled in at: `{{ … }}`, `${{ … }}`, `<% … %>`, `__NAME__`.
    Template,
    /// The name of a value in a store of secrets or in another file: `secrets.X`, `var.x`,
    /// `vault:…`.
    Reference,
    /// What is shown in place of a secret: `xxxx`, `ghp_xxxx`, `****`, `REDACTED`.
    Mask,
    /// Words that are addressed to the reader: `<token>`, `YOUR_TOKEN`, `API_KEY`.
    Words,
    /// What stands in a secret's place in many examples: `password`, `changeme`, `0000`, `....`.
    Example,
    /// What may be any of these, and a value just as well: `api-key`, `robot-${NAME}`, `a****b`.
    Likely,
}

/// The longest text that is looked at word by word, in bytes: what somebody is to replace is
/// short.
const LONGEST: usize = 96;

/// The user names with a dollar sign that registries really have: NVIDIA's and Quay's.
const NAMES_WITH_DOLLAR: [&str; 3] = ["$oauthtoken", "$app", "$token"];

impl Placeholder {
    /// What a text in place of a password or token is, where it is none.
    pub fn of_secret(text: &str) -> Option<Self> {
        let text = text.trim();
        if NAMES_WITH_DOLLAR.contains(&text) {
            return None;
        }
        // What is certain goes before what may be one.
        let mut likely = None;
        for of in [reference::of, mask::of, words::of_secret] {
            match of(text) {
                Some(found) if found.is_certain() => return Some(found),
                found => likely = likely.or(found),
            }
        }
        likely
    }

    /// What a text in place of a user name is, where it is none. `robot$name`, `$oauthtoken` and
    /// Azure's GUID of zeros are names as they stand, and a plain word may be anybody's.
    pub fn of_user_name(text: &str) -> Option<Self> {
        let text = text.trim();
        if NAMES_WITH_DOLLAR.contains(&text) || text == mask::NOBODY {
            return None;
        }
        reference::of(text)
            .or_else(|| mask::of(text).filter(|mask| *mask == Self::Mask && !is_name(text)))
            .or_else(|| words::of_user_name(text))
    }

    /// Whether a host, as it was typed and without scheme and path, still has something in it
    /// that stands in place of a part: `<name>.azurecr.io`, `ACCOUNT_ID.dkr.ecr.REGION…`.
    pub fn is_in_host(host: &str) -> bool {
        has_mark(host)
            || words::are_in_host(host)
            || mask::is_in_host(host)
            || reference::is_in_place_of_host(host)
    }

    /// Whether a whole text stands in place of a host: a template, or where the host is kept.
    pub fn is_instead_of_host(text: &str) -> bool {
        reference::is_instead_of_host(text.trim())
    }

    /// Whether nobody has such a value.
    pub const fn is_certain(self) -> bool {
        !matches!(self, Self::Likely)
    }
}

/// Whether a text is the name of a user that a registry gives with a dollar sign in it: NVIDIA's
/// and Quay's, and `robot$name` or `robot$project+name` of Harbor.
pub(crate) fn is_name_with_dollar(text: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b"_.-+".contains(&b);
    let of_robot = text.strip_prefix("robot$");
    NAMES_WITH_DOLLAR.contains(&text)
        || of_robot.is_some_and(|name| !name.is_empty() && name.bytes().all(is_part))
}

/// Whether a host has characters of templates and variables, which no host has.
fn has_mark(host: &str) -> bool {
    host.contains(['<', '>', '{', '}', '$', '(', ')', '%', '#', '@'])
        || host.starts_with('[') && host.ends_with(']') && !host.contains(':')
}

/// Whether a text is one letter over and over, which may be a name: `Xxx`, but no row of them.
fn is_name(text: &str) -> bool {
    let mut letters = text.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() && letters.all(|b| b == first))
        && text.len() < SHORTEST_ROW
}

/// Fewer equal letters may be somebody's name.
const SHORTEST_ROW: usize = 6;

#[cfg(test)]
#[path = "placeholder/placeholder_tests.rs"]
mod tests;
