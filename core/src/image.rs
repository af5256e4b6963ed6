//! Image references: what Docker, Wave and Nextflow each make of one text.
//!
//! This module may not know any credential. Start at [`wave::parse`].

pub mod wave;
