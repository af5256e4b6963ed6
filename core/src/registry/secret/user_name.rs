//! The shapes of user names at registries, and which of them goes with which secret.
//!
//! This module may not say what follows from it. Start at [`ExpectedUser`].

use crate::registry::ecr::UserName;
use crate::registry::token_user::TokenUser;

/// The user name that goes with a kind of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedUser {
    /// The secret does not tell.
    Any,
    /// This one and no other.
    Exactly(&'static str),
    /// One of this shape.
    Form(UserForm),
}

/// A shape of user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserForm {
    /// The id of a long-lived AWS access key.
    AwsAccessKeyId,
    /// The id of a temporary AWS access key.
    AwsTemporaryKeyId,
    /// The name of an AWS role, as Wave reads it.
    AwsRole,
    /// `namespace+robot`.
    QuayRobot,
    /// `robot$name` or `robot$project+name`.
    HarborRobot,
    /// The id of an application: a GUID other than the one of zeros.
    ApplicationId,
    /// `<digits>|<name>`.
    RedHatServiceAccount,
    /// `gitlab+deploy-token-<digits>`; a name of one's own is possible too.
    GitlabDeployToken,
    /// `<namespace>/<user>`.
    OracleUser,
}

impl ExpectedUser {
    /// The user name that a secret implies, when `typed` is what stands in the field now: a
    /// shape implies only what fits it.
    pub fn implied<'a>(&self, typed: &'a str) -> Option<&'a str> {
        match self {
            Self::Any => None,
            Self::Exactly(name) => Some(name),
            Self::Form(form) => form.fits(typed).then_some(typed),
        }
    }
}

impl UserForm {
    /// Whether a user name has this shape.
    pub fn fits(self, name: &str) -> bool {
        match self {
            Self::AwsAccessKeyId => UserName::read(name) == UserName::AccessKey,
            Self::AwsTemporaryKeyId => UserName::read(name) == UserName::TemporaryKey,
            Self::AwsRole => UserName::read(name) == UserName::Role,
            Self::QuayRobot => name
                .split_once('+')
                .is_some_and(|(namespace, robot)| !namespace.is_empty() && !robot.is_empty()),
            Self::HarborRobot => name
                .strip_prefix("robot$")
                .is_some_and(|rest| !rest.is_empty()),
            Self::ApplicationId => is_guid(name) && name != TokenUser::Azure.name(),
            Self::RedHatServiceAccount => name
                .split_once('|')
                .is_some_and(|(number, account)| is_number(number) && !account.is_empty()),
            Self::GitlabDeployToken => name
                .strip_prefix("gitlab+deploy-token-")
                .is_some_and(is_number),
            Self::OracleUser => name
                .split_once('/')
                .is_some_and(|(namespace, user)| !namespace.is_empty() && !user.is_empty()),
        }
    }
}

/// Whether a text has the shape of a GUID: hexadecimal digits in groups of 8, 4, 4, 4, 12.
pub(super) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_shape_takes_its_own_and_nothing_near_it() {
        for (form, good, bad) in [
            (
                UserForm::AwsAccessKeyId,
                "AKIAIOSFODNN7EXAMPLE",
                "AKIAIOSFODNN7EXAMPLe",
            ),
            (
                UserForm::AwsTemporaryKeyId,
                "ASIAIOSFODNN7EXAMPLE",
                "AKIAIOSFODNN7EXAMPLE",
            ),
            (
                UserForm::AwsRole,
                "arn:aws-cn:iam::123456789012:role/a/b",
                "arn:aws:sts::123456789012:assumed-role/a",
            ),
            (UserForm::QuayRobot, "myorg+wave", "+wave"),
            (UserForm::HarborRobot, "robot$library+wave", "robot"),
            (
                UserForm::ApplicationId,
                "11111111-2222-4333-8444-555555555555",
                TokenUser::Azure.name(),
            ),
            (UserForm::RedHatServiceAccount, "12345678|wave", "wave"),
            (
                UserForm::GitlabDeployToken,
                "gitlab+deploy-token-12",
                "gitlab+deploy-token-",
            ),
            (UserForm::OracleUser, "tenancy/jdoe@acme.com", "jdoe"),
        ] {
            assert!(form.fits(good), "{good}");
            assert!(!form.fits(bad), "{bad}");
            assert!(!form.fits(""));
        }
    }

    #[test]
    fn a_shape_implies_a_name_only_when_it_is_there() {
        let robot = ExpectedUser::Form(UserForm::QuayRobot);
        assert_eq!(robot.implied("myorg+wave"), Some("myorg+wave"));
        assert_eq!(robot.implied("wave"), None);
        let fixed = ExpectedUser::Exactly("nologin");
        assert_eq!(fixed.implied(""), Some("nologin"));
        assert_eq!(ExpectedUser::Any.implied("x"), None);
    }
}
