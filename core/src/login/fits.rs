//! What a pasted text gives for providers other than registries: keys of AWS, a role of a
//! profile, the key of a Google service account, users of a kubeconfig, private keys, logins of a
//! `.netrc` and tokens of services that keep pipelines.
//!
//! Nothing is decided here: a text may fit several providers, and a person chooses. Sources are
//! the formats' own documents: AWS's CLI, kubectl, curl, GitHub. Start at [`fits`].

use saphyr_parser::{Event, Parser};

use super::pasted::{Entry, Format, Hint, Pasted};
use super::{aws, encoding, google, json, netrc, token};
use crate::credentials::{Field, Kind};
use crate::secret::Secret;

/// What a text gives for one kind of credentials.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The kind.
    pub kind: Kind,
    /// What it was found in, in words: "AWS profile ci".
    pub from: String,
    /// The fields that it fills in.
    pub values: Vec<(Field, Secret)>,
}

impl Fit {
    fn of(kind: Kind, from: impl Into<String>, values: &[(&'static str, &str)]) -> Self {
        let values = values.iter().filter(|(_, text)| !text.is_empty());
        Self {
            kind,
            from: from.into(),
            values: values
                .map(|(field, text)| (Field::Key(field), Secret::from(*text)))
                .collect(),
        }
    }
}

/// Everything that a text gives, the likeliest first.
pub fn fits(text: &str) -> Vec<Fit> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Vec::new();
    }
    let readers: [fn(&str) -> Vec<Fit>; 6] =
        [pem, google_key, aws_keys, kubeconfig, logins, tokens];
    let mut found = readers.into_iter().map(|read| read(text));
    let mut fits = found.find(|fits| !fits.is_empty()).unwrap_or_default();
    fits.extend(aws_roles(text));
    fits
}

/// A private key, a certificate, or both.
fn pem(text: &str) -> Vec<Fit> {
    let blocks = blocks(text);
    let key = blocks
        .iter()
        .find(|(label, _)| label.ends_with("PRIVATE KEY"));
    let certificate = blocks.iter().find(|(label, _)| *label == "CERTIFICATE");
    match (key, certificate) {
        (Some((_, key)), Some((_, certificate))) => vec![Fit::of(
            Kind::KubernetesCertificate,
            "certificate with its key",
            &[("k8s-certificate", certificate), ("k8s-private-key", key)],
        )],
        (None, Some((_, certificate))) => vec![Fit::of(
            Kind::KubernetesCertificate,
            "certificate",
            &[("k8s-certificate", certificate)],
        )],
        (Some((label, key)), None) => {
            let ssh = Fit::of(Kind::Ssh, "private key", &[("ssh-private-key", key)]);
            let app = Fit::of(
                Kind::GitHubApp,
                "private key",
                &[("github-private-key", key)],
            );
            match *label {
                // GitHub makes RSA keys in this form, ssh-keygen in another by itself.
                "RSA PRIVATE KEY" => vec![app, ssh],
                "OPENSSH PRIVATE KEY" | "DSA PRIVATE KEY" | "EC PRIVATE KEY" => vec![ssh],
                _ => vec![ssh, app],
            }
        }
        (None, None) => Vec::new(),
    }
}

/// The blocks of a text that begins with one: their labels, and all of each.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut rest = text;
    if !text.starts_with("-----BEGIN ") {
        return blocks;
    }
    while let Some(start) = rest.find("-----BEGIN ") {
        let block = &rest[start..];
        let Some((label, _)) = block["-----BEGIN ".len()..].split_once("-----") else {
            break;
        };
        let end = format!("-----END {label}-----");
        let Some(at) = block.find(&end) else { break };
        let whole = &block[..at + end.len()];
        blocks.push((label, format!("{whole}\n")));
        rest = &block[at + end.len()..];
    }
    blocks
}

