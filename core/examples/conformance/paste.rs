//! What a pasted text offers, compared with the recorded entries.
//!
//! This file only says how the vectors call what the rules found.

use serde_json::{Map, Value as Json, json};
use wavepass_core::login::{self, Caution, Entry, Format, Hint, Reason};
use wavepass_core::secret::Secret;
use wavepass_core::timestamp::Timestamp;

use crate::vector::Vector;

/// Compares one vector.
pub(crate) fn check(vector: &mut Vector<'_>) {
    let text = vector.json()["text"].as_str().unwrap_or_default();
    let pasted = login::read(text);
    let format = pasted.as_ref().map(|pasted| format_word(pasted.format));
    vector.expect("/format", &json!(format));
    let entries = pasted.map(|pasted| pasted.entries).unwrap_or_default();
    let expected = vector.json()["expect"].as_array().cloned();
    let expected = expected.unwrap_or_default();
    if entries.len() != expected.len() {
        let words: Vec<Json> = entries
            .iter()
            .map(|entry| words(entry, &Json::Null))
            .collect();
        vector.expect("/expect", &Json::from(words));
        return;
    }
    for (at, (entry, expected)) in entries.iter().zip(&expected).enumerate() {
        vector.expect(&format!("/expect/{at}"), &words(entry, expected));
    }
}

/// The whole entry in the vectors' words: fields without a value are there as null, the
/// others only when there is something to say.
fn words(entry: &Entry, expected: &Json) -> Json {
    let mut words = Map::new();
    words.insert("registry".into(), json!(entry.registry.get()));
    words.insert("user_name".into(), json!(entry.user_name.get()));
    let password = entry.password.get().map(Secret::expose);
    words.insert("password".into(), json!(password));
    if let Some(word) = warning(entry) {
        words.insert("warning".into(), word.into());
    }
    let guesses: Vec<&str> = [
        ("registry", entry.registry.is_guess()),
        ("user_name", entry.user_name.is_guess()),
        ("password", entry.password.is_guess()),
    ]
    .into_iter()
    .filter_map(|(field, is_guess)| is_guess.then_some(field))
    .collect();
    if !guesses.is_empty() {
        words.insert("guess".into(), json!(guesses));
    }
    if let Some(expires) = entry.expires {
        words.insert("expires".into(), time(expires, &expected["expires"]));
    }
    if !entry.hints.is_empty() {
        words.insert("hint".into(), entry.hints.iter().map(hint).collect());
    }
    if !entry.suggested_registries.is_empty() {
        words.insert("suggest".into(), json!(entry.suggested_registries));
    }
    if let Some(name) = &entry.name {
        words.insert("name".into(), json!(name));
    }
    words.into()
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

fn hint(hint: &Hint) -> (String, Json) {
    let (key, value) = match hint {
        Hint::AwsAccount(account) => ("aws_account", account),
        Hint::GoogleProject(project) => ("project", project),
        Hint::AwsProfile(profile) => ("profile", profile),
    };
    (key.to_owned(), json!(value))
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
    }
}
