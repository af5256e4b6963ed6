//! What is known about container registries.
//!
//! This module may not ask a registry anything. Start at [`server`].

pub mod catalogue;
pub mod paste;
pub mod secret;
pub mod server;
pub mod token_user;
