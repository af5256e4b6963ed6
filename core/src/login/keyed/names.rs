//! What keys mean: the same thing is called by many names, and in many spellings.
//!
//! A key is cut into words, so that `registryLoginServer`, `REGISTRY_LOGIN_SERVER` and
//! `registry-login-server` are one. The last words tell what it is, and what stands before them
//! tells which login it belongs to ([`Words::stem`]). Start at [`Words`].

use crate::placeholder::Placeholder;

/// The part of a login that a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The host of the registry.
    Host,
    /// The user name.
    User,
    /// The password or token.
    Secret,
    /// User and password in one.
    Pair,
    /// A token that is sent in place of a password.
    Identity,
    /// An image, whose host counts.
    Image,
}

const HOSTS: [&str; 12] = [
    "authority",
    "location",
    "registry",
    "server",
    "serveraddress",
    "host",
    "hostname",
    "url",
    "endpoint",
    "address",
    "domain",
    "machine",
];

const USERS: [&str; 7] = [
    "username",
    "user",
    "usr",
    "login",
    "account",
    "benutzername",
    "benutzer",
];

const SECRETS: [&str; 9] = [
    "passwort",
    "kennwort",
    "password",
    "passwd",
    "passphrase",
    "pass",
    "pwd",
    "token",
    "secret",
];

/// Words of keys and sections that have logins for something else than a registry.
const ELSEWHERE: [&str; 44] = [
    "db",
    "database",
    "datasource",
    "jdbc",
    "postgres",
    "postgresql",
    "pg",
    "pgsql",
    "mysql",
    "mariadb",
    "mongo",
    "mongodb",
    "mssql",
    "oracle",
    "sql",
    "redis",
    "memcached",
    "rabbitmq",
    "amqp",
    "kafka",
    "elastic",
    "elasticsearch",
    "opensearch",
    "smtp",
    "imap",
    "mail",
    "mailer",
    "email",
    "ldap",
    "ssh",
    "sftp",
    "ftp",
    "vpn",
    "wifi",
    "proxy",
    "grafana",
    "influxdb",
    "minio",
    "sonar",
    "jira",
    "slack",
    "tower",
    "clickhouse",
    "neo4j",
];

