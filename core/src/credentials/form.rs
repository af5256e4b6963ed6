//! What a person typed, and whether it can be saved.
//!
//! The form keeps raw texts; [`CredentialsForm::findings`] says everything there is to say
//! about them, [`CredentialsForm::validate`] turns them into a request. Neither changes a
//! value: what is odd is pointed out, with a fix to press, and never corrected silently.
//! This module may not ask a server; what a server said comes in with the context.

pub(crate) mod ending;
pub mod format;
pub(crate) mod from_wire;
mod pem;
pub(crate) mod values;

use std::collections::BTreeMap;

use super::description::{self, Day, Description};
use super::extent;
use super::field::{Field, FieldKind, FieldSpec, Requirement};
use super::kind::Kind;
use super::name::CredentialsName;
use super::provider::Provider;
use super::request::CredentialsRequest;
use super::summary::StoredRegistry;
use crate::finding::value::REQUIRED;
use crate::finding::{Finding, rules};
use crate::registry::catalogue::Registry;
use crate::registry::secret::never_works;
use crate::registry::wave_setup::WaveSetup;
use crate::secret::Secret;

rules! {
    /// Other credentials in the same workspace or personal context already have this name.
    pub NAME_TAKEN = "name-taken" {
        severity: Error,
        why: "Names of credentials are unique within a workspace and within the personal \
              context, so Platform most likely refuses to store a second one.",
        action: "Choose another name, or delete the existing credentials first.",
    }

    /// The address of a page contained something that looks like a password or token.
    pub SECRET_IN_ADDRESS = "secret-in-address" {
        severity: Warning,
        why: "It was taken out of the address and is not used, but it may be in a browser \
              history or in a log by now.",
        action: "Revoke it and create a new one. Do not put secrets into links.",
    }
}

/// What is in the form, as typed. Values are kept like secrets, whichever field they are of.
#[derive(Clone, Debug, Default)]
pub struct CredentialsForm {
    /// The name as typed.
    pub name: String,
    /// What they are for and how it is signed in to, once chosen.
    pub kind: Option<Kind>,
    /// What was typed, for whichever kind: who switches back finds it again.
    values: BTreeMap<Field, Secret>,
}

/// Why the form is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// New credentials: a secret is needed.
    #[default]
    Create,
    /// Changed credentials: an empty secret keeps the stored one.
    Update,
}

/// What validation needs to know beside the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValidationContext {
    /// Why the form is filled in.
    pub purpose: Purpose,
    /// A name of which the server said that it is taken in this context.
    pub taken_name: Option<String>,
    /// The registry that the stored secret is for, when stored credentials are changed.
    pub stored_registry: Option<StoredRegistry>,
    /// The kind of the stored credentials that are changed, where it is known. Another one needs
    /// all of its own secrets.
    pub stored_kind: Option<Kind>,
    /// Whether it is a request of the API that is judged: Platform's form asks for more.
    pub is_api: bool,
    /// New secrets that were typed and are not there any more, so that keeping the stored ones is
    /// not what was meant.
    pub forgotten: Vec<Field>,
    /// How the Wave is set up that will use the credentials.
    pub wave: WaveSetup,
    /// The kind of registry that somebody chose beside the form, if any: a single word is
    /// read as the name of such a registry.
    pub chosen_registry: Option<Registry>,
    /// Other registry credentials of this context, by the text that Wave compares and by name,
    /// in Platform's order.
    pub others: Vec<(String, String)>,
    /// How many of the others come before these credentials in Platform's list; `None` for new
    /// ones, which are not in it.
    pub place: Option<usize>,
    /// The time in Unix seconds, where it is known, to tell when a secret runs out.
    pub now: Option<i64>,
}

impl ValidationContext {
    /// Whether stored credentials are changed whose registry Platform does not tell: an empty
    /// one stays what it is then.
    pub fn hides_registry(&self) -> bool {
        self.stored_registry == Some(StoredRegistry::Unknown)
    }

