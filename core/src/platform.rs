//! What travels to and from the Platform API: wire types, paths, times.
//!
//! Wire types are what a server writes, and what it reads of a request: unknown fields and enum
//! values are ignored, null is the same as absent. A client reads answers with [`reader`], field
//! by field and row by row, because versions of Platform differ in nearly everything: `keys` may
//! be missing, the provider may stand in the discriminator, any field may be null. Wire types
//! carry no rules. Field names and shapes are those of Platform's public API description (1.187)
//! and of recorded answers.
//!
//! Start at [`paths`] for what can be asked, [`credentials`] for what comes back, and [`request_error`] for what does not.

pub mod compute_envs;
pub mod credentials;
pub mod error;
pub mod feature;
pub mod federation_setup;
pub mod may;
pub mod object;
pub mod outcome;
pub mod participants;
pub mod paths;
pub mod permission;
pub mod pipelines;
pub mod reader;
pub mod request_error;
pub mod service_info;
pub mod tokens;
pub mod user;

pub use crate::scope::{Scope, WorkspaceId};
pub use crate::timestamp::Timestamp;

use serde::{Deserialize, Deserializer};

/// Reads an explicit null of a request like an absent field.
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
