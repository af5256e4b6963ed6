//! Services that keep pipelines.

use crate::credentials::field::Requirement::{OnForms, Optional, Required, SameAs, Unless};
use crate::credentials::field::{Field, FieldSpec, Format};

/// How Platform chooses among several credentials of one service.
const BASE_URL_HELP: &str = "Recommended: of several credentials of one service Platform takes the \
                             one whose URL is the longest beginning of the repository’s.";

const fn user_name(id: &'static str) -> FieldSpec {
    FieldSpec::text(id, "username", "Username", Required("Enter the user name."))
}

pub(super) const GITHUB: &[FieldSpec] = &[
    user_name("github-username"),
    FieldSpec::secret(
        "github-access-token",
        "password",
        "Access token",
        Unless("Enter the access token.", Field::Key("github-token")),
    )
    .help("A personal access token that may read the repositories."),
    FieldSpec::base_url("github-base-url", "Repository base URL", Optional)
        .help(BASE_URL_HELP)
        .example("https://github.com/my-organization"),
    FieldSpec::other_token("github-token"),
];

pub(super) const GITHUB_APP: &[FieldSpec] = &[
    FieldSpec::text(
        "github-app-id",
        "appId",
        "App ID",
        Required("Enter the ID of the app."),
    )
    .help("The number in the app’s settings on GitHub, under General.")
    .example("123456"),
    FieldSpec::text(
        "github-client-id",
        "clientId",
        "Client ID",
        Required("Enter the client ID of the app."),
    )
    .help("In the same place.")
    .example("Iv1.1234567890abcdef"),
    FieldSpec::secret_lines(
        "github-private-key",
        "privateKey",
        "Private key",
        Required("Enter the private key of the app, or drop its file here."),
    )
    .of(Format::PrivateKey)
    .help("The .pem file that GitHub gives for the app, with its BEGIN and END lines."),
    FieldSpec::secret(
        "github-client-secret",
        "clientSecret",
        "Client secret",
        Optional,
    ),
    FieldSpec::text("github-slug", "slug", "App slug", Optional)
        .help("The app’s name in its address: github.com/apps/my-app.")
        .example("my-app"),
    FieldSpec::secret(
        "github-webhook-secret",
        "webhookSecret",
        "Webhook secret",
        Optional,
    ),
    FieldSpec::base_url("github-app-base-url", "Repository base URL", Optional)
        .help("A workspace may have only one app for a URL.")
        .example("https://github.com/my-organization"),
];

pub(super) const GITLAB: &[FieldSpec] = &[
    user_name("gitlab-username").help("For a group or project token: any text."),
    FieldSpec::secret(
        "gitlab-access-token",
        "token",
        "Access token",
        Required("Enter the access token."),
    ),
    FieldSpec::secret(
        "gitlab-password",
        "password",
        "Password",
        SameAs(Field::Key("gitlab-access-token")),
    )
    .help(
        "Left empty, the access token is sent here too: Nextflow before 26.04.0 clones with \
         this one and fails without it.",
    ),
    FieldSpec::base_url("gitlab-base-url", "Repository base URL", Optional)
        .help(BASE_URL_HELP)
        .example("https://gitlab.com/my-group"),
];

/// Which of the two a token of Bitbucket belongs into: Terraform's provider and Platform's form
/// call the second field API token, and HTTP access tokens of Data Center stand alone.
pub(super) const BITBUCKET: &[FieldSpec] = &[
    user_name("bitbucket-username")
        .help("With an API token of Bitbucket Cloud: the e-mail address of the account."),
    FieldSpec::secret(
        "bitbucket-token",
        "token",
        "Token",
        Unless(
            "Enter a token or a password.",
            Field::Key("bitbucket-password"),
        ),
    )
    .help(
        "An API token of Bitbucket Cloud, or an HTTP access token of Data Center, which needs \
         Nextflow 26.04.2 or newer. Access tokens of repositories do not work on Bitbucket Cloud.",
    ),
    FieldSpec::secret(
        "bitbucket-password",
        "password",
        "Password",
        Unless(
            "Enter a token or a password.",
            Field::Key("bitbucket-token"),
        ),
    )
    .help("In place of a token: an app password, or the password of an account."),
    FieldSpec::base_url("bitbucket-base-url", "Repository base URL", Optional)
        .help(BASE_URL_HELP)
        .example("https://bitbucket.org/my-workspace"),
];

pub(super) const GITEA: &[FieldSpec] = &[
    user_name("gitea-username"),
    FieldSpec::secret(
        "gitea-password",
        "password",
        "Password",
        Unless(
            "Enter the password or access token.",
            Field::Key("gitea-token"),
        ),
    )
    .help("An access token is better than your own password."),
    FieldSpec::base_url(
        "gitea-base-url",
        "Repository base URL",
        OnForms("Enter the address of your Gitea, for instance https://gitea.example.org."),
    )
    .help("The address of your Gitea.")
    .example("https://gitea.example.org"),
    FieldSpec::other_token("gitea-token"),
];

pub(super) const AZURE_REPOS: &[FieldSpec] = &[
    user_name("azurerepos-username"),
    FieldSpec::secret(
        "azurerepos-access-token",
        "password",
        "Access token",
        Unless("Enter the access token.", Field::Key("azurerepos-token")),
    )
    .help("A personal access token of Azure DevOps that may read the repositories."),
    FieldSpec::base_url("azurerepos-base-url", "Repository base URL", Optional)
        .help(BASE_URL_HELP)
        .example("https://dev.azure.com/my-organization/my-project"),
    FieldSpec::other_token("azurerepos-token"),
];

/// The names on the wire are those of the other services, the labels are AWS's.
pub(super) const CODECOMMIT: &[FieldSpec] = &[
    FieldSpec::text(
        "codecommit-access-key",
        "username",
        "Access key",
        Required("Enter the id of the access key."),
    )
    .of(Format::AccessKeyId)
    .example("AKIAIOSFODNN7EXAMPLE"),
    FieldSpec::secret(
        "codecommit-secret-key",
        "password",
        "Secret key",
        Unless(
            "Enter the secret access key.",
            Field::Key("codecommit-token"),
        ),
    )
    .of(Format::SecretAccessKey),
    FieldSpec::base_url("codecommit-base-url", "Repository base URL", Optional)
        .help("Recommended: the endpoint of the region.")
        .example("https://git-codecommit.eu-west-1.amazonaws.com"),
    FieldSpec::other_token("codecommit-token"),
];
