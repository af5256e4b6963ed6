//! The kinds of secret that people put into a registry's password field, and what is true of
//! every secret of one kind, as a table.
//!
//! From the vendors' documentation and published secret scanners; what they do not tell is
//! left open. This module may not look at a text. Start at [`Kind`] and [`Facts::of`].

use super::lifetime::{DAY, HOUR, Lifetime, MINUTE};
use super::user_name::{ExpectedUser, UserForm};
use crate::registry::catalogue::Registry;
use crate::registry::token_user::TokenUser;

/// Makes the enum and the list of all its kinds.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident,)+) => {
        /// What a secret is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])+ $kind,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];
        }
    };
}

kinds! {
    /// A personal access token of Docker Hub.
    DockerPat,
    /// An access token of an organisation on Docker Hub.
    DockerOat,
    /// A personal access token of Docker Hub in its older form.
    DockerLegacyToken,
    /// A classic personal access token of GitHub.
    GithubPatClassic,
    /// The same, with a checksum that does not fit.
    GithubPatClassicBadChecksum,
    /// A fine-grained personal access token of GitHub.
    GithubPatFineGrained,
    /// An OAuth token of GitHub, as `gh auth token` prints it.
    GithubOauth,
    /// A token that a GitHub app got for a user.
    GithubUserToken,
    /// A token of a GitHub Actions job or of an app's installation.
    GithubActionsToken,
    /// A token with which a GitHub app gets others.
    GithubRefreshToken,
    /// A personal, project or group access token of GitLab.
    GitlabPat,
    /// The same in the form that tells GitLab where to look it up.
    GitlabPatRoutable,
    /// A deploy token of GitLab.
    GitlabDeployToken,
    /// The token of a job in GitLab CI.
    GitlabCiJobToken,
    /// A token that starts pipelines of GitLab.
    GitlabTriggerToken,
    /// A password that Azure made for a registry: of a token, or of its admin account.
    AcrKey,
    /// The same, with a checksum that does not fit.
    AcrKeyBadChecksum,
    /// The same in its older form.
    AcrKeyLegacy,
    /// What `az acr login --expose-token` prints.
    AcrRefreshToken,
    /// A token for one repository of an Azure registry.
    AcrAccessToken,
    /// The secret of an application in Microsoft Entra.
    EntraClientSecret,
    /// The secret half of an AWS access key.
    AwsSecretAccessKey,
    /// The secret half of a temporary AWS access key.
    AwsTemporaryKey,
    /// The external id that goes with an AWS role.
    AwsRoleExternalId,
    /// The half of an AWS access key that is no secret.
    AwsAccessKeyId,
    /// What `aws ecr get-login-password` prints.
    EcrPassword,
    /// The key of a Google service account.
    GoogleSaJson,
    /// The same as base64 in one line.
    GoogleSaJsonBase64,
    /// The same as base64 in several lines.
    GoogleSaJsonBase64Wrapped,
    /// An OAuth token of Google.
    GoogleAccessToken,
    /// A key for Google's public interfaces, such as maps.
    GoogleApiKey,
    /// The token of a robot account of Quay.
    QuayRobotToken,
    /// An application token of Quay.
    QuayAppToken,
    /// An OAuth access token of an application in Quay.
    QuayOauthToken,
    /// The secret of a robot account of Harbor.
    HarborRobotSecret,
    /// The token of a robot account of an older Harbor.
    HarborRobotJwt,
    /// An API key of NVIDIA NGC.
    NgcApiKey,
    /// An API key of NVIDIA NGC in its older form.
    NgcLegacyKey,
    /// A reference token of JFrog, which identity tokens are too.
    JfrogReferenceToken,
    /// An API key of JFrog.
    JfrogApiKey,
    /// An access token of JFrog.
    JfrogAccessToken,
    /// An API key of IBM Cloud.
    IbmApiKey,
    /// A token that IBM Cloud made of an API key.
    IbmIamToken,
    /// An auth token of Oracle Cloud.
    OcirAuthToken,
    /// A token that goes with the user name `BEARER_TOKEN` at Oracle Cloud.
    OcirBearerToken,
    /// The secret half of an API key of Scaleway.
    ScalewaySecretKey,
    /// A personal access token of DigitalOcean.
    DigitaloceanPat,
    /// An OAuth token of DigitalOcean.
    DigitaloceanOauth,
    /// A token with which an application gets others from DigitalOcean.
    DigitaloceanRefreshToken,
    /// The half of an Alibaba Cloud access key that is no secret.
    AlibabaAccessKeyId,
    /// An API key of Cloudsmith.
    CloudsmithApiKey,
    /// A token of a user of OpenShift.
    OpenshiftToken,
    /// An access token of Gitea, Forgejo or Codeberg.
    GiteaToken,
    /// A JSON Web Token of an issuer that is not known here.
    JwtUnknown,
    /// A JSON Web Token of such an issuer that has expired.
    JwtExpired,
    /// A JSON Web Token that never expires, as Red Hat makes them.
    JwtNoExp,
    /// A key or certificate in the form of a file.
    PrivateKey,
    /// The `auth` value of a Docker configuration: user name and password in one.
    DockerAuthValue,
    /// A whole Docker configuration.
    DockerConfig,
    /// Another JSON object, most likely what a vendor's tool printed.
    JsonObject,
    /// A registry, or an image there.
    Place,
    /// A text that stands in place of a secret.
    Placeholder,
}

