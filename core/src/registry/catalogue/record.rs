//! The shape in which the catalogue keeps what is known about one registry.
//!
//! Texts may hold placeholders in angle brackets, such as `<name>`, which
//! [`super::help`] fills in. This module may not hold any fact itself. Start at [`Record`].

/// What is known about one registry.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The host to store, or its shape with placeholders.
    pub canonical_host: &'static str,
    /// Whether the kind can be told from a host.
    pub recognition: Recognition,
    /// The user name that the registry expects.
    pub user_name: Login,
    /// The secret that the registry expects.
    pub password: Login,
    /// What lasting secrets of the registry look like.
    pub secret_formats: &'static [&'static str],
    /// The least that the secret must be allowed to do for pulls.
    pub least_permission: &'static str,
    /// How to create a secret that lasts, in the vendor's web pages unless it says otherwise.
    pub steps: &'static [&'static str],
    /// Commands that do the same.
    pub commands: &'static [Command],
    /// The vendor's page about it.
    pub docs_url: &'static str,
    /// What is special about the registry in Wave.
    pub wave_notes: &'static [&'static str],
}

/// Whether a kind of registry can be told from a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// All its hosts are known.
    Always,
    /// The vendor's own hosts are known; people also run it on hosts of their own.
    VendorOnly,
    /// People run it on hosts of their own, so they have to be asked.
    Never,
}

/// One half of a login: what to call it, and what to type.
#[derive(Clone, Copy, Debug)]
pub struct Login {
    /// The registry's own word for it.
    pub label: &'static str,
    /// An example, or the exact text where there is only one; empty for a secret.
    pub placeholder: &'static str,
    /// What to type, in a sentence.
    pub note: &'static str,
}

/// A command to copy.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The program whose version decides whether the options are right.
    pub tool: &'static str,
    /// The line.
    pub line: &'static str,
}
