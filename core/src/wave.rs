//! What Wave does with stored credentials.
//!
//! This module may not ask Wave or Platform anything: it computes from lists that are passed
//! in. Start at [`resolve`].

pub mod audit;
pub mod coverage;
pub mod credential;
pub mod preview;
pub mod push;
pub mod resolve;
