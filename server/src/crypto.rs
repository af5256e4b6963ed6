//! Encryption at rest and of session cookies: one key, from which each use derives its own.

pub(crate) mod hashing;
mod key;
mod seal;

pub use hashing::HashingKey;
pub use key::{KeyError, MasterKey};
pub(crate) use key::{is_private, sync_folder_of};
pub use seal::{SealError, SealingKey};
