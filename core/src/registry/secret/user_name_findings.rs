//! What a user name tells of the credentials, alone and beside a secret.
//!
//! Each rule stands beside its message. This module may not look at the text of a secret,
//! and a user name is never repeated in a message. Start at [`by_name`] and [`by_secret`].

use super::detect::Detected;
use super::kind::Kind;
use super::placeholder::is_example;
use super::surroundings::Surroundings;
use super::user_name::{ExpectedUser, NULL_GUID, UserForm};
use crate::finding::{Code, Edit, Finding};
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::parts::AcrHost;

/// What a user name tells at this registry.
pub(super) fn by_name(around: &Surroundings<'_>) -> Vec<Finding> {
    if around.user_name.is_empty() {
        return Vec::new();
    }
    if is_example(around.user_name) {
        return vec![Finding::warning(
            Code::UserNamePlaceholder,
            "This is the placeholder from a documentation. Enter your own user name in its \
             place.",
        )];
    }
    let all = [
        amazon(around),
        azure(around),
        short_lived(around),
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
                Finding::info(Code::UserNameExpected, message)
            } else {
                Finding::warning(Code::UserNameExpected, message)
            };
            Some(finding.with_fix(format!("Use {name}"), Edit::Replace(name.to_owned())))
        }
        ExpectedUser::Form(form)
            if !around.user_name.is_empty() && !form.fits(around.user_name) =>
        {
            Some(Finding::warning(
                Code::UserNameExpected,
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

fn amazon(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    let exchanges = around.wave_exchanges_keys();
    if UserForm::AwsTemporaryKeyId.fits(user) || (around.is_ecr() && user.starts_with("ASIA")) {
        return Some(Finding::warning(
            Code::TemporaryAwsKey,
            "This is a temporary AWS key. It needs a session token, for which there is no \
             field, so Wave can never use it. Enter the ID of a lasting access key (AKIA…).",
        ));
    }
    if user == "AWS" && (exchanges || around.host.is_empty()) {
        return Some(Finding::warning(
            Code::EcrLoginUser,
            "This is the user name that Docker uses at Amazon ECR. Wave takes the user name as \
             an access key there and cannot use it: enter the ID of an access key (AKIA…) and \
             its secret.",
        ));
    }
    if user == "AWS" && around.is_ecr() {
        return Some(Finding::warning(
            Code::SecretShortLived,
            "This user name goes with the 12-hour passwords of Amazon ECR. Runs after that \
             fail, because Wave cannot get new ones at this host.",
        ));
    }
    let is_key = UserForm::AwsAccessKeyId.fits(user) || UserForm::AwsRole.fits(user);
    (exchanges && !is_key).then(|| {
        Finding::warning(
            Code::AwsKeyExpected,
            "At Amazon ECR, Wave expects the ID of an access key (AKIA and 16 more characters) \
             or the ARN of a role as user name. With anything else the login fails.",
        )
    })
}

fn azure(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    if user == NULL_GUID {
        return Some(Finding::warning(
            Code::AzureLoginUser,
            "This user name goes with Azure login tokens, which last three hours. Runs after \
             that fail. Better: a token of the registry, from Repository permissions, without \
             an expiration date.",
        ));
    }
    if !around.is(Registry::Acr) {
        return None;
    }
    if UserForm::ApplicationId.fits(user) {
        return Some(Finding::info(
            Code::AzureServicePrincipal,
            "This is most likely a service principal. Its secret has an end date, one year \
             away unless another was chosen; note it down.",
        ));
    }
    let is_admin =
        AcrHost::read(&around.host).is_some_and(|host| host.name.eq_ignore_ascii_case(user));
    is_admin.then(|| {
        Finding::info(
            Code::AzureAdminAccount,
            "This is the admin account, which can push to everything in the registry. A token \
             that can only pull is safer.",
        )
    })
}

fn short_lived(around: &Surroundings<'_>) -> Option<Finding> {
    let (span, instead) = match around.user_name {
        "oauth2accesstoken" => (
            "an hour",
            "the key of a service account, with the user name _json_key_base64",
        ),
        "BEARER_TOKEN" => ("an hour or so", "an auth token, with namespace/user"),
        "iambearer" => ("an hour", "an API key, with the user name iamapikey"),
        _ => return None,
    };
    Some(Finding::warning(
        Code::SecretShortLived,
        format!(
            "This user name goes with login tokens, which most likely last {span}. Runs after \
             that fail. Better: {instead}."
        ),
    ))
}

fn docker_hub(around: &Surroundings<'_>) -> Option<Finding> {
    (around.is(Registry::DockerHub) && around.user_name.contains('@')).then(|| {
        Finding::warning(
            Code::UserNameIsEmail,
            "Docker Hub knows accounts by their Docker ID here, not by their e-mail address. \
             Enter the Docker ID.",
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
            Code::UserNameCut,
            "A part of it is most likely missing: a shell takes a dollar sign and what follows \
             for a variable. Copy the name from the registry, for instance robot$project+name.",
        )
    })
}
