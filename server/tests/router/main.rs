//! The server through its router, on a fresh database for each test.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod contract;
mod credentials;
mod gateway;
mod pipelines;
mod session;
mod support;
