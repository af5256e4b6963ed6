//! What to paste elsewhere so that a stored credential is used.
//!
//! A snippet never contains a secret. For now there is one; more targets follow.

/// Switches Wave on, in the syntax that both of Nextflow's config parsers read.
///
/// Stored registry credentials are used only by runs with Wave switched on.
/// Source: Seqera's documentation of registry credentials, reworded there as
/// `wave { enabled=true }`.
pub const ENABLE_WAVE: &str = "wave { enabled = true }";
