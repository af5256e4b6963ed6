//! What Wave does with stored credentials.
//!
//! This module may not ask Wave or Platform anything: it computes from lists that are passed
//! in. Wave has had two rules for a match, [`MatchRule`]; whatever speaks of one asks
//! [`resolve`], which knows both. Start there.

pub mod audit;
pub mod coverage;
pub mod credential;
pub mod newcomer;
pub mod preview;
pub mod pull;
pub mod push;
pub mod resolve;
pub mod usage;

pub use crate::registry::match_rule::MatchRule;
