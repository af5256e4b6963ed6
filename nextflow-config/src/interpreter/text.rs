//! Texts while a configuration is followed.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

/// A text. Most stand in the configuration as they are and are not copied.
#[derive(Clone, Debug)]
pub(super) enum Text<'t> {
    /// A part of the configuration.
    Written(&'t str),
    /// One that was made: of several parts, by an operator, by a method.
    Made(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Written(text) => text,
            Self::Made(text) => text,
        }
    }
}

/// Makes a text. One that the configuration has need not be made.
impl From<&str> for Text<'_> {
    fn from(text: &str) -> Self {
        Self::Made(text.into())
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Made(text.into())
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}
