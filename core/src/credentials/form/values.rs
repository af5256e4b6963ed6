//! What there is to say about the value of one of a provider's own fields.
//!
//! Values are looked at together: a secret is judged with the registry and the user name
//! that it is for. This module may not change a value. Start at [`findings`].

use super::{CredentialsForm, Purpose, ValidationContext, ending, format};
use crate::credentials::extent;
use crate::credentials::field::{Field, FieldKind, FieldSpec, Format, Requirement};
use crate::credentials::kind::Kind;
use crate::credentials::summary::StoredRegistry;
use crate::finding::value::{CONTRADICTION, REQUIRED, SURROUNDING_WHITE_SPACE};
use crate::finding::{Edit, Finding, rules};
use crate::placeholder::Placeholder;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::record::Recognition;
use crate::registry::match_rule::host_of;
use crate::registry::secret::verdict::{SECRET_LOOKS_RIGHT, SECRET_PLACEHOLDER};
use crate::registry::secret::{self, Inspection, Lifetime};
use crate::registry::server::{Matches, RegistryServer};
use crate::wave::audit::HostMismatch::{self, DependsOnWave, NeverMatches};
use crate::wave::resolve::reason::{FIRST_MATCH, SHADOWED};

rules! {
    /// The registry server is none of the kind of registry that was chosen.
    pub(crate) REGISTRY_KIND_DIFFERS = "registry-kind-differs" {
        severity: Error,
        why: "The chosen kind says which names and secrets are right, and the server says which \
              images the credentials are for. One of the two is not what was meant.",
        action: "Choose the kind that the server is of, or enter a server of the chosen kind.",
    }

    /// A new token is typed, and the password beside it stays the old one.
    pub(crate) OLD_PASSWORD_STAYS = "old-password-stays" {
        severity: Warning,
        why: "Platform keeps an access token and a password for this service, and the token is \
              most likely stored as both. Nextflow before 26.04.0 clones with the password.",
        action: "Enter the new token as the password too, unless that is another one.",
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
    if let Some(exceeds) = extent::findings(typed, spec.kind) {
        return vec![exceeds];
    }
    let is_of_registry = matches!(
        spec.field,
        Field::UserName | Field::Password | Field::Registry
    );
    match spec.kind {
        // What nobody knows and nobody changes has nothing to be said of.
        FieldKind::RegistryHost if stored_for(typed, context).is_none() => Vec::new(),
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
        FieldKind::Secret if is_of_registry => {
            let mut findings = inspection(form, context)
                .map(|inspection| inspection.findings)
                .unwrap_or_default();
            // What is never used, or perhaps never, is not called good.
            let typed = form.value(Field::Registry);
            let mismatch = mismatch(typed, context);
            if matches!(mismatch, Some(NeverMatches(_) | DependsOnWave(_)))
                || is_shadowed(typed, context)
            {
                findings.retain(|finding| finding.code != SECRET_LOOKS_RIGHT);
            }
            findings
        }
        FieldKind::Text if is_of_registry => {
            let mut findings: Vec<_> = white_space(typed).into_iter().collect();
            if let Some(inspection) = inspection(form, context) {
                findings.extend(inspection.user_name_findings);
            }
            findings
        }
        FieldKind::Switch => Vec::new(),
        FieldKind::Text | FieldKind::Secret => {
            let mut findings: Vec<_> = white_space(typed).into_iter().collect();
            findings.extend(looks(form, spec, context));
            findings
        }
        // A file ends with a line break.
        FieldKind::Lines | FieldKind::SecretLines => looks(form, spec, context),
    }
}

fn white_space(typed: &str) -> Option<Finding> {
    (typed.trim() != typed).then(|| {
        Finding::warning(
            SURROUNDING_WHITE_SPACE,
            "There is white space at the start or end. It would be sent as part of the value.",
        )
        .with_fix("Remove white space", Edit::Trim)
    })
}

/// What there is to say of the value of a provider other than a registry, beside that it is
/// missing.
fn looks(form: &CredentialsForm, spec: &FieldSpec, context: &ValidationContext) -> Vec<Finding> {
    let typed = form.value(spec.field);
    if let Some(finding) = old_password_stays(form, spec, context) {
        return vec![finding];
    }
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if let Requirement::Unless(_, other) = spec.requirement
        && form
            .kind
            .and_then(|kind| kind.field(other))
            .is_some_and(FieldSpec::is_asked)
        && !form.value(other).is_empty()
    {
        findings.push(Finding::error(
            CONTRADICTION,
            "Only one of the two is taken. Empty this one or the other.",
        ));
    }
    // Nobody else's token is in such a form, whichever service it is for.
    let placeholder = Placeholder::of_secret(typed).filter(|it| it.is_certain());
    if placeholder.is_some() && spec.is_secret() {
        findings.push(Finding::warning(
            SECRET_PLACEHOLDER,
            "This stands in place of a secret: nothing puts the real one in.",
        ));
        return findings;
    }
    let passphrase = match spec.format {
        Format::SshKey { passphrase } => {
            !form.value(passphrase).is_empty() || context.purpose == Purpose::Update
        }
        _ => false,
    };
    findings.extend(format::findings(spec, typed, passphrase));
    findings.extend(
        context
            .now
            .and_then(|now| ending::finding(spec, typed, now)),
    );
    findings
}

/// That a new token does not replace the old one where it was stored twice.
fn old_password_stays(
    form: &CredentialsForm,
    spec: &FieldSpec,
    context: &ValidationContext,
) -> Option<Finding> {
    let Requirement::SameAs(other) = spec.requirement else {
        return None;
    };
    let is_alone = form.value(spec.field).is_empty() && !form.value(other).is_empty();
    (context.purpose == Purpose::Update && is_alone).then(|| {
        Finding::warning(
            OLD_PASSWORD_STAYS,
            "Left empty, the stored password stays. Where it is the old token, enter the new one \
             here too: Nextflow before 26.04.0 clones with the password.",
        )
    })
}

/// That Wave would use a registry for no image, stored as it was typed.
pub(super) fn never_matches(typed: &str, context: &ValidationContext) -> Option<Finding> {
    match mismatch(typed, context)? {
        NeverMatches(finding) => Some(finding),
        DependsOnWave(_) | HostMismatch::Unusual(_) => None,
    }
}

fn mismatch(typed: &str, context: &ValidationContext) -> Option<HostMismatch> {
    HostMismatch::of(
        &registry(stored_for(typed, context)?, context),
        context.wave.rule,
    )
}

/// What is stored for a typed registry: Docker Hub for none, unless that leaves one as it is that
/// Platform does not tell.
fn stored_for<'t>(typed: &'t str, context: &ValidationContext) -> Option<&'t str> {
    match typed.trim() {
        "" if context.hides_registry() => None,
        "" => Some(DOCKER_HUB),
        _ => Some(typed),
    }
}

