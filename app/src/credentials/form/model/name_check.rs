//! What the server says of the name while it is typed.
//!
//! An answer is about one name, so that a late one is dropped. No answer is not a taken name: it
//! is checked again when the form is saved.

use wavepass_core::credentials::CredentialsName;
use wavepass_core::platform::outcome::NameAnswer;

/// What is known about the name in the form.
#[derive(Debug, Default)]
pub(super) struct NameCheck {
    known: NameKnown,
    /// The last name that was found to be taken, whichever is in the form now.
    taken: Option<String>,
}

/// What is known about a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameKnown {
    /// Nothing to ask: empty or malformed.
    #[default]
    Unasked,
    /// Being asked.
    Asked,
    /// Free.
    Free,
    /// Taken.
    Taken,
    /// The server does not take it, for this reason where there is one.
    Refused(Option<String>),
    /// The server gave no answer.
    NoAnswer,
}

impl NameCheck {
    /// Another name is in the form. Whether the server is to be asked about it.
    pub(super) fn renamed(&mut self, name: &str) -> bool {
        let is_name = CredentialsName::findings(name)
            .iter()
            .all(|finding| !finding.is_error());
        self.known = if is_name {
            NameKnown::Asked
        } else {
            NameKnown::Unasked
        };
        is_name
    }

    /// What the server said of the name that is in the form.
    pub(super) fn answered(&mut self, name: &str, answer: NameAnswer) {
        self.known = match answer {
            NameAnswer::Free => {
                self.taken = None;
                NameKnown::Free
            }
            NameAnswer::Taken => {
                self.taken = Some(name.to_owned());
                NameKnown::Taken
            }
            NameAnswer::Refused(said) => NameKnown::Refused(said),
            NameAnswer::Unknown => NameKnown::NoAnswer,
        };
    }

    /// Storing under a name was refused because it is taken; meanwhile `current` may be in the
    /// form.
    pub(super) fn refused(&mut self, name: String, current: &str) {
        // What was said to be free a moment ago is not any more.
        if name == current {
            self.known = NameKnown::Taken;
        }
        self.taken = Some(name);
    }

    /// What is known about the name in the form.
    pub(super) const fn known(&self) -> &NameKnown {
        &self.known
    }

    /// The last name that was found to be taken.
    pub(super) fn taken(&self) -> Option<&str> {
        self.taken.as_deref()
    }
}

impl NameKnown {
    /// What is known in words, to follow the help for the field.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Unasked | Self::Taken => "",
            Self::Asked => " Checking whether it is free…",
            Self::Free => " This name is free.",
            Self::Refused(None) => " The server does not take this name.",
            Self::Refused(Some(said)) => {
                return format!(" The server does not take this name: {said}");
            }
            Self::NoAnswer => " Whether it is free could not be checked; it will be when you save.",
        }
        .to_owned()
    }
}
