//! Logins written as keys and values: in YAML, JSON, TOML, Groovy, Terraform, files of settings
//! and variables of an environment.
//!
//! Whatever the language, a text becomes a tree of [`Node`]s, and one reader looks through it
//! for keys that mean the registry, the user name and the secret ([`names`]) at one level. Where
//! none of them names the host, it is that of the section's name (`configs."quay.io".auth`), of
//! the image beside it, or of the only image that the text pulls. Start at [`read`].

mod assignments;
mod blocks;
mod group;
mod names;
mod node;
mod settings;
mod toml;
mod yaml;

use self::group::Group;
use self::names::{Role, Words};
use self::node::{Node, Pairs, Scalar};
use super::advice::Reason;
use super::pasted::{Entry, Format, Pasted, Value};
use super::{encoding, host};
use crate::placeholder::Placeholder;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// Reads a text as one language; `None` when it is not written in it.
type Language = fn(&str) -> Option<(Format, Vec<Node>)>;

/// The languages, those first that hardly anything else can be taken for.
const LANGUAGES: [Language; 5] = [
    yaml::read,
    toml::read,
    blocks::read,
    assignments::read,
    settings::read,
];

/// Words without one of which there is no login, in lower case.
const HINTS: [&str; 9] = [
    "pass", "kennwort", "token", "secret", "pwd", "auth", "login", "cred", "key",
];

/// Reads a text of whichever of the languages.
pub(super) fn read(text: &str) -> Option<Pasted> {
    let lower = text.to_ascii_lowercase();
    if !HINTS.iter().any(|hint| lower.contains(hint)) {
        return None;
    }
    // A text that is YAML, TOML or blocks with other keys is not a login in another language.
    let languages = if yaml::is_whole(text) {
        &LANGUAGES[..1]
    } else if toml::read(text).is_some() {
        &LANGUAGES[1..2]
    } else if blocks::is_whole(text) {
        &LANGUAGES[2..3]
    } else {
        &LANGUAGES[..]
    };
    languages.iter().find_map(|read| {
        let (format, mut nodes) = read(text)?;
        node::decode_secrets(&mut nodes);
        let mut reader = Reader {
            pulled: only_image(text).or_else(|| only_registry(&nodes)),
            variables: node::variables(&nodes),
            entries: Vec::new(),
        };
        for node in &nodes {
            reader.visit(node, &mut Place::default());
        }
        (!reader.entries.is_empty()).then(|| Pasted::many(format, reader.entries))
    })
}

/// Where in the tree something stands.
#[derive(Default)]
struct Place<'n> {
    /// The keys that lead there, the innermost last.
    names: Vec<&'n str>,
    /// The images beside those keys, each with the number of keys that lead there, the innermost
    /// last.
    images: Vec<(usize, Image<'n>)>,
    /// The hosts beside those keys, each with the number of keys that lead there.
    hosts: Vec<(usize, &'n Scalar)>,
    /// The name that something above gives to the credential.
    name: Option<&'n str>,
    /// Whether an action or a block above logs in at Docker Hub unless it says otherwise.
    is_docker_hub: bool,
}

/// An image that stands beside a login.
#[derive(Clone, Copy)]
struct Image<'n> {
    /// What names it.
    name: &'n Scalar,
    /// The registry that goes before the name, where that has a key of its own.
    registry: Option<&'n Scalar>,
    /// Whether it is in parts, as Helm has it: one registry for all images may stand elsewhere.
    is_in_parts: bool,
}

struct Reader<'n> {
    /// The host of the only image that the text pulls, or the only registry that it names.
    pulled: Option<String>,
    /// What the text itself gives to names, for `${{ env.NAME }}` and `$NAME`.
    variables: Vec<(&'n str, &'n str)>,
    entries: Vec<Entry>,
}

impl<'n> Reader<'n> {
    fn visit(&mut self, node: &'n Node, place: &mut Place<'n>) {
        match node {
            Node::Text(_) => {}
            Node::List(items) => {
                if let Some(pairs) = node::named_values(items) {
                    self.level(&pairs, place);
                }
                for item in items {
                    self.visit(item, place);
                }
            }
            Node::Map(pairs) => self.map(pairs, place),
        }
    }

