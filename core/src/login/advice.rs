//! What people are told about a pasted text: why a value cannot be filled in, and what must
//! be known about one that was.
//!
//! Messages never contain a value of the text. Start at [`Reason`].

use crate::finding::{Finding, rules};

rules! {
    /// A pasted text speaks of a value but does not contain it.
    pub(crate) PASTE_LACKS_VALUE = "paste-lacks-value" {
        severity: Info,
        why: "A variable, another command, the keyboard, a placeholder or a credential helper \
              stands in its place, so the value cannot be filled in.",
        action: "Get the value where the text says that it comes from, and paste it into its \
                 field.",
    }

    /// A pasted text contains a login that Wave cannot use.
    pub(crate) PASTE_UNUSABLE = "paste-unusable" {
        severity: Error,
        why: "12-hour passwords of Amazon ECR, temporary AWS keys and unreadable auth values \
              cannot serve as the password that Wave needs. Most registries do not take a bearer \
              token or an identity token as a password either.",
        action: "Create an access token at the registry. For Amazon ECR, use the ID of a \
                 long-lived access key (AKIA…) with its secret, or the ARN of a role.",
    }

    /// A pasted secret is of a kind that stops working within hours.
    pub(crate) PASTE_SHORT_LIVED = "paste-short-lived" {
        severity: Warning,
        why: "Once it has ended, runs that need it cannot pull.",
        action: "Create a long-lived token at the registry and use it instead.",
    }

    /// A pasted login may do more than pull.
    pub(crate) PASTE_TOO_POWERFUL = "paste-too-powerful" {
        severity: Warning,
        why: "It is the administrator account of an Azure registry, which may push and pull \
              everything in it.",
        action: "Use a token that may only pull.",
    }
}

/// Why a value that the text speaks of cannot be had from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A variable stands in its place, and only the shell knows its value.
    ShellVariable,
    /// Another command prints it.
    CommandOutput,
    /// It was typed, or came from a file, when the command ran.
    StandardInput,
    /// A Terraform variable or expression stands in its place.
    TerraformExpression,
    /// A variable, a template or the name of a stored secret stands in its place.
    Reference,
    /// A placeholder such as `<token>` or a mask stands in its place.
    Placeholder,
    /// A credential helper keeps it outside the file.
    CredentialHelper,
    /// The `auth` value is not base64 of `user:password`.
    BadAuth,
    /// There is only an identity token, which is no password.
    IdentityToken,
    /// There is only a bearer token, which is no password.
    BearerToken,
    /// There is only a password of Amazon ECR. Wave makes those itself, from an access key.
    WaveNeedsAccessKey,
    /// The AWS key is temporary and works only with a session token.
    TemporaryKey,
}

impl Reason {
    pub(super) fn finding(self) -> Finding {
        let (code, message) = match self {
            Self::ShellVariable => (
                PASTE_LACKS_VALUE,
                "The command takes this from a variable, and only your shell knows its value. \
                 Print the variable there and paste the value here. If the dollar sign belongs \
                 to the value, as in robot$name, type it here with the dollar sign.",
            ),
            Self::CommandOutput => (
                PASTE_LACKS_VALUE,
                "The command takes this from another command. Run that one alone and paste what \
                 it prints.",
            ),
            Self::StandardInput => (
                PASTE_LACKS_VALUE,
                "The command reads this from a file or from the keyboard, so it is not in the \
                 text. Paste the value here.",
            ),
            Self::TerraformExpression => (
                PASTE_LACKS_VALUE,
                "Terraform takes this from a variable or an expression, so it is not in the \
                 text. Paste the value here.",
            ),
            Self::Reference => (
                PASTE_LACKS_VALUE,
                "The text has a variable, a template or the name of a stored secret here, and \
                 only what runs it knows the value. Paste the value here.",
            ),
            Self::Placeholder => (
                PASTE_LACKS_VALUE,
                "The text has a placeholder, a mask or a word of an example here. Put your own \
                 value in its place.",
            ),
            Self::CredentialHelper => (
                PASTE_LACKS_VALUE,
                "The file has no secret for this registry: it is most likely in a credential \
                 helper or keychain. Create a token at the registry and paste it here.",
            ),
            Self::BadAuth => (
                PASTE_UNUSABLE,
                "The auth value of this entry is not the base64 of a user name, a colon and a \
                 password, so nothing is taken from it. Log in once more and paste the new file.",
            ),
            Self::IdentityToken => (
                PASTE_UNUSABLE,
                "The text has an identity token in place of a password. Most registries do not \
                 take one as a password, and most likely it ends soon. Create an access token at \
                 the registry.",
            ),
            Self::BearerToken => (
                PASTE_UNUSABLE,
                "A bearer token is sent as it is with each request. Most registries do not take \
                 one as a password, and most likely it ends soon. Create an access token at the \
                 registry.",
            ),
            Self::WaveNeedsAccessKey => (
                PASTE_UNUSABLE,
                "This login works for 12 hours and never in Wave, which makes such passwords \
                 itself. Enter an access key ID (AKIA…) as the user name and its secret access \
                 key as the password.",
            ),
            Self::TemporaryKey => (
                PASTE_UNUSABLE,
                "This is a temporary AWS key. It works only together with a session token, for \
                 which Wave has no field. Create a long-lived access key of an IAM user, or \
                 enter the ARN of a role.",
            ),
        };
        match code {
            PASTE_UNUSABLE => Finding::error(code, message),
            _ => Finding::info(code, message),
        }
    }
}

/// What must be known before a pasted credential is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caution {
    /// The secret stops working within hours.
    ShortLived,
    /// It is the administrator account of an Azure registry.
    AdminAccount,
}

impl Caution {
    pub(super) fn finding(self) -> Finding {
        match self {
            Self::ShortLived => Finding::warning(
                PASTE_SHORT_LIVED,
                "This is a login token that stops working within hours, and runs after that \
                 fail. Create a long-lived token at the registry instead.",
            ),
            Self::AdminAccount => Finding::warning(
                PASTE_TOO_POWERFUL,
                "This is the administrator account of the registry, which may push and pull \
                 everything. A token that may only pull is safer.",
            ),
        }
    }
}