fn registry(typed: &str, context: &ValidationContext) -> RegistryServer {
    RegistryServer::read_as(typed, &context.wave, context.chosen_registry)
}

/// How long the secret lasts, where that is known of it: of several values, the one that ends
/// first.
pub(super) fn lifetime(form: &CredentialsForm, context: &ValidationContext) -> Option<Lifetime> {
    if form.kind?.field(Field::Registry).is_some() {
        return Some(inspection(form, context)?.recognised?.lifetime);
    }
    let now = context.now?;
    let all = form.kind.into_iter().flat_map(Kind::asked);
    let lifetimes = all.filter_map(|spec| ending::lifetime(spec, form.value(spec.field), now));
    lifetimes.min_by_key(|lifetime| match lifetime {
        Lifetime::Expires { at, .. } | Lifetime::Expired { at } => *at,
        _ => i64::MAX,
    })
}

/// What can be said of registry credentials as a whole; nothing of those of other providers.
/// Nothing without the time, because a secret that may have run out would be called good.
fn inspection(form: &CredentialsForm, context: &ValidationContext) -> Option<Inspection> {
    form.kind?.field(Field::Registry)?;
    let now = context.now?;
    let typed = form.value(Field::Registry);
    // With a registry that nobody knows there is nothing to hold a login against.
    stored_for(typed, context)?;
    let host = match Matches::of(typed) {
        Matches::Scope(_) => host_of(typed),
        _ => typed,
    };
    let around = secret::Context {
        host,
        user_name: form.value(Field::UserName),
        now,
    };
    Some(secret::inspect(form.value(Field::Password), &around))
}

/// The other credentials with the same registry, by name: those that come before this one in
/// Platform's list, and those behind it. New credentials are taken for the last; Platform's
/// order is not documented.
fn rivals<'c>(typed: &str, context: &'c ValidationContext) -> [Vec<&'c str>; 2] {
    let registry = stored_for(typed, context);
    let same = |others: &'c [(String, String)]| {
        let same = others
            .iter()
            .filter(|(other, _)| Some(other.as_str()) == registry);
        same.map(|(_, name)| name.as_str()).collect()
    };
    let place = context.place.unwrap_or(context.others.len());
    let (before, behind) = context
        .others
        .split_at_checked(place)
        .unwrap_or((&context.others, &[]));
    [same(before), same(behind)]
}

/// Whether another credential is used in place of this one.
fn is_shadowed(typed: &str, context: &ValidationContext) -> bool {
    !rivals(typed, context)[0].is_empty()
}

