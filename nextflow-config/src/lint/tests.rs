//! Tests of all rules together, and what those of each need.

mod linear_time_tests;
mod properties;
mod suggestions;
pub(super) mod support;
