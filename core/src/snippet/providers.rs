//! Snippets that add credentials of any provider to another workspace or Platform.
//!
//! Names of options and attributes follow from the names on the wire but for the exceptions here:
//! sources are tower-cli 0.38 (seqerakit hands its keys to it as options) and
//! terraform-provider-seqera 0.42. A tool that has no command for a kind has no snippet. Start at
//! [`for_stored`].

use super::login::{Command, Text};
use super::platform::{UNSET_WORKSPACE, snippet, variable};
use super::{Language, Snippet, SnippetWorkspace, Target, hcl};
use crate::credentials::{CredentialsName, Field, FieldKind, FieldSpec, Kind, Wire};
use crate::registry::secret::is_unmistakable;

/// Stored credentials, as snippets need them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSubject<'a> {
    /// Their name in Platform.
    pub name: &'a str,
    /// In which way they are signed in to.
    pub kind: Kind,
    /// What Platform tells of them: fields that are no secret, with their values.
    pub values: Vec<(&'static FieldSpec, String)>,
    /// The workspace that holds them; `None` for personal ones.
    pub workspace: Option<SnippetWorkspace<'a>>,
}

/// The snippets of stored credentials, in the order of [`Target`]; none where no tool has a
/// command for them.
pub fn for_stored(stored: &StoredSubject<'_>) -> Vec<Snippet> {
    let parts = Parts::of(stored);
    let made = [tw(&parts), terraform(&parts), seqerakit(&parts)];
    made.into_iter().flatten().collect()
}

/// The command of `tw credentials add`, and what stands behind it.
const fn command(kind: Kind) -> Option<(&'static str, Option<&'static str>)> {
    Some(match kind {
        Kind::AwsKeys => ("aws", None),
        Kind::AwsRole => ("aws", Some("role")),
        Kind::AzureSharedKey => ("azure", None),
        Kind::AzureEntra => ("azure-entra", None),
        Kind::GoogleKey => ("google", None),
        Kind::GoogleWorkloadIdentity => ("google", Some("workload-identity")),
        Kind::KubernetesToken | Kind::KubernetesCertificate => ("k8s", None),
        Kind::BitBucket => ("bitbucket", None),
        Kind::CodeCommit => ("codecommit", None),
        Kind::Gitea => ("gitea", None),
        Kind::GitHubToken => ("github", None),
        Kind::GitLab => ("gitlab", None),
        Kind::Ssh => ("ssh", None),
        Kind::TowerAgent => ("agent", None),
        Kind::AwsWorkloadIdentity
        | Kind::AzureCloud
        | Kind::S3
        | Kind::AzureRepos
        | Kind::GitHubApp
        // Which has snippets of its own.
        | Kind::ContainerRegistry => return None,
    })
}

/// Terraform's resource.
const fn resource(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::AwsKeys | Kind::AwsRole => "seqera_aws_credential",
        Kind::AzureSharedKey => "seqera_azure_credential",
        Kind::AzureEntra => "seqera_azure_entra_credential",
        Kind::AzureCloud => "seqera_azure_cloud_credential",
        Kind::GoogleKey | Kind::GoogleWorkloadIdentity => "seqera_google_credential",
        Kind::KubernetesToken | Kind::KubernetesCertificate => "seqera_kubernetes_credential",
        Kind::BitBucket => "seqera_bitbucket_credential",
        Kind::CodeCommit => "seqera_codecommit_credential",
        Kind::Gitea => "seqera_gitea_credential",
        Kind::GitHubToken => "seqera_github_credential",
        Kind::GitHubApp => "seqera_github_app_credential",
        Kind::GitLab => "seqera_gitlab_credential",
        Kind::Ssh => "seqera_ssh_credential",
        Kind::TowerAgent => "seqera_tower_agent_credential",
        // Of the newest version only, or of none; registries have snippets of their own.
        Kind::AwsWorkloadIdentity | Kind::S3 | Kind::AzureRepos | Kind::ContainerRegistry => {
            return None;
        }
    })
}

