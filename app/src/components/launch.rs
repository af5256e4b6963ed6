//! The parts of the launch page: the text that is there, the choices, and what comes out.

pub(crate) mod apply;
pub(crate) mod choice;
pub(crate) mod choices;
mod control;
mod current;
pub(crate) mod diff;
pub(crate) mod findings;
mod from_pipeline;
pub(crate) mod outcome;
mod question;
mod repository;
pub(crate) mod source;
pub(crate) mod surroundings;
mod take;
pub(crate) mod targets;
