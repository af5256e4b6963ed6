//! A stored credential, made ready for snippets.
//!
//! What cannot or must not stand in a snippet is replaced by a variable here, and said. This
//! module may not know a target. Start at [`Login::of`].

use std::borrow::Cow;

use super::{CredentialSubject, Snippet, SnippetWorkspace, hcl, shell, yaml};
use crate::credentials::CredentialsName;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::ecr::UserName;
use crate::registry::secret::is_unmistakable;
use crate::registry::server::{Matches, RegistryServer, Suggestion};

/// What snippets are made of.
pub(super) struct Login<'a> {
    /// The credential's name.
    pub(super) name: Text<'a>,
    /// A name for things of other tools: ASCII letters, digits, `-` and `_`.
    pub(super) label: String,
    /// The registry's host.
    pub(super) host: Text<'a>,
    /// What Platform stores: the host, or the host with a path.
    pub(super) registry: Text<'a>,
    /// Which images Wave uses it for, as it is stored.
    pub(super) matches: Matches,
    /// The kind of registry, where its host tells.
    pub(super) kind: Option<Registry>,
    /// The user name.
    pub(super) user: Text<'a>,
    /// The workspace that holds it.
    pub(super) workspace: Option<SnippetWorkspace<'a>>,
    /// What to know about every snippet.
    pub(super) notes: Vec<String>,
}

/// A value of a snippet.
#[derive(Clone)]
pub(super) enum Text<'a> {
    /// It is written out.
    Known(Cow<'a, str>),
    /// The environment has it; this is the variable's name.
    Variable(&'static str),
}

/// The variable for the secret.
pub(super) const PASSWORD: Text<'static> = Text::Variable("REGISTRY_PASSWORD");

impl<'a> Login<'a> {
    /// Takes a credential apart.
    pub(super) fn of(credential: &CredentialSubject<'a>) -> Self {
        let mut notes = Vec::new();
        let host = host(credential.registry, &mut notes);
        let scope = RegistryServer::read(credential.registry).scope;
        let scope = scope.filter(|scope| scope.text == credential.registry);
        // The id of an access key is none.
        let is_key = UserName::read(credential.user_name) != UserName::Other;
        let user = if !is_key && is_unmistakable(credential.user_name) {
            // Some registries take a token for both.
            notes.push(
                "The user name looks like a secret, so the variable REGISTRY_USER stands in its \
                 place."
                    .to_owned(),
            );
            Text::Variable("REGISTRY_USER")
        } else {
            Text::read(
                credential.user_name,
                "user name",
                "REGISTRY_USER",
                &mut notes,
            )
        };
        Self {
            name: Text::read(credential.name, "name", "CREDENTIALS_NAME", &mut notes),
            label: CredentialsName::suggest(credential.name, |_| false),
            kind: host.known().and_then(Registry::of_host),
            registry: match scope {
                Some(scope) => Text::Known(Cow::Owned(scope.text)),
                None => host.clone(),
            },
            matches: Matches::of(credential.registry),
            host,
            user,
            workspace: credential.workspace,
            notes,
        }
    }

    /// Whether the user name is this one.
    pub(super) fn is_user(&self, name: &str) -> bool {
        self.user.known() == Some(name)
    }
}

/// The host that the registry means.
fn host<'a>(stored: &'a str, notes: &mut Vec<String>) -> Text<'a> {
    if stored.trim().is_empty() {
        return Text::Known(Cow::Borrowed(DOCKER_HUB));
    }
    let server = RegistryServer::read(stored);
    if let (Some(scope), Suggestion::Host(host)) = (&server.scope, &server.suggestion)
        && scope.text == stored
    {
        notes.push(format!(
            "The registry is stored with a path: only a Wave that matches paths uses it, for \
             images below {stored}. Releases up to 1.37 never do."
        ));
        return Text::Known(Cow::Owned(host.clone()));
    }
    // What logs in takes a host, whatever stands behind it.
    let respelled = server.respelled().filter(|_| server.scope.is_none());
    let meant = match (respelled, &server.matches, &server.suggestion) {
        (Some(host), ..) => Some(host),
        (None, Matches::DockerHub | Matches::Host(_), _) => Some(stored),
        (
            None,
            Matches::Never | Matches::Scope(_),
            Suggestion::Host(host) | Suggestion::Unusable(host),
        ) => Some(host.as_str()),
        (
            None,
            Matches::Never | Matches::Scope(_),
            Suggestion::Template(_) | Suggestion::Nothing,
        ) => None,
    };
    let Some(meant) = meant.filter(|host| !host.contains('\0')) else {
        notes.push(
            "The stored registry is not a host, so the variable REGISTRY_SERVER stands in its \
             place. Correct the credential: Wave uses it for no image."
                .to_owned(),
        );
        return Text::Variable("REGISTRY_SERVER");
    };
    if meant != stored {
        // The stored text is not repeated: a login may stand in it.
        notes.push(format!(
            "The registry is stored in another spelling than {meant}, which is most likely what \
             was meant and what the snippet has. Correct the credential: Wave compares it letter \
             by letter."
        ));
    }
    Text::Known(Cow::Owned(meant.to_owned()))
}