/// What tw calls a field; none where it has no option for it.
fn option(kind: Kind, wire: Wire) -> Option<String> {
    Some(match (kind, wire) {
        (Kind::CodeCommit, Wire::Key("username")) => "access-key".to_owned(),
        (Kind::CodeCommit, Wire::Key("password")) => "secret-key".to_owned(),
        (Kind::Ssh, Wire::Key("privateKey")) | (Kind::GoogleKey, Wire::Key("data")) => {
            "key".to_owned()
        }
        // It has one secret, which is the password.
        (Kind::BitBucket, Wire::Key("token")) | (_, Wire::Key("shared") | Wire::Query(_)) => {
            return None;
        }
        (_, Wire::Key(key)) => in_small_letters(key, '-'),
        (_, Wire::BaseUrl) => "base-url".to_owned(),
    })
}

/// What Terraform's provider calls a field; none where it has no attribute for it.
fn attribute(kind: Kind, wire: Wire) -> Option<String> {
    Some(match (kind, wire) {
        (Kind::CodeCommit, Wire::Key("username")) => "access_key".to_owned(),
        (Kind::CodeCommit, Wire::Key("password")) => "secret_key".to_owned(),
        (Kind::GitHubToken, Wire::Key("password")) => "access_token".to_owned(),
        (Kind::KubernetesCertificate, Wire::Key("certificate")) => "client_certificate".to_owned(),
        // It has one secret of each of these.
        (Kind::GitLab | Kind::BitBucket, Wire::Key("password"))
        | (Kind::GitHubApp, Wire::Key("clientSecret" | "slug" | "webhookSecret"))
        | (Kind::TowerAgent, Wire::Key("workDir")) => return None,
        (_, Wire::Query(name) | Wire::Key(name)) => in_small_letters(name, '_'),
        (_, Wire::BaseUrl) => "base_url".to_owned(),
    })
}

/// `assumeRoleArn` as `assume-role-arn`.
fn in_small_letters(name: &str, between: char) -> String {
    let mut small = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            small.push(between);
        }
        small.push(c.to_ascii_lowercase());
    }
    small
}

/// What snippets are made of.
struct Parts<'a> {
    name: Text<'a>,
    label: String,
    kind: Kind,
    values: Vec<Part>,
    workspace: Option<SnippetWorkspace<'a>>,
}

/// One field.
struct Part {
    spec: &'static FieldSpec,
    value: PartValue,
}

/// Where the value of a field comes from.
enum PartValue {
    /// It is written out.
    Known(String),
    /// The environment has it, under this name.
    Variable(String),
}

impl<'a> Parts<'a> {
    fn of(stored: &StoredSubject<'a>) -> Self {
        let told = |spec: &FieldSpec| {
            let mut values = stored.values.iter();
            let value = values.find(|(told, _)| told.field == spec.field);
            value
                .map(|(_, value)| value.clone())
                .filter(|value| !value.is_empty())
        };
        let is_plain = |value: &String| !value.contains('\0') && !is_unmistakable(value);
        let mut values = Vec::new();
        for spec in stored.kind.asked() {
            let value = match told(spec) {
                Some(value) if !spec.is_secret() && is_plain(&value) => PartValue::Known(value),
                // What may be left out, and is not told, is left out.
                None if !(spec.is_secret() || spec.is_required()) => continue,
                _ if spec.is_secret() && !is_needed(stored.kind, spec) => continue,
                _ => PartValue::Variable(variable_of(spec.field)),
            };
            values.push(Part { spec, value });
        }
        let name = if stored.name.contains('\0') {
            Text::Variable("CREDENTIALS_NAME")
        } else {
            Text::Known(stored.name.into())
        };
        Self {
            name,
            label: CredentialsName::suggest(stored.name, |_| false),
            kind: stored.kind,
            values,
            workspace: stored.workspace,
        }
    }

