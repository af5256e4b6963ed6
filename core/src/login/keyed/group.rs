//! The keys of one level, sorted into logins: a level has one as a rule, and an environment may
//! have several.

use super::names::{self, Role, Words};
use super::node::{Node, Scalar};
use crate::login::advice::Reason;
use crate::placeholder::Placeholder;

/// The keys of one login.
#[derive(Debug, Default)]
pub(super) struct Group<'n> {
    /// What its keys begin with.
    pub(super) stem: Words,
    pub(super) host: Option<&'n Scalar>,
    pub(super) user: Option<&'n Scalar>,
    pub(super) secret: Option<&'n Scalar>,
    /// User and password in one.
    pub(super) pair: Option<&'n Scalar>,
    /// Whether there is a token that is sent in place of a password.
    pub(super) identity: bool,
    /// Whether one of its keys says that it is about a registry.
    pub(super) is_of_a_registry: bool,
    pub(super) image: Option<&'n Scalar>,
}

struct Part<'n> {
    role: Role,
    stem: Words,
    key: &'n str,
    value: &'n Scalar,
}

/// A value that is fetched from elsewhere, as a map in its place says.
static FETCHED: Scalar = Err(Reason::Reference);

impl<'n> Group<'n> {
    /// The logins of a level.
    pub(super) fn all(pairs: &[(&'n str, &'n Node)]) -> Vec<Self> {
        if pairs.iter().any(|(key, node)| is_other(key, node)) {
            return Vec::new();
        }
        let mut parts: Vec<Part<'n>> = pairs
            .iter()
            .filter_map(|(key, node)| part(key, node))
            .collect();
        // One of the two programs has the last word.
        let is_apptainer = |part: &Part<'_>| part.key.starts_with("APPTAINER_");
        if parts.iter().any(is_apptainer) {
            parts.retain(|part| !part.key.starts_with("SINGULARITY_"));
        }
        let mut groups: Vec<Self> = Vec::new();
        for part in &parts {
            let is_secret = matches!(part.role, Role::Secret | Role::Pair | Role::Identity);
            let is_new = groups.iter().all(|group| group.stem != part.stem);
            if is_secret && is_new {
                groups.push(Self {
                    stem: part.stem.clone(),
                    ..Self::default()
                });
            }
        }
        let several = groups.len() > 1;
        for group in &mut groups {
            group.fill(&parts, several);
        }
        groups
    }

    /// Takes what has the same beginning, and what has none where nothing else does.
    fn fill(&mut self, parts: &[Part<'n>], several: bool) {
        let of = |role: Role| {
            let with_role = || parts.iter().filter(move |part| part.role == role);
            let exact = with_role().find(|part| part.stem == self.stem);
            let near = || {
                with_role().find(|part| {
                    part.stem.fits(&self.stem) && (!several || !part.stem.is_empty())
                        || part.stem.is_empty()
                })
            };
            let only = || {
                let mut all = with_role();
                let first = all.next()?;
                (!several && all.next().is_none()).then_some(first)
            };
            exact.or_else(near).or_else(only).map(|part| part.value)
        };
        let (host, user, image) = (of(Role::Host), of(Role::User), of(Role::Image));
        let own = |role: Role| {
            let mut own = parts
                .iter()
                .filter(|part| part.role == role && part.stem == self.stem)
                .collect::<Vec<_>>();
            own.sort_by_key(|part| !Words::of(part.key).is_password());
            own.first().map(|part| part.value)
        };
        let (secret, pair) = (own(Role::Secret), own(Role::Pair));
        let identity = own(Role::Identity).is_some();
        self.is_of_a_registry = parts
            .iter()
            .any(|part| part.stem.fits(&self.stem) && Words::of(part.key).are_of_a_registry());
        (self.host, self.user, self.image) = (host, user, image);
        (self.secret, self.pair, self.identity) = (secret, pair, identity);
    }
}

impl Words {
    /// Whether a key names a password, which goes before a token beside it.
    fn is_password(&self) -> bool {
        self.stem(Role::Secret) != *self && {
            let last = ["password", "passwd", "pass", "pwd"];
            last.iter().any(|word| self.ends_in(word))
        }
    }
}

/// Whether a plain `url` leads to a database and the like, whose login stands beside it.
fn is_other(key: &str, node: &Node) -> bool {
    let words = Words::of(key);
    matches!(node, Node::Text(Ok(text)) if names::is_of_other_service(text))
        && words.role() == Some(Role::Host)
        && words.stem(Role::Host).is_empty()
}

fn part<'n>(key: &'n str, node: &'n Node) -> Option<Part<'n>> {
    let words = Words::of(key);
    let stored = words.of_stored_secret();
    let is_stored = stored.is_some();
    let words = stored.unwrap_or(words);
    let role = words.role()?;
    let value = match node {
        Node::Text(_) if is_stored => &FETCHED,
        Node::Text(value) => value,
        // `password: { from_secret: … }`, `valueFrom: { secretKeyRef: … }`.
        node if matches!(role, Role::Secret | Role::User | Role::Host) && is_fetched(node) => {
            &FETCHED
        }
        _ => return None,
    };
    let stem = words.stem(role);
    // What is no host is the name of something else: of a region, of a stored connection.
    if let (Role::Host, Ok(text)) = (role, value)
        && !names::is_host(text)
        && !Placeholder::is_in_host(text)
    {
        return None;
    }
    (!words.are_of_something_else()).then_some(Part {
        role,
        stem,
        key,
        value,
    })
}

/// Whether a map says where a value is fetched from.
pub(super) fn is_fetched(node: &Node) -> bool {
    let Node::Map(pairs) = node else { return false };
    pairs.iter().any(|(key, _)| is_fetch(key))
}

fn is_fetch(key: &str) -> bool {
    matches!(
        key,
        "from_secret"
            | "fromSecret"
            | "valueFrom"
            | "secretKeyRef"
            | "secretRef"
            | "env"
            | "vault"
            | "key_vault"
    )
}
