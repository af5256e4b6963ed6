//! What to paste elsewhere so that a stored credential is used.
//!
//! A snippet never contains a secret: a variable or an interactive flag takes its place. What
//! comes from a credential was typed by somebody else, so it is quoted for the language that
//! it is pasted into, and nothing invisible is left in it. This module may not ask for a
//! password. Start at [`for_credential`]; a language's quoting is in [`shell`], [`hcl`] and
//! [`yaml`].

mod config_command;
mod docker;
pub mod hcl;
mod login;
mod platform;
mod providers;
pub mod shell;
mod visible;
pub mod yaml;
mod zenml;

pub use self::config_command::config_command;
pub use self::providers::{StoredSubject, for_stored};

use self::login::Login;
use crate::scope::WorkspaceId;

/// Switches Wave on, in the syntax that both of Nextflow's config parsers read.
///
/// What switches Wave on: with it, a run pulls images with stored registry credentials.
/// Source: Seqera's documentation of registry credentials, reworded there as
/// `wave { enabled=true }`.
pub const ENABLE_WAVE: &str = "wave { enabled = true }";

/// A stored credential of a container registry, as snippets need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialSubject<'a> {
    /// Its name in Platform.
    pub name: &'a str,
    /// Its registry, `docker.io` where it is blank.
    pub registry: &'a str,
    /// Its user name.
    pub user_name: &'a str,
    /// The workspace that holds it; `None` for a personal one.
    pub workspace: Option<SnippetWorkspace<'a>>,
}

/// A workspace, as the tools name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnippetWorkspace<'a> {
    /// Its number.
    pub id: WorkspaceId,
    /// The organization's name.
    pub org: &'a str,
    /// The workspace's name.
    pub name: &'a str,
}

/// What a snippet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nextflow's configuration.
    Nextflow,
    /// `tw`, Platform's command line.
    Tw,
    /// Terraform with Seqera's provider.
    Terraform,
    /// seqerakit's YAML.
    Seqerakit,
    /// The `wave` command line.
    WaveCli,
    /// `docker login`.
    Docker,
    /// `ZenML`'s command line.
    Zenml,
}

/// The language of a snippet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Nextflow's configuration, read as Groovy.
    Groovy,
    /// A POSIX shell.
    Shell,
    /// `HashiCorp`'s configuration language.
    Hcl,
    /// YAML.
    Yaml,
}

/// Something to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// What it is for.
    pub target: Target,
    /// Its language.
    pub language: Language,
    /// The text, without a line end at its end.
    pub text: String,
    /// Where it goes and what to know, in sentences.
    pub notes: Vec<String>,
}

/// All snippets of a stored credential, one for each [`Target`] and in their order.
pub fn for_credential(credential: &CredentialSubject<'_>) -> Vec<Snippet> {
    let login = Login::of(credential);
    let mut snippets = vec![
        platform::nextflow(&login),
        platform::tw(&login),
        platform::terraform(&login),
        platform::seqerakit(&login),
        platform::wave(&login),
        docker::login(&login),
        zenml::stack(&login),
    ];
    for snippet in &mut snippets {
        snippet.notes.extend(login.notes.iter().cloned());
    }
    snippets
}

#[cfg(test)]
#[path = "snippet_tests.rs"]
mod tests;
