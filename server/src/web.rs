//! The static app, whom requests are for, and the headers on every answer.

pub(crate) mod addressee;
pub(crate) mod assets;
pub(crate) mod headers;
