//! What somebody wants of one setting. A diagnostic suggests it, an edit makes it.

use crate::value::Value;

/// What somebody wants of one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The setting's name with dots, as in [`crate::Setting::path`]. A scope can be taken out
    /// with all that is in it.
    pub path: String,
    /// What it shall be; `None` takes it out. Truth values, numbers, texts and lists of them
    /// can be written, and durations and amounts of memory, which become `40.min` and `8.GB`.
    pub to: Option<Value>,
}

impl Change {
    /// The setting shall have this value.
    pub fn set(path: impl Into<String>, to: impl Into<Value>) -> Self {
        Self {
            path: path.into(),
            to: Some(to.into()),
        }
    }

    /// The setting shall not be set.
    pub fn unset(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            to: None,
        }
    }
}
