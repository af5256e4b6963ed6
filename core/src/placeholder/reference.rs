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

/// The text between two marks, when it has a word: a password may have any marks at its ends, and
/// what is to be put in has a name.
fn inside<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(start)?
        .strip_suffix(end)
        .filter(|inside| has_word(inside))
}

/// Whether two letters stand side by side.
fn has_word(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

fn is_template(text: &str) -> bool {
    // Also with something before and behind it, as in `{{ user }}-ci`.
    let has_braces = text
        .split_once("{{")
        .and_then(|(_, rest)| rest.split_once("}}"))
        .is_some_and(|(inside, _)| has_word(inside));
    let capitals = |start, end| inside(text, start, end).is_some_and(is_capitals);
    has_braces
        || inside(text, "<%", "%>").is_some()
        || inside(text, "#{", "}#").is_some()
        || inside(text, "#{", "}").is_some()
        || inside(text, "[[", "]]").is_some()
        || capitals("%%", "%%")
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
    const PATHS: [&str; 8] = [
        "var.", "local.", "data.", "module.", "secrets.", "env.", "vars.", "params.",
    ];
    let path = PATHS.iter().find_map(|start| text.strip_prefix(start));
    let is_path = path.is_some_and(|rest| {
        starts_like_a_name(rest)
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.-[]\"".contains(&b))
    });
    is_path || is_in_store(text)
}

/// What says in which store, file or environment of a program a value is kept.
fn is_in_store(text: &str) -> bool {
    const STARTS: [&str; 31] = [
        "!encrypted/",
        "!reference ",
        "keyvault:",
        "file:/",
        "process.env.",
        "os.environ",
        "os.getenv(",
        "Deno.env.",
        "ENV[",
        "secrets.get(",
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
    let is_google = text.starts_with("projects/") && text.contains("/secrets/");
    // Azure's templates: `[parameters('password')]`.
    let is_azure = inside(text, "[", ")]").is_some_and(|call| {
        call.split_once('(')
            .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_alphabetic()))
    });
    STARTS.iter().any(|start| text.starts_with(start))
        || is_file(text)
        || is_call
        || is_google
        || is_azure
        || is_address(text)
}

/// `~/.docker/token`, and `@/tmp/token` as curl has it: a path, and nothing that a path has not.
fn is_file(text: &str) -> bool {
    let path = ["~/.", "@/"]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    path.is_some_and(|path| {
        has_word(path)
            && path
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
    })
}

/// `op://vault/item`, `sm://project/secret`: an address that is none of the web or of images.
fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.len() > 1
            && scheme
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'+')
            && !matches!(scheme, "http" | "https" | "docker" | "oras" | "oci")
            && !rest.is_empty()
            && !rest.contains(char::is_whitespace)
    })
}

/// Whether a whole text is a template or says where the host is kept.
pub(super) fn is_instead_of_host(text: &str) -> bool {
    let is_port = text
        .split_once(':')
        .is_some_and(|(_, port)| port.starts_with(|c: char| c.is_ascii_digit()));
    is_template(text) || !is_port && is_in_store(text)
}

/// `var.registry`, `secrets.REGISTRY`: what Terraform and Nextflow have in place of a host. Hosts
/// such as `data.acme.org` and `local.acme.org` go on behind the second word.
pub(super) fn is_in_place_of_host(host: &str) -> bool {
    const PARTS: [&str; 5] = ["registry", "host", "server", "url", "acr"];
    let starts = ["var", "local", "module", "secrets", "vars", "env", "params"];
    host.split_once('.').is_some_and(|(start, name)| {
        let last = name.rsplit('_').next().unwrap_or_default();
        starts.contains(&start)
            && starts_like_a_name(name)
            && !name.contains(['.', ':', '/', '-'])
            && (name.contains('_')
                || is_capitals(name)
                || PARTS.contains(&&*last.to_ascii_lowercase()))
    })
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
    name == "pw"
        || name.len() > 1 && is_capitals(name)
        || WORDS.iter().any(|word| lower.contains(word))
}

/// Capitals, digits and underscores, with a letter first.
fn is_capitals(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}
