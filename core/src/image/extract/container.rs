//! What stands where a container is named: an image, or something that Wave is not asked for.
//!
//! Source of what goes past Wave: `WaveContainerResolver` and `ContainerHandler` of Nextflow.
//! Start at [`Container::of`].

use super::{LONGEST, is_image_byte};

/// What a text names for a process to run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container<'t> {
    /// An image, by the name without `docker://`.
    Image(&'t str),
    /// An image with `docker://` in front, by the name without it.
    Prefixed(&'t str),
    /// Something else.
    Past(PastWave),
    /// No name of anything.
    Words,
}

/// Why Wave is not asked for a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PastWave {
    /// It is a file on the machine.
    File,
    /// It is an address that Singularity and Apptainer download.
    Address,
    /// It is an image that was pushed as a file (`oras://`).
    Oras,
    /// It is in a library of Singularity (`library://`, `shub://`).
    Library,
    /// It has another scheme in front.
    Scheme,
    /// There is none.
    Nothing,
    /// Wave builds another one in its place.
    Built,
    /// Only a run can tell which one it is.
    Open,
}

/// Ends of the names of files that are images.
const FILE_ENDS: [&str; 5] = ["sif", "img", "simg", "sqsh", "sqfs"];

impl<'t> Container<'t> {
    /// What a text is.
    pub(super) fn of(text: &'t str) -> Self {
        let text = text.trim();
        if text.is_empty() || text == "null" {
            return Self::Past(PastWave::Nothing);
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            return match scheme.to_ascii_lowercase().as_str() {
                "docker" => match Self::of(rest) {
                    Self::Image(image) => Self::Prefixed(image),
                    _ => Self::Words,
                },
                "http" | "https" => Self::Past(PastWave::Address),
                "oras" => Self::Past(PastWave::Oras),
                "library" | "shub" => Self::Past(PastWave::Library),
                "file" => Self::Past(PastWave::File),
                scheme
                    if scheme
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-') =>
                {
                    Self::Past(PastWave::Scheme)
                }
                _ => Self::Words,
            };
        }
        let is_name = text.len() <= LONGEST
            && text.bytes().all(is_image_byte)
            && text.bytes().any(|b| b.is_ascii_alphanumeric());
        let has_file_end =
            || matches!(text.rsplit_once('.'), Some((_, end)) if FILE_ENDS.contains(&end));
        if text.starts_with(['/', '~']) || text.starts_with("./") || text.starts_with("../") {
            Self::Past(PastWave::File)
        } else if !is_name || text.starts_with(['.', '-']) {
            Self::Words
        } else if has_file_end() {
            Self::Past(PastWave::File)
        } else {
            Self::Image(text)
        }
    }
}
