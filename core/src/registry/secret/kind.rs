//! The kinds of secret that people put into a registry's password field.
//!
//! What is the same for every secret of a kind stands in the [table](super::facts). This
//! module may not look at a text. Start at [`Kind`].

use super::facts::Facts;
use super::lifetime::Lifetime;
use super::user_name::ExpectedUser;
use crate::registry::catalogue::Registry;

/// What a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
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
    /// A text from a documentation, to be replaced by a secret.
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
