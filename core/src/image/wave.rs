//! An image reference as Wave reads it (`ContainerCoordinates` in Wave's published source).
//!
//! Wave is laxer than Docker in some places and stricter in others; this module follows
//! Wave, right or wrong, because it predicts what Wave will do. Start at [`parse`].

/// What Wave takes an image reference for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinates {
    /// The registry host with its port, as Wave compares it; `docker.io` where none is written.
    pub registry: String,
    /// The repository, with `library/` where Wave adds it. Empty when Wave takes the whole
    /// text for a host.
    pub repository: String,
    /// The tag or the digest; `latest` where none is written.
    pub reference: String,
    /// A scheme in front, which only `oras` survives.
    pub scheme: Option<String>,
}

/// Reads a text as Wave does.
///
/// # Errors
/// When Wave refuses the text.
pub fn parse(text: &str) -> Result<Coordinates, ImageError> {
    let _ = text;
    Err(ImageError::Empty)
}

/// Why Wave refuses an image reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// Nothing was given.
    #[error("Container image name is not provided")]
    Empty,
}
