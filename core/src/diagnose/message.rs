//! A message by which a cause is recognised, and what has to stand around it.
//!
//! Messages are compared without regard to case; white space of any kind, line ends included,
//! counts as one space, and quotes of any kind as the same. This module may not look at a log.
//! Start at [`Message`].

/// Words that a program prints when something has gone wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The words as they appear, with `'` for every kind of quote.
    pub text: &'static str,
    /// What its line must have as well, one of these, in lower case.
    pub with: &'static [&'static str],
    /// What the lines around it must have, all of these, in lower case.
    pub near: &'static [&'static str],
    /// What its line may not have, in lower case.
    pub without: &'static [&'static str],
    /// What may not stand right before it, in lower case.
    pub not_behind: &'static [&'static str],
    /// What its line must be about.
    pub place: Place,
    /// How much it tells.
    pub weight: Weight,
    /// What this wording tells beyond the cause.
    pub note: Option<&'static str>,
    /// The registry whose words they are.
    pub host: Option<&'static str>,
    /// Whether Wave says it, so that a pull or a request has gone through Wave.
    pub is_waves: bool,
    /// Whether it is about pushing an image.
    pub is_push: bool,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anything.
    Anywhere,
    /// A registry or a pull.
    Registry,
    /// The same, in the words of a container engine or with the address of a registry.
    Engine,
    /// A manifest, a layer or tags, by their address at a registry.
    Manifest,
}

impl Place {
    /// Such a line in words; empty where it may be any.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Anywhere => "",
            Self::Registry => "a line about a registry or a pull",
            Self::Engine => "a line of a container engine or with an address of a registry",
            Self::Manifest => "a line with the address of a manifest, a layer or tags",
        }
    }
}

/// How much a message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// That something failed. What stands beside it may tell why.
    Symptom,
    /// What happened.
    Class,
    /// What happened, in words that nobody else uses.
    Exact,
}

/// A message that tells what happened.
pub(super) const fn said(text: &'static str) -> Message {
    Message {
        text,
        with: &[],
        near: &[],
        without: &[],
        not_behind: &[],
        place: Place::Anywhere,
        weight: Weight::Class,
        note: None,
        host: None,
        is_waves: false,
        is_push: false,
    }
}

/// A message that only tells that something failed.
pub(super) const fn symptom(text: &'static str) -> Message {
    let mut message = said(text);
    message.weight = Weight::Symptom;
    message
}

/// A message in words that nobody else uses.
pub(super) const fn exact(text: &'static str) -> Message {
    let mut message = said(text);
    message.weight = Weight::Exact;
    message
}

/// A message of Wave.
pub(super) const fn waves(text: &'static str) -> Message {
    let mut message = exact(text);
    message.is_waves = true;
    message
}

impl Message {
    /// The same, with one of these on its line.
    pub(super) const fn with(mut self, words: &'static [&'static str]) -> Self {
        self.with = words;
        self
    }

    /// The same, with all of these around it.
    pub(super) const fn near(mut self, words: &'static [&'static str]) -> Self {
        self.near = words;
        self
    }

    /// The same, with none of these on its line.
    pub(super) const fn without(mut self, words: &'static [&'static str]) -> Self {
        self.without = words;
        self
    }

    /// The same, with none of these right before it.
    pub(super) const fn not_behind(mut self, words: &'static [&'static str]) -> Self {
        self.not_behind = words;
        self
    }

    /// The same, on a line about this.
    pub(super) const fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same, with what it tells beyond the cause.
    pub(super) const fn tells(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// The same, as the words of this registry.
    pub(super) const fn of(mut self, host: &'static str) -> Self {
        self.host = Some(host);
        self
    }

    /// The same, about pushing.
    pub(super) const fn push(mut self) -> Self {
        self.is_push = true;
        self
    }
}