    fn map(&mut self, pairs: &'n Pairs, place: &mut Place<'n>) {
        let (name, is_docker_hub) = (place.name, place.is_docker_hub);
        let images = place.images.len();
        let text = |key| node::text(pairs, key);
        if text("type") == Some("container-reg") || place.names.iter().any(|n| is_credential(n)) {
            place.name = text("name").or(place.name);
        }
        place.is_docker_hub |= logs_in_at_docker_hub(pairs)
            || (place.names.last()).is_some_and(|name| is_docker_hub_by_default(name));
        let depth = place.names.len();
        place
            .images
            .extend(image_of(pairs).map(|image| (depth, image)));
        let hosts = place.hosts.len();
        place.hosts.extend(host_of(pairs).map(|host| (depth, host)));

        self.level(
            &pairs
                .iter()
                .map(|(key, node)| (&**key, node))
                .collect::<Vec<_>>(),
            place,
        );
        for (key, child) in pairs.iter().filter(|(_, child)| !group::is_fetched(child)) {
            place.names.push(key);
            self.visit(child, place);
            place.names.pop();
        }

        place.images.truncate(images);
        place.hosts.truncate(hosts);
        (place.name, place.is_docker_hub) = (name, is_docker_hub);
    }

    /// The logins whose keys stand at one level.
    fn level(&mut self, pairs: &[(&'n str, &'n Node)], place: &Place<'n>) {
        // A service may be called `db`, and still its image has a login of its own.
        let at_image = place.images.last().map(|(depth, _)| *depth);
        let names = place.names.get(at_image.unwrap_or_default()..);
        let names = names.unwrap_or_default();
        let is_other = |name: &&str| Words::of(name).are_of_something_else();
        if names.iter().any(is_other) {
            return;
        }
        let is_in_container = at_image.is_some() && names.iter().any(|name| is_environment(name));
        let is_in_registry = (place.names.iter()).any(|name| Words::of(name).are_of_a_registry());
        for group in Group::all(pairs) {
            // What a container gets as variables is no login for its image.
            if is_in_container && !group.is_of_a_registry && !is_of_watchtower(&group) {
                continue;
            }
            let mut entry = self.entry(&group, place);
            if is_in_container && group.host.is_none() && group.image.is_none() {
                entry.registry = Value::Absent;
            }
            let has_user = !entry.user_name.is_absent();
            // A token beside an address or a repository may be anybody's.
            let is_known = |host: &String| Registry::of_host(host).is_some();
            let is_known = group.host.is_some() && entry.registry.get().is_some_and(is_known);
            let is_told = group.host.is_none() && group.image.is_none();
            let has_host = !entry.registry.is_absent()
                && (group.is_of_a_registry || is_in_registry || is_known || is_told);
            if !entry.password.is_absent() && (has_user || has_host) {
                self.entries.push(entry);
            }
        }
    }

    fn entry(&self, group: &Group<'_>, place: &Place<'_>) -> Entry {
        let mut entry = Entry {
            user_name: self.value(group.user),
            password: self.value(group.secret).into_secret(),
            name: place.name.map(str::to_owned),
            ..Entry::default()
        };
        if let Some((user, password)) = group.pair.and_then(pair_of) {
            entry.user_name = Value::found(user);
            entry.password = Value::secret(password);
        } else if group.identity && entry.password.is_absent() {
            entry.password = Value::Missing(Reason::IdentityToken);
        }
        entry.registry = self.registry(group, place);
        entry
    }