/// A key, cut into words in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// Cuts a key at marks and where small letters meet capitals.
    pub(super) fn of(key: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut is_new = true;
        let mut was_lower = false;
        for c in key.chars().take(96) {
            if !c.is_ascii_alphanumeric() {
                is_new = true;
                continue;
            }
            is_new |= c.is_ascii_uppercase() && was_lower;
            was_lower = !c.is_ascii_uppercase();
            match words.last_mut() {
                Some(word) if !is_new => word.push(c.to_ascii_lowercase()),
                _ => words.push(c.to_ascii_lowercase().to_string()),
            }
            is_new = false;
        }
        Self(words)
    }

    fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    fn ends_with(&self, end: &[&str]) -> bool {
        self.0.len() >= end.len()
            && self
                .0
                .iter()
                .rev()
                .zip(end.iter().rev())
                .all(|(a, b)| a == b)
    }

    /// Whether it is these words and no others.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        self.0.len() == words.len() && self.ends_with(words)
    }

    /// What the key names.
    pub(super) fn role(&self) -> Option<Role> {
        let last = self.last();
        let ends = |end: &[&str]| self.ends_with(end);
        Some(match last {
            "auth" | "authorization" => Role::Pair,
            "identitytoken" | "registrytoken" => Role::Identity,
            "token" if ends(&["identity", "token"]) => Role::Identity,
            "name" if ends(&["user", "name"]) || ends(&["login", "name"]) => Role::User,
            "id" if ends(&["access", "key", "id"])
                || ends(&["client", "id"])
                || ends(&["app", "id"]) =>
            {
                Role::User
            }
            "key" if ends(&["secret", "access", "key"]) || ends(&["secret", "key"]) => Role::Secret,
            "key" if ends(&["access", "key"]) => Role::User,
            "image" | "repository" => Role::Image,
            "server" if ends(&["login", "server"]) => Role::Host,
            last if SECRETS.contains(&last) => Role::Secret,
            last if USERS.contains(&last) => Role::User,
            last if HOSTS.contains(&last) || last == "matchhost" => Role::Host,
            _ => return None,
        })
    }

    /// The words in front of those that tell the part: keys of one login share them.
    pub(super) fn stem(&self, role: Role) -> Self {
        let mut stem = self.0.as_slice();
        let ends: &[&[&str]] = match role {
            Role::Secret => &[
                &["secret", "access", "key"],
                &["secret", "key"],
                &["access", "token"],
            ],
            Role::User => &[
                &["access", "key", "id"],
                &["access", "key"],
                &["client", "id"],
                &["app", "id"],
                &["user", "name"],
                &["login", "name"],
            ],
            _ => &[],
        };
        let long = ends.iter().find(|end| self.ends_with(end));
        let cut = long.map_or(1, |end| end.len());
        stem = stem
            .get(..stem.len().saturating_sub(cut))
            .unwrap_or_default();
        // `REGISTRY_USER` belongs to `REGISTRY`, `DOCKER_REGISTRY_SERVER_USERNAME` to `DOCKER_…_URL`.
        while let Some((last, rest)) = stem.split_last() {
            if !HOSTS.contains(&last.as_str()) && last != "login" {
                break;
            }
            stem = rest;
        }
        Self(
            stem.iter()
                .filter(|word| !is_prefix(word))
                .cloned()
                .collect(),
        )
    }

    /// Whether a key says in so many words that it is about a registry or its images.
    pub(super) fn are_of_a_registry(&self) -> bool {
        let words = [
            "registry",
            "registries",
            "docker",
            "dockerhub",
            "dockerconfigjson",
            "container",
            "image",
            "oci",
            "ghcr",
            "quay",
            "harbor",
            "acr",
            "ecr",
            "nvcr",
            "apptainer",
            "singularity",
            "serveraddress",
            "matchhost",
        ];
        let has = |word: &String| words.contains(&word.as_str());
        self.0.iter().any(has) || self.ends_with(&["login", "server"])
    }

    /// The part of a login whose value is the name of a secret that is kept elsewhere, as in
    /// `password_secret_name`, `passwordSecretRef` and `password-env`.
    pub(super) fn of_stored_secret(&self) -> Option<Self> {
        let (name, part) = self.0.split_last()?;
        let part = match (name.as_str(), part.split_last()) {
            ("env" | "file" | "from", _) => part,
            ("name" | "ref" | "id" | "key" | "arn" | "uri", Some((secret, part)))
                if secret == "secret" =>
            {
                part
            }
            _ => return None,
        };
        let part = Self(part.to_vec());
        matches!(part.role(), Some(Role::Secret | Role::User)).then_some(part)
    }

    /// Whether one of them is among these.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        self.0.iter().any(|word| words.contains(&word.as_str()))
    }

    /// Whether a key or a section is about something else than a registry.
    pub(super) fn are_of_something_else(&self) -> bool {
        let registries = ["registry", "docker", "image", "container"];
        // Variables inside of a container are no login for its image.
        self.has_any(&["apptainerenv", "singularityenv"])
            || self.has_any(&ELSEWHERE) && !self.has_any(&registries)
    }

    /// The registry that the words name: `DOCKERHUB_TOKEN`, `GHCR_PASSWORD`.
    pub(super) fn registry(&self) -> Option<&'static str> {
        let has = |word: &str| self.0.iter().any(|other| other == word);
        if has("dockerhub") || has("docker") && has("hub") {
            Some("docker.io")
        } else if has("ghcr") {
            Some("ghcr.io")
        } else if has("quay") {
            Some("quay.io")
        } else if has("nvcr") || has("ngc") {
            Some("nvcr.io")
        } else {
            None
        }
    }

    /// Whether one login may have both as the beginnings of its keys.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let (short, long) = if self.0.len() < other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        long.0.starts_with(&short.0)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Words that two programs put in front of the same keys.
fn is_prefix(word: &str) -> bool {
    matches!(word, "apptainer" | "singularity")
}

/// Whether a value is a host, perhaps with a scheme and a path: anything else is the name of
/// something that is kept elsewhere.
pub(super) fn is_host(text: &str) -> bool {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b"-_.:[]".contains(&b);
    (host.contains(['.', ':']) || host == "localhost")
        && !host.starts_with('.')
        && host.bytes().all(is_part)
        && !Placeholder::is_in_host(host)
}

/// Whether a value is the address of a service that is neither on the web nor a registry:
/// `jdbc:postgresql://db.acme.example/x`.
pub(super) fn is_of_other_service(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+:-.".contains(&b))
            && !matches!(scheme, "http" | "https" | "docker" | "oci" | "oras")
    })
}

/// Whether the name of a section is a host: `quay.io`, `https://registry.acme.example`, but
/// neither a file nor the name of a plugin.
pub(super) fn is_section_of_host(name: &str) -> bool {
    let rest = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let ending = name.rsplit('.').next().unwrap_or_default();
    let files = [
        "json", "yaml", "yml", "toml", "sh", "env", "txt", "conf", "config", "v1", "images",
    ];
    let is_ending = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic())
        || name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_host(rest)
        && (name.contains('.') && is_ending || name == "localhost")
        && !files.contains(&ending)
        && !name.starts_with("io.containerd")
        && !name.contains("kubernetes.io")
}

impl Words {
    /// Whether this is the last word.
    pub(super) fn ends_in(&self, word: &str) -> bool {
        self.last() == word
    }
}
