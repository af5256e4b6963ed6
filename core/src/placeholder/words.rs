//! Words that are addressed to whoever reads a documentation: `YOUR_TOKEN`, `<user name>`,
//! `ACCOUNT_ID`.
//!
//! A text is cut into words, and all of them must be known: with one that is not, it is
//! somebody's own.

use super::{LONGEST, Placeholder};

/// Words that speak to the reader.
const MARKERS: [&str; 16] = [
    "your",
    "yours",
    "insert",
    "enter",
    "put",
    "replace",
    "changeme",
    "change",
    "placeholder",
    "dummy",
    "sample",
    "todo",
    "fixme",
    "goes",
    "here",
    "redacted",
];

/// Words that name what is to be put in.
const NAMES: [&str; 65] = [
    "access",
    "account",
    "acr",
    "actual",
    "api",
    "app",
    "auth",
    "aws",
    "azure",
    "bot",
    "ci",
    "client",
    "container",
    "cr",
    "deploy",
    "docker",
    "dockerhub",
    "domain",
    "ecr",
    "email",
    "external",
    "gcp",
    "ghcr",
    "github",
    "gitlab",
    "google",
    "group",
    "harbor",
    "host",
    "hostname",
    "hub",
    "id",
    "image",
    "jfrog",
    "key",
    "location",
    "login",
    "me",
    "my",
    "name",
    "namespace",
    "oauth",
    "org",
    "organization",
    "pass",
    "passwd",
    "password",
    "pat",
    "personal",
    "project",
    "pull",
    "quay",
    "read",
    "real",
    "region",
    "registry",
    "repository",
    "robot",
    "secret",
    "server",
    "service",
    "the",
    "token",
    "user",
    "username",
];

/// More of the same, that would make the list above too long to read.
const MORE_NAMES: [&str; 22] = [
    "company",
    "job",
    "bitbucket",
    "cloud",
    "credential",
    "credentials",
    "ghp",
    "glpat",
    "dckr",
    "nvapi",
    "instance",
    "organisation",
    "port",
    "pwd",
    "repo",
    "subscription",
    "tenant",
    "url",
    "value",
    "with",
    "workspace",
    "zone",
];

/// Texts that stand for a secret or a user name in a documentation, as they are printed there,
/// and have no form that tells: of Seqera's guides for Quay, Azure and GitLab.
const PRINTED: [&str; 3] = [
    "PasswordFromQuayAdminPanel",
    "1fcd02dc-...215bc3f3",
    "my-registry-token",
];

/// Words that stand alone in place of a secret in many examples, in whichever case.
const EXAMPLES: [&str; 10] = [
    "password", "secret", "token", "example", "test", "foo", "bar", "changeme", "api_key", "todo",
];

/// Values that may be a placeholder, and somebody's poor password just as well.
const COMMON: [&str; 21] = [
    "placeholder",
    "dummy",
    "sample",
    "passwd",
    "pass",
    "pwd",
    "testing",
    "foobar",
    "changeit",
    "tbd",
    "none",
    "null",
    "nil",
    "undefined",
    "123456789",
    "12345678",
    "123456",
    "password123",
    "mypassword",
    "mytoken",
    "mysecret",
];

/// Words of which one stands in the name of a secret.
const SECRETS: [&str; 10] = [
    "password",
    "passwd",
    "pass",
    "pwd",
    "token",
    "secret",
    "key",
    "pat",
    "credential",
    "credentials",
];

/// Words of which one stands in the name of a user name.
const USERS: [&str; 5] = ["user", "username", "login", "email", "name"];

/// What a text in place of a secret is.
pub(super) fn of_secret(text: &str) -> Option<Placeholder> {
    if text.len() > LONGEST {
        return None;
    }
    let is_printed = PRINTED.contains(&text);
    if is_printed
        || is_in_brackets(text)
        || ends_in_brackets(text)
        || speaks(text, &["my"])
        || is_label(text, &SECRETS)
        || is_name_of_secret(text)
    {
        return Some(Placeholder::Words);
    }
    let lower = text.to_ascii_lowercase();
    if EXAMPLES.contains(&lower.as_str()) {
        return Some(Placeholder::Example);
    }
    let is_named = || words(text).is_some_and(|words| words.count() > 1);
    (COMMON.contains(&lower.as_str()) || text.contains(['_', '-', '.']) && is_named())
        .then_some(Placeholder::Likely)
}

/// What a text in place of a user name is. `my-registry-token` is the name that a guide gives to
/// a token, so whoever followed the guide has it.
pub(super) fn of_user_name(text: &str) -> Option<Placeholder> {
    if text.len() > LONGEST {
        return None;
    }
    let is_printed = text == "gitlab_user1";
    let is_words = is_printed
        || is_in_brackets(text)
        || has_brackets(text)
        || speaks(text, &[])
        || is_label(text, &USERS);
    is_words.then_some(Placeholder::Words)
}

/// The parts of a host that documentations write in capitals.
const PARTS: [&str; 20] = [
    "account",
    "aws",
    "customer",
    "domain",
    "host",
    "hostname",
    "id",
    "instance",
    "location",
    "name",
    "namespace",
    "org",
    "port",
    "project",
    "region",
    "registry",
    "server",
    "tenant",
    "url",
    "zone",
];

