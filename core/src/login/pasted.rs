//! What a pasted text offers for the form.
//!
//! This module may not read any text. Start at [`Pasted`].

use super::advice::{Caution, Reason};
use crate::finding::{Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::secret::verdict::SECRET_EXPIRED;
use crate::registry::secret::{self, Context, Lifetime};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

rules! {
    /// A value was worked out from a pasted text.
    pub(crate) PASTE_GUESSED = "paste-guessed" {
        severity: Info,
        why: "The text has only the name of a registry, so its host was put together from that; \
              or it has a user name with marks that most likely belong to the language around \
              it, which were taken off.",
        action: "Compare it with the login server in the registry's console, and with the user \
                 name there.",
    }
}

/// A recognised text.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// What kind of text it is.
    pub format: Format,
    /// What it offers, in its own order; a person chooses where there are several.
    pub entries: Vec<Entry>,
}

impl Pasted {
    /// What was pasted, with its article, for a sentence such as "Found an Azure login token".
    pub fn with_article(&self) -> String {
        let label = self.format.label();
        // NVIDIA is spelled out, a URL is not.
        let is_vowel = label.starts_with(['a', 'e', 'i', 'o', 'A', 'N']);
        format!("{} {label}", if is_vowel { "an" } else { "a" })
    }

    /// What was pasted, for a heading such as "Found in the docker login command".
    pub const fn summary(&self) -> &'static str {
        self.format.label()
    }

    /// One entry, or nothing when there is none.
    pub(super) fn one(format: Format, entry: Entry) -> Self {
        Self::many(format, vec![entry])
    }

    /// Several entries.
    pub(super) const fn many(format: Format, entries: Vec<Entry>) -> Self {
        Self { format, entries }
    }
}

/// What a text says about one credential.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The host of the registry.
    pub registry: Value<String>,
    /// The user name.
    pub user_name: Value<String>,
    /// The password or token.
    pub password: Value<Secret>,
    /// The name that the text gives to the credential itself.
    pub name: Option<String>,
    /// When the password stops working, where the text says so.
    pub expires: Option<Timestamp>,
    /// What must be known before this is saved.
    pub caution: Option<Caution>,
    /// What else the text gives away that helps to choose the registry.
    pub hints: Vec<Hint>,
    /// Registries that such a secret is often for, where the text does not name one.
    pub suggested_registries: Vec<&'static str>,
}

impl Entry {
    /// Whether the password has ended at a point in time in Unix seconds, where the text or the
    /// password itself says when it ends.
    pub fn has_expired(&self, now: i64) -> bool {
        matches!(self.lifetime(now), Some(Lifetime::Expired { .. }))
    }

    fn lifetime(&self, now: i64) -> Option<Lifetime> {
        if let Some(expires) = self.expires {
            return Some(Lifetime::until(expires.unix_millis() / 1000, now));
        }
        let context = Context {
            host: self.registry.get().map_or("", String::as_str),
            user_name: self.user_name.get().map_or("", String::as_str),
            now,
        };
        let inspection = secret::inspect(self.password.get()?.expose(), &context);
        Some(inspection.recognised?.lifetime)
    }

    /// Everything there is to say about this entry, with the part it is about; with the time in
    /// Unix seconds also that the password has ended.
    pub fn findings(&self, now: Option<i64>) -> Vec<(Part, Finding)> {
        let mut findings = Vec::new();
        let mut say = |part, finding| findings.push((part, finding));
        if let Value::Guessed(registry) = &self.registry {
            let place = match Registry::of_host(registry) {
                Some(Registry::Acr) => "with the login server in the Azure portal",
                _ => "with the host in the names of your images",
            };
            let message = format!(
                "The text has only the name of the registry, so this is most likely its login \
                 server. Compare it {place}."
            );
            say(Part::Registry, Finding::info(PASTE_GUESSED, message));
        }
        if self.user_name.is_guess() {
            say(
                Part::UserName,
                Finding::info(
                    PASTE_GUESSED,
                    "The user name stands in the text with a backslash, a doubled dollar sign, \
                     quotes or codes of a URL. Most likely they are no part of it, so they were \
                     taken off. Compare it with the name in the registry.",
                ),
            );
        }
        let reasons = [
            (Part::Registry, self.registry.reason()),
            (Part::UserName, self.user_name.reason()),
            (Part::Password, self.password.reason()),
        ];
        for (part, reason) in reasons {
            // What holds for user name and password alike is said once.
            if let Some(reason) = reason
                && !(part == Part::Password && self.user_name.reason() == Some(reason))
            {
                say(part, reason.finding());
            }
        }
        let expired = now
            .and_then(|now| self.lifetime(now))
            .filter(|lifetime| matches!(lifetime, Lifetime::Expired { .. }));
        if let Some(expired) = expired {
            let message = format!("{} Create a new one.", expired.sentence());
            say(Part::Password, Finding::warning(SECRET_EXPIRED, message));
        } else if let Some(caution) = self.caution {
            say(Part::Password, caution.finding());
        }
        findings
    }

