//! What Wave does with stored credentials, and what its error texts mean.
//!
//! This module may not ask Wave or Platform anything: it computes from lists that are passed
//! in. Start at [`resolve`].

pub mod audit;
pub mod coverage;
pub mod credential;
pub mod diagnose;
pub mod ecr;
pub mod images;
pub mod login;
pub mod preview;
pub mod push;
pub mod redact;
pub mod resolve;
pub mod setup;