impl Kind {
    /// The kind as programs read it.
    pub const fn as_str(self) -> &'static str {
        Facts::of(self).code
    }

    /// The kind for people, with its article: "a GitHub OAuth token".
    pub const fn label(self) -> &'static str {
        Facts::of(self).label
    }

    /// The registries that such a secret can be for; empty when it is for none, or for any.
    pub const fn registries(self) -> &'static [Registry] {
        Facts::of(self).registries
    }

    /// How long such a secret lasts when it does not say so itself.
    pub const fn lifetime(self) -> Lifetime {
        Facts::of(self).lifetime
    }

    /// The user name that goes with it.
    pub const fn user(self) -> ExpectedUser {
        Facts::of(self).user
    }
}

/// What is true of every secret of one kind.
#[derive(Clone, Copy)]
struct Facts {
    code: &'static str,
    label: &'static str,
    registries: &'static [Registry],
    lifetime: Lifetime,
    user: ExpectedUser,
}

const ACR: &[Registry] = &[Registry::Acr];
const AWS: &[Registry] = &[Registry::Ecr, Registry::EcrPublic];
const DIGITAL_OCEAN: &[Registry] = &[Registry::DigitalOcean];
const DOCKER: &[Registry] = &[Registry::DockerHub, Registry::DockerHardened];
const DOCKER_HUB: &[Registry] = &[Registry::DockerHub];
const GITHUB: &[Registry] = &[Registry::Ghcr];
const GITLAB: &[Registry] = &[Registry::Gitlab];
const GOOGLE: &[Registry] = &[Registry::Gar, Registry::Gcr];
const HARBOR: &[Registry] = &[Registry::Harbor];
const JFROG: &[Registry] = &[Registry::Jfrog];
const NGC: &[Registry] = &[Registry::Nvcr];