    /// What the values come from that are not written out, of the fields that a tool knows.
    fn note(&self, known: fn(Kind, Wire) -> Option<String>, name: fn(String) -> String) -> String {
        let used = self.values.iter();
        let used = used.filter(|part| known(self.kind, part.spec.wire).is_some());
        let variables: Vec<_> = used.filter_map(Part::variable).map(name).collect();
        match variables.as_slice() {
            [] => "No secret is in it: these credentials have none.".to_owned(),
            names => format!(
                "No secret is in it, because Platform never gives one back: set {} first.",
                names.join(" and ")
            ),
        }
    }
}

/// Whether such credentials do not work without a secret. What is optional, or the same as
/// another one, whoever pastes the snippet adds where it is there.
fn is_needed(kind: Kind, spec: &FieldSpec) -> bool {
    use crate::credentials::Requirement::{Required, SameAs, Unless, With};
    match spec.requirement {
        // tw asks for both.
        Required(_) | With(..) | SameAs(_) => true,
        Unless(_, other) => {
            // Of two alternatives the first stands for both.
            let first = kind
                .asked()
                .find(|it| it.field == other || it.field == spec.field);
            first.is_some_and(|first| first.field == spec.field)
                || (kind == Kind::BitBucket && spec.wire == Wire::Key("password"))
        }
        _ => false,
    }
}

impl Part {
    fn variable(&self) -> Option<String> {
        match &self.value {
            PartValue::Known(_) => None,
            PartValue::Variable(name) => Some(name.clone()),
        }
    }

    fn is_file(&self) -> bool {
        matches!(self.spec.kind, FieldKind::SecretLines | FieldKind::Lines)
            && self.spec.wire != Wire::Key("token")
    }

    fn shell(&self) -> String {
        match &self.value {
            PartValue::Known(value) => super::shell::word(value).unwrap_or_default(),
            PartValue::Variable(name) => format!("\"${name}\""),
        }
    }
}

/// The variable of a shell that holds the value of a field.
fn variable_of(field: Field) -> String {
    field.as_str().to_uppercase().replace('-', "_")
}

/// That files are given by their path.
fn files(parts: &Parts<'_>) -> Option<String> {
    let files = parts.values.iter().filter(|part| part.is_file());
    let files: Vec<_> = files.filter_map(Part::variable).collect();
    (!files.is_empty()).then(|| format!("{} is the path of a file.", files.join(" and ")))
}

fn tw(parts: &Parts<'_>) -> Option<Snippet> {
    let (subcommand, mode) = command(parts.kind)?;
    let mut command =
        Command::new(&format!("tw credentials add {subcommand}")).option("name", &parts.name);
    if let Some(mode) = mode {
        command = command.word(&format!("--mode={mode}"));
    }
    for part in &parts.values {
        // A certificate that is told is a text; tw takes a file.
        if let Some(option) = option(parts.kind, part.spec.wire) {
            let value = match &part.value {
                PartValue::Known(_) if part.is_file() => {
                    format!("\"${}\"", variable_of(part.spec.field))
                }
                _ => part.shell(),
            };
            command = command.word(&format!("--{option}={value}"));
        }
    }
    if let Some(workspace) = &parts.workspace {
        command = command.word(&format!("--workspace={}", workspace.id));
    }
    let built = snippet(Target::Tw, Language::Shell, command.line())
        .note(parts.note(option, |name| name))
        .note(
            "For another workspace or Platform. tw takes your access token from \
             TOWER_ACCESS_TOKEN. Where the name is taken, --overwrite deletes those credentials \
             and adds new ones with another id.",
        )
        .note_if(parts.workspace.is_none(), UNSET_WORKSPACE);
    Some(match files(parts) {
        Some(note) => built.note(note),
        None => built,
    })
}

