//! Credentials as people think of them: providers, their fields, what was typed and
//! whether it can be saved.
//!
//! The browser form and the embedded server validate with the same code from here. This
//! module may not know how a form looks or how a request travels; it makes the body of a
//! request, see [`CredentialsRequest::to_wire`]. Start at [`CredentialsForm::validate`];
//! a new provider is a row of `providers!` in [`provider`] and one of `kinds!` in [`kind`].

pub mod attention;
pub mod dependents;
pub mod described;
pub mod description;
pub mod duplicate;
pub(crate) mod extent;
pub mod field;
pub mod form;
pub mod kind;
pub mod name;
pub mod provider;
pub mod request;
pub mod rotation;
pub mod summary;
pub mod validation;

pub use dependents::{Dependent, Dependents};
pub use described::Described;
pub use description::{Day, Description};
pub use duplicate::Duplicate;
pub use field::{Field, FieldKind, FieldSpec, Requirement, Wire};
pub use form::{CredentialsForm, FieldErrors, Purpose, ValidationContext};
pub use kind::Kind;
pub use name::CredentialsName;
pub use provider::{Provider, ProviderGroup};
pub use request::CredentialsRequest;
pub use rotation::SecretRotation;
pub use summary::{CredentialsSummary, ProviderRef, StoredRegistry};
