//! Encryption at rest and of session cookies: one key, from which each use derives its own.

mod key;
mod seal;

pub(crate) use key::is_private;
pub use key::{KeyError, MasterKey};
pub use seal::{SealError, SealingKey};