impl Facts {
    /// The row of a kind.
    #[expect(clippy::too_many_lines, reason = "a table is easiest to read whole")]
    const fn of(kind: Kind) -> Self {
        match kind {
            Kind::DockerPat => row("docker_pat", "a Docker Hub personal access token")
                .at(DOCKER)
                .lasts(Lifetime::SetByUser),
            // Whether dhi.io takes one is not confirmed.
            Kind::DockerOat => row("docker_oat", "a Docker Hub organisation access token")
                .at(DOCKER_HUB)
                .lasts(Lifetime::SetByUser),
            Kind::DockerLegacyToken => row("docker_pat_legacy", "an older Docker Hub token")
                .at(DOCKER_HUB)
                .lasts(Lifetime::UntilRevoked),
            Kind::GithubPatClassic => row("github_pat_classic", "a GitHub token (classic)")
                .at(GITHUB)
                .lasts(Lifetime::SetByUser),
            Kind::GithubPatClassicBadChecksum => row(
                "github_pat_classic_bad_checksum",
                "a GitHub token (classic)",
            )
            .at(GITHUB),
            Kind::GithubPatFineGrained => {
                row("github_pat_fine_grained", "a GitHub token (fine-grained)")
                    .at(GITHUB)
                    .lasts(Lifetime::SetByUser)
            }
            Kind::GithubOauth => row("github_oauth", "a GitHub OAuth token")
                .at(GITHUB)
                .lasts(Lifetime::UntilRevoked),
            Kind::GithubUserToken => row("github_user_token", "a GitHub app's token for a user")
                .at(GITHUB)
                .lasts(Lifetime::Span(8 * HOUR)),
            Kind::GithubActionsToken => row(
                "github_actions_token",
                "a GitHub Actions or GitHub app token",
            )
            .at(GITHUB)
            .lasts(Lifetime::Job),
            Kind::GithubRefreshToken => {
                row("github_refresh_token", "a GitHub refresh token").at(GITHUB)
            }
            Kind::GitlabPat => row("gitlab_pat", "a GitLab access token")
                .at(GITLAB)
                .lasts(Lifetime::AtMostByDefault { days: 365 }),
            Kind::GitlabPatRoutable => row("gitlab_pat_routable", "a GitLab access token")
                .at(GITLAB)
                .lasts(Lifetime::AtMostByDefault { days: 365 }),
            Kind::GitlabDeployToken => row("gitlab_deploy_token", "a GitLab deploy token")
                .at(GITLAB)
                .lasts(Lifetime::OptionalEnd)
                .user(ExpectedUser::Form(UserForm::GitlabDeployToken)),
            Kind::GitlabCiJobToken => row("gitlab_ci_job_token", "a GitLab CI job token")
                .at(GITLAB)
                .lasts(Lifetime::Job),
            Kind::GitlabTriggerToken => row(
                "gitlab_trigger_token",
                "a token that starts GitLab pipelines",
            ),
            Kind::AcrKey => row("acr_key", "an Azure registry password")
                .at(ACR)
                .lasts(Lifetime::UntilRegeneratedOrSetEnd),
            Kind::AcrKeyBadChecksum => {
                row("acr_key_bad_checksum", "an Azure registry password").at(ACR)
            }
            Kind::AcrKeyLegacy => row("acr_key_legacy", "an older Azure registry password")
                .at(ACR)
                .lasts(Lifetime::UntilRegeneratedOrSetEnd),
            Kind::AcrRefreshToken => row("acr_refresh_token", "an Azure login token")
                .at(ACR)
                .lasts(Lifetime::Span(3 * HOUR))
                .user(ExpectedUser::Exactly(TokenUser::Azure.name())),
            Kind::AcrAccessToken => {
                row("acr_access_token", "an Azure token for one repository").at(ACR)
            }
            Kind::EntraClientSecret => row(
                "entra_client_secret",
                "the secret of a Microsoft Entra application",
            )
            .at(ACR)
            .lasts(Lifetime::ByDefault { days: 365 })
            .user(ExpectedUser::Form(UserForm::ApplicationId)),
            Kind::AwsSecretAccessKey => row("aws_secret_access_key", "an AWS secret access key")
                .at(AWS)
                .lasts(Lifetime::UntilDeactivated)
                .user(ExpectedUser::Form(UserForm::AwsAccessKeyId)),
            Kind::AwsTemporaryKey => row("aws_temporary_key", "a temporary AWS key")
                .at(&[Registry::Ecr])
                .lasts(Lifetime::Between {
                    from: 15 * MINUTE,
                    to: 36 * HOUR,
                })
                .user(ExpectedUser::Form(UserForm::AwsTemporaryKeyId)),
            Kind::AwsRoleExternalId => row("aws_role_external_id", "the external id of a role")
                .at(AWS)
                .lasts(Lifetime::NotApplicable)
                .user(ExpectedUser::Form(UserForm::AwsRole)),
            Kind::AwsAccessKeyId => row("aws_access_key_id", "an AWS access key ID").at(AWS),
            Kind::EcrPassword => row("ecr_password", "a 12-hour Amazon ECR password")
                .at(AWS)
                .lasts(Lifetime::Span(12 * HOUR))
                .user(ExpectedUser::Exactly(TokenUser::Amazon.name())),
            Kind::GoogleSaJson => row("google_sa_json", "a Google service account key")
                .at(GOOGLE)
                .lasts(Lifetime::UntilDeleted)
                .user(ExpectedUser::Exactly("_json_key")),
            Kind::GoogleSaJsonBase64 => row(
                "google_sa_json_base64",
                "a Google service account key in base64",
            )
            .at(GOOGLE)
            .lasts(Lifetime::UntilDeleted)
            .user(ExpectedUser::Exactly("_json_key_base64")),
            Kind::GoogleSaJsonBase64Wrapped => row(
                "google_sa_json_base64_wrapped",
                "a Google service account key in base64",
            )
            .at(GOOGLE)
            .lasts(Lifetime::UntilDeleted)
            .user(ExpectedUser::Exactly("_json_key_base64")),
            Kind::GoogleAccessToken => row("google_access_token", "a Google OAuth token")
                .at(GOOGLE)
                .lasts(Lifetime::Span(HOUR))
                .user(ExpectedUser::Exactly(TokenUser::Google.name())),
            Kind::GoogleApiKey => row("google_api_key", "a Google API key"),
            Kind::QuayRobotToken => row("quay_robot_token", "the token of a Quay robot")
                .at(&[Registry::Quay])
                .lasts(Lifetime::UntilRegenerated)
                .user(ExpectedUser::Form(UserForm::QuayRobot)),
            Kind::QuayAppToken => row("quay_app_token", "a Quay application token")
                .at(&[Registry::Quay])
                .lasts(Lifetime::UntilRevoked)
                .user(ExpectedUser::Exactly("$app")),
            Kind::QuayOauthToken => row("quay_oauth_token", "an OAuth access token of Quay")
                .at(&[Registry::Quay])
                .lasts(Lifetime::OptionalEnd)
                .user(ExpectedUser::Exactly("$oauthtoken")),
            Kind::HarborRobotSecret => row("harbor_robot_secret", "the secret of a Harbor robot")
                .at(HARBOR)
                .lasts(Lifetime::ByDefault { days: 30 })
                .user(ExpectedUser::Form(UserForm::HarborRobot)),
            Kind::HarborRobotJwt => row("harbor_robot_jwt", "the token of an older Harbor robot")
                .at(HARBOR)
                .user(ExpectedUser::Form(UserForm::HarborRobot)),
            Kind::NgcApiKey => row("ngc_api_key", "an NVIDIA NGC API key")
                .at(NGC)
                .lasts(Lifetime::SetByUser)
                .user(ExpectedUser::Exactly("$oauthtoken")),
            Kind::NgcLegacyKey => row("ngc_legacy_key", "an older NVIDIA NGC API key")
                .at(NGC)
                .lasts(Lifetime::UntilRegenerated)
                .user(ExpectedUser::Exactly("$oauthtoken")),
            Kind::JfrogReferenceToken => row("jfrog_reference_token", "a JFrog token")
                .at(JFROG)
                .lasts(Lifetime::SetByUser),
            Kind::JfrogApiKey => row("jfrog_api_key", "a JFrog API key")
                .at(JFROG)
                .lasts(Lifetime::BeingRetired),
            Kind::JfrogAccessToken => row("jfrog_access_token", "a JFrog access token").at(JFROG),
            Kind::IbmApiKey => row("ibm_api_key", "an IBM Cloud API key")
                .at(&[Registry::Icr])
                .lasts(Lifetime::UntilDeleted)
                .user(ExpectedUser::Exactly("iamapikey")),
            Kind::IbmIamToken => row("ibm_iam_token", "an IBM Cloud login token")
                .at(&[Registry::Icr])
                .user(ExpectedUser::Exactly("iambearer")),
            Kind::OcirAuthToken => row("ocir_auth_token", "an Oracle Cloud auth token")
                .at(&[Registry::Ocir])
                .lasts(Lifetime::UntilDeleted)
                .user(ExpectedUser::Form(UserForm::OracleUser)),
            Kind::OcirBearerToken => row("ocir_bearer_token", "an Oracle Cloud login token")
                .at(&[Registry::Ocir])
                .user(ExpectedUser::Exactly(TokenUser::Oracle.name())),
            Kind::ScalewaySecretKey => row("scaleway_secret_key", "a Scaleway secret key")
                .at(&[Registry::Scaleway])
                .lasts(Lifetime::OptionalEnd)
                .user(ExpectedUser::Exactly("nologin")),
            Kind::DigitaloceanPat => row("digitalocean_pat", "a DigitalOcean access token")
                .at(DIGITAL_OCEAN)
                .lasts(Lifetime::SetByUser),
            Kind::DigitaloceanOauth => {
                row("digitalocean_oauth", "a DigitalOcean OAuth token").at(DIGITAL_OCEAN)
            }
            Kind::DigitaloceanRefreshToken => {
                row("digitalocean_refresh_token", "a DigitalOcean refresh token")
            }
            Kind::AlibabaAccessKeyId => {
                row("alibaba_access_key_id", "an Alibaba Cloud access key ID")
            }
            Kind::CloudsmithApiKey => row("cloudsmith_api_key", "a Cloudsmith API key")
                .at(&[Registry::Cloudsmith])
                .lasts(Lifetime::UntilRegenerated),
            Kind::OpenshiftToken => row("openshift_token", "an OpenShift login token")
                .at(&[Registry::OpenShift])
                .lasts(Lifetime::Span(DAY)),
            Kind::GiteaToken => row("gitea_token", "a Gitea or Forgejo access token")
                .at(&[Registry::Gitea])
                .lasts(Lifetime::UntilRevoked),
            Kind::JwtUnknown => row("jwt_unknown", "a JSON Web Token"),
            Kind::JwtExpired => row("jwt_expired", "a JSON Web Token"),
            Kind::JwtNoExp => row("jwt_no_exp", "a JSON Web Token")
                .at(&[Registry::RedHat])
                .lasts(Lifetime::NoEnd)
                .user(ExpectedUser::Form(UserForm::RedHatServiceAccount)),
            Kind::PrivateKey => row("private_key", "a key or certificate file"),
            Kind::DockerAuthValue => row(
                "docker_auth_value",
                "user name and password in one, as in Docker's configuration",
            ),
            Kind::DockerConfig => row("docker_config", "a whole Docker configuration"),
            Kind::JsonObject => row("json_object", "a JSON object, as tools print it"),
            Kind::Place => row("place", "a registry or an image"),
            Kind::Placeholder => row("placeholder", "a text in place of a secret"),
        }
    }

    const fn at(mut self, registries: &'static [Registry]) -> Self {
        self.registries = registries;
        self
    }

    const fn lasts(mut self, lifetime: Lifetime) -> Self {
        self.lifetime = lifetime;
        self
    }

    const fn user(mut self, user: ExpectedUser) -> Self {
        self.user = user;
        self
    }
}

const fn row(code: &'static str, label: &'static str) -> Facts {
    Facts {
        code,
        label,
        registries: &[],
        lifetime: Lifetime::Unknown,
        user: ExpectedUser::Any,
    }
}
