//! What a value looks like: what tells a key file, a role or an address from something else.
//!
//! No public source shows that Platform's servers enforce more than the type of an SSH key, so
//! everything else is a warning: people may know better. Sources are the checks of its published
//! clients (tower-cli, terraform-provider-seqera), its documentation, and what AWS, Azure and
//! Google write of their own ids. No message repeats a value that may be secret. This module may
//! not look at other fields but the passphrase of a key. Start at [`findings`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::pem::{self, Pem};
use crate::credentials::field::{FieldSpec, Format};
use crate::finding::value::TOO_LONG;
use crate::finding::{Edit, Finding, rules};

rules! {
    /// A value does not look like what its field is for.
    pub(crate) UNUSUAL_FORMAT = "unusual-format" {
        severity: Warning,
        why: "The published clients of Platform, or the service itself, write such values in \
              another form. Platform most likely stores it all the same, and what uses the \
              credentials fails later.",
        action: "Compare it with what the service shows, and paste it again. Where you know that \
                 it is right, add the credentials as they are.",
    }

    /// Platform does not take the text for a private key of SSH.
    pub SSH_KEY_NOT_RECOGNISED = "ssh-key-not-recognised" {
        severity: Error,
        why: "Platform takes private keys in PEM or OpenSSH form (RSA, DSA, ECDSA, Ed25519) and \
              refuses everything else: “Unrecognised SSH private key type”.",
        action: "Paste the whole private key with its BEGIN and END lines. A .ppk file is \
                 exported with PuTTYgen, under Conversions, as an OpenSSH key.",
    }

    /// An access key that is made for a session.
    pub(crate) TEMPORARY_KEY = "temporary-key" {
        severity: Warning,
        why: "Keys whose id begins with ASIA come with a session token, for which Platform has \
              no field, and end within hours.",
        action: "Make a long-lived access key of an IAM user, whose id begins with AKIA, or use \
                 a role.",
    }

    /// An address has a user name or password in it.
    pub(crate) SECRET_IN_BASE_URL = "secret-in-base-url" {
        severity: Error,
        why: "The base URL is no secret: everybody who may see the credentials reads it.",
        action: "Take the part before the @ out of the address, and enter it in its own fields.",
    }
}

/// The longest base URL in Platform's API.
const LONGEST_URL: usize = 200;

/// Everything there is to say of the look of a value that is not empty. `passphrase` is whether
/// one is there, or stored.
pub(super) fn findings(spec: &FieldSpec, typed: &str, passphrase: bool) -> Vec<Finding> {
    let typed = typed.trim();
    let one = match spec.format {
        Format::Any => None,
        Format::Url => return url(typed),
        Format::Uuid => uuid(spec, typed),
        Format::RoleArn => role(typed),
        Format::AccessKeyId => access_key(typed),
        Format::SecretAccessKey => secret_key(typed),
        Format::ClientSecret => client_secret(typed),
        Format::ServiceAccountKey => service_account(typed),
        Format::ServiceAccountEmail => email(typed),
        Format::WorkloadIdentityProvider => workload_identity_provider(typed),
        Format::Certificate => certificate(typed),
        Format::PrivateKey => private_key(typed),
        Format::SshKey { .. } => ssh_key(typed, passphrase),
    };
    one.into_iter().collect()
}

fn unusual(message: impl Into<String>) -> Finding {
    Finding::warning(UNUSUAL_FORMAT, message)
}

fn url(typed: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let length = typed.chars().count();
    if length > LONGEST_URL {
        let message =
            format!("The URL may have at most {LONGEST_URL} characters; this one has {length}.");
        found.push(Finding::error(TOO_LONG, message));
    }
    let lower = typed.to_ascii_lowercase();
    let has_scheme = lower.starts_with("https://") || lower.starts_with("http://");
    let rest = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') && (has_scheme || host.contains(':')) {
        found.push(Finding::error(
            SECRET_IN_BASE_URL,
            "There is a user name or password in the URL, which is shown to everybody who may \
             see the credentials. Take it out, up to the @.",
        ));
    } else if typed.contains(char::is_whitespace) {
        found.push(unusual("There is white space in the URL."));
    } else if !has_scheme {
        let finding = unusual("A URL begins with https://, or with http://.");
        let looks_like_one = host.contains('.') && !typed.contains("://") && !typed.contains('@');
        found.push(if looks_like_one {
            let with = format!("https://{typed}");
            finding.with_fix(format!("Use {with}"), Edit::Replace(with))
        } else {
            finding
        });
    } else if host.is_empty() {
        found.push(unusual("The URL has no host."));
    }
    found
}