/// Whether a label of a host is one of such words.
pub(super) fn are_in_host(host: &str) -> bool {
    // Somebody who writes all of a host in capitals means it.
    let has_lower = host.bytes().any(|b| b.is_ascii_lowercase());
    let is_alone = !host.contains('.');
    let is_part = |label: &str| {
        let label = label.strip_suffix("-docker").unwrap_or(label);
        let is_capitals = label.bytes().any(|b| b.is_ascii_uppercase())
            && !label.bytes().any(|b| b.is_ascii_lowercase());
        let are_parts =
            || words(label).is_some_and(|mut words| words.all(|word| PARTS.contains(&&*word)));
        label == "your"
            || speaks(label, &[])
            || label.contains('_') && !label.starts_with("my") && are_parts()
            || is_capitals && has_lower && !matches!(label, "REGISTRY" | "SERVER") && are_parts()
            || is_alone
                && is_capitals
                && matches!(label, "HOST" | "HOSTNAME" | "SERVER" | "REGISTRY")
    };
    // Hetzner's customers have hosts there.
    if host.ends_with("your-server.de") {
        return false;
    }
    let of_cloud = |end: &str| host.split_once(end).map_or("", |(label, _)| label);
    host.split(['.', ':']).any(is_part)
        || matches!(of_cloud("-docker.pkg.dev"), "region" | "location")
        || matches!(
            of_cloud(".azurecr."),
            "registryname" | "registry-name" | "acrname" | "acr-name" | "containerregistryname"
        )
        || host.contains(".dkr.ecr.region.")
        || of_cloud(".dkr.ecr.")
            .bytes()
            .any(|b| b.is_ascii_alphabetic())
            && words(of_cloud(".dkr.ecr.")).is_some()
}

/// `<token>`, `[PASSWORD]`, `{token}`: a few words in brackets.
fn is_in_brackets(text: &str) -> bool {
    let pairs = [("<<", ">>"), ("<", ">"), ("[", "]"), ("{", "}")];
    pairs.into_iter().any(|(open, close)| {
        let inside = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|inside| {
            inside.bytes().any(|b| b.is_ascii_alphabetic())
                && inside
                    .chars()
                    .all(|c| c.is_alphanumeric() || " _-.'/:|".contains(c))
                && (open.starts_with('<') || words(inside).is_some())
        })
    })
}

/// `glpat-<your-token>`: words in brackets behind a beginning that tokens have.
fn ends_in_brackets(text: &str) -> bool {
    let open = text.find(['<', '[', '{']);
    open.and_then(|at| text.split_at_checked(at))
        .is_some_and(|(start, rest)| {
            start.ends_with(['_', '-', '.'])
                && start.len() <= 12
                && is_in_brackets(rest)
                && rest
                    .split(['<', '>', '[', ']', '{', '}'])
                    .any(|word| words(word).is_some())
        })
}

/// `<namespace>+<robot>`: no user name has such brackets.
fn has_brackets(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        rest.split_once('>').is_some_and(|(inside, _)| {
            !inside.is_empty()
                && inside
                    .chars()
                    .all(|c| c.is_alphanumeric() || " _-.".contains(c))
        })
    })
}

/// `ACME_REGISTRY_TOKEN`: the name that a variable for a secret has. Tokens have no such marks.
fn is_name_of_secret(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase());
    text.rsplit_once('_').is_some_and(|(front, last)| {
        SECRETS.contains(&last.to_ascii_lowercase().as_str())
            && last.bytes().all(|b| b.is_ascii_uppercase())
            && front.split('_').all(is_part)
    })
}

/// Whether all words are known and one of them speaks to the reader, or is one of `also`.
fn speaks(text: &str, also: &[&str]) -> bool {
    let is_cut = text.contains(['_', '-', ' ', '.']);
    // Many a program is a todo list.
    let is_loud = !text.bytes().any(|b| b.is_ascii_lowercase());
    let speaks = |word: &str| {
        MARKERS.contains(&word) && (word != "todo" || is_loud) || is_cut && also.contains(&word)
    };
    // A word alone says little, and may be somebody's poor password.
    words(text).is_some_and(|mut words| words.len() > 1 && words.any(|word| speaks(&word)))
}

/// `API_KEY`, `PASSWORD`: names of values in capitals, with one of these words.
fn is_label(text: &str, of: &[&str]) -> bool {
    text.len() > 2
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
        && words(text).is_some_and(|mut words| {
            words.any(|word| of.contains(&&*word) || MARKERS.contains(&&*word))
        })
}

/// The words of a text in lower case, when all are known: at marks, at capitals inside, and
/// where known words stand together.
fn words(text: &str) -> Option<std::vec::IntoIter<String>> {
    if text.is_empty() || text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let mut found = Vec::new();
    let parts = text.split(['_', '-', ' ', '.', '\'', '/']);
    for part in parts.filter(|part| !part.is_empty()) {
        let part = part.to_ascii_lowercase();
        if part.bytes().all(|b| b.is_ascii_digit()) && part.len() < 3 {
            continue;
        }
        cut(&part, &mut found).then_some(())?;
    }
    (!found.is_empty()).then(|| found.into_iter())
}

/// Cuts letters into known words, longest first; whether that was possible.
fn cut(part: &str, found: &mut Vec<String>) -> bool {
    if part.is_empty() {
        return true;
    }
    let known =
        |word: &str| MARKERS.contains(&word) || NAMES.contains(&word) || MORE_NAMES.contains(&word);
    // A word in the middle has two letters at least, so that hardly anything is cut by chance.
    (1..=part.len()).rev().any(|end| {
        let (Some(word), Some(rest)) = (part.get(..end), part.get(end..)) else {
            return false;
        };
        if !known(word) || end == 1 && !rest.is_empty() {
            return false;
        }
        let before = found.len();
        found.push(word.to_owned());
        let is_done = cut(rest, found);
        if !is_done {
            found.truncate(before);
        }
        is_done
    })
}