fn terraform(parts: &Parts<'_>) -> Option<Snippet> {
    let resource = resource(parts.kind)?;
    let mut blocks = Vec::new();
    let mut lines = vec![("name".to_owned(), parts.name.hcl())];
    let workspace = if let Some(workspace) = parts.workspace {
        workspace.id.to_string()
    } else {
        blocks.push(variable("workspace_id", "type = number"));
        "var.workspace_id".to_owned()
    };
    lines.push(("workspace_id".to_owned(), workspace));
    if let Some(mode) = parts.kind.mode() {
        lines.push(("mode".to_owned(), hcl::string(mode)));
    }
    for part in &parts.values {
        let Some(attribute) = attribute(parts.kind, part.spec.wire) else {
            continue;
        };
        let value = match &part.value {
            PartValue::Known(value) if part.spec.kind == FieldKind::Switch => value.clone(),
            PartValue::Known(value) => hcl::string(value),
            PartValue::Variable(name) => {
                let name = name.to_ascii_lowercase();
                let attributes = if part.spec.is_secret() {
                    "type      = string\n  sensitive = true"
                } else {
                    "type = string"
                };
                blocks.push(variable(&name, attributes));
                format!("var.{name}")
            }
        };
        lines.push((attribute, value));
    }
    let width = lines
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let mut block = format!(
        "resource \"{resource}\" \"{}\" {{",
        hcl::identifier(&parts.label)
    );
    for (name, value) in &lines {
        let line = format!("\n  {name:width$} = {value}");
        block.push_str(&line);
    }
    block.push_str("\n}");
    blocks.push(block);
    Some(
        snippet(Target::Terraform, Language::Hcl, blocks.join("\n\n"))
            .note(parts.note(attribute, |name| {
                format!("TF_VAR_{}", name.to_ascii_lowercase())
            }))
            .note(
                "Needs the provider seqeralabs/seqera, Terraform 1.11 or later, and your access \
                 token in TOWER_ACCESS_TOKEN.",
            )
            .note(
                "It adds credentials of its own. To take over the stored ones, import them; \
                 another name replaces them.",
            )
            .note_if(
                parts.workspace.is_none(),
                "The resource is for workspaces only, and these credentials are personal: choose \
                 a workspace.",
            ),
    )
}

fn seqerakit(parts: &Parts<'_>) -> Option<Snippet> {
    let (subcommand, mode) = command(parts.kind)?;
    let workspace = match parts.workspace {
        Some(at) => Text::Known(format!("{}/{}", at.org, at.name).into()),
        None => Text::Variable("TOWER_WORKSPACE_ID"),
    };
    let mut text = format!(
        "credentials:\n  - type: '{subcommand}'\n    name: {}\n    workspace: {}",
        parts.name.seqerakit(),
        workspace.seqerakit(),
    );
    if let Some(mode) = mode {
        text.extend(["\n    mode: '", mode, "'"]);
    }
    for part in &parts.values {
        if let Some(option) = option(parts.kind, part.spec.wire) {
            let value = match &part.value {
                PartValue::Known(value) if !part.is_file() => {
                    Text::Known(value.as_str().into()).seqerakit()
                }
                _ => {
                    let name = variable_of(part.spec.field);
                    super::yaml::scalar(&format!("\"${name}\""))
                }
            };
            text.extend(["\n    ", option.as_str(), ": ", value.as_str()]);
        }
    }
    let built = snippet(Target::Seqerakit, Language::Yaml, text)
        .note(parts.note(option, |name| name))
        .note(
            "Save it as credentials.yml, export the variables and TOWER_ACCESS_TOKEN, and run \
             “seqerakit credentials.yml”; with “--dryrun” it only shows what it would do. It \
             needs tw.",
        )
        .note_if(
            parts.workspace.is_none(),
            "It adds credentials to workspaces only, and these are personal: export the number of \
             a workspace as TOWER_WORKSPACE_ID.",
        );
    Some(match files(parts) {
        Some(note) => built.note(note),
        None => built,
    })
}

#[cfg(test)]
#[path = "providers_tests.rs"]
mod tests;
