//! The static app, and the headers on every answer.

pub(crate) mod assets;
pub(crate) mod headers;
