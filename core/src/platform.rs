//! What travels to and from the Platform API: wire types, paths, times.
//!
//! Wire types are as tolerant as the published clients have to be: unknown fields and
//! enum values are ignored, null is the same as absent, `keys` may be missing, the provider
//! may stand in the discriminator. They carry no rules: the domain types are made from
//! these with `From`, where they are. Field names and shapes are those of
//! Platform's public API description (1.187) and of recorded answers.
//!
//! Start at [`paths`] for what can be asked and [`credentials`] for what comes back.

pub mod compute_envs;
pub mod credentials;
pub mod error;
pub mod paths;
pub mod pipelines;
pub mod service_info;
pub mod tokens;
pub mod user;

pub use crate::scope::{Scope, WorkspaceId};
pub use crate::timestamp::Timestamp;

use serde::{Deserialize, Deserializer};

/// Reads an explicit null like an absent field.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a time, or nothing where there is none that can be read: a list must not fail because
/// of one.
pub(crate) fn tolerant<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().and_then(Timestamp::parse))
}

#[cfg(test)]
#[path = "platform/recorded_tests.rs"]
mod recorded_tests;
