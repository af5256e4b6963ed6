//! The only place that talks to the server.
//!
//! One private `send`, a thin method for each endpoint. What a failure means is core's:
//! [`RequestError`](wavepass_core::platform::request_error::RequestError) for what any request can meet, an error
//! of its own for each operation that gives a status a meaning of its own.

mod client;
mod early;
mod list_rows;
mod patience;
mod permissions;
mod pipelines;

pub(crate) use client::Api;
pub(crate) use pipelines::Pipelines;