fn uuid(spec: &FieldSpec, typed: &str) -> Option<Finding> {
    (!is_uuid(typed)).then(|| {
        unusual(format!(
            "Azure writes a {} as 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, such as \
             12345678-90ab-cdef-1234-567890abcdef.",
            spec.noun()
        ))
    })
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.len() == 5
        && groups.iter().zip([8, 4, 4, 4, 12]).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// `arn:aws:iam::123456789012:role/name`; other partitions begin with `arn:aws-`.
fn role(typed: &str) -> Option<Finding> {
    let parts: Vec<_> = typed.splitn(6, ':').collect();
    let is_role = match parts.as_slice() {
        ["arn", partition, "iam", "", account, resource] => {
            (*partition == "aws" || partition.starts_with("aws-"))
                && account.len() == 12
                && account.bytes().all(|byte| byte.is_ascii_digit())
                && resource
                    .strip_prefix("role/")
                    .is_some_and(|name| !name.is_empty())
        }
        _ => false,
    };
    if is_role {
        return None;
    }
    let is_other = typed.starts_with("arn:") && typed.contains(":iam::");
    let message = match typed.rsplit_once(":user/") {
        Some(_) if is_other => "This is the ARN of a user. A role is asked for here.",
        _ if typed.contains(":assumed-role/") => {
            "This is the ARN of a session, as AWS shows it to whoever has assumed a role. That of \
             the role is asked for: arn:aws:iam::<account>:role/<name>."
        }
        _ if typed.contains(":instance-profile/") => {
            "This is the ARN of an instance profile. That of its role is asked for."
        }
        _ => {
            "The ARN of a role looks like arn:aws:iam::123456789012:role/name, with the 12 digits \
             of the account."
        }
    };
    Some(unusual(message))
}

/// Ids of access keys begin with AKIA, those of sessions with ASIA. Terraform's provider takes
/// AIDA as well, which is AWS's prefix of a user.
fn access_key(typed: &str) -> Option<Finding> {
    let is_long = (16..=128).contains(&typed.len())
        && typed
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    match typed.get(..4) {
        Some("ASIA") if is_long => Some(Finding::warning(
            TEMPORARY_KEY,
            "This is a temporary key: it needs a session token, for which Platform has no field, \
             and ends within hours. Long-lived ones begin with AKIA.",
        )),
        Some("AIDA") if is_long => Some(unusual(
            "This is most likely the id of an IAM user. The id of an access key begins with AKIA.",
        )),
        Some("AKIA") if is_long => None,
        _ if typed.len() == 40 => Some(unusual(
            "This is most likely the secret key. The id of an access key begins with AKIA.",
        )),
        _ => Some(unusual(
            "The id of an access key is AKIA and 16 or more capital letters and digits.",
        )),
    }
}

fn secret_key(typed: &str) -> Option<Finding> {
    let is_id = typed.len() < 40 && (typed.starts_with("AKIA") || typed.starts_with("ASIA"));
    if is_id {
        return Some(unusual(
            "This is most likely the id of the access key. The secret key has 40 characters.",
        ));
    }
    (typed.chars().count() < 40)
        .then(|| unusual("AWS’s secret keys have 40 characters; this one is shorter."))
}

/// The portal shows the id of a secret beside its value, and people copy the wrong one.
fn client_secret(typed: &str) -> Option<Finding> {
    is_uuid(typed).then(|| {
        unusual(
            "This is most likely the ID of the secret. Azure shows its value in the column beside \
             it, and only once.",
        )
    })
}

fn service_account(typed: &str) -> Option<Finding> {
    let file: Value = match serde_json::from_str(typed) {
        Ok(file) => file,
        Err(_) if decoded(typed).is_some_and(|text| text.trim_start().starts_with('{')) => {
            return Some(unusual(
                "This is a file in base64. Platform’s clients send the JSON as it is.",
            ));
        }
        Err(_) => {
            return Some(unusual(
                "This is no JSON. The key of a service account is the whole file, from { to }.",
            ));
        }
    };
    let text = |key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "service_account" => {}
        "authorized_user" => {
            return Some(unusual(
                "This is the login of a person, as gcloud auth application-default login writes \
                 it. The key of a service account is asked for.",
            ));
        }
        "external_account" => {
            return Some(unusual(
                "This is a configuration of workload identity federation and has no key in it. \
                 Choose Workload Identity Federation above.",
            ));
        }
        _ => {
            return Some(unusual(
                "The file has no \"type\": \"service_account\", as the key of a service account \
                 has.",
            ));
        }
    }
    let missing = ["project_id", "private_key", "client_email"]
        .into_iter()
        .find(|key| text(key).is_empty())?;
    Some(unusual(format!("The file has no {missing}.")))
}