fn google_key(text: &str) -> Vec<Fit> {
    let Ok(object) = serde_json::from_str(text) else {
        return Vec::new();
    };
    if google::read(text, &object).is_none() {
        return Vec::new();
    }
    let project = json::text(&object, "project_id").unwrap_or_default();
    let from = format!("service account key of {project}");
    vec![Fit::of(
        Kind::GoogleKey,
        from.trim_end_matches(" of "),
        &[("google-key", text)],
    )]
}

fn aws_keys(text: &str) -> Vec<Fit> {
    let object = text
        .starts_with('{')
        .then(|| serde_json::from_str(text).ok());
    let pasted = object
        .flatten()
        .and_then(|object| aws::read_json(&object))
        .or_else(|| aws::read_csv(text))
        .or_else(|| aws::read_ini(text))
        .or_else(|| aws::read_environment(text));
    let entries = pasted.map(|pasted| pasted.entries).unwrap_or_default();
    let mut fits = Vec::new();
    for entry in &entries {
        // A key of a session lacks its secret here: Platform has no field for its token.
        let (Some(id), Some(secret)) = (entry.user_name.get(), entry.password.get()) else {
            continue;
        };
        let from = profile(entry);
        let secret = secret.expose();
        fits.push(Fit::of(
            Kind::AwsKeys,
            from.clone(),
            &[("aws-access-key", id), ("aws-secret-key", secret)],
        ));
        fits.push(Fit::of(
            Kind::CodeCommit,
            from,
            &[
                ("codecommit-access-key", id),
                ("codecommit-secret-key", secret),
            ],
        ));
    }
    // Whoever has keys of AWS most likely wants them for AWS.
    fits.sort_by_key(|fit| fit.kind != Kind::AwsKeys);
    fits
}

fn profile(entry: &Entry) -> String {
    let named = entry.hints.iter().find_map(|hint| match hint {
        Hint::AwsProfile(name) => Some(name),
        _ => None,
    });
    named.map_or_else(
        || "AWS access key".to_owned(),
        |name| format!("AWS profile {name}"),
    )
}

/// The roles of `~/.aws/config`, as `role_arn = …`.
fn aws_roles(text: &str) -> Vec<Fit> {
    let mut profile = "";
    let mut fits = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            profile = name.trim_start_matches("profile ").trim();
        } else if let Some((name, arn)) = line.split_once('=')
            && name.trim() == "role_arn"
            && arn.trim().starts_with("arn:")
        {
            let from = format!("role of AWS profile {profile}");
            let from = from
                .trim_end_matches(" AWS profile ")
                .trim_end_matches(" of");
            let role = [("aws-assume-role", arn.trim())];
            fits.push(Fit::of(Kind::AwsRole, from, &role));
        }
    }
    fits
}

/// A user of a kubeconfig.
#[derive(Default)]
struct User {
    name: String,
    token: String,
    certificate: String,
    key: String,
}

fn kubeconfig(text: &str) -> Vec<Fit> {
    if !text.contains("users") || !text.contains("clusters") {
        return Vec::new();
    }
    let mut fits = Vec::new();
    for user in users(text) {
        let from = format!("kubeconfig, user {}", user.name);
        if !user.token.is_empty() {
            let token = [("k8s-token", user.token.as_str())];
            fits.push(Fit::of(Kind::KubernetesToken, from.clone(), &token));
        }
        let (certificate, key) = (decoded(&user.certificate), decoded(&user.key));
        if !certificate.is_empty() || !key.is_empty() {
            fits.push(Fit::of(
                Kind::KubernetesCertificate,
                from,
                &[("k8s-certificate", &certificate), ("k8s-private-key", &key)],
            ));
        }
    }
    fits
}

fn decoded(text: &str) -> String {
    encoding::decode(&encoding::joined(text)).unwrap_or_default()
}

