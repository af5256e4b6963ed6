//! Links that open the form for new credentials filled in, and what such links may not say.
//!
//! A secret has no place in an address: it would stay in histories and logs. Parameters that
//! look like one are taken out of the address bar before anything else happens, and the form
//! says so.

use wavepass_core::credentials::{CredentialsForm, Field, Provider};
use wavepass_core::platform::paths::encode;
use web_sys::UrlSearchParams;

use crate::routes::Place;

const PROVIDER: &str = "provider";
const REGISTRY: &str = "registry";
const USER: &str = "user";
const NAME: &str = "name";

/// Parameters that are never read, in lower case. A part of the name is enough.
const SECRET: [&str; 6] = ["pass", "pwd", "secret", "token", "credential", "auth"];

/// The same, where a part of the name would be too much.
const SECRET_WHOLE: [&str; 3] = ["key", "apikey", "pw"];

/// What a link fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prefill {
    /// The host of the registry.
    pub(crate) registry: String,
    /// The user name.
    pub(crate) user: String,
    /// The name of the credentials.
    pub(crate) name: String,
}

impl Prefill {
    /// For credentials of one host.
    pub(crate) fn of_host(registry: impl Into<String>) -> Self {
        Self {
            registry: registry.into(),
            ..Self::default()
        }
    }

    /// The address of the form for new credentials, filled in.
    pub(crate) fn link(&self, place: &Place) -> String {
        let mut link = format!(
            "{}?{PROVIDER}={}",
            place.new_credentials(),
            Provider::ContainerRegistry.wire_name()
        );
        for (name, value) in [
            (REGISTRY, &self.registry),
            (USER, &self.user),
            (NAME, &self.name),
        ] {
            if !value.is_empty() {
                link.push('&');
                link.push_str(name);
                link.push('=');
                link.push_str(&encode(value));
            }
        }
        link
    }
}

/// The address of the form that changes stored credentials, with another host filled in.
pub(crate) fn fix_host(place: &Place, id: &str, host: &str) -> String {
    format!("{}?{REGISTRY}={}", place.edit_credential(id), encode(host))
}

/// The host that such an address fills in.
pub(crate) fn host_to_fix(query: impl Fn(&str) -> Option<String>) -> Option<String> {
    query(REGISTRY)
}

/// The form that an address asks for, by the parameters of its query.
pub(crate) fn form(query: impl Fn(&str) -> Option<String>) -> CredentialsForm {
    let mut form = CredentialsForm::default();
    let registry = query(REGISTRY);
    match query(PROVIDER) {
        Some(provider) => form.set(Field::Provider, provider),
        // Only a registry has a host.
        None if registry.is_some() => form.provider = Some(Provider::ContainerRegistry),
        None => {}
    }
    let user = query(USER).or_else(|| query("username"));
    for (field, value) in [
        (Field::Registry, registry),
        (Field::UserName, user),
        (Field::Name, query(NAME)),
    ] {
        if let Some(value) = value {
            form.set(field, value);
        }
    }
    form
}

/// An address without the parameters that look like a secret, when there are some.
pub(crate) fn without_secrets(path_and_query: &str) -> Option<String> {
    let (path, query) = path_and_query.split_once('?')?;
    let is_secret = |name: &str| {
        let name = name.to_ascii_lowercase();
        SECRET.iter().any(|secret| name.contains(secret)) || SECRET_WHOLE.contains(&name.as_str())
    };
    // The browser reads names and values as it reads them elsewhere: decoded.
    let decoded = |text: &str| {
        let parameters = UrlSearchParams::new_with_str(&format!("x={text}")).ok();
        parameters.and_then(|p| p.get("x")).unwrap_or_default()
    };
    // A login in front of a host, as in `me:password@quay.io`.
    let has_login = |value: &str| {
        let login = decoded(value);
        login
            .rsplit_once('@')
            // After an image it is a digest.
            .is_some_and(|(login, rest)| login.contains(':') && !rest.starts_with("sha"))
    };
    let kept = query.split('&').filter(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        !is_secret(&decoded(name)) && !has_login(value)
    });
    let kept = kept.collect::<Vec<_>>().join("&");
    (kept != query).then(|| {
        if kept.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{kept}")
        }
    })
}

// Addresses are read by the browser, so there is nothing to test without one.
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_link_fills_the_form_as_it_was_made() {
        let prefill = Prefill {
            registry: "reg.example.com:5000".into(),
            user: "robot$lib+wave".into(),
            name: "my-creds".into(),
        };
        let link = prefill.link(&Place::Personal);
        assert_eq!(
            link,
            "/credentials/new?provider=container-reg&registry=reg.example.com%3A5000\
             &user=robot%24lib%2Bwave&name=my-creds"
        );
        let query = link.split('?').next_back().unwrap_or_default();
        let parameters = UrlSearchParams::new_with_str(query).unwrap();
        let form = form(|name| parameters.get(name));
        assert_eq!(form.provider, Some(Provider::ContainerRegistry));
        assert_eq!(form.value(Field::Registry), "reg.example.com:5000");
        assert_eq!(form.value(Field::UserName), "robot$lib+wave");
        assert_eq!(form.value(Field::Name), "my-creds");
    }

    #[test]
    fn what_looks_like_a_secret_is_taken_out_of_an_address() {
        for (address, clean) in [
            ("/credentials/new?password=x", "/credentials/new"),
            ("/a?name=n&Secret=x&user=u", "/a?name=n&user=u"),
            ("/a?access%54oken=x&name=n", "/a?name=n"),
            ("/a?api_token=x", "/a"),
            ("/a?pwd=x&key=y&name=n", "/a?name=n"),
            ("/a?registry=me%3Ax%40quay.io&name=n", "/a?name=n"),
        ] {
            assert_eq!(without_secrets(address).as_deref(), Some(clean));
        }
        assert_eq!(without_secrets("/a?name=password&registry=quay.io"), None);
        for image in ["quay.io/a/b:1@sha256:00", "ubuntu:22.04@sha512:00"] {
            assert_eq!(without_secrets(&format!("/images?image={image}")), None);
        }
        assert_eq!(without_secrets("/a"), None);
    }
}