/// As tower-cli checks it.
fn email(typed: &str) -> Option<Finding> {
    let is_one = typed
        .strip_suffix(".iam.gserviceaccount.com")
        .and_then(|rest| rest.split_once('@'))
        .is_some_and(|(name, project)| {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
            let is_project = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
            !name.is_empty()
                && name.bytes().all(is_name)
                && !project.is_empty()
                && project.bytes().all(is_project)
        });
    (!is_one).then(|| {
        unusual(
            "The address of a service account looks like \
             name@project.iam.gserviceaccount.com; tw refuses any other.",
        )
    })
}

/// As tower-cli checks it. Terraform's provider wants the number of the project.
fn workload_identity_provider(typed: &str) -> Option<Finding> {
    let typed = typed
        .strip_prefix("//iam.googleapis.com/")
        .map_or(Ok(typed), Err);
    let name = match typed {
        Err(rest) => {
            let finding = unusual(
                "The name begins with projects/: what stands before it belongs to the audience.",
            );
            let edit = Edit::Replace(rest.to_owned());
            return Some(finding.with_fix(format!("Use {rest}"), edit));
        }
        Ok(name) => name,
    };
    let parts: Vec<_> = name.split('/').collect();
    match parts.as_slice() {
        [
            "projects",
            project,
            "locations",
            "global",
            "workloadIdentityPools",
            pool,
            "providers",
            provider,
        ] if [project, pool, provider]
            .iter()
            .all(|part| !part.is_empty()) =>
        {
            let is_number = project.bytes().all(|byte| byte.is_ascii_digit());
            (!is_number).then(|| {
                unusual(
                    "Google writes this name with the number of the project, not with its id; \
                     Terraform’s provider refuses an id.",
                )
            })
        }
        _ => Some(unusual(
            "The full name looks like projects/<number>/locations/global/workloadIdentityPools/\
             <pool>/providers/<provider>.",
        )),
    }
}

fn certificate(typed: &str) -> Option<Finding> {
    match Pem::read(typed) {
        Some(pem) if pem.is_private_key() => Some(unusual(
            "This is a private key, which everybody could read here. The certificate is asked \
             for.",
        )),
        Some(pem) if !pem.label.contains("CERTIFICATE") => Some(unusual(format!(
            "The text says that it is a {}. A certificate is asked for.",
            pem.label
        ))),
        Some(pem) => incomplete(&pem),
        None => Some(encoded_or_none(typed, "certificate")),
    }
}

fn private_key(typed: &str) -> Option<Finding> {
    match Pem::read(typed) {
        Some(pem) if pem.is_private_key() => incomplete(&pem),
        Some(pem) => Some(unusual(format!(
            "The text says that it is a {}. A private key is asked for.",
            pem.label
        ))),
        None => Some(encoded_or_none(typed, "key")),
    }
}

/// That a text is no PEM, or one in base64, as a kubeconfig has it.
fn encoded_or_none(typed: &str, what: &str) -> Finding {
    match decoded(typed).filter(|text| text.contains("-----BEGIN ")) {
        Some(_) => unusual(format!(
            "This is a {what} in base64, as it stands in a kubeconfig. Decode it first, with \
             base64 -d: Platform’s documentation asks for the PEM with its BEGIN line."
        )),
        None => unusual(format!(
            "A {what} in PEM begins with -----BEGIN and ends with an END line."
        )),
    }
}

fn incomplete(pem: &Pem<'_>) -> Option<Finding> {
    if pem.has_written_breaks {
        return Some(unusual(
            "The lines are held together by \\n as two characters. Paste the file itself, with \
             its line breaks.",
        ));
    }
    (!pem.is_ended).then(|| {
        unusual(format!(
            "The END line is missing: -----END {}-----. Most likely not everything was copied.",
            pem.label
        ))
    })
}

fn ssh_key(typed: &str, passphrase: bool) -> Option<Finding> {
    let refused = |message: &str| Some(Finding::error(SSH_KEY_NOT_RECOGNISED, message));
    let Some(pem) = Pem::read(typed) else {
        return refused(if typed.starts_with("PuTTY-User-Key-File") {
            "This is a key of PuTTY. Open it in PuTTYgen and export it under Conversions as an \
             OpenSSH key."
        } else if pem::is_ssh_public_key(typed) {
            "This is the public half of a key. The private half is asked for; its file has the \
             same name without .pub."
        } else {
            "Platform takes no such text for an SSH key: it begins with -----BEGIN and the word \
             PRIVATE KEY in its first line."
        });
    };
    if !pem.is_private_key() {
        return refused(
            "The text is no private key: its first line says that it is something else.",
        );
    }
    incomplete(&pem).or_else(|| {
        (pem.is_encrypted() && !passphrase).then(|| {
            unusual("The key is encrypted. Enter its passphrase too, or nobody can use it.")
        })
    })
}

/// The text behind base64, where it is one.
fn decoded(text: &str) -> Option<String> {
    let joined: String = text.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(joined).ok()?).ok()
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