    /// Whether a value that was left out is made of another one. What other clients send, and
    /// what is stored already, is taken as it is.
    fn fills_in(&self) -> bool {
        self.purpose == Purpose::Create && !self.is_api
    }
}

/// The findings that keep a form from being saved, by field, in the order of the form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.summary())]
pub struct FieldErrors(Vec<(Field, Finding)>);

impl CredentialsForm {
    /// A form for that provider, still empty, of the usual kind.
    pub fn of(provider: Provider) -> Self {
        Self {
            kind: provider.kinds().next(),
            ..Self::default()
        }
    }

    /// A form of that kind, still empty.
    pub fn of_kind(kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }

    /// The text in a field; empty where nothing was typed.
    pub fn value(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Provider => self.kind.map_or("", |kind| {
                let offered = kind.provider().offered_as();
                offered.wire_name()
            }),
            Field::Kind => self.kind.map_or("", Kind::id),
            other => self.values.get(&other).map_or("", Secret::expose),
        }
    }

    /// Puts a text into a field. The provider is set by its name in the API, the kind by its id.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        match field {
            Field::Name => self.name = text,
            Field::Provider => {
                self.kind = Provider::from_wire(&text).and_then(|provider| provider.kinds().next());
            }
            Field::Kind => self.kind = Kind::from_id(&text),
            other => {
                self.values.insert(other, Secret::new(text));
            }
        }
    }

    /// Forgets every secret, also those that were typed for another kind, and keeps the rest.
    pub fn clear_secrets(&mut self) {
        for spec in Kind::ALL.into_iter().flat_map(Kind::fields) {
            if spec.is_secret() {
                self.values.remove(&spec.field);
            }
        }
    }

    /// Whether another form has the same texts in its fields.
    pub fn equals(&self, other: &Self) -> bool {
        let value = |field| self.value(field) == other.value(field);
        self.kind == other.kind && self.fields().all(value)
    }

    /// The fields that are on the form now, in its order.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        [Field::Name, Field::Provider]
            .into_iter()
            .chain(self.specs().map(|spec| spec.field))
            .chain([Field::Description, Field::Expires])
    }

    /// Everything there is to say about one field.
    pub fn findings(&self, field: Field, context: &ValidationContext) -> Vec<Finding> {
        match field {
            Field::Name => self.name_findings(context),
            Field::Provider => self.provider_findings(),
            Field::Kind => Vec::new(),
            Field::Description => {
                let exceeds = extent::findings(self.value(field), FieldKind::Lines);
                exceeds.into_iter().collect()
            }
            Field::Expires => {
                let lifetime = values::lifetime(self, context);
                description::findings(self.value(field), lifetime, context.now)
            }
            other => self
                .kind
                .and_then(|kind| kind.field(other))
                .map(|spec| values::findings(self, spec, context))
                .unwrap_or_default(),
        }
    }

    /// What tells that Wave can never use these credentials, by field: neither a login that
    /// cannot succeed nor a registry that equals no image's host. They can be stored, but nobody
    /// should do so unasked.
    pub fn never_works(&self, context: &ValidationContext) -> Vec<(Field, Finding)> {
        let mut found = self.all_findings(context);
        // What is an error cannot be stored at all.
        let is_wrong =
            |(field, finding): &(Field, Finding)| *field == Field::Registry && finding.is_error();
        let asks_registry = !found.iter().any(is_wrong);
        found.retain(|(_, finding)| never_works(finding.code) && !finding.is_error());
        let asks_registry = asks_registry && self.fields().any(|field| field == Field::Registry);
        if asks_registry {
            let registry = values::never_matches(self.value(Field::Registry), context);
            found.extend(registry.map(|finding| (Field::Registry, finding)));
        }
        found
    }

    /// Everything there is to say, field by field in the order of the form.
    pub fn all_findings(&self, context: &ValidationContext) -> Vec<(Field, Finding)> {
        let of = |field| {
            let findings = self.findings(field, context).into_iter();
            findings.map(move |finding| (field, finding))
        };
        self.fields().flat_map(of).collect()
    }

    /// The request that saves what was typed.
    ///
    /// # Errors
    /// Every error of every field, when there is at least one.
    pub fn validate(&self, context: &ValidationContext) -> Result<CredentialsRequest, FieldErrors> {
        let mut errors = self.all_findings(context);
        errors.retain(|(_, finding)| finding.is_error());
        match (CredentialsName::try_from(self.name.clone()), self.kind) {
            (Ok(name), Some(kind)) if errors.is_empty() => Ok(CredentialsRequest::new(
                name,
                kind,
                self.stored(context),
                self.description(),
            )),
            _ => Err(FieldErrors(errors)),
        }
    }

    /// The rows that the form asks for. Those of other clients are judged by a server alone.
    fn specs(&self) -> impl Iterator<Item = &'static FieldSpec> {
        self.kind.into_iter().flat_map(Kind::asked)
    }

    /// What is written about the credentials; `None` where the form was never told, so that what
    /// is stored stays.
    fn description(&self) -> Option<Description> {
        let [words, expires] = [Field::Description, Field::Expires].map(|it| self.values.get(&it));
        words.or(expires)?;
        Some(Description {
            words: words.map_or("", Secret::expose).to_owned(),
            expires: expires.and_then(|day| Day::parse(day.expose())),
        })
    }

    /// Puts in a description.
    pub fn set_description(&mut self, description: &Description) {
        let expires = description.expires.map(Day::to_iso);
        self.set(Field::Description, description.words.clone());
        self.set(Field::Expires, expires.unwrap_or_default());
    }

    fn stored(&self, context: &ValidationContext) -> Vec<(&'static FieldSpec, Secret)> {
        let mut stored = Vec::new();
        let all = self.kind.map_or(&[][..], Kind::fields);
        for spec in all {
            let typed = self.value(spec.field);
            let is_unknown = spec.kind == FieldKind::RegistryHost && context.hides_registry();
            let is_blank = if spec.is_secret() {
                typed.is_empty()
            } else {
                typed.trim().is_empty()
            };
            let text = match spec.requirement {
                _ if is_unknown && is_blank => "",
                Requirement::DefaultsTo(default) if is_blank => default,
                Requirement::SameAs(other) if is_blank && context.fills_in() => self.value(other),
                _ => typed,
            };
            let text = if is_blank && text == typed { "" } else { text };
            // Of stored credentials a text can be taken away, a secret only be changed.
            let is_emptied = context.purpose == Purpose::Update
                && spec.is_asked()
                && !spec.is_secret()
                && !is_unknown;
            if !text.is_empty() || is_emptied {
                stored.push((spec, Secret::from(text)));
            }
        }
        stored
    }

    fn name_findings(&self, context: &ValidationContext) -> Vec<Finding> {
        let mut findings = CredentialsName::findings(&self.name);
        if context.taken_name.as_deref() == Some(self.name.as_str()) && !self.name.is_empty() {
            findings.push(Finding::error(
                NAME_TAKEN,
                format!(
                    "Credentials named “{}” already exist here. Choose another name, or \
                     delete those first.",
                    self.name
                ),
            ));
        }
        findings
    }

    fn provider_findings(&self) -> Vec<Finding> {
        match self.kind {
            None => vec![Finding::error(REQUIRED, "Choose a provider.")],
            Some(_) => Vec::new(),
        }
    }
}

impl FieldErrors {
    /// The errors with their fields, in the order of the form. Never empty.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Finding)> {
        self.0.iter().map(|(field, finding)| (*field, finding))
    }

    /// All messages in one line, for an API that has room for one.
    pub fn summary(&self) -> String {
        let parts: Vec<_> = self
            .iter()
            .map(|(field, finding)| format!("{}: {}", field.as_str(), finding.message))
            .collect();
        parts.join(" ")
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
