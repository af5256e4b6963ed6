//! What travels to and from the Platform API: wire types, paths, times.
//!
//! Wire types are as tolerant as the published clients have to be: unknown fields and
//! enum values are ignored, null is the same as absent, `keys` may be missing, the provider
//! may stand in the discriminator. They carry no rules; [`crate::credentials`] has the
//! domain types, made from these with `From`. Field names and shapes are those of
//! Platform's public API description (1.187) and of recorded answers.
//!
//! Start at [`paths`] for what can be asked and [`credentials`] for what comes back.

pub mod compute_envs;
pub mod credentials;
pub mod error;
pub mod paths;
pub mod pipelines;
pub mod scope;
pub mod service_info;
pub mod timestamp;
pub mod tokens;
pub mod user;

pub use scope::{Scope, WorkspaceId};
pub use timestamp::Timestamp;

use serde::{Deserialize, Deserializer};

/// Reads an explicit null like an absent field.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
#[path = "platform/recorded_tests.rs"]
mod recorded_tests;
