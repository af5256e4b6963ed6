//! The fields of the credential form, as data.
//!
//! A field's row says everything that form, validation and wire need to know about it;
//! no code elsewhere may ask "is this the password?". Start at [`FieldSpec`].

/// A field of the credential form, of whichever provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name of the credentials.
    Name,
    /// The service the credentials are for.
    Provider,
    /// In which of a provider's ways it is signed in: see [`super::Kind`].
    Kind,
    /// The user name at a container registry.
    UserName,
    /// The password or token at a container registry.
    Password,
    /// The host of a container registry.
    Registry,
    /// What somebody has written about the credentials.
    Description,
    /// The day on which the secret ends, as far as somebody wrote it down.
    Expires,
    /// Any other field of a provider, by its name in ids, tests and links: `aws-access-key`. No
    /// rule asks for one of them, so a provider's rows are all there is to say about it. Kinds of
    /// one provider share what is the same in them, different providers share nothing: a secret
    /// that was typed for one is never sent for another.
    Key(&'static str),
}

impl Field {
    /// The field's name in ids, tests and links: stable, unique, without spaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Provider => "provider",
            Self::Kind => "kind",
            Self::UserName => "user-name",
            Self::Password => "password",
            Self::Registry => "registry",
            Self::Description => "description",
            Self::Expires => "expires",
            Self::Key(name) => name,
        }
    }
}

/// What may be typed into a field and how it is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line that may be seen.
    Text,
    /// Several lines that may be seen, or a file.
    Lines,
    /// A line that may not be seen once it is typed, and never comes back from Platform.
    Secret,
    /// The same of several lines, or a file.
    SecretLines,
    /// On or off, `true` or `false` as a text.
    Switch,
    /// The host of a registry, see [`crate::registry::server`].
    RegistryHost,
}

/// What a value looks like, where that is known. Start at `form::format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Anything.
    Any,
    /// An address that begins with `https://` or `http://`.
    Url,
    /// A UUID, as Azure writes its ids.
    Uuid,
    /// The ARN of a role of AWS IAM.
    RoleArn,
    /// The id of an AWS access key.
    AccessKeyId,
    /// The secret half of an AWS access key.
    SecretAccessKey,
    /// The value of a client secret of Entra.
    ClientSecret,
    /// The key file of a Google service account.
    ServiceAccountKey,
    /// The address of a Google service account.
    ServiceAccountEmail,
    /// The full name of a provider of Google's workload identity federation.
    WorkloadIdentityProvider,
    /// A certificate in PEM.
    Certificate,
    /// A private key in PEM.
    PrivateKey,
    /// A private key that SSH takes, with the field that holds its passphrase.
    SshKey {
        /// The field with the passphrase.
        passphrase: Field,
    },
}

