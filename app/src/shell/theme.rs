//! Light, dark, or as the system has it.
//!
//! The choice is kept in the browser and set on the page before the app runs, by a few
//! lines in `index.html`, so that a dark page never flashes white.

use leptos::prelude::document;

use crate::browser;

const KEY: &str = "wavepass.theme";

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the stored setting and in the page's `data-theme`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::System => "System theme",
            Self::Light => "Light theme",
            Self::Dark => "Dark theme",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == text)
            .unwrap_or_default()
    }
}

/// What the page's attribute is called that says how it looks.
const ATTRIBUTE: &str = "data-theme";

/// How the page looks now.
pub(crate) fn current() -> Theme {
    let root = document().document_element();
    let value = root.and_then(|root| root.get_attribute(ATTRIBUTE));
    Theme::parse(&value.unwrap_or_default())
}

/// Makes the page look like that, now and on later visits.
pub(crate) fn choose(theme: Theme) {
    browser::store(KEY, theme.as_str());
    if let Some(root) = document().document_element() {
        // A page that refuses an attribute keeps its look.
        let _ = root.set_attribute(ATTRIBUTE, theme.as_str());
    }
}
