//! What a user name tells of the credentials, alone and beside a secret.
//!
//! Each rule stands beside its message; what host and user name tell of the login as a whole
//! is decided in [`crate::registry::user_name`]. This module may not look at the text of a secret,
//! and a user name is never repeated in a message. Start at [`by_name`] and [`by_secret`].

use super::detect::Detected;
use super::kind::Kind;
use super::placeholder::is_user_placeholder;
use super::surroundings::Surroundings;
use super::user_name::{ExpectedUser, UserForm};
use crate::finding::{Edit, Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;
use crate::registry::user_name::LoginProblem;

rules! {
    /// The user name is most likely an application of Microsoft Entra, whose secrets end.
    pub(crate) AZURE_SERVICE_PRINCIPAL = "azure-service-principal" {
        severity: Info,
        why: "The secret of a service principal ends after one year unless another end was \
              chosen. After that, pulls through Wave fail.",
        action: "There is nothing to do now. Note the end date and replace the secret before \
                 it.",
    }

    /// The user name is the admin account of an Azure registry.
    pub(crate) AZURE_ADMIN_ACCOUNT = "azure-admin-account" {
        severity: Info,
        why: "Pulls work, but this account can always push to everything in the registry.",
        action: "Nothing has to be done. A token that can only pull is safer.",
    }

    /// The user name for Docker Hub is an e-mail address.
    pub(crate) USER_NAME_IS_EMAIL = "user-name-is-email" {
        severity: Info,
        why: "Most likely Docker Hub wants the Docker ID and refuses the e-mail address of the \
              account.",
        action: "Enter the Docker ID.",
    }

    /// A part of the user name with a dollar sign is most likely missing.
    pub(crate) USER_NAME_CUT = "user-name-cut" {
        severity: Warning,
        why: "A shell takes a dollar sign and what follows for a variable and usually puts \
              nothing in its place. The registry does not know the name that is left.",
        action: "Copy the whole name from the registry, for instance robot$project+name.",
    }

    /// The secret goes with another user name.
    pub(crate) USER_NAME_EXPECTED = "user-name-expected" {
        severity: Warning,
        why: "Secrets of this kind belong to a certain user name or a certain form of it. With \
              another one the registry most likely refuses the login.",
        action: "Enter the user name that goes with the secret.",
    }

    /// The user name is most likely a placeholder from a documentation.
    pub(crate) USER_NAME_PLACEHOLDER = "user-name-placeholder" {
        severity: Warning,
        why: "The registry most likely does not know it and refuses the login.",
        action: "Enter your own user name in its place.",
    }
}

/// What a user name tells at this registry.
pub(super) fn by_name(around: &Surroundings<'_>) -> Vec<Finding> {
    if around.user_name.is_empty() {
        return Vec::new();
    }
    if is_user_placeholder(around.user_name) {
        return vec![Finding::warning(
            USER_NAME_PLACEHOLDER,
            "This is most likely a placeholder. Enter your own user name in its place.",
        )];
    }
    let all = [
        login(around).map(|problem| problem.finding()),
        azure(around),
        docker_hub(around),
        cut_by_a_shell(around),
    ];
    all.into_iter().flatten().collect()
}

/// What a user name tells beside that secret.
pub(super) fn by_secret(found: &Detected, around: &Surroundings<'_>) -> Option<Finding> {
    let is_settled = match found.kind {
        // Here the password is what has to change, and that is said there.
        Kind::EcrPassword => true,
        Kind::GoogleSaJson => around.user_name == "_json_key_base64",
        Kind::IbmIamToken => around.user_name == "iamrefresh",
        _ => found.registries.is_empty(),
    };
    if is_settled {
        return None;
    }
    let label = found.kind.label();
    match found.kind.user() {
        ExpectedUser::Exactly(name) if name != around.user_name => {
            let message = format!("With {label} goes the user name {name}.");
            let finding = if around.user_name.is_empty() {
                Finding::info(USER_NAME_EXPECTED, message)
            } else {
                Finding::warning(USER_NAME_EXPECTED, message)
            };
            Some(finding.with_fix(format!("Use {name}"), Edit::Replace(name.to_owned())))
        }
        ExpectedUser::Form(form)
            if !around.user_name.is_empty() && !form.fits(around.user_name) =>
        {
            Some(Finding::warning(
                USER_NAME_EXPECTED,
                format!("With {label} most likely goes {}.", in_words(form)?),
            ))
        }
        _ => None,
    }
}

/// A shape for people; `None` where other user names are as good, or another rule speaks.
const fn in_words(form: UserForm) -> Option<&'static str> {
    match form {
        UserForm::QuayRobot => Some("the name of a robot account, namespace+robot"),
        UserForm::ApplicationId => Some("the ID of the application, a GUID"),
        UserForm::RedHatServiceAccount => {
            Some("the name of a service account with its number, such as 12345678|name")
        }
        UserForm::OracleUser => Some("a name with its namespace, namespace/user"),
        UserForm::AwsAccessKeyId
        | UserForm::AwsTemporaryKeyId
        | UserForm::AwsRole
        | UserForm::HarborRobot
        | UserForm::GitlabDeployToken => None,
    }
}

/// What host and user name tell of the login. The rules are those that judge stored
/// credentials; while a form is filled in, the host may be missing or one of people's own.
fn login(around: &Surroundings<'_>) -> Option<LoginProblem> {
    LoginProblem::of(&around.host, around.user_name).or_else(|| login_anywhere(around))
}

/// What a user name tells wherever it is used: nothing else has its form.
fn login_anywhere(around: &Surroundings<'_>) -> Option<LoginProblem> {
    match TokenUser::read(around.user_name) {
        Some(TokenUser::Amazon) => around.host.is_empty().then_some(LoginProblem::EcrPassword),
        Some(token) => Some(LoginProblem::ShortLived(token)),
        None => (UserName::read(around.user_name) == UserName::TemporaryKey && !around.is_ecr())
            .then_some(LoginProblem::TemporaryKey),
    }
}

fn azure(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    if !around.is(Registry::Acr) {
        return None;
    }
    if UserForm::ApplicationId.fits(user) {
        return Some(Finding::info(
            AZURE_SERVICE_PRINCIPAL,
            "This is most likely a service principal. Its secret has an end date, one year \
             away unless another was chosen; note it down.",
        ));
    }
    let is_admin =
        AcrHost::read(&around.host).is_some_and(|host| host.name.eq_ignore_ascii_case(user));
    is_admin.then(|| {
        Finding::info(
            AZURE_ADMIN_ACCOUNT,
            "This is the admin account, which can push to everything in the registry. A token \
             that can only pull is safer.",
        )
    })
}

fn docker_hub(around: &Surroundings<'_>) -> Option<Finding> {
    (around.is(Registry::DockerHub) && around.user_name.contains('@')).then(|| {
        Finding::info(
            USER_NAME_IS_EMAIL,
            "Most likely Docker Hub wants the Docker ID here, not the e-mail address of the \
             account.",
        )
    })
}

/// `robot$name`, `robot$project+name` and `$app` after a shell took the dollar sign for the
/// start of a variable.
fn cut_by_a_shell(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    let is_cut = user == "robot"
        || user.starts_with('+')
        || (around.is_own_host() && user.starts_with("robot+"));
    is_cut.then(|| {
        Finding::warning(
            USER_NAME_CUT,
            "A part of it is most likely missing: a shell takes a dollar sign and what follows \
             for a variable. Copy the name from the registry, for instance robot$project+name.",
        )
    })
}