/// What an empty field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// It cannot stay empty; the text says what to do instead.
    Required(&'static str),
    /// Platform's own form does not let it stay empty, while its API takes it so as far as
    /// published clients show.
    OnForms(&'static str),
    /// It cannot stay empty unless the other field is filled.
    Unless(&'static str, Field),
    /// It cannot stay empty when the other field is filled.
    With(&'static str, Field),
    /// It may stay empty, and then nothing is stored.
    Optional,
    /// It may stay empty, and then this value is stored.
    DefaultsTo(&'static str),
    /// It may stay empty, and then new credentials get the value of the other field.
    SameAs(Field),
    /// It is on no form. A server takes it from other clients.
    NotAsked,
}

/// Where the value of a field stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// Under this name in the `keys` object of Platform's API.
    Key(&'static str),
    /// In `baseUrl`, beside the keys.
    BaseUrl,
    /// As this parameter of the query. It is not stored.
    Query(&'static str),
}

impl Wire {
    /// The name of the key, of those that stand in `keys`.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Key(name) => Some(name),
            Self::BaseUrl | Self::Query(_) => None,
        }
    }
}

/// Everything there is to know about one field of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which field this is.
    pub field: Field,
    /// Where it stands in a request.
    pub wire: Wire,
    /// What stands above the input.
    pub label: &'static str,
    /// What may be typed.
    pub kind: FieldKind,
    /// What a value looks like.
    pub format: Format,
    /// What an empty field means.
    pub requirement: Requirement,
    /// A sentence of help below the input.
    pub help: &'static str,
    /// An example inside the empty input.
    pub placeholder: &'static str,
}

impl FieldSpec {
    const fn new(
        id: &'static str,
        wire: Wire,
        label: &'static str,
        kind: FieldKind,
        requirement: Requirement,
    ) -> Self {
        Self {
            field: Field::Key(id),
            wire,
            label,
            kind,
            format: Format::Any,
            requirement,
            help: "",
            placeholder: "",
        }
    }

    /// A line that may be seen.
    pub(super) const fn text(
        id: &'static str,
        key: &'static str,
        label: &'static str,
        requirement: Requirement,
    ) -> Self {
        Self::new(id, Wire::Key(key), label, FieldKind::Text, requirement)
    }

    /// A line that may not be seen.
    pub(super) const fn secret(
        id: &'static str,
        key: &'static str,
        label: &'static str,
        requirement: Requirement,
    ) -> Self {
        Self::new(id, Wire::Key(key), label, FieldKind::Secret, requirement)
    }

    /// Several lines that may not be seen.
    pub(super) const fn secret_lines(
        id: &'static str,
        key: &'static str,
        label: &'static str,
        requirement: Requirement,
    ) -> Self {
        Self::new(
            id,
            Wire::Key(key),
            label,
            FieldKind::SecretLines,
            requirement,
        )
    }

    /// On or off.
    pub(super) const fn switch(
        id: &'static str,
        wire: Wire,
        label: &'static str,
        by_itself: &'static str,
    ) -> Self {
        let requirement = Requirement::DefaultsTo(by_itself);
        Self::new(id, wire, label, FieldKind::Switch, requirement)
    }

    /// The address of the service, which stands beside the keys.
    pub(super) const fn base_url(
        id: &'static str,
        label: &'static str,
        requirement: Requirement,
    ) -> Self {
        Self::new(id, Wire::BaseUrl, label, FieldKind::Text, requirement).of(Format::Url)
    }

    /// What only other clients send: a token in place of the password.
    pub(super) const fn other_token(id: &'static str) -> Self {
        Self::secret(id, "token", "Token", Requirement::NotAsked)
    }

    /// The same in another requirement.
    pub(super) const fn but(self, requirement: Requirement) -> Self {
        Self {
            requirement,
            ..self
        }
    }

    /// With what a value looks like.
    pub(super) const fn of(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// With several lines in place of one.
    pub(super) const fn in_lines(self) -> Self {
        Self {
            kind: FieldKind::Lines,
            ..self
        }
    }

    /// With a sentence of help.
    pub(super) const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// With an example.
    pub(super) const fn example(self, placeholder: &'static str) -> Self {
        Self {
            placeholder,
            ..self
        }
    }

    /// Whether Platform never gives the value back.
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Secret | FieldKind::SecretLines)
    }

    /// Whether the field may not stay empty, whatever the others hold.
    pub const fn is_required(&self) -> bool {
        matches!(
            self.requirement,
            Requirement::Required(_) | Requirement::OnForms(_)
        )
    }

    /// Whether a form asks for it.
    pub const fn is_asked(&self) -> bool {
        !matches!(self.requirement, Requirement::NotAsked)
    }

    /// What it is called within a sentence: `secret key`, but `SSH private key`.
    pub fn noun(&self) -> String {
        let mut chars = self.label.chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) if second.is_lowercase() => {
                let rest = self.label.trim_start_matches(first);
                format!("{}{rest}", first.to_lowercase())
            }
            _ => self.label.to_owned(),
        }
    }
}
