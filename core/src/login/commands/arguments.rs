//! Options and operands of a command, as Go's pflag and Java's picocli read them.
//!
//! Forms: `-u name`, `-uname`, `-u=name`, `--username name`, `--username=name`. An option
//! that takes no value must be known as such, and so every option that takes one is listed.

use super::programs::Family;
use crate::login::shell::Word;

/// What stands behind the name of a program.
pub(super) struct Arguments {
    options: Vec<(String, Option<Word>)>,
    operands: Vec<Word>,
}

impl Arguments {
    /// Reads the words behind a program.
    pub(super) fn read(words: &[Word], family: Family) -> Self {
        let mut arguments = Self {
            options: Vec::new(),
            operands: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let head = word.head();
            if head == "--" && word.text().is_some() {
                arguments.operands.extend(words.cloned());
                break;
            }
            if let Some(long) = head.strip_prefix("--") {
                arguments.long(long, word, family, &mut words);
            } else if head.len() > 1 && head.starts_with('-') {
                arguments.short(word, family, &mut words);
            } else {
                arguments.operands.push(word.clone());
            }
        }
        arguments
    }

    /// The operands behind the subcommands, when it is those.
    pub(super) fn behind(&self, subcommands: &[&str]) -> Option<&[Word]> {
        let (first, rest) = self.operands.split_at_checked(subcommands.len())?;
        let texts = first.iter().map(Word::text);
        texts
            .eq(subcommands.iter().copied().map(Some))
            .then_some(rest)
    }

    /// Whether the option is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(option, _)| option == name)
    }

    /// The value of the option under one of its names; the last one counts.
    pub(super) fn value(&self, names: &[&str]) -> Option<&Word> {
        let mut options = self.options.iter().rev();
        let (_, value) = options.find(|(option, _)| names.contains(&option.as_str()))?;
        value.as_ref()
    }

    fn long<'a>(
        &mut self,
        long: &str,
        word: &Word,
        family: Family,
        next: &mut impl Iterator<Item = &'a Word>,
    ) {
        let (name, value) = match long.split_once('=') {
            Some((name, _)) => (name, Some(word.behind(2 + name.len() + 1))),
            // Every long option of `az` that has a word behind it takes it.
            None if family == Family::Azure || takes_value(long, family) => {
                (long, next.next().cloned())
            }
            None => (long, None),
        };
        self.options.push((name.to_owned(), value));
    }

    /// Short options may share a dash; the first that takes a value takes the rest.
    fn short<'a>(
        &mut self,
        word: &Word,
        family: Family,
        next: &mut impl Iterator<Item = &'a Word>,
    ) {
        for (at, name) in word.head().char_indices().skip(1) {
            let name = name.to_string();
            if takes_value(&name, family) {
                let mut value = word.behind(at + name.len());
                if value.head().starts_with('=') {
                    value = value.behind(1);
                }
                let value = if value.is_empty() {
                    next.next().cloned()
                } else {
                    Some(value)
                };
                self.options.push((name, value));
                return;
            }
            self.options.push((name, None));
        }
    }
}

/// Options that are followed by a value. Of those that hold no part of a login, the ones are
/// listed that are common in front of a server or an image.
const LOGIN: &[&str] = &[
    "n",
    "namespace",
    "u",
    "username",
    "user",
    "p",
    "password",
    "pass",
    "e",
    "email",
    "c",
    "context",
    "config",
    "H",
    "host",
    "l",
    "log-level",
    "secret",
    "authfile",
    "cert-dir",
    "ca-file",
    "cert-file",
    "key-file",
    "registry-config",
    "identity-token",
    "resolve",
    "platform",
    "kubeconfig",
    "kube-context",
];

const KUBECTL: &[&str] = &[
    "docker-server",
    "docker-username",
    "docker-password",
    "docker-email",
    "n",
    "namespace",
    "context",
    "kubeconfig",
    "o",
    "output",
    "from-file",
    "s",
    "server",
    "type",
];

const TOWER: &[&str] = &[
    "n",
    "name",
    "u",
    "username",
    "p",
    "password",
    "r",
    "registry",
    "w",
    "workspace",
    "i",
    "id",
    "o",
    "output",
    "t",
    "access-token",
    "url",
];

const IMAGES: &[&str] = &[
    "creds",
    "auth",
    "src-creds",
    "dest-creds",
    "screds",
    "dcreds",
    "src-username",
    "src-password",
    "dest-username",
    "dest-password",
    "from-username",
    "from-password",
    "to-username",
    "to-password",
    "u",
    "user",
    "username",
    "p",
    "password",
    "docker-username",
    "docker-password",
    "n",
    "namespace",
    "address",
    "a",
    "authfile",
    "src-authfile",
    "dest-authfile",
    "arch",
    "os",
    "variant",
    "platform",
    "override-arch",
    "override-os",
    "format",
    "f",
    "o",
    "output",
    "name",
    "e",
    "env",
    "v",
    "volume",
    "B",
    "bind",
    "dir",
    "version",
    "runtime-endpoint",
    "r",
    "config",
    "c",
    "src-registry-token",
    "dest-registry-token",
    "src",
    "dest",
    "X",
    "H",
    "header",
    "request",
];

const AZURE_LOGIN: &[&str] = &[
    "n",
    "name",
    "u",
    "username",
    "p",
    "password",
    "g",
    "resource-group",
    "suffix",
];

/// Whether the option is followed by a value.
fn takes_value(name: &str, family: Family) -> bool {
    let options = match family {
        Family::Login => LOGIN,
        Family::Kubectl => KUBECTL,
        Family::Tower => TOWER,
        Family::Images => IMAGES,
        Family::AzureLogin => AZURE_LOGIN,
        // Every one-letter option of `az` that may stand beside a login.
        Family::Azure => return name.len() == 1,
    };
    options.contains(&name)
}
