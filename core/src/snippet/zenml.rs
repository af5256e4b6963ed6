//! A stack of `ZenML` that uses the registry with the stored login.
//!
//! `ZenML` lets a registry of the flavours `azure`, `aws` and `gcp` use connectors of the same
//! type only, and each type takes another kind of login; a registry of `azure` with a token is
//! given a `ZenML` secret instead. Checked against `ZenML` 0.98 and its local store. This module
//! may not quote by itself. Start at [`stack`].

use super::login::{Command, Login, PASSWORD, Text};
use super::platform::snippet;
use super::{Language, Snippet, Target};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::ecr::EcrHost;
use crate::registry::ecr::UserName;

/// How `ZenML` gets at the registry.
struct Plan {
    flavor: &'static str,
    access: Access,
    note: Option<String>,
}

/// How `ZenML` logs in.
enum Access {
    /// A service connector of a type, with options of its own.
    Connector(&'static str, String),
    /// A secret that the registry names.
    Secret,
}

/// The command lines.
pub(super) fn stack(login: &Login<'_>) -> Snippet {
    let plan = plan(login);
    let name = &login.label;
    let mut uri = host_uri(login);
    if login.host.known() == Some(DOCKER_HUB)
        && let Some(user) = login.user.known()
    {
        // At the root there are only the official images.
        uri = Text::Known(format!("{DOCKER_HUB}/{user}").into());
    }
    let register = Command::new("zenml container-registry register")
        .word(name)
        .word(&format!("--flavor={}", plan.flavor))
        .option("uri", &uri);
    let lines = match plan.access {
        Access::Secret => [
            Command::new("zenml secret create")
                .word(name)
                .option("username", &literal(&login.user))
                .option("password", &PASSWORD)
                .line(),
            register
                .word(&format!("--authentication_secret={name}"))
                .line(),
        ]
        .to_vec(),
        Access::Connector(kind, options) => [
            register.line(),
            format!(
                "zenml service-connector register {name} --type={kind} \
                 --resource-type=docker-registry{options} --no-verify"
            ),
            format!("zenml container-registry connect {name} --connector={name} --no-verify"),
        ]
        .to_vec(),
    };
    let text = format!(
        "{}\nzenml stack update --container_registry={name}",
        lines.join("\n")
    );
    let mut snippet = snippet(Target::Zenml, Language::Shell, text).note(
        "Put the password into REGISTRY_PASSWORD first, for example with “read -rs \
         REGISTRY_PASSWORD”, which shows nothing of it. The last line changes the active \
         stack, which must not be ZenML's default one.",
    );
    if let Some(note) = plan.note {
        snippet = snippet.note(note);
    }
    snippet
}

fn plan(login: &Login<'_>) -> Plan {
    let host = login.host.known().unwrap_or_default();
    match login.kind {
        Some(Registry::Acr) => azure(login),
        Some(Registry::Ecr) => aws(login, EcrHost::read(host).map_or("", |ecr| ecr.region)),
        Some(Registry::Gar | Registry::Gcr)
            if login.is_user("_json_key") || login.is_user("_json_key_base64") =>
        {
            Plan {
                flavor: "gcp",
                access: Access::Connector(
                    "gcp",
                    format!(
                        "{} --auth-method=service-account --service_account_json={}",
                        resource(login),
                        PASSWORD.shell()
                    ),
                ),
                note: Some(needs("gcp")),
            }
        }
        Some(Registry::DockerHub) => docker(login, "dockerhub"),
        Some(Registry::Ghcr) => docker(login, "github"),
        _ => docker(login, "default"),
    }
}

/// A connector with user name and password.
fn docker(login: &Login<'_>, flavor: &'static str) -> Plan {
    let options = Command::new("")
        .option("registry", &login.host)
        .option("username", &literal(&login.user))
        .option("password", &PASSWORD);
    let is_amazon = login.kind == Some(Registry::EcrPublic);
    Plan {
        flavor,
        access: Access::Connector("docker", options.line()),
        note: is_amazon.then(|| {
            "ECR Public takes an access key from no connector of ZenML. Use the user name AWS \
             and the output of “aws ecr-public get-login-password --region=us-east-1”, which \
             lasts 12 hours."
                .to_owned()
        }),
    }
}

fn azure(login: &Login<'_>) -> Plan {
    let principal = |id: &str| {
        format!(
            "{} --auth-method=service-principal --tenant_id=\"$AZURE_TENANT_ID\" \
             --client_id={id} --client_secret={}",
            resource(login),
            PASSWORD.shell()
        )
    };
    let flavor = "azure";
    match login.user.known() {
        Some(user) if is_uuid(user) && !user.starts_with("00000000-") => Plan {
            flavor,
            access: Access::Connector("azure", principal(user)),
            note: Some(format!(
                "{} Put the tenant of the service principal into AZURE_TENANT_ID.",
                needs("azure")
            )),
        },
        _ => {
            let name = &login.label;
            Plan {
                flavor,
                access: Access::Secret,
                note: Some(format!(
                    "A registry of the flavour azure takes service connectors of the type azure \
                     only, and those take no token of the registry; so this login goes into a \
                     secret of ZenML. With a service principal: “zenml service-connector \
                     register {name} --type=azure --resource-type=docker-registry -i”, and then \
                     “zenml container-registry connect {name} --connector={name}”."
                )),
            }
        }
    }
}

fn aws(login: &Login<'_>, region: &str) -> Plan {
    let options = format!("{} --region={region}", resource(login));
    let own = "--aws_access_key_id=\"$AWS_ACCESS_KEY_ID\" \
               --aws_secret_access_key=\"$AWS_SECRET_ACCESS_KEY\"";
    let (options, more) = match login.user.known().map(UserName::read) {
        Some(UserName::Role) => (
            format!(
                "{options} --auth-method=iam-role --role_arn={} {own}",
                login.user.shell()
            ),
            " The stored login is a role: put an access key that may take it on into \
             AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        ),
        Some(UserName::Login | UserName::TemporaryKey) => (
            format!("{options} --auth-method=secret-key {own}"),
            " The stored login was for some hours only: put a lasting access key into \
             AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        ),
        _ => (
            format!(
                "{options} --auth-method=secret-key --aws_access_key_id={} \
                 --aws_secret_access_key={}",
                literal(&login.user).shell(),
                PASSWORD.shell()
            ),
            " The user name is the id of an access key, and REGISTRY_PASSWORD its secret.",
        ),
    };
    Plan {
        flavor: "aws",
        access: Access::Connector("aws", options),
        note: Some(needs("aws") + more),
    }
}

/// The option that limits a connector to the registry.
fn resource(login: &Login<'_>) -> String {
    Command::new("").option("resource-id", &login.host).line()
}

fn host_uri<'a>(login: &'a Login<'_>) -> Text<'a> {
    match &login.host {
        Text::Known(host) => Text::Known(host.as_ref().into()),
        Text::Variable(name) => Text::Variable(name),
    }
}

/// `ZenML` reads a file where a value begins with an at sign, unless it begins with two.
fn literal<'a>(text: &'a Text<'_>) -> Text<'a> {
    match text {
        Text::Known(value) if value.starts_with('@') => Text::Known(format!("@{value}").into()),
        Text::Known(value) => Text::Known(value.as_ref().into()),
        Text::Variable(name) => Text::Variable(name),
    }
}

fn needs(kind: &str) -> String {
    format!("Needs “pip install 'zenml[connectors-{kind}]'”.")
}

/// Whether this is the application id of a service principal.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
#[path = "zenml_tests.rs"]
mod tests;