    /// The host, from the nearest that tells.
    fn registry(&self, group: &Group<'_>, place: &Place<'_>) -> Value<String> {
        let typed = match self.value(group.host) {
            Value::Found(server) if names::is_host(&server) => return host::found(&server),
            Value::Found(server) if Placeholder::is_in_host(&server) => {
                Value::Missing(Reason::Placeholder)
            }
            Value::Missing(reason) => Value::Missing(reason),
            _ => Value::Absent,
        };
        let section = place
            .names
            .iter()
            .rev()
            .find(|name| names::is_section_of_host(name));
        if let Some(section) = section {
            return host::found(section);
        }
        // TOML cuts `[quay.io]` into two keys.
        let mut joined = (2..=place.names.len())
            .filter_map(|end| place.names.get(..end))
            .map(|names| names.join("."));
        if let Some(host) = joined.find(|host| Registry::of_host(host).is_some()) {
            return Value::found(host);
        }
        if !typed.is_absent() {
            return typed;
        }
        // Beside the section in which the login stands.
        let beside = place
            .hosts
            .iter()
            .rev()
            .find(|(depth, _)| depth + 1 == place.names.len());
        if let Some((_, host)) = beside
            && let Value::Found(server) = self.value(Some(host))
            && names::is_host(&server)
        {
            return host::found(&server);
        }
        let outer_image = place.images.last().map(|(_, image)| *image);
        let own_image = group.image.map(|name| Image {
            name,
            registry: None,
            is_in_parts: false,
        });
        if let Some(image) = own_image.or(outer_image) {
            let host = self.host_of_image(image);
            if !host.is_absent() {
                return host;
            }
        }
        if place.is_docker_hub || is_azure_batch(place, group) {
            return Value::Found(DOCKER_HUB.to_owned());
        }
        let of_section = || {
            place
                .names
                .iter()
                .rev()
                .find_map(|name| Words::of(name).registry())
        };
        if let Some(host) = group.stem.registry().or_else(of_section) {
            return Value::Guessed(host.to_owned());
        }
        self.pulled.clone().map_or(Value::Absent, Value::Found)
    }

    /// The host that an image is pulled from.
    fn host_of_image(&self, image: Image<'_>) -> Value<String> {
        let beside = match self.value(image.registry) {
            Value::Found(registry) if names::is_host(&registry) => return host::found(&registry),
            Value::Found(registry) if Placeholder::is_in_host(&registry) => {
                return Value::Missing(Reason::Placeholder);
            }
            Value::Missing(reason) => return Value::Missing(reason),
            Value::Found(registry) => format!("{}/", registry.trim_end_matches('/')),
            Value::Guessed(_) | Value::Absent => String::new(),
        };
        match self.value(Some(image.name)) {
            Value::Found(name) => {
                let name = format!("{beside}{name}");
                let has_host = name
                    .split_once('/')
                    .is_some_and(|(host, _)| names::is_host(host));
                match (&self.pulled, has_host) {
                    (Some(pulled), false) if image.is_in_parts => Value::found(pulled.as_str()),
                    _ => host::of_image(&name).map_or(Value::Absent, Value::found),
                }
            }
            Value::Missing(reason) => Value::Missing(reason),
            Value::Guessed(_) | Value::Absent => Value::Absent,
        }
    }

    /// A scalar's value, with what the text itself gives to a name.
    fn value(&self, scalar: Option<&Scalar>) -> Value<String> {
        match scalar {
            None => Value::Absent,
            Some(Err(reason)) => Value::Missing(*reason),
            Some(Ok(text)) => match node::variable_name(text) {
                Some(name) => {
                    let known = self.variables.iter().find(|(known, _)| *known == name);
                    Value::found(known.map_or(text.as_str(), |(_, value)| value))
                }
                None => Value::found(text.as_str()),
            },
        }
    }
}

/// Whether what stands here logs in at Docker Hub where no registry is named: GitHub's action,
/// and a container registry credential of Platform.
fn logs_in_at_docker_hub(pairs: &Pairs) -> bool {
    let is = |key, value| node::text(pairs, key) == Some(value);
    is("type", "container-reg")
        || is("provider", "container-reg")
        || node::text(pairs, "uses").is_some_and(|action| action.contains("docker/login-action"))
}

/// Whether a section logs in at Docker Hub where it names no registry: Seqera's resource of
/// Terraform, the key of its keys, and Buildkite's plugin.
fn is_docker_hub_by_default(name: &str) -> bool {
    name.contains("seqera_container_registry_credential")
        || matches!(name, "container_reg")
        || name.starts_with("docker-login#")
}

