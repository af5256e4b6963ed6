//! Texts while a configuration is followed.

use std::ops::Deref;
use std::rc::Rc;

use crate::symbols::{Symbol, Symbols};

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

impl<'t> Symbols<Text<'t>> {
    /// The symbol of a name that is a part of the configuration.
    pub(super) fn intern_written(&mut self, name: &'t str) -> Symbol {
        self.intern(Text::Written(name))
    }

    /// The symbol of a name, which is copied when it is new.
    pub(super) fn intern_copy(&mut self, name: &str) -> Symbol {
        self.get(name).unwrap_or_else(|| self.intern(name.into()))
    }
}