impl<'a> Text<'a> {
    /// A value that can be written out unless it holds a NUL character.
    fn read(value: &'a str, what: &str, variable: &'static str, notes: &mut Vec<String>) -> Self {
        if !value.contains('\0') {
            return Self::Known(Cow::Borrowed(value));
        }
        notes.push(format!(
            "The {what} holds a NUL character, which no command can be given, so the variable \
             {variable} stands in its place. Correct the credential."
        ));
        Self::Variable(variable)
    }

    /// What it is, where that is written out.
    pub(super) fn known(&self) -> Option<&str> {
        match self {
            Self::Known(value) => Some(value),
            Self::Variable(_) => None,
        }
    }

    /// For a shell.
    pub(super) fn shell(&self) -> String {
        match self {
            Self::Known(value) => shell::word(value).unwrap_or_default(),
            Self::Variable(name) => format!("\"${name}\""),
        }
    }

    /// For HCL; a variable has to be declared.
    pub(super) fn hcl(&self) -> String {
        match self {
            Self::Known(value) => hcl::string(value),
            Self::Variable(name) => format!("var.{}", name.to_ascii_lowercase()),
        }
    }

    /// For seqerakit, which hands its values to a shell: those with a character that it looks
    /// for without quotes, the others with. A backslash at the beginning stops it, and then it
    /// takes backslashes and single quotes from the ends (`SeqeraPlatform` in its published
    /// source, 0.5.7).
    pub(super) fn seqerakit(&self) -> String {
        match self {
            Self::Known(value) => {
                let is_touched = value.contains(['$', '%', '|', '<', '>', '&', '`', '\\', '\'']);
                if !is_touched {
                    return yaml::scalar(value);
                }
                let mut word = String::from("\\\"");
                for c in value.chars() {
                    if matches!(c, '$' | '`' | '"' | '\\') {
                        word.push('\\');
                    }
                    word.push(c);
                }
                word.push('"');
                yaml::scalar(&word)
            }
            Self::Variable(name) => yaml::scalar(&format!("\"${name}\"")),
        }
    }
}

impl Snippet {
    /// Adds a sentence.
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a sentence where it applies.
    pub(super) fn note_if(self, applies: bool, note: &str) -> Self {
        if applies { self.note(note) } else { self }
    }
}

/// A command: its words, and options with their values.
pub(super) struct Command(String);

impl Command {
    /// A command and what needs no quotes.
    pub(super) fn new(words: &str) -> Self {
        Self(words.to_owned())
    }

    /// Adds what needs no quotes.
    pub(super) fn word(mut self, word: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(word);
        self
    }

    /// Adds `--name=value`, so that a value may begin with a dash.
    pub(super) fn option(self, name: &str, value: &Text<'_>) -> Self {
        self.word(&format!("--{name}={}", value.shell()))
    }

    /// The line.
    pub(super) fn line(self) -> String {
        self.0
    }
}

#[cfg(test)]
#[path = "login_tests.rs"]
mod tests;
