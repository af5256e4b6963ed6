//! Says things that happen away from where somebody is looking.

use leptos::prelude::*;

/// Hands sentences to the live region, and failures to the notice that everybody sees.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    sentence: RwSignal<String>,
    notice: RwSignal<Option<String>>,
}

impl Announcer {
    /// Says a sentence to people who do not see the page change, politely: after whatever
    /// is being read.
    pub(crate) fn say(self, sentence: impl Into<String>) {
        let mut sentence = sentence.into();
        // The same words twice in a row would not be a change, and so not be read.
        if self.sentence.with_untracked(|last| *last == sentence) {
            sentence.push('\u{a0}');
        }
        self.sentence.set(sentence);
    }

    /// Shows a sentence that has no place of its own on the page, until it is dismissed.
    pub(crate) fn notify(self, sentence: impl Into<String>) {
        self.notice.set(Some(sentence.into()));
    }

    /// What was said last.
    pub(crate) fn sentence(self) -> Signal<String> {
        self.sentence.into()
    }

    /// What is shown until it is dismissed.
    pub(crate) fn notice(self) -> RwSignal<Option<String>> {
        self.notice
    }
}

pub(crate) fn provide_announcer() {
    provide_context(Announcer {
        sentence: RwSignal::new(String::new()),
        notice: RwSignal::new(None),
    });
}

pub(crate) fn use_announcer() -> Announcer {
    expect_context()
}