/// Whether the keys are those of Watchtower, for the registry of whatever it watches.
fn is_of_watchtower(group: &Group<'_>) -> bool {
    group.stem.is(&["repo"])
}

/// Whether a section has the variables of a container.
fn is_environment(name: &str) -> bool {
    matches!(name, "env" | "environment" | "variables")
}

/// Whether a key above is that of a resource which is a credential with a name.
fn is_credential(name: &str) -> bool {
    name.contains("seqera_") && name.contains("cred")
}

/// Nextflow logs in at Docker Hub where `azure.registry` has no server.
fn is_azure_batch(place: &Place<'_>, group: &Group<'_>) -> bool {
    let names = &place.names;
    names.ends_with(&["azure", "registry"]) || names.is_empty() && group.stem.is(&["azure"])
}

/// The host of a level.
fn host_of(pairs: &Pairs) -> Option<&Scalar> {
    pairs.iter().find_map(|(key, node)| match node {
        Node::Text(scalar) if Words::of(key).role() == Some(Role::Host) => Some(scalar),
        _ => None,
    })
}

/// The image of a level: `image: quay.io/acme/tool`, or Helm's
/// `image: { registry: …, repository: … }`.
fn image_of(pairs: &Pairs) -> Option<Image<'_>> {
    pairs.iter().find_map(|(key, node)| match node {
        Node::Text(name) if Words::of(key).role() == Some(Role::Image) => Some(Image {
            name,
            registry: None,
            is_in_parts: false,
        }),
        Node::Map(inner) if Words::of(key).role() == Some(Role::Image) => {
            let part = |keys: &[&str]| {
                inner.iter().find_map(|(key, node)| match node {
                    Node::Text(scalar) if keys.contains(&&**key) => Some(scalar),
                    _ => None,
                })
            };
            Some(Image {
                name: part(&["repository", "name"])?,
                registry: part(&["registry"]),
                is_in_parts: true,
            })
        }
        _ => None,
    })
}

/// The host of the images that a text pulls, when it is one.
fn only_image(text: &str) -> Option<String> {
    const BEFORE: [&str; 4] = [
        "docker://",
        "ch-image pull ",
        "trivy image ",
        "syft registry:",
    ];
    let before = BEFORE.into_iter().find(|before| text.contains(before))?;
    let mut hosts = text.split(before).skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_whitespace() || "'\"`;)".contains(c));
        host::of_image(rest.get(..end.unwrap_or(rest.len()))?)
    });
    let first = hosts.next()?;
    hosts.all(|host| host == first).then_some(first)
}

/// The host of the only registry that a text names, wherever that stands.
fn only_registry(nodes: &[Node]) -> Option<String> {
    fn collect(node: &Node, hosts: &mut Vec<String>) {
        match node {
            Node::Text(_) => {}
            Node::List(items) => items.iter().for_each(|item| collect(item, hosts)),
            Node::Map(pairs) => {
                for (key, child) in pairs {
                    let words = Words::of(key);
                    match child {
                        Node::Text(Ok(text))
                            if words.role() == Some(Role::Host)
                                && words.are_of_a_registry()
                                && names::is_host(text) =>
                        {
                            hosts.push(host::clean(text));
                        }
                        child => collect(child, hosts),
                    }
                }
            }
        }
    }
    let mut hosts = Vec::new();
    for node in nodes {
        collect(node, &mut hosts);
    }
    hosts.dedup();
    <[String; 1]>::try_from(hosts).ok().map(|[host]| host)
}

/// User and password in one: base64, perhaps behind `Basic`.
fn pair_of(scalar: &Scalar) -> Option<(String, String)> {
    let text = scalar.as_ref().ok()?.trim();
    let encoded = match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("basic") => rest.trim(),
        Some(_) => return None,
        None => text,
    };
    let decoded = encoding::decode(encoded)?;
    let (user, password) = encoding::split_user(&decoded)?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
#[path = "keyed/keyed_tests.rs"]
mod tests;
