//! Links that open the form for credentials filled in, from wherever something is missing or
//! wrong. A secret is never in one: the shell takes them out of addresses.

use wavepass_core::credentials::{
    CredentialsForm, CredentialsSummary, Field, Kind, Provider, ProviderRef,
};
use wavepass_core::platform::paths::encode;
use wavepass_core::registry::catalogue::{Registry, help_for};

use crate::shell::routes::{Page, Place};

const PROVIDER: &str = "provider";
const REGISTRY: &str = "registry";
const USER: &str = "user";
const NAME: &str = "name";
const FROM: &str = "from";

/// The parameter of the images page that names an image; there may be several.
pub(crate) const IMAGE: &str = "image";

/// The parameter of the images page that names the platform of the compute environment.
pub(crate) const ENVIRONMENT: &str = "environment";

/// The parameter of the images page that tells whether Wave is on.
pub(crate) const WAVE: &str = "wave";

/// That it is.
pub(crate) const WAVE_ON: &str = "on";

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

/// The address of the form that adds credentials once more, filled in with what Platform tells of
/// them; none of a provider whose fields are not known. Only what a registry asks for travels, and
/// the name.
pub(crate) fn again(place: &Place, stored: &CredentialsSummary) -> Option<String> {
    let ProviderRef::Known(provider) = stored.provider else {
        return None;
    };
    if provider == Provider::ContainerRegistry {
        let filled = Prefill {
            registry: stored.registry_text().unwrap_or_default().to_owned(),
            user: stored.user_name.clone().unwrap_or_default(),
            name: stored.name.clone(),
        };
        return Some(filled.link(place));
    }
    provider.can_be_added().then(|| {
        format!(
            "{}?{PROVIDER}={}&{NAME}={}",
            place.new_credentials(),
            provider.wire_name(),
            encode(&stored.name)
        )
    })
}

/// The address of the images page with an image to look at.
pub(crate) fn check_image(place: &Place, image: &str) -> String {
    format!("{}?{IMAGE}={}", place.images(), encode(image))
}

/// The address of the images page for runs on a compute environment.
pub(crate) fn check_images_on(place: &Place, platform: &str, has_wave: bool) -> String {
    let wave = if has_wave {
        format!("&{WAVE}={WAVE_ON}")
    } else {
        String::new()
    };
    format!(
        "{}?{ENVIRONMENT}={}{wave}",
        place.images(),
        encode(platform)
    )
}

/// The address of the form that changes stored credentials, with another host filled in.
pub(crate) fn fix_host(place: &Place, id: &str, host: &str) -> String {
    format!("{}?{REGISTRY}={}", place.edit_credential(id), encode(host))
}

/// The address of the form for new credentials, filled in with stored ones of the same place.
pub(crate) fn duplicate(place: &Place, id: &str) -> String {
    format!("{}?{FROM}={}", place.new_credentials(), encode(id))
}

/// The id of the stored credentials with which such an address fills in the form.
pub(crate) fn duplicate_of(query: impl Fn(&str) -> Option<String>) -> Option<String> {
    query(FROM)
}

/// The address of the guide for a registry, filled in with a host that is one of its own.
pub(crate) fn guide(place: &Place, registry: Registry, host: &str) -> String {
    let page = place.path(Page::Guide(registry.id().to_owned()));
    let is_told = !host.is_empty() && help_for(registry, host).host == host;
    if is_told {
        format!("{page}?{REGISTRY}={}", encode(host))
    } else {
        page
    }
}

/// The host that such an address fills in, that of a guide or of a form to fix it.
pub(crate) fn host_of(query: impl Fn(&str) -> Option<String>) -> Option<String> {
    query(REGISTRY)
}

/// The form that an address asks for, by the parameters of its query.
pub(crate) fn form(query: impl Fn(&str) -> Option<String>) -> CredentialsForm {
    let mut form = CredentialsForm::default();
    let registry = query(REGISTRY);
    match query(PROVIDER) {
        Some(provider) => form.set(Field::Provider, provider),
        // Only a registry has a host.
        None if registry.is_some() => form.kind = Some(Kind::ContainerRegistry),
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

// Addresses are read by the browser, so there is nothing to test without one.
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::platform::reader::Fields;
    use web_sys::UrlSearchParams;

    use super::*;

    fn stored(row: &serde_json::Value) -> CredentialsSummary {
        CredentialsSummary::read(Fields::of(row).unwrap()).unwrap()
    }

    #[test]
    fn what_was_deleted_is_filled_in_again_without_what_is_secret() {
        let registry = stored(
            &json!({"id": "1", "name": "core quay", "provider": "container-reg",
            "keys": {"userName": "ci+pull", "password": "S3ntinel!", "registry": "quay.io"}}),
        );
        assert_eq!(
            again(&Place::Personal, &registry).unwrap(),
            "/credentials/new?provider=container-reg&registry=quay.io&user=ci%2Bpull\
             &name=core%20quay"
        );
        let aws = stored(&json!({"id": "1", "name": "batch", "provider": "aws",
            "keys": {"accessKey": "AKIA", "secretKey": "S3ntinel!"}}));
        assert_eq!(
            again(&Place::Personal, &aws).unwrap(),
            "/credentials/new?provider=aws&name=batch"
        );
        for provider in ["seqeracompute", "of-tomorrow"] {
            let other = stored(&json!({"id": "1", "name": "x", "provider": provider}));
            assert_eq!(again(&Place::Personal, &other), None, "{provider}");
        }
    }

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
        assert_eq!(form.kind, Some(Kind::ContainerRegistry));
        assert_eq!(form.value(Field::Registry), "reg.example.com:5000");
        assert_eq!(form.value(Field::UserName), "robot$lib+wave");
        assert_eq!(form.value(Field::Name), "my-creds");
    }
}
