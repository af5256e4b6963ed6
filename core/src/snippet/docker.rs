//! `docker login` with a stored credential, to try it on one's own machine.
//!
//! Amazon's registries take no lasting password: their command line makes one that does not
//! last. This module may not quote by itself. Start at [`login`].

use super::login::{Command, Login, PASSWORD, Text};
use super::platform::snippet;
use super::{Language, Snippet, Target};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::ecr::EcrHost;
use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;

/// The command line.
pub(super) fn login(login: &Login<'_>) -> Snippet {
    if let Some(amazon) = amazon(login) {
        return amazon;
    }
    let command = docker(&login.user, &login.host);
    let text = format!("printf '%s' {} | {command}", PASSWORD.shell());
    let is_google = matches!(login.kind, Some(Registry::Gar | Registry::Gcr));
    let token_user = login.user.known().and_then(TokenUser::read);
    snippet(Target::Docker, Language::Shell, text)
        .note(
            "Put the password into REGISTRY_PASSWORD first, for example with “read -rs \
             REGISTRY_PASSWORD”, which shows nothing of it.",
        )
        .note("It shows whether the login is right; whether Wave reaches the registry, it cannot.")
        .note_if(
            is_google && login.is_user("_json_key_base64"),
            "The password is the key file in base64. From the file: “base64 < key.json | tr -d \
             '\\n'” in place of printf.",
        )
        .note_if(
            is_google && login.is_user("_json_key"),
            "The password is the key file itself. From the file: “cat key.json” in place of \
             printf.",
        )
        .note_if(
            token_user.is_some(),
            "With this user name the password is a token that ends by itself, so the stored one \
             has most likely ended.",
        )
}

/// `docker login` for a host, with the password from standard input.
fn docker(user: &Text<'_>, host: &Text<'_>) -> String {
    let command = Command::new("docker login")
        .option("username", user)
        .word("--password-stdin");
    match host.known() {
        // Its own default.
        Some(DOCKER_HUB) => command,
        Some(host) if host.starts_with('-') => command.word("--").word(&host_word(host)),
        _ => command.word(&host.shell()),
    }
    .line()
}

fn host_word(host: &str) -> String {
    Text::Known(host.into()).shell()
}

/// Amazon's registries: their command line makes a password of the access key.
fn amazon(login: &Login<'_>) -> Option<Snippet> {
    let host = login.host.known()?;
    let maker = match login.kind? {
        Registry::Ecr => {
            let region = EcrHost::read(host)?.region;
            format!("aws ecr get-login-password --region={region}")
        }
        Registry::EcrPublic => "aws ecr-public get-login-password --region=us-east-1".to_owned(),
        _ => return None,
    };
    let (maker, note) = match login.user.known().map(UserName::read) {
        Some(UserName::Role) => (
            maker,
            "The stored login is a role that Wave takes on. Run this with a login of your own \
             that may read the registry.",
        ),
        Some(UserName::Login | UserName::TemporaryKey) => (
            maker,
            "The stored login was for some hours only. Run this with an AWS login of your own.",
        ),
        _ => (
            format!(
                "AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={} {maker}",
                login.user.shell(),
                PASSWORD.shell()
            ),
            "The user name is the id of an access key. Put its secret into REGISTRY_PASSWORD \
             first, for example with “read -rs REGISTRY_PASSWORD”, which shows nothing of it.",
        ),
    };
    let user = Text::Known(TokenUser::Amazon.name().into());
    let text = format!("{maker} | {}", docker(&user, &login.host));
    Some(
        snippet(Target::Docker, Language::Shell, text)
            .note(note)
            .note("It needs the AWS command line. The login lasts 12 hours."),
    )
}

#[cfg(test)]
#[path = "docker_tests.rs"]
mod tests;
