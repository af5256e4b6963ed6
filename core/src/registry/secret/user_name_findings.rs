//! What a user name tells of the credentials, alone and beside a secret.
//!
//! Each rule stands beside its message; what host and user name tell of the login as a whole
//! is decided in [`crate::registry::user_name`]. This module may not look at the text of a secret,
//! and a user name is never repeated in a message. Start at [`by_name`] and [`by_secret`].

use super::detect::Detected;
use super::detect::is_unmistakable;
use super::kind::Kind;
use super::place::is_place;
use super::surroundings::Surroundings;
use super::user_name::{ExpectedUser, UserForm};
use crate::finding::{Edit, Finding, clean, rules};
use crate::placeholder::Placeholder;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::AcrHost;
use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;
use crate::registry::user_name::LoginProblem;
use crate::registry::user_name_spelling::plain;

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

    /// The user name is an e-mail address, where the registry has names of another kind.
    pub(crate) USER_NAME_IS_EMAIL = "user-name-is-email" {
        severity: Warning,
        why: "Docker Hub takes the Docker ID, GitHub the user name, Quay the name of a robot \
              account or a user, and Google the name that says what the password is. The \
              address is most likely refused.",
        action: "Enter the name that the registry knows, for instance the Docker ID.",
    }

    /// The user name is written as a shell, a Compose file, YAML or a URL has it.
    pub(crate) USER_NAME_WRAPPED = "user-name-wrapped" {
        severity: Warning,
        why: "A backslash before a dollar sign, a doubled dollar sign, quotes, codes such as %24 \
              and a label such as username: belong to the language in which the name was \
              written. The registry gets the name as it is stored, and most likely does not \
              know it.",
        action: "Take them off, unless they really are a part of the name.",
    }

    /// The user name has a colon with something behind it, as a login in one piece has.
    pub(crate) USER_NAME_WITH_PASSWORD = "user-name-with-password" {
        severity: Warning,
        why: "A login in one piece is user name, colon, password. A registry takes the first \
              colon for the end of the user name. Besides, Platform shows user names to everyone \
              who may see the credentials.",
        action: "Keep what stands before the colon, and put the rest into the password field.",
    }

    /// A token or key stands in the field of the user name.
    pub(crate) USER_NAME_IS_SECRET = "user-name-is-secret" {
        severity: Warning,
        why: "Platform shows user names to everyone who may see the credentials. Besides, a \
              registry most likely knows no such user.",
        action: "Move it to the password field and enter the user name. If it was saved like \
                 this before, create a new one and revoke the old one.",
    }

    /// A registry or an image stands in the field of the user name.
    pub(crate) USER_NAME_IS_HOST = "user-name-is-host" {
        severity: Warning,
        why: "A registry most likely knows no such user, and refuses the login.",
        action: "Enter the user name, and the host in the field of the registry server.",
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

    /// The user name is a placeholder: a variable, a template, or words of a documentation.
    pub(crate) USER_NAME_PLACEHOLDER = "user-name-placeholder" {
        severity: Error,
        why: "It stands for a user name and is none. Nothing fills it in here: it would be \
              stored as it is, and the registry would get it.",
        action: "Enter your own user name in its place.",
    }
}

/// What a user name tells at this registry.
pub(super) fn by_name(around: &Surroundings<'_>) -> Vec<Finding> {
    if around.user_name.is_empty() {
        return Vec::new();
    }
    let plain = plain(around.user_name);
    let bare = plain.as_deref().unwrap_or(around.user_name);
    if let Some(placeholder) = Placeholder::of_user_name(bare) {
        return vec![in_place_of_a_name(placeholder)];
    }
    if let Some(plain) = plain {
        return vec![wrapped(plain)];
    }
    if let Some(misplaced) = misplaced(around) {
        return vec![misplaced];
    }
    let all = [
        login(around).map(|problem| problem.finding()),
        azure(around),
        e_mail(around),
        only_name(around).or_else(|| name_of_registry(around)),
        published(around),
        cut_by_a_shell(around),
    ];
    all.into_iter().flatten().collect()
}

fn in_place_of_a_name(placeholder: Placeholder) -> Finding {
    let message = match placeholder {
        Placeholder::Variable => {
            "This is a variable, not its value, and nothing puts the value in here. Enter the \
             user name itself."
        }
        Placeholder::Template => {
            "This is a template, and nothing fills it in here. Enter the user name itself."
        }
        Placeholder::Reference => {
            "This says where a user name is kept, and nothing fetches it from there. Enter the \
             user name itself."
        }
        Placeholder::Mask | Placeholder::Words | Placeholder::Example => {
            "This is a placeholder. Enter your own user name in its place."
        }
        Placeholder::Likely => {
            return Finding::warning(
                USER_NAME_PLACEHOLDER,
                "This is most likely a placeholder. Enter your own user name in its place.",
            );
        }
    };
    Finding::error(USER_NAME_PLACEHOLDER, message)
}

fn wrapped(plain: String) -> Finding {
    Finding::warning(
        USER_NAME_WRAPPED,
        "It is written as a shell, a Compose file, YAML or a URL has it: with a backslash, a \
         doubled dollar sign, quotes or codes that most likely are no part of the name.",
    )
    .with_fix("Take them off", Edit::Replace(plain))
}

