//! The rules and types of Wavepass, shared by the browser app and the server.
//!
//! Nothing here does I/O, reads a clock or draws a random number: the time, ids and
//! fetched data come in as arguments, answers go out as values. `cargo xtask ci` fails
//! when a browser or server crate shows up in this crate's dependencies.
//!
//! Where to start: [`credentials::CredentialsForm`] is what a person types and
//! [`credentials::CredentialsForm::validate`] what becomes of it; [`finding::Finding`] is
//! the one shape in which every module says that something is wrong, unwise or fine;
//! [`registry::server::RegistryServer`] is a host as somebody typed it,
//! [`wave::resolve::Resolver`] says which credential Wave uses for an image, and
//! [`platform`] holds what travels to and from the Platform API.

// What everything stands on.
pub mod failure;
pub mod finding;
pub mod pattern;
pub mod placeholder;
pub mod scope;
pub mod secret;
pub mod text_order;
pub mod timestamp;

// What travels.
pub mod platform;
pub mod session;

// The rules, each module on those before it.
pub mod registry;

pub mod image;

pub mod wave;

pub mod credentials;

pub mod login;

pub mod diagnose;

pub mod launch;

pub mod snippet;

pub mod rules;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod linear_time_tests;
