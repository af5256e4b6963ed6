//! What a pasted text offers, compared with the recorded entries.
//!
//! This file only says how the vectors call what the rules found.

use serde_json::{Value as Json, json};
use wavepass_core::login::{self, Caution, Entry, Format, Hint, Reason};
use wavepass_core::secret::Secret;
use wavepass_core::timestamp::Timestamp;

use super::Vector;

/// Compares one vector.
pub(super) fn check(vector: &mut Vector<'_>) {
    let pasted = login::read(vector.text("text"));
    let format = pasted.as_ref().map(|pasted| format_word(pasted.format));
    vector.expect("format", &json!(format));
    let entries = pasted.map(|pasted| pasted.entries).unwrap_or_default();
    let expected = vector.get("expect");
    let words = entries.iter().enumerate();
    let words = words.map(|(at, entry)| words_of(entry, &expected[at]));
    vector.expect("expect", &words.collect());
}

/// The whole entry in the vectors' words.
fn words_of(entry: &Entry, expected: &Json) -> Json {
    let guesses: Vec<&str> = [
        ("registry", entry.registry.is_guess()),
        ("user_name", entry.user_name.is_guess()),
        ("password", entry.password.is_guess()),
    ]
    .into_iter()
    .filter_map(|(field, is_guess)| is_guess.then_some(field))
    .collect();
    json!({
        "registry": entry.registry.get(),
        "user_name": entry.user_name.get(),
        "password": entry.password.get().map(Secret::expose),
        "warning": warning(entry),
        "guess": unless_empty(&guesses),
        "expires": entry.expires.map(|expires| time(expires, &expected["expires"])),
        "hint": hints(&entry.hints),
        "suggest": unless_empty(&entry.suggested_registries),
        "name": entry.name,
    })
}

fn unless_empty(words: &[&str]) -> Json {
    if words.is_empty() {
        Json::Null
    } else {
        json!(words)
    }
}

/// A point in time has many spellings; the vector's own when it is the same point.
fn time(actual: Timestamp, expected: &Json) -> Json {
    let recorded = match expected {
        Json::String(text) => Timestamp::parse(text),
        number => (number.as_i64())
            .map(|seconds| Timestamp::from_unix_millis(seconds.saturating_mul(1000))),
    };
    if recorded == Some(actual) {
        expected.clone()
    } else {
        json!(actual.to_iso())
    }
}

fn hints(hints: &[Hint]) -> Json {
    if hints.is_empty() {
        return Json::Null;
    }
    let value = |of: fn(&Hint) -> Option<&str>| hints.iter().find_map(of);
    json!({
        "aws_account": value(|hint| match hint {
            Hint::AwsAccount(account) => Some(account),
            _ => None,
        }),
        "project": value(|hint| match hint {
            Hint::GoogleProject(project) => Some(project),
            _ => None,
        }),
        "profile": value(|hint| match hint {
            Hint::AwsProfile(profile) => Some(profile),
            _ => None,
        }),
    })
}

/// The vectors have one warning an entry: the one that says most.
fn warning(entry: &Entry) -> Option<&'static str> {
    let caution = entry.caution.map(|caution| match caution {
        Caution::ShortLived => "short_lived",
        Caution::AdminAccount => "admin_account",
    });
    caution.or_else(|| {
        entry.main_reason().map(|reason| match reason {
            Reason::ShellVariable => "shell_variable",
            Reason::CommandOutput => "command_output",
            Reason::StandardInput => "password_from_stdin",
            Reason::TerraformExpression => "terraform_expression",
            Reason::Reference => "reference",
            Reason::Placeholder => "placeholder",
            Reason::CredentialHelper => "in_credential_helper",
            Reason::BadAuth => "bad_auth",
            Reason::IdentityToken => "identity_token",
            Reason::BearerToken => "bearer_token",
            Reason::WaveNeedsAccessKey => "wave_needs_access_key",
            Reason::TemporaryKey => "temporary_key",
        })
    })
}

const fn format_word(format: Format) -> &'static str {
    match format {
        Format::DockerLogin => "docker_login",
        Format::DockerConfig => "docker_config",
        Format::DockerConfigLegacy => "docker_config_legacy",
        Format::DockerAuthValue => "docker_auth_value",
        Format::DockerRequest => "docker_request",
        Format::DockerCredentialHelper => "docker_credential_helper",
        Format::DockerToken => "docker_token",
        Format::KubernetesSecret => "k8s_secret",
        Format::Kubectl => "kubectl",
        Format::AzureExposeToken => "az_expose_token",
        Format::AzureRefreshToken => "az_refresh_token",
        Format::AzureTokenCreate => "az_token_create",
        Format::AzureTokenCredentialGenerate => "az_token_credential_generate",
        Format::AzureCredentialShow => "az_credential_show",
        Format::AzureServicePrincipal => "az_sp",
        Format::EcrPassword => "ecr_password",
        Format::EcrAuthorizationToken => "ecr_authorization_token",
        Format::AwsCsv => "aws_csv",
        Format::AwsIni => "aws_ini",
        Format::AwsEnvironment => "aws_env",
        Format::AwsJson => "aws_json",
        Format::GoogleServiceAccount => "google_sa_json",
        Format::GoogleServiceAccountBase64 => "google_sa_json_base64",
        Format::GoogleToken => "google_token",
        Format::HarborRobot => "harbor_robot",
        Format::QuayRobot => "quay_robot",
        Format::Netrc => "netrc",
        Format::BasicHeader => "basic_header",
        Format::BearerHeader => "bearer_header",
        Format::GitHubToken => "github_token",
        Format::GitLabToken => "gitlab_token",
        Format::NgcToken => "ngc_token",
        Format::Url => "url",
        Format::TowerCli => "tw_cli",
        Format::Terraform => "terraform",
        Format::Yaml => "yaml",
        Format::Json => "json",
        Format::Toml => "toml",
        Format::Groovy => "groovy",
        Format::Settings => "settings",
        Format::Variables => "variables",
        Format::ImageCommand => "image_command",
        Format::AzureCommand => "azure_command",
    }
}
