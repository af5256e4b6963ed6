//! What Docker and its relatives keep: `config.json`, `auth.json`, the older `.dockercfg`
//! and the answers of credential helpers.
//!
//! Keys are kept in the order of the file, because a person chooses among them by it.
//! Sources: docker/cli `configfile` and `credentials`, go-containerregistry `authn`.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::advice::{Caution, Reason};
use super::pasted::{Entry, Format, Pasted, Value};
use super::{encoding, host, json};
use crate::placeholder::Placeholder;
use crate::registry::token_user::TokenUser;

/// What `docker login` in the browser keeps beside the login itself.
const WEB_LOGIN_KEYS: [&str; 2] = ["/v1/access-token", "/v1/refresh-token"];

/// The name that helpers give to whoever has only an identity token.
const TOKEN_USER: &str = "<token>";

#[derive(Deserialize)]
struct Config {
    auths: Option<Pairs<Json>>,
    #[serde(rename = "credHelpers")]
    helpers: Option<Pairs<Json>>,
    #[serde(rename = "credsStore")]
    store: Option<Json>,
}

/// Reads a Docker configuration of either age.
pub(super) fn read(text: &str) -> Option<Pasted> {
    read_current(text).or_else(|| read_legacy(text))
}

/// Reads the login that clients of Docker's API send with a request, in the header
/// `X-Registry-Auth` in base64: `{"username": …, "password": …, "serveraddress": …}`. Where it
/// names no server, that is in the request.
///
/// Source: `AuthConfig` in Docker's API.
pub(super) fn read_request(text: &str) -> Option<Pasted> {
    let object: Json = serde_json::from_str(text).ok()?;
    let server = json::text(&object, "serveraddress");
    let user = json::text(&object, "username").unwrap_or_default();
    let password = json::text(&object, "password").unwrap_or_default();
    let identity =
        json::text(&object, "identitytoken").or_else(|| json::text(&object, "registrytoken"));
    let is_one = identity.is_some() || !user.is_empty() && !password.is_empty();
    if !is_one {
        return None;
    }
    let login = Login {
        user: user.to_owned(),
        password: password.to_owned(),
        identity,
    };
    let entry = login.into_entry(server.map(host::clean).unwrap_or_default());
    Some(Pasted::one(Format::DockerRequest, entry))
}

/// Reads the answer of `docker-credential-… get`.
pub(super) fn read_helper(object: &Json) -> Option<Pasted> {
    let server = json::text(object, "ServerURL")?;
    let secret = json::text(object, "Secret")?;
    let user = json::text(object, "Username").unwrap_or_default();
    let login = if user == TOKEN_USER {
        Login {
            identity: Some(secret),
            ..Login::default()
        }
    } else {
        Login {
            user: user.to_owned(),
            password: secret.to_owned(),
            identity: None,
        }
    };
    let entry = login.into_entry(host::clean(server));
    Some(Pasted::one(Format::DockerCredentialHelper, entry))
}

fn read_current(text: &str) -> Option<Pasted> {
    let config: Config = serde_json::from_str(text).ok()?;
    let is_one = config.auths.is_some() || config.helpers.is_some() || config.store.is_some();
    if !is_one {
        return None;
    }
    let auths = config.auths.unwrap_or_default().0;
    let mut entries: Vec<Entry> = auths.iter().filter_map(entry).collect();
    let mut listed: Vec<&str> = auths.iter().map(|(key, _)| key.as_str()).collect();
    listed.sort_unstable();
    for (key, _) in &config.helpers.unwrap_or_default().0 {
        if listed.binary_search(&key.as_str()).is_err() {
            entries.push(in_helper(host::clean(key)));
        }
    }
    if entries.is_empty() {
        entries.push(in_helper(String::new()));
    }
    Some(Pasted::many(Format::DockerConfig, entries))
}

fn read_legacy(text: &str) -> Option<Pasted> {
    let auths: Pairs<Json> = serde_json::from_str(text).ok()?;
    let looks_like_one = |json: &Json| {
        let has = |key| json.get(key).is_some();
        has("auth") || (has("username") && has("password"))
    };
    let all = auths.0.iter().all(|(_, json)| looks_like_one(json));
    let entries: Vec<Entry> = auths.0.iter().filter_map(entry).collect();
    (all && !entries.is_empty()).then(|| Pasted::many(Format::DockerConfigLegacy, entries))
}

/// One key of `auths`; nothing for what the web login keeps there.
fn entry((key, json): &(String, Json)) -> Option<Entry> {
    if WEB_LOGIN_KEYS.iter().any(|end| key.ends_with(end)) {
        return None;
    }
    let registry = host::clean_or_scope(key);
    let mut login = Login {
        user: json::text(json, "username").unwrap_or_default().to_owned(),
        password: json::text(json, "password").unwrap_or_default().to_owned(),
        identity: json::text(json, "identitytoken").or_else(|| json::text(json, "registrytoken")),
    };
    if let Some(auth) = json::text(json, "auth") {
        if login.password.is_empty() && Placeholder::of_secret(auth).is_some() {
            return Some(Entry {
                registry: Value::found(registry),
                user_name: Value::found(login.user),
                password: Value::Missing(Reason::Placeholder),
                ..Entry::default()
            });
        }
        let decoded = encoding::decode(auth);
        match decoded.as_deref().and_then(encoding::split_user) {
            Some((user, password)) => {
                user.clone_into(&mut login.user);
                password.clone_into(&mut login.password);
            }
            // docker refuses the whole file for it, so not even the host is taken as sound.
            None if login.password.is_empty() && login.identity.is_none() => {
                return Some(Entry {
                    registry: Value::Missing(Reason::BadAuth),
                    user_name: Value::Missing(Reason::BadAuth),
                    password: Value::Missing(Reason::BadAuth),
                    ..Entry::default()
                });
            }
            None => {}
        }
    }
    Some(login.into_entry(registry))
}

#[derive(Default)]
struct Login<'a> {
    user: String,
    password: String,
    identity: Option<&'a str>,
}

impl Login<'_> {
    fn into_entry(self, registry: String) -> Entry {
        match self.identity {
            // Azure takes its identity token as the password of the null GUID, for as long
            // as it lives.
            Some(token) if host::is_azure(&registry) => Entry {
                registry: Value::Found(registry),
                user_name: Value::found(TokenUser::Azure.name()),
                password: Value::secret(token),
                caution: Some(Caution::ShortLived),
                ..Entry::default()
            },
            Some(_) if self.password.is_empty() => Entry {
                registry: Value::found(registry),
                user_name: Value::found(self.user),
                password: Value::Missing(Reason::IdentityToken),
                ..Entry::default()
            },
            _ if self.password.is_empty() => Entry {
                user_name: Value::found(self.user),
                ..in_helper(registry)
            },
            _ => Entry {
                registry: Value::found(registry),
                user_name: Value::found(self.user),
                password: Value::secret(self.password),
                ..Entry::default()
            },
        }
    }
}

fn in_helper(registry: String) -> Entry {
    Entry {
        registry: Value::found(registry),
        password: Value::Missing(Reason::CredentialHelper),
        ..Entry::default()
    }
}

/// The pairs of a JSON object in the order of the text.
struct Pairs<T>(Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Vec<(String, T)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData)).map(Self)
    }
}