/// What the place in Platform's list does to this credential, where others have its registry.
fn rival(typed: &str, context: &ValidationContext) -> Option<Finding> {
    let registry = stored_for(typed, context)?;
    let reserved = &context.wave.reserved_hosts;
    if reserved.iter().any(|host| host == host_of(registry)) {
        return None;
    }
    let mut finding = match mismatch(typed, context) {
        // None of them is ever used.
        Some(NeverMatches(_)) => return None,
        _ => among_others(typed, context)?,
    };
    if matches!(mismatch(typed, context), Some(DependsOnWave(_))) {
        finding.message = format!("Where Wave matches paths: {}", finding.message);
    }
    Some(finding)
}

fn among_others(typed: &str, context: &ValidationContext) -> Option<Finding> {
    let registry = stored_for(typed, context)?;
    let was_there = context
        .stored_registry
        .as_ref()
        .and_then(StoredRegistry::text);
    let was_there = was_there == Some(registry);
    let [before, behind] = rivals(typed, context);
    let is_new = context.purpose == Purpose::Create;
    Some(match (before.first(), behind.first()) {
        (None, None) => return None,
        (Some(first), _) if is_new => Finding::warning(
            SHADOWED,
            format!(
                "{first} has the registry {registry} already. Of several, Wave uses the first in \
                 Platform's list, which a new one is most likely not, so it would never be used. \
                 Better change the password of {first}."
            ),
        ),
        (Some(first), _) => Finding::warning(
            SHADOWED,
            format!(
                "{first} has the registry {registry} too and comes first in Platform's list, so \
                 Wave uses {first} and never this one."
            ),
        ),
        // Whatever is saved, it stays the one that is used.
        (None, Some(_)) if was_there => Finding::info(
            FIRST_MATCH,
            match behind.as_slice() {
                [other] => format!("Wave uses this one for {registry}. {other} is never used."),
                others => format!(
                    "Wave uses this one for {registry}. {} others with it are never used.",
                    others.len()
                ),
            },
        ),
        (None, Some(other)) => Finding::warning(
            SHADOWED,
            format!(
                "{other} has the registry {registry} too. This one comes before it in Platform's \
                 list, so once it is saved, Wave uses this one and never {other}."
            ),
        ),
    })
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
    let text = match spec.requirement {
        Requirement::Required(text) => text,
        Requirement::OnForms(text) if !context.is_api => text,
        Requirement::Unless(text, other) if form.value(other).is_empty() => text,
        Requirement::With(text, other) if !form.value(other).trim().is_empty() => text,
        _ => return None,
    };
    let typed = form.value(spec.field);
    let is_missing = match spec.kind {
        // White space may be a secret; as a user name it is nobody's.
        FieldKind::Secret => typed.is_empty(),
        _ => typed.trim().is_empty(),
    };
    if !is_missing {
        return None;
    }
    let is_kept = spec.is_secret()
        && context.purpose == Purpose::Update
        && context
            .stored_kind
            .is_none_or(|stored| Some(stored) == form.kind);
    if !is_kept {
        return Some(Finding::error(REQUIRED, ask(text, spec, form, context)));
    }
    if context.forgotten.contains(&spec.field) {
        return Some(Finding::error(
            REQUIRED,
            format!(
                "The new {} was forgotten when your session ended. Type it again. To keep the \
                 stored one instead, press Cancel and start over.",
                spec.noun()
            ),
        ));
    }
    if spec.field != Field::Password {
        return None;
    }
    // The form does not let a stored secret go to a host that it was not meant for. Platform's
    // API may: what it does with a new registry and no secret is not documented.
    let typed = stored_for(form.value(Field::Registry), context)?;
    let Some(stored) = context.stored_registry.as_ref()?.text() else {
        return Some(Finding::error(
            REQUIRED,
            "Enter the password again: Platform does not say which registry the stored one is \
             for, and it is not sent to another one unseen.",
        ));
    };
    (!is_same_registry(typed, stored)).then(|| {
        Finding::error(
            REQUIRED,
            format!(
                "Enter the password again: the stored one is for {stored}, and it is not sent \
                 to another registry unseen."
            ),
        )
    })
}

/// Whether two texts are for one registry: only spelled otherwise, or with another path.
pub(crate) fn is_same_registry(one: &str, other: &str) -> bool {
    let host = |text: &str| {
        let server = RegistryServer::read(text);
        // What was meant by blanks nobody knows.
        let host = server.spelled_host().filter(|_| !text.trim().is_empty());
        host.map(str::to_owned)
    };
    one == other || host(one).is_some_and(|it| Some(it) == host(other))
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