    /// Why something is missing, or the first of the reasons: the password's before the
    /// others, because a login without one is none.
    pub fn main_reason(&self) -> Option<Reason> {
        (self.password.reason())
            .or(self.user_name.reason())
            .or(self.registry.reason())
    }
}

/// A part of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The host of the registry.
    Registry,
    /// The user name.
    UserName,
    /// The password or token.
    Password,
}

/// What a text says about one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Value<T> {
    /// Nothing: the field is left alone.
    #[default]
    Absent,
    /// The value stands in the text.
    Found(T),
    /// The value was worked out and may be wrong, so a person should check it.
    Guessed(T),
    /// The text speaks of the value, but it cannot be had from there.
    Missing(Reason),
}

impl<T> Value<T> {
    /// The value to fill in, found or guessed.
    pub const fn get(&self) -> Option<&T> {
        match self {
            Self::Found(value) | Self::Guessed(value) => Some(value),
            Self::Absent | Self::Missing(_) => None,
        }
    }

    /// Why the value cannot be had, when the text speaks of it.
    pub const fn reason(&self) -> Option<Reason> {
        match self {
            Self::Missing(reason) => Some(*reason),
            Self::Absent | Self::Found(_) | Self::Guessed(_) => None,
        }
    }

    /// Whether the text does not speak of the value at all.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the value was worked out.
    pub const fn is_guess(&self) -> bool {
        matches!(self, Self::Guessed(_))
    }
}

impl Value<String> {
    /// A text that was found; an empty one says nothing.
    pub(super) fn found(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Absent
        } else {
            Self::Found(text)
        }
    }

    /// The same as a secret.
    pub(super) fn into_secret(self) -> Value<Secret> {
        match self {
            Self::Absent => Value::Absent,
            Self::Found(text) => Value::Found(text.into()),
            Self::Guessed(text) => Value::Guessed(text.into()),
            Self::Missing(reason) => Value::Missing(reason),
        }
    }
}

impl Value<Secret> {
    /// A secret that was found; an empty one says nothing.
    pub(super) fn secret(text: impl Into<String>) -> Self {
        Value::found(text).into_secret()
    }
}

/// Something beside the three fields that helps a person to fill them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The AWS account, which is the beginning of the host of its private registries.
    AwsAccount(String),
    /// The Google Cloud project, which stands behind the host in image names.
    GoogleProject(String),
    /// The profile of an AWS file with several.
    AwsProfile(String),
}

