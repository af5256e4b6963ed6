//! What a person can choose on the launch page: a few options, why one wants them, and which
//! of them exclude each other.
//!
//! This module may not read or change a text; it knows what Nextflow and Wave do with the
//! values. Sources: Nextflow's `WaveClient`, `WaveConfig` and container resolver, and Wave's
//! documentation. Start at [`Choice`] and [`objection`].

mod objections;

pub use objections::{lacks, objection};

use nextflow_config::options::{Version, option};

/// An option that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// Whether Wave provides the images.
    Wave,
    /// What Wave makes images from.
    Strategy,
    /// Whether built images stay, under names of their own.
    Freeze,
    /// Where built and mirrored images go.
    BuildRepository,
    /// Where the layers of builds are kept.
    CacheRepository,
    /// Whether images are copied to the repository first.
    Mirror,
    /// Whether images are searched for vulnerabilities.
    ScanMode,
    /// Which vulnerabilities an image may have.
    ScanLevels,
    /// How images are built from packages.
    BuildTemplate,
    /// Where conda packages come from.
    CondaChannels,
    /// Whether Wave makes an index that lets hosts load images lazily.
    Soci,
    /// Whether tasks use the Fusion file system.
    Fusion,
    /// The workspace that `nextflow run` reports to.
    Workspace,
}

/// How a choice is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// On or off.
    Switch,
    /// Any text.
    Text,
    /// A list of texts.
    Texts,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Any of these. Their order is nothing.
    AnyOf(&'static [&'static str]),
    /// Any of these, in an order that counts.
    Ordered(&'static [&'static str]),
    /// A whole number.
    Number,
}

impl Choice {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 13] = [
        Self::Wave,
        Self::Strategy,
        Self::Freeze,
        Self::Mirror,
        Self::BuildRepository,
        Self::CacheRepository,
        Self::ScanMode,
        Self::ScanLevels,
        Self::BuildTemplate,
        Self::CondaChannels,
        Self::Soci,
        Self::Fusion,
        Self::Workspace,
    ];

    /// The option's name.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Wave => "wave.enabled",
            Self::Strategy => "wave.strategy",
            Self::Freeze => "wave.freeze",
            Self::BuildRepository => "wave.build.repository",
            Self::CacheRepository => "wave.build.cacheRepository",
            Self::Mirror => "wave.mirror",
            Self::ScanMode => "wave.scan.mode",
            Self::ScanLevels => "wave.scan.allowedLevels",
            Self::BuildTemplate => "wave.build.template",
            Self::CondaChannels => "conda.channels",
            Self::Soci => "wave.soci",
            Self::Fusion => "fusion.enabled",
            Self::Workspace => "tower.workspaceId",
        }
    }

    /// The choice with that name.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.path() == path)
    }

    /// What the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wave => "Wave",
            Self::Strategy => "Strategy",
            Self::Freeze => "Freeze",
            Self::BuildRepository => "Build repository",
            Self::CacheRepository => "Cache repository",
            Self::Mirror => "Mirror",
            Self::ScanMode => "Security scan",
            Self::ScanLevels => "Allowed vulnerabilities",
            Self::BuildTemplate => "Build template",
            Self::CondaChannels => "Conda channels",
            Self::Soci => "SOCI index",
            Self::Fusion => "Fusion",
            Self::Workspace => "Workspace",
        }
    }

    /// Why one wants it, in a sentence or two.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Wave => {
                "With Wave on, a run pulls images with stored registry credentials. Without it, \
                 only compute environments of Azure use some, where they were chosen for that."
            }
            Self::Strategy => {
                "What Wave makes the image of a task from, the first that there is. Unset: \
                 container, dockerfile, conda."
            }
            Self::Freeze => {
                "Images that Wave builds stay in your repository under lasting names, so later \
                 runs pull them from there."
            }
            Self::BuildRepository => {
                "Where Wave pushes what it builds or mirrors: host and path, without https:// \
                 and without a tag."
            }
            Self::CacheRepository => {
                "Where Wave keeps the layers of builds, so that they are quicker."
            }
            Self::Mirror => {
                "Copies the image of each task to your repository and runs it from there."
            }
            Self::ScanMode => {
                "Searches images for known vulnerabilities: beside the run (async), or before a \
                 task may start (required)."
            }
            Self::ScanLevels => "With a required scan, what an image may have at worst.",
            Self::BuildTemplate => {
                "How Wave builds images from packages. Unset, Wave decides: conda/micromamba:v2 \
                 from Wave 1.34, v1 before. The fast ones cannot make Singularity images."
            }
            Self::CondaChannels => {
                "Where Wave takes conda packages from when it builds images of them. \
                 conda.enabled is not needed for that."
            }
            Self::Soci => {
                "Asks Wave for an index of each image, so that a host with the SOCI snapshotter \
                 can start before all of it is there. Other hosts ignore it, and not every Wave \
                 makes one."
            }
            Self::Fusion => "Tasks work on object storage as if it were a disk. It needs Wave.",
            Self::Workspace => {
                "The workspace whose credentials a run outside Platform uses. Platform’s own \
                 launches ignore it."
            }
        }
    }

    /// Whether its value is a repository that images are pushed to.
    pub const fn is_repository(self) -> bool {
        matches!(self, Self::BuildRepository | Self::CacheRepository)
    }

    /// How it is chosen.
    pub const fn input(self) -> Input {
        match self {
            Self::Wave | Self::Freeze | Self::Mirror | Self::Soci | Self::Fusion => Input::Switch,
            Self::Strategy => Input::Ordered(&["container", "dockerfile", "conda"]),
            Self::BuildRepository | Self::CacheRepository => Input::Text,
            Self::ScanMode => Input::OneOf(&["none", "async", "required"]),
            Self::ScanLevels => Input::AnyOf(&["low", "medium", "high", "critical"]),
            Self::BuildTemplate => Input::OneOf(&[
                "conda/micromamba:v1",
                "conda/micromamba:v2",
                "conda/micromamba:v2-fast",
                "conda/pixi:v1",
                "conda/pixi:v1-fast",
                "conda/pixi:v1-lock",
                "cran/installr:v1",
            ]),
            Self::CondaChannels => Input::Texts,
            Self::Workspace => Input::Number,
        }
    }

    /// The first version of Nextflow that has it, where known.
    pub fn since(self) -> Option<Version> {
        option(self.path()).and_then(|option| option.since)
    }
}