/// The users of a kubeconfig. Only events are looked at, as of a secret.
fn users(text: &str) -> Vec<User> {
    let mut users: Vec<User> = Vec::new();
    // The keys that lead to where the reader is; a sequence is an empty one.
    let mut path: Vec<Option<String>> = Vec::new();
    let mut is_key = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, _)) = event else { break };
        match event {
            Event::MappingStart(..) => {
                if path.len() == 2 && path[0].as_deref() == Some("users") {
                    users.push(User::default());
                }
                path.push(None);
                is_key.push(true);
            }
            Event::SequenceStart(..) => {
                path.push(None);
                is_key.push(false);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                path.pop();
                is_key.pop();
                over(&mut path, &mut is_key);
            }
            Event::Alias(_) => over(&mut path, &mut is_key),
            Event::Scalar(scalar, ..) => {
                if is_key.last() == Some(&true)
                    && let Some(last @ None) = path.last_mut()
                {
                    *last = Some(scalar.into_owned());
                    continue;
                }
                let place: Vec<_> = path
                    .iter()
                    .map(|key| key.as_deref().unwrap_or(""))
                    .collect();
                if let (["users", "", rest @ ..], Some(user)) = (place.as_slice(), users.last_mut())
                {
                    let field = match rest {
                        ["name"] => Some(&mut user.name),
                        ["user", "token"] => Some(&mut user.token),
                        ["user", "client-certificate-data"] => Some(&mut user.certificate),
                        ["user", "client-key-data"] => Some(&mut user.key),
                        _ => None,
                    };
                    if let Some(field) = field {
                        *field = scalar.into_owned();
                    }
                }
                over(&mut path, &mut is_key);
            }
            _ => {}
        }
    }
    users
}

/// The value of a key was read, so that the next one is a key.
fn over(path: &mut [Option<String>], is_key: &mut [bool]) {
    if let (Some(last), Some(true)) = (path.last_mut(), is_key.last()) {
        *last = None;
    }
}

/// What logins of `.netrc` are for, by their hosts.
fn logins(text: &str) -> Vec<Fit> {
    let entries = netrc::read(text)
        .map(|pasted| pasted.entries)
        .unwrap_or_default();
    let fit = |entry: &Entry| {
        let host = entry.registry.get()?.as_str();
        let user = entry.user_name.get().map_or("", String::as_str);
        let password = entry.password.get()?.expose();
        let url = format!("https://{host}");
        let from = format!(".netrc, {host}");
        Some(match host {
            "github.com" => Fit::of(
                Kind::GitHubToken,
                from,
                &[
                    ("github-username", user),
                    ("github-access-token", password),
                    ("github-base-url", &url),
                ],
            ),
            "bitbucket.org" => Fit::of(
                Kind::BitBucket,
                from,
                &[
                    ("bitbucket-username", user),
                    ("bitbucket-password", password),
                    ("bitbucket-base-url", &url),
                ],
            ),
            "dev.azure.com" => Fit::of(
                Kind::AzureRepos,
                from,
                &[
                    ("azurerepos-username", user),
                    ("azurerepos-access-token", password),
                    ("azurerepos-base-url", &url),
                ],
            ),
            _ if is_of(host, "gitlab") => Fit::of(
                Kind::GitLab,
                from,
                &[
                    ("gitlab-username", user),
                    ("gitlab-access-token", password),
                    ("gitlab-base-url", &url),
                ],
            ),
            _ if is_of(host, "gitea") => Fit::of(
                Kind::Gitea,
                from,
                &[
                    ("gitea-username", user),
                    ("gitea-password", password),
                    ("gitea-base-url", &url),
                ],
            ),
            _ => return None,
        })
    };
    entries.iter().filter_map(fit).collect()
}

/// Whether a host has a service in its first label: `gitlab.com`, `gitea.example.org`.
fn is_of(host: &str, service: &str) -> bool {
    host.split('.').next() == Some(service)
}

/// A lone token that tells which service it is of.
fn tokens(text: &str) -> Vec<Fit> {
    let Some(Pasted { format, .. }) = token::read(text) else {
        return Vec::new();
    };
    match format {
        Format::GitHubToken => vec![Fit::of(
            Kind::GitHubToken,
            format.label(),
            &[("github-access-token", text)],
        )],
        Format::GitLabToken => vec![Fit::of(
            Kind::GitLab,
            format.label(),
            &[("gitlab-access-token", text)],
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "fits_tests.rs"]
mod tests;
