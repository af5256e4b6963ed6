//! Variables, templates and references: what something else would put a value in for.
//!
//! The forms are those of shells, of pipelines (GitHub, GitLab, Azure DevOps, Concourse), of
//! templates (Helm, Jinja, ERB), of Terraform and Groovy, and of tools that fetch secrets.

use super::Placeholder;

/// What a text is, when it stands for a value that is elsewhere.
pub(super) fn of(text: &str) -> Option<Placeholder> {
    if text.len() < 2 {
        return None;
    }
    if is_template(text) {
        return Some(Placeholder::Template);
    }
    if is_variable(text) {
        return Some(Placeholder::Variable);
    }
    if is_reference(text) {
        return Some(Placeholder::Reference);
    }
    has_variable_inside(text).then_some(Placeholder::Likely)
}

/// The text between two others, when there is some.
fn inside<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(start)?
        .strip_suffix(end)
        .filter(|inside| !inside.trim().is_empty())
}

fn is_template(text: &str) -> bool {
    // Also with something before and behind it, as in `{{ user }}-ci`.
    let has_braces = text
        .split_once("{{")
        .and_then(|(_, rest)| rest.split_once("}}"))
        .is_some_and(|(inside, _)| !inside.trim().is_empty());
    let capitals = |start, end| inside(text, start, end).is_some_and(is_capitals);
    has_braces
        || inside(text, "<%", "%>").is_some()
        || inside(text, "#{", "}#").is_some()
        || inside(text, "#{", "}").is_some()
        || inside(text, "[[", "]]").is_some()
        || capitals("__", "__")
        || capitals("@@", "@@")
        || capitals("@", "@")
}

/// `$TOKEN`, `${TOKEN}`, `%TOKEN%`, `$env:TOKEN`, `$(command)`, a command in backticks, and
/// Concourse's `((name))`.
fn is_variable(text: &str) -> bool {
    let braces = inside(text, "${", "}").is_some_and(starts_like_a_name);
    let percent = inside(text, "%", "%").is_some_and(|name| is_name(name) && is_named(name));
    let environment = text
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("$env:"))
        .and_then(|start| text.get(start.len()..))
        .is_some_and(is_name);
    braces
        || percent
        || environment
        || inside(text, "$(", ")").is_some()
        || inside(text, "$[", "]").is_some()
        || inside(text, "`", "`").is_some_and(|command| !command.contains('`'))
        || inside(text, "((", "))").is_some_and(|name| !name.contains(['(', ')']))
        || text
            .strip_prefix('$')
            .is_some_and(|name| is_name(name) && is_named(name))
}

/// What stores of secrets, Terraform, Groovy, `CloudFormation` and Kubernetes write.
fn is_reference(text: &str) -> bool {
    const STARTS: [&str; 21] = [
        "arn:aws:secretsmanager:",
        "arn:aws:ssm:",
        "vault:",
        "vault://",
        "op://",
        "ref+",
        "sops:",
        "ENC[",
        "!Ref ",
        "!Sub ",
        "!secret ",
        "!vault",
        "System.getenv(",
        "@Microsoft.KeyVault(",
        "from_secret:",
        "secretKeyRef",
        "secretref:",
        "keyvaultref:",
        "ssm:/",
        "/run/secrets/",
        "env:",
    ];
    let calls = [
        "env(",
        "sensitive(",
        "credentials(",
        "secret(",
        "file(",
        "lookup(",
    ];
    let is_call = calls.iter().any(|call| inside(text, call, ")").is_some());
    let path = [
        "var.", "local.", "data.", "module.", "secrets.", "env.", "vars.",
    ]
    .iter()
    .find_map(|start| text.strip_prefix(start));
    let is_path = path.is_some_and(|rest| {
        starts_like_a_name(rest)
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.-[]\"".contains(&b))
    });
    let is_google = text.starts_with("projects/") && text.contains("/secrets/");
    STARTS.iter().any(|start| text.starts_with(start)) || is_call || is_path || is_google
}

/// `prefix-${NAME}`: most likely something would be put in.
fn has_variable_inside(text: &str) -> bool {
    text.split_once("${")
        .and_then(|(_, rest)| rest.split_once('}'))
        .is_some_and(|(name, _)| name.len() > 1 && is_capitals(name))
}

fn is_name(text: &str) -> bool {
    starts_like_a_name(text) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn starts_like_a_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Whether a name is one that people give to variables: in capitals, or with a word for what
/// a login is made of. `$Abc123` may be a password.
fn is_named(name: &str) -> bool {
    const WORDS: [&str; 9] = [
        "pass", "token", "secret", "user", "login", "registry", "key", "cred", "pwd",
    ];
    let lower = name.to_ascii_lowercase();
    name.len() > 1 && is_capitals(name) || WORDS.iter().any(|word| lower.contains(word))
}

/// Capitals, digits and underscores, with a letter first.
fn is_capitals(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}