/// The kinds of text that are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `docker login` and its relatives: podman, skopeo, helm, oras, crane, apptainer …
    DockerLogin,
    /// `~/.docker/config.json`, or podman's `auth.json`.
    DockerConfig,
    /// The older `.dockercfg`, without the level `auths`.
    DockerConfigLegacy,
    /// The `auth` value of a Docker configuration alone.
    DockerAuthValue,
    /// The login that a client of Docker's API sends along, in base64.
    DockerRequest,
    /// The answer of a `docker-credential-…` program.
    DockerCredentialHelper,
    /// A Docker Hub access token alone.
    DockerToken,
    /// A Kubernetes secret with a Docker configuration inside.
    KubernetesSecret,
    /// `kubectl create secret docker-registry`.
    Kubectl,
    /// `az acr login --expose-token`.
    AzureExposeToken,
    /// An Azure registry token for a login, alone.
    AzureRefreshToken,
    /// `az acr token create`.
    AzureTokenCreate,
    /// `az acr token credential generate`.
    AzureTokenCredentialGenerate,
    /// `az acr credential show`.
    AzureCredentialShow,
    /// `az ad sp create-for-rbac`.
    AzureServicePrincipal,
    /// The answer of `aws ecr get-login-password`.
    EcrPassword,
    /// The answer of `aws ecr get-authorization-token`.
    EcrAuthorizationToken,
    /// The file that the AWS console offers with a new access key.
    AwsCsv,
    /// `~/.aws/credentials`.
    AwsIni,
    /// `AWS_…` variables.
    AwsEnvironment,
    /// The answer of `aws iam create-access-key`, or of another command with keys in it.
    AwsJson,
    /// A key file of a Google service account.
    GoogleServiceAccount,
    /// The same in base64.
    GoogleServiceAccountBase64,
    /// A Google access token alone.
    GoogleToken,
    /// A robot account of Harbor.
    HarborRobot,
    /// A robot account of Quay.
    QuayRobot,
    /// `.netrc`.
    Netrc,
    /// `Authorization: Basic …`.
    BasicHeader,
    /// `Authorization: Bearer …`.
    BearerHeader,
    /// A GitHub token alone.
    GitHubToken,
    /// A GitLab token alone.
    GitLabToken,
    /// An NVIDIA NGC key alone.
    NgcToken,
    /// A URL with a user in it.
    Url,
    /// `tw credentials add container-reg`.
    TowerCli,
    /// A Terraform resource, or a login in another block of HCL.
    Terraform,
    /// A login in YAML.
    Yaml,
    /// A login in JSON that is of none of the kinds above.
    Json,
    /// A login in TOML.
    Toml,
    /// A login in Groovy, such as a Nextflow configuration.
    Groovy,
    /// A login in lines of `key = value`.
    Settings,
    /// Variables of an environment with a login.
    Variables,
    /// A command that pulls or copies images, with a login in its options.
    ImageCommand,
    /// A command of `az` with a login among its options.
    AzureCommand,
}

impl Format {
    /// The kind in words, to follow "from".
    pub const fn label(self) -> &'static str {
        match self {
            Self::DockerLogin => "docker login command",
            Self::DockerConfig => "Docker configuration",
            Self::DockerConfigLegacy => "older Docker configuration (.dockercfg)",
            Self::DockerAuthValue => "auth value of a Docker configuration",
            Self::DockerRequest => "login for Docker's API",
            Self::DockerCredentialHelper => "answer of a Docker credential helper",
            Self::DockerToken => "Docker Hub access token",
            Self::KubernetesSecret => "Kubernetes secret",
            Self::Kubectl => "kubectl create secret command",
            Self::AzureExposeToken => "answer of az acr login --expose-token",
            Self::AzureRefreshToken => "Azure login token",
            Self::AzureTokenCreate => "answer of az acr token create",
            Self::AzureTokenCredentialGenerate => "answer of az acr token credential generate",
            Self::AzureCredentialShow => "answer of az acr credential show",
            Self::AzureServicePrincipal => "answer of az ad sp create-for-rbac",
            Self::EcrPassword => "Amazon ECR login password",
            Self::EcrAuthorizationToken => "Amazon ECR authorization token",
            Self::AwsCsv => "AWS access key file",
            Self::AwsIni => "AWS credentials file",
            Self::AwsEnvironment => "AWS environment variables",
            Self::AwsJson => "AWS access key",
            Self::GoogleServiceAccount => "Google service account key",
            Self::GoogleServiceAccountBase64 => "Google service account key in base64",
            Self::GoogleToken => "Google access token",
            Self::HarborRobot => "Harbor robot account",
            Self::QuayRobot => "Quay robot account",
            Self::Netrc => ".netrc file",
            Self::BasicHeader => "basic authorization header",
            Self::BearerHeader => "bearer authorization header",
            Self::GitHubToken => "GitHub token",
            Self::GitLabToken => "GitLab token",
            Self::NgcToken => "NVIDIA NGC key",
            Self::Url => "URL with a user name",
            Self::TowerCli => "tw credentials command",
            Self::Terraform => "Terraform resource",
            Self::Yaml => "login in YAML",
            Self::Json => "login in JSON",
            Self::Toml => "login in TOML",
            Self::Groovy => "login in Groovy",
            Self::Settings => "file of settings",
            Self::Variables => "list of variables",
            Self::ImageCommand => "command for images",
            Self::AzureCommand => "az command",
        }
    }
}