/// What belongs into another field.
fn misplaced(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    let is_name_of_a_key = matches!(
        UserName::read(user),
        UserName::AccessKey | UserName::TemporaryKey
    );
    // DigitalOcean takes a token as both.
    let may_be_token = user.starts_with("dop_v1_") || user.starts_with("doo_v1_");
    if is_unmistakable(user) && !is_name_of_a_key && !may_be_token {
        return Some(Finding::warning(
            USER_NAME_IS_SECRET,
            "This looks like a token or key, and Platform shows user names to everyone who may \
             see the credentials. Move it to the password field and enter the user name here.",
        ));
    }
    if let Some(name) = clean::without_label(user, &clean::USER_NAMES) {
        return Some(
            Finding::warning(
                USER_NAME_WRAPPED,
                "It starts with the name of a field or of an option, which most likely is no \
                 part of the user name.",
            )
            .with_fix("Take that off", Edit::Replace(name.to_owned())),
        );
    }
    if is_place(user) {
        return Some(Finding::warning(
            USER_NAME_IS_HOST,
            "This is a registry or an image, not the name of a user.",
        ));
    }
    let (name, _) = user
        .split_once(':')
        .filter(|(name, rest)| !name.is_empty() && !rest.is_empty() && *name != "arn")?;
    Some(
        Finding::warning(
            USER_NAME_WITH_PASSWORD,
            "User name and password stand here together, most likely: the user name ends at the \
             colon. Put the rest into the password field; Platform shows user names to everyone \
             who may see the credentials.",
        )
        .with_fix(
            "Keep what stands before the colon",
            Edit::Replace(name.to_owned()),
        ),
    )
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

/// An address where a registry is known to have other names.
fn e_mail(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    if !user.contains('@') {
        return None;
    }
    let message = match around.registry? {
        Registry::DockerHub | Registry::DockerHardened => {
            "Docker's registry takes the Docker ID here, most likely not the e-mail address of \
             the account."
        }
        Registry::Ghcr => {
            "GitHub's registry takes the name of the GitHub user here, most likely not an e-mail \
             address."
        }
        Registry::Quay => {
            "Quay takes the name of a robot account (namespace+robot) or of a user here, most \
             likely not an e-mail address."
        }
        Registry::Gar | Registry::Gcr => {
            "Google takes the name that says what the password is: _json_key_base64 with the key \
             of a service account. The account's address stands in the key."
        }
        _ => return None,
    };
    Some(Finding::warning(USER_NAME_IS_EMAIL, message))
}

/// The one user name of a registry that has only one, where another stands.
fn only_name(around: &Surroundings<'_>) -> Option<Finding> {
    const NAME: &str = "$oauthtoken";
    let is_near = || {
        around
            .user_name
            .trim_start_matches('$')
            .eq_ignore_ascii_case("oauthtoken")
    };
    let is_wrong = around.user_name != NAME
        && (around.is(Registry::Nvcr) || around.is(Registry::Quay) && is_near());
    is_wrong.then(|| {
        let registry = around.registry.map_or("", Registry::name);
        Finding::warning(
            USER_NAME_EXPECTED,
            format!("{registry} takes the user name {NAME} here, with the dollar sign."),
        )
        .with_fix(format!("Use {NAME}"), Edit::Replace(NAME.to_owned()))
    })
}

/// The form of user names that a registry asks for, where another stands.
fn name_of_registry(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    let expected = |message: &str| Some(Finding::warning(USER_NAME_EXPECTED, message));
    let with = |finding: Option<Finding>, name: &str| {
        let edit = Edit::Replace(name.to_owned());
        finding.map(|finding| finding.with_fix(format!("Use {name}"), edit))
    };
    match around.registry? {
        Registry::Gar | Registry::Gcr if !user.contains('@') && !is_of_google(user) => {
            let finding = expected(
                "Google takes a name here that says what the password is: _json_key_base64 for \
                 the key of a service account in base64, _json_key for the key as JSON.",
            );
            let is_like = |part: &str| user.to_ascii_lowercase().contains(part);
            match (is_like("64"), is_like("json")) {
                (true, _) => with(finding, "_json_key_base64"),
                (_, true) => with(finding, "_json_key"),
                _ => finding,
            }
        }
        Registry::Icr if !user.starts_with("iam") => with(
            expected("IBM takes the user name iamapikey with an API key, most likely no other."),
            "iamapikey",
        ),
        Registry::Ocir if !user.contains('/') && TokenUser::read(user).is_none() => expected(
            "Oracle takes the namespace of the tenancy and the user here, namespace/user, most \
             likely not the user alone.",
        ),
        _ => None,
    }
}

fn is_of_google(user: &str) -> bool {
    matches!(
        user,
        "_json_key" | "_json_key_base64" | "_token" | "_dcgcloud_token"
    ) || TokenUser::read(user).is_some()
}

/// The ID of a key that stands in AWS's documentation.
fn published(around: &Surroundings<'_>) -> Option<Finding> {
    let user = around.user_name;
    (UserName::read(user) == UserName::AccessKey && user.ends_with("EXAMPLE")).then(|| {
        Finding::warning(
            USER_NAME_PLACEHOLDER,
            "This is the access key ID of an example in AWS's documentation. Enter your own.",
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
