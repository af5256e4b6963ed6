//! The only place that talks to the server.
//!
//! One private `send`, a thin method for each endpoint, every failure an [`ApiError`].

mod client;
mod error;

pub(crate) use client::Api;
pub(crate) use error::ApiError;
