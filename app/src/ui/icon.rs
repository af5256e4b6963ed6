//! Line icons, drawn for Wavepass. Always decoration: the words beside them say the same.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Antenna,
    Box,
    Branch,
    Bucket,
    Check,
    ChevronDown,
    ChevronLeft,
    Cloud,
    Code,
    Copy,
    Cup,
    Diamond,
    Dots,
    Exit,
    Hexagon,
    Info,
    Key,
    Loop,
    Merge,
    Pail,
    Pencil,
    Person,
    Plus,
    Question,
    Terminal,
    Trash,
    Warning,
    Wave,
    Wheel,
}

impl Icon {
    /// The outline, on a grid of 24 by 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Antenna => "M12 12v9M9 21h6M8.500 8.500a5 5 0 0 1 7 0M5.500 5.500a9 9 0 0 1 13 0",
            Self::Box => {
                "M3 7.5 12 3l9 4.5v9L12 21l-9-4.5zM3 7.5 12 12l9-4.5M12 12v9M7.5 5.25l9 4.5"
            }
            Self::Branch => {
                "M7 5v14M7 9a4 4 0 0 0 4 4h2a4 4 0 0 0 4-4V8M17 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 5a2 2 0 1 0 0-.01M7 21a2 2 0 1 0 0-4 2 2 0 0 0 0 4"
            }
            Self::Bucket => "M4 6.500c0 4 16 4 16 0M4 6.500c0-4 16-4 16 0L18 20H6z",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::ChevronDown => "m6 9 6 6 6-6",
            Self::ChevronLeft => "m15 6-6 6 6 6",
            Self::Cloud => {
                "M7 18.5a4.5 4.5 0 1 1 .9-8.9 5.5 5.5 0 0 1 10.5 1.9A3.6 3.6 0 0 1 17.5 18.5z"
            }
            Self::Code => "m8 8-4 4 4 4M16 8l4 4-4 4M13.500 5l-3 14",
            Self::Copy => "M9 9h10v11H9zM15 9V4H5v11h4",
            Self::Cup => {
                "M4 9h12v6a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4zM16 10h2a2.500 2.500 0 0 1 0 5h-2M8 6V3M12 6V3"
            }
            Self::Diamond => "m12 3 8 9-8 9-8-9zM4 12h16",
            Self::Dots => "M11 6h2M11 12h2M11 18h2",
            Self::Exit => "M10 4H5v16h5M9 12h11M16 8l4 4-4 4",
            Self::Hexagon => "M7 4h10l5 8-5 8H7l-5-8zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v-.01",
            Self::Key => "M14.5 14a5 5 0 1 0-4.8-3.6L4 16v4h4v-2.5h2.500V15h2zM16 8.010V8",
            Self::Loop => "M7 8a4 4 0 1 0 0 8c4 0 6-8 10-8a4 4 0 1 1 0 8c-4 0-6-8-10-8",
            Self::Merge => {
                "M7 8v8M7 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 8c0 4 4 5.500 8 5.500M17 15.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4"
            }
            Self::Pail => "M4 4h16l-2.500 16h-11zM9.500 9h5l-1 6h-3z",
            Self::Pencil => "M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19zM14 6.500l3.500 3.500",
            Self::Person => {
                "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20.500a7.500 7.500 0 0 1 15 0"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Question => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.700.300-1 .900-1 1.700M12 17v-.01"
            }
            Self::Terminal => "M4 5h16v14H4zM8 10l2.500 2L8 14.500M13 15h3",
            Self::Trash => {
                "M5 7h14M10 7V4.500h4V7M7 7l.800 12.500h8.400L17 7M10.500 10.500v6M13.500 10.500v6"
            }
            Self::Warning => "M12 4 2.500 20h19zM12 10v4.500M12 17.500v-.01",
            Self::Wave => {
                "M2.500 9c2.400-3 4.700-3 7.100 0s4.700 3 7.100 0 3.500-2.700 4.800-1.800M2.500 16c2.400-3 4.700-3 7.100 0s4.700 3 7.100 0 3.500-2.700 4.800-1.800"
            }
            Self::Wheel => {
                "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M12 2v20M2 12h20M5 5l14 14M19 5 5 19"
            }
        }
    }
}

/// An icon in the colour of the text around it.
#[component]
pub(crate) fn IconView(
    /// What it shows.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="wp-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
