//! Says things to people who do not see the page change.

use leptos::prelude::*;

/// Hands sentences to the one live region.
#[derive(Clone, Copy)]
pub(crate) struct Announcer(RwSignal<String>);

impl Announcer {
    /// Says a sentence, politely: after whatever is being read.
    pub(crate) fn say(self, sentence: impl Into<String>) {
        let mut sentence = sentence.into();
        // The same words twice in a row would not be a change, and so not be read.
        if self.0.with_untracked(|last| *last == sentence) {
            sentence.push('\u{a0}');
        }
        self.0.set(sentence);
    }

    /// What was said last.
    pub(crate) fn sentence(self) -> Signal<String> {
        self.0.into()
    }
}

pub(crate) fn provide_announcer() {
    provide_context(Announcer(RwSignal::new(String::new())));
}

pub(crate) fn use_announcer() -> Announcer {
    expect_context()
}
