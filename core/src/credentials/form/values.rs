//! What there is to say about the value of one of a provider's own fields.
//!
//! Values are looked at together: a secret is judged with the registry and the user name
//! that it is for. This module may not change a value. Start at [`findings`].

use super::{CredentialsForm, Purpose, ValidationContext};
use crate::credentials::field::{Field, FieldKind, FieldSpec, Requirement};
use crate::finding::value::{REQUIRED, SURROUNDING_WHITE_SPACE};
use crate::finding::{Edit, Finding, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::record::Recognition;
use crate::registry::secret::verdict::SECRET_LOOKS_RIGHT;
use crate::registry::secret::{self, Inspection};
use crate::registry::server::RegistryServer;
use crate::wave::audit::HostMismatch;
use crate::wave::resolve::reason::SHADOWED;

rules! {
    /// The registry server is none of the kind of registry that was chosen.
    pub(crate) REGISTRY_KIND_DIFFERS = "registry-kind-differs" {
        severity: Error,
        why: "The chosen kind says which names and secrets are right, and the server says which \
              images the credentials are for. One of the two is not what was meant.",
        action: "Choose the kind that the server is of, or enter a server of the chosen kind.",
    }
}

/// Everything there is to say about the value of one field.
pub(super) fn findings(
    form: &CredentialsForm,
    spec: &FieldSpec,
    context: &ValidationContext,
) -> Vec<Finding> {
    let typed = form.value(spec.field);
    if let Some(missing) = missing(form, spec, context) {
        return vec![missing];
    }
    match spec.kind {
        FieldKind::RegistryHost => {
            let server = registry(typed, context);
            let differs = context
                .chosen_registry
                .and_then(|chosen| differs(&server, chosen));
            let mut findings = server.findings;
            findings.extend(differs);
            findings.extend(rival(typed, context));
            findings
        }
        FieldKind::Text => {
            let mut findings = Vec::new();
            if typed.trim() != typed {
                findings.push(
                    Finding::warning(
                        SURROUNDING_WHITE_SPACE,
                        "There is white space at the start or end. It would be sent as part of \
                         the value.",
                    )
                    .with_fix("Remove white space", Edit::Trim),
                );
            }
            if spec.field == Field::UserName
                && let Some(inspection) = inspection(form, context)
            {
                findings.extend(inspection.user_name_findings);
            }
            findings
        }
        FieldKind::Secret => {
            let mut findings = inspection(form, context)
                .map(|inspection| inspection.findings)
                .unwrap_or_default();
            // What is never used is not called good.
            if never_matches(form.value(Field::Registry), context).is_some() {
                findings.retain(|finding| finding.code != SECRET_LOOKS_RIGHT);
            }
            findings
        }
    }
}

/// That Wave would use a registry for no image, stored as it was typed.
pub(super) fn never_matches(typed: &str, context: &ValidationContext) -> Option<Finding> {
    let stored = stored_for(typed);
    match HostMismatch::of(&registry(stored, context))? {
        HostMismatch::NeverMatches(finding) => Some(finding),
        HostMismatch::Unusual(_) => None,
    }
}

/// What is stored for a typed registry: Docker Hub for none.
fn stored_for(typed: &str) -> &str {
    if typed.trim().is_empty() {
        DOCKER_HUB
    } else {
        typed
    }
}

fn registry(typed: &str, context: &ValidationContext) -> RegistryServer {
    RegistryServer::read_as(typed, &context.wave, context.chosen_registry)
}

/// What can be said of registry credentials as a whole; nothing of those of other providers.
/// Nothing without the time, because a secret that may have run out would be called good.
fn inspection(form: &CredentialsForm, context: &ValidationContext) -> Option<Inspection> {
    form.provider?.field(Field::Registry)?;
    let now = context.now?;
    let around = secret::Context {
        host: form.value(Field::Registry),
        user_name: form.value(Field::UserName),
        now,
    };
    Some(secret::inspect(form.value(Field::Password), &around))
}

/// That other credentials are for the same host. Wave takes the first of Platform's list,
/// whose order is not documented, so it is not said which one wins.
fn rival(typed: &str, context: &ValidationContext) -> Option<Finding> {
    let host = stored_for(typed);
    let (_, name) = context.others.iter().find(|(other, _)| other == host)?;
    Some(Finding::warning(
        SHADOWED,
        format!(
            "{name} is for {host} as well. Wave uses only the first of the two in Platform's \
             list, so one of them is never used. Better change the password of {name}."
        ),
    ))
}

/// That a host is none of the registry that was chosen beside it.
fn differs(server: &RegistryServer, chosen: Registry) -> Option<Finding> {
    // What is chosen may be on a host of people's own.
    let is_own = chosen == Registry::Local || chosen.record().recognition != Recognition::Always;
    let message = match server.registry {
        Some(told) if told == chosen => return None,
        None | Some(Registry::Local) if is_own => return None,
        Some(told) => format!(
            "This is the server of {}, and the registry that is chosen above is {}. Choose the \
             other one there, or enter the server of this one: {}.",
            told.name(),
            chosen.name(),
            chosen.record().canonical_host
        ),
        // Of an empty value, and of one that is no host at all, enough is said.
        None if server.suggestion.text().is_none() => return None,
        None => format!(
            "{} has no such server. Enter {}, or choose another registry above.",
            chosen.name(),
            chosen.record().canonical_host
        ),
    };
    Some(Finding::error(REGISTRY_KIND_DIFFERS, message))
}

/// That the registry is missing although its kind was chosen: only Docker Hub is what an empty
/// one means.
fn missing_server(typed: &str, context: &ValidationContext) -> Option<Finding> {
    let chosen = context
        .chosen_registry
        .filter(|chosen| *chosen != Registry::DockerHub)?;
    if !typed.trim().is_empty() {
        return None;
    }
    let (name, host) = (chosen.name(), chosen.record().canonical_host);
    Some(match host {
        "<host>" => Finding::error(
            REQUIRED,
            format!(
                "Enter the registry server of your {name}: the host with which your images begin."
            ),
        ),
        host if host.contains('<') => Finding::error(
            REQUIRED,
            format!("Enter the registry server. For {name} it looks like {host}."),
        ),
        host => Finding::error(
            REQUIRED,
            format!("Enter the registry server of {name}, {host}."),
        )
        .with_fix(format!("Use {host}"), Edit::Replace(host.to_owned())),
    })
}

/// What to enter, in the registry's own words where it is known which one it is.
fn ask(ask: &str, spec: &FieldSpec, form: &CredentialsForm, context: &ValidationContext) -> String {
    let typed = form.value(Field::Registry);
    let told = (!typed.trim().is_empty()).then(|| registry(typed, context).registry);
    let kind = told.flatten().or(context.chosen_registry);
    let note = kind.map(Registry::record).map(|record| match spec.field {
        Field::UserName => record.user_name.note,
        Field::Password => record.password.note,
        _ => "",
    });
    match note.filter(|note| !note.is_empty()) {
        Some(note) => format!("{ask} {note}"),
        None => ask.to_owned(),
    }
}

/// That a value is missing which may not be.
fn missing(
    form: &CredentialsForm,
    spec: &FieldSpec,
    context: &ValidationContext,
) -> Option<Finding> {
    if spec.kind == FieldKind::RegistryHost
        && let Some(missing) = missing_server(form.value(spec.field), context)
    {
        return Some(missing);
    }
    let Requirement::Required(text) = spec.requirement else {
        return None;
    };
    let typed = form.value(spec.field);
    let is_missing = match spec.kind {
        // White space may be a secret; as a user name it is nobody's.
        FieldKind::Secret => typed.is_empty(),
        FieldKind::Text | FieldKind::RegistryHost => typed.trim().is_empty(),
    };
    if !is_missing {
        return None;
    }
    if !(spec.is_secret() && context.purpose == Purpose::Update) {
        return Some(Finding::error(REQUIRED, ask(text, spec, form, context)));
    }
    if context.secret_forgotten {
        return Some(Finding::error(
            REQUIRED,
            "The new password was forgotten when your session ended. Type it again. To keep the \
             stored one instead, press Cancel and start over.",
        ));
    }
    // The form does not let a stored secret go to a host that it was not meant for. Platform's
    // API may: what it does with a new registry and no secret is not documented.
    let stored = match context.stored_registry.as_deref()? {
        // Wave takes a stored null, and an empty text, for Docker Hub.
        "" => DOCKER_HUB,
        stored => stored,
    };
    (stored_for(form.value(Field::Registry)) != stored).then(|| {
        Finding::error(
            REQUIRED,
            format!(
                "Enter the password again: the stored one is for {stored}, and it is not sent \
                 to another registry unseen."
            ),
        )
    })
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
