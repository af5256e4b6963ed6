//! Variables of an environment, as a shell, PowerShell, a Dockerfile, a batch script or a file of
//! settings gives them values.
//!
//! Commands of programs that are not known say something by their options too, where they are about
//! a registry. What a shell would put in stays out, with the reason; single quotes keep a dollar
//! sign, and so do the names of users that registries give.

use super::names::{Role, Words};
use super::node::{Node, Pairs};
use crate::login::advice::Reason;
use crate::login::host;
use crate::login::pasted::Format;
use crate::login::shell::{Command, Script, Variables, Word};
use crate::registry::catalogue::Registry;

/// More variables than any command has. A limit, so that a huge text stays cheap.
const GIVEN: usize = 64;

/// Reads the assignments of a text.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    // Sections are of a file of settings, which has no shell around it.
    let is_section = |line: &str| line.starts_with('[') && line.trim_end().ends_with(']');
    if !text.contains(['=', ' ']) || text.lines().any(is_section) {
        return None;
    }
    let script = Script::read(text, |_| false);
    let mut variables = Variables::default();
    for (command, _) in script.commands() {
        variables.learn(command);
    }
    let is_user = |name: &str| Words::of(name).role() == Some(Role::User);
    let mut pairs: Pairs = variables
        .all()
        .map(|variable| {
            let value = if is_user(&variable.name) {
                &variable.user_name
            } else {
                &variable.value
            };
            (variable.name.clone(), Node::Text(value.clone()))
        })
        .collect();
    for (command, _) in script.commands() {
        let given = command.given().map(|(name, word)| {
            let value = match word {
                Some(word) if is_user(&name) => variables.user_name(&word),
                Some(word) => variables.value(&word),
                None => Err(Reason::StandardInput),
            };
            (name, Node::Text(value))
        });
        pairs.extend(given.take(GIVEN));
        pairs.extend(options(command, &variables));
    }
    (!pairs.is_empty()).then(|| (Format::Variables, vec![Node::Map(pairs)]))
}

/// Words of programs and of their commands that log in somewhere else, although they call it a
/// registry or have a container around them.
const ELSEWHERE: [&str; 21] = [
    "npm",
    "pnpm",
    "yarn",
    "pip",
    "pypi",
    "twine",
    "poetry",
    "uv",
    "conan",
    "nuget",
    "dotnet",
    "maven",
    "mvn",
    "gradle",
    "cargo",
    "gem",
    "composer",
    "psql",
    "mysqldump",
    "git",
    "repo",
];

/// The login in the long options of a command, below the words in front of them: those tell what
/// it is about. Only what is about a registry counts, because most programs that take a user and a
/// password log in at something else.
fn options(command: &Command, variables: &Variables) -> Option<(String, Node)> {
    let (mut pairs, mut words) = (Pairs::new(), Vec::new());
    let mut rest = command.words.iter().peekable();
    while let Some(word) = rest.next() {
        let Some(long) = word.head().strip_prefix("--") else {
            words.extend(word.text().filter(|text| !text.starts_with('-')));
            continue;
        };
        let (name, own) = match long.split_once('=') {
            Some((name, _)) => (name, Some(word.behind("--".len() + name.len() + 1))),
            None => (long, None),
        };
        let Some(role) = Words::of(name).role().filter(|_| pairs.len() < GIVEN) else {
            continue;
        };
        let is_value = |next: &&Word| !next.head().starts_with('-');
        let Some(value) = own.or_else(|| rest.next_if(is_value).cloned()) else {
            continue;
        };
        let value = match role {
            Role::User => variables.user_name(&value),
            _ => variables.value(&value),
        };
        pairs.push((name.to_owned(), Node::Text(value)));
    }
    let is_registry = |text: &str| Registry::of_host(&host::clean(text)).is_some();
    let names_one = pairs.iter().any(|(name, node)| {
        let is_host = matches!(node, Node::Text(Ok(text)) if is_registry(text));
        Words::of(name).are_of_a_registry() || is_host
    });
    let is_elsewhere = words
        .iter()
        .any(|word| Words::of(word).has_any(&ELSEWHERE) && !is_registry(word));
    // A path or a file says nothing, and the host of a registry everything.
    words.retain(|word| is_registry(word) || !word.contains(['/', '.', ':']));
    let is_about_one = names_one
        || (words.iter()).any(|word| is_registry(word) || Words::of(word).are_of_a_registry());
    if pairs.is_empty() || is_elsewhere || !is_about_one {
        return None;
    }
    let inner = |node: Node, word: &&str| Node::Map(vec![((*word).to_owned(), node)]);
    let first = words.first().copied().unwrap_or_default().to_owned();
    let behind = words.iter().skip(1).take(WORDS).rev();
    Some((first, behind.fold(Node::Map(pairs), inner)))
}

/// So many words in front of the options are looked at.
const WORDS: usize = 8;
