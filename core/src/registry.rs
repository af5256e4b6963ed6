//! What is known about container registries.
//!
//! This module may not ask a registry anything. Start at [`server::findings`].

pub mod server;
