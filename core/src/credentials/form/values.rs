//! What there is to say about the value of one of a provider's own fields.
//!
//! Values are looked at together: a secret is judged with the registry and the user name
//! that it is for. This module may not change a value. Start at [`findings`].

use super::{CredentialsForm, Purpose, ValidationContext};
use crate::credentials::field::{Field, FieldKind, FieldSpec, Requirement};
use crate::finding::value::{REQUIRED, SURROUNDING_WHITE_SPACE};
use crate::finding::{Edit, Finding};
use crate::registry::DOCKER_HUB;
use crate::registry::secret::verdict::SECRET_LOOKS_RIGHT;
use crate::registry::secret::{self, Inspection};
use crate::registry::server::RegistryServer;
use crate::wave::audit::HostMismatch;
use crate::wave::resolve::reason::SHADOWED;

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
            let mut findings = registry(typed, context).findings;
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

/// That a value is missing which may not be.
fn missing(
    form: &CredentialsForm,
    spec: &FieldSpec,
    context: &ValidationContext,
) -> Option<Finding> {
    let Requirement::Required(ask) = spec.requirement else {
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
        return Some(Finding::error(REQUIRED, ask));
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
