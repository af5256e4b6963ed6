//! Container registries.

use crate::credentials::field::{Field, FieldKind, FieldSpec, Format, Requirement, Wire};
use crate::registry::DOCKER_HUB;

/// `container-reg` has `userName` with a capital N.
pub(super) const CONTAINER_REGISTRY: &[FieldSpec] = &[
    FieldSpec {
        field: Field::UserName,
        wire: Wire::Key("userName"),
        label: "User name",
        kind: FieldKind::Text,
        format: Format::Any,
        requirement: Requirement::Required("Enter the user name."),
        help: "The account, robot or token name that may pull from the registry.",
        placeholder: "my-pull-token",
    },
    FieldSpec {
        field: Field::Password,
        wire: Wire::Key("password"),
        label: "Password",
        kind: FieldKind::Secret,
        format: Format::Any,
        requirement: Requirement::Required("Enter the password or access token."),
        help: "A long-lived access token is better than your own password. It is stored \
               encrypted and never shown again.",
        placeholder: "",
    },
    FieldSpec {
        field: Field::Registry,
        wire: Wire::Key("registry"),
        label: "Registry server",
        kind: FieldKind::RegistryHost,
        format: Format::Any,
        requirement: Requirement::DefaultsTo(DOCKER_HUB),
        help: "Only the host, exactly as your image names begin: no https://, no path. \
               Left empty, it is docker.io.",
        placeholder: "myregistry.azurecr.io",
    },
];
