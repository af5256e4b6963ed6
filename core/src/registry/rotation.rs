//! How a login that is stored gets another secret, as far as the registry's commands are known.
//!
//! The commands are those of the catalogue where they make a secret, and for Azure those that
//! exchange one of a token's two passwords: `az acr token credential generate` and `delete`, from
//! Microsoft's reference of the Azure CLI. Of everything else nothing is claimed. Nothing is
//! filled in that a shell would not take as it is. Start at [`Rotation::of`].

use super::catalogue::help::CommandLine;
use super::catalogue::hosts::AcrHost;
use super::catalogue::{Registry, help_for};
use super::ecr::UserName;
use super::token_user::TokenUser;

/// What to do at the registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotation {
    /// Commands that make the new secret, where some are known.
    pub make: Vec<CommandLine>,
    /// Commands that end the old one.
    pub revoke: Vec<CommandLine>,
    /// Whether the login has two passwords at a time, of which one is stored.
    pub has_two_slots: bool,
    /// Whether the registry gives a new secret a user name of its own.
    pub renews_user_name: bool,
}

impl Rotation {
    /// For a login as it is stored; of registries that the host does not tell, nothing is known.
    pub fn of(registry: Option<Registry>, host: &str, user_name: &str) -> Self {
        let Some(registry) = registry else {
            return Self::default();
        };
        match registry {
            Registry::Acr => Self::of_azure(host, user_name),
            // The command puts the key into the form that goes with this user name alone.
            Registry::Gar | Registry::Gcr if user_name != "_json_key_base64" => Self::default(),
            _ => Self {
                make: help_for(registry, host).commands,
                renews_user_name: renews_user_name(registry, user_name),
                ..Self::default()
            },
        }
    }

    fn of_azure(host: &str, user_name: &str) -> Self {
        let Some(registry) = AcrHost::read(host).map(|host| host.name) else {
            return Self::default();
        };
        if !may_be_azure_token(user_name, registry) {
            return Self::default();
        }
        let command = |what: &str, slot: u8| CommandLine {
            tool: "Azure CLI",
            line: format!(
                "az acr token credential {what} -n {user_name} -r {registry} --password{slot}"
            ),
        };
        Self {
            make: vec![command("generate", 2)],
            revoke: vec![command("delete", 1)],
            has_two_slots: true,
            renews_user_name: false,
        }
    }
}

/// Whether a user name of an Azure registry may be that of a token: not that of the administrator,
/// which is the registry's own, nor the id of an application, nor the one of logins that end.
fn may_be_azure_token(user_name: &str, registry: &str) -> bool {
    let is_harmless = user_name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && user_name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let is_id = user_name.len() == 36 && user_name.bytes().filter(|b| *b == b'-').count() == 4;
    is_harmless
        && !is_id
        && !user_name.eq_ignore_ascii_case(registry)
        && TokenUser::read(user_name).is_none()
}

/// Whether the catalogue's steps give a user name with the secret: both halves of an access key of
/// Amazon, of a deploy token of GitLab, of what the commands of `DigitalOcean` and Chainguard print.
fn renews_user_name(registry: Registry, user_name: &str) -> bool {
    match registry {
        Registry::Ecr | Registry::EcrPublic => UserName::read(user_name) != UserName::Role,
        Registry::Gitlab | Registry::DigitalOcean | Registry::Chainguard => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn of(host: &str, user_name: &str) -> Rotation {
        Rotation::of(Registry::of_host(host), host, user_name)
    }

    fn lines(commands: &[CommandLine]) -> Vec<&str> {
        commands.iter().map(|it| it.line.as_str()).collect()
    }

    #[test]
    fn the_second_password_of_an_azure_token_is_made_before_the_first_is_deleted() {
        for host in ["myregistry.azurecr.io", "myregistry.azurecr.cn"] {
            let rotation = of(host, "my-pull_token");
            assert!(rotation.has_two_slots);
            assert_eq!(
                lines(&rotation.make),
                ["az acr token credential generate -n my-pull_token -r myregistry --password2"]
            );
            assert_eq!(
                lines(&rotation.revoke),
                ["az acr token credential delete -n my-pull_token -r myregistry --password1"]
            );
        }
    }

    #[test]
    fn a_login_that_is_no_azure_token_or_does_not_fit_into_a_command_gets_none() {
        for user_name in [
            "5b2a3c9e-0f1d-4c55-9a6b-2f7e1f0a8d34",
            "00000000-0000-0000-0000-000000000000",
            "myregistry",
            "MyRegistry",
            "-n",
            "a b",
            "a;b",
            "$(x)",
            "",
        ] {
            let rotation = of("myregistry.azurecr.io", user_name);
            assert_eq!(rotation, Rotation::default(), "{user_name}");
        }
        for host in ["myregistry.example.com", "a;b.azurecr.io", ""] {
            assert!(!of(host, "token").has_two_slots, "{host}");
        }
        assert_eq!(Rotation::of(None, "", "me"), Rotation::default());
    }

    #[test]
    fn what_makes_a_secret_elsewhere_is_the_catalogue_s_command() {
        let doctl = of("registry.digitalocean.com", "me@example.com");
        assert!(lines(&doctl.make)[0].starts_with("doctl registry docker-config"));
        assert!(doctl.revoke.is_empty() && !doctl.has_two_slots);
        let google = "europe-west1-docker.pkg.dev";
        assert!(lines(&of(google, "_json_key_base64").make)[0].starts_with("base64"));
        assert_eq!(of(google, "_json_key").make, []);
        for host in ["docker.io", "quay.io", "ghcr.io"] {
            assert_eq!(of(host, "me"), Rotation::default(), "{host}");
        }
    }

    #[test]
    fn a_user_name_is_asked_for_where_the_registry_gives_one_with_the_secret() {
        let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        for (host, user_name, is_renewed) in [
            (ecr, "AKIAIOSFODNN7EXAMPLE", true),
            (ecr, "arn:aws:iam::123456789012:role/wave", false),
            ("public.ecr.aws", "AKIAIOSFODNN7EXAMPLE", true),
            ("registry.gitlab.com", "gitlab+deploy-token-1", true),
            ("quay.io", "acme+robot", false),
            ("myregistry.azurecr.io", "my-token", false),
        ] {
            assert_eq!(of(host, user_name).renews_user_name, is_renewed, "{host}");
        }
    }
}
