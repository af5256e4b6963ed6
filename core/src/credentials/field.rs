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
    /// The user name at a container registry.
    UserName,
    /// The password or token at a container registry.
    Password,
    /// The host of a container registry.
    Registry,
    /// Any other field of a provider, by its name in ids, tests and links: `access-key`. No
    /// rule asks for one of them, so a provider's rows are all there is to say about it.
    Key(&'static str),
}

impl Field {
    /// The field's name in ids, tests and links: stable, unique, without spaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Provider => "provider",
            Self::UserName => "user-name",
            Self::Password => "password",
            Self::Registry => "registry",
            Self::Key(name) => name,
        }
    }
}

/// What may be typed into a field and how it is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text that may be seen.
    Text,
    /// Text that may not be seen once it is typed, and never comes back from Platform.
    Secret,
    /// The host of a registry, see [`crate::registry::server`].
    RegistryHost,
}

/// What an empty field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// It cannot stay empty; the text says what to do instead.
    Required(&'static str),
    /// It may stay empty, and then this value is stored.
    DefaultsTo(&'static str),
}

/// Everything there is to know about one field of one provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which field this is.
    pub field: Field,
    /// Its key in the `keys` object of Platform's API.
    pub wire_name: &'static str,
    /// What stands above the input.
    pub label: &'static str,
    /// What may be typed.
    pub kind: FieldKind,
    /// What an empty field means.
    pub requirement: Requirement,
    /// A sentence of help below the input.
    pub help: &'static str,
    /// An example inside the empty input.
    pub placeholder: &'static str,
}

impl FieldSpec {
    /// Whether Platform never gives the value back.
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Secret)
    }

    /// Whether the field may not stay empty.
    pub const fn is_required(&self) -> bool {
        matches!(self.requirement, Requirement::Required(_))
    }
}
