//! Says things that happen away from where somebody is looking.

use std::time::Duration;

use leptos::prelude::*;

/// For how long a sentence can be found after it was said. A reader has begun with it by then, and
/// who comes upon it on a later page takes it for news.
const STAYS: Duration = Duration::from_secs(20);

/// Hands sentences to the live region, and failures to the notice that everybody sees.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    sentence: RwSignal<String>,
    notice: RwSignal<Option<Notice>>,
    waiting: RwSignal<Option<String>>,
}

/// A sentence that has no place of its own on the page, shown until it is dismissed. Good news go
/// by themselves with the next press.
#[derive(Clone)]
pub(crate) struct Notice {
    /// What it says.
    pub(crate) sentence: String,
    /// Whether it is good news, which go with the next thing that somebody does.
    pub(crate) is_good: bool,
    /// Tries again what the sentence says was not to be had.
    pub(crate) again: Option<Callback<()>>,
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
        self.sentence.set(sentence.clone());
        let forget = move || {
            if self.sentence.with_untracked(|said| *said == sentence) {
                self.sentence.set(String::new());
            }
        };
        set_timeout(forget, STAYS);
    }

    /// Shows a sentence that has no place of its own on the page, until it is dismissed.
    pub(crate) fn notify(self, sentence: impl Into<String>) {
        self.notice.set(Some(Notice {
            sentence: sentence.into(),
            is_good: false,
            again: None,
        }));
    }

    /// Shows good news that have no place of their own on the page, until the next press.
    pub(crate) fn tell(self, sentence: impl Into<String>) {
        self.notice.set(Some(Notice {
            sentence: sentence.into(),
            is_good: true,
            again: None,
        }));
    }

    /// Shows such a sentence about something that was not to be had, with another try.
    pub(crate) fn offer(self, sentence: String, again: Callback<()>) {
        self.notice.set(Some(Notice {
            sentence,
            is_good: false,
            again: Some(again),
        }));
    }

    /// Shows that something takes longer, and why, for as long as it does.
    pub(crate) fn waits_for(self, sentence: Option<String>) {
        self.waiting.set(sentence);
    }

    /// Why something takes longer now.
    pub(crate) fn waiting(self) -> Signal<Option<String>> {
        self.waiting.into()
    }

    /// What was said last.
    pub(crate) fn sentence(self) -> Signal<String> {
        self.sentence.into()
    }

    /// What is shown until it is dismissed.
    pub(crate) fn notice(self) -> RwSignal<Option<Notice>> {
        self.notice
    }
}

pub(crate) fn provide_announcer() {
    provide_context(Announcer {
        sentence: RwSignal::new(String::new()),
        notice: RwSignal::new(None),
        waiting: RwSignal::new(None),
    });
}

pub(crate) fn use_announcer() -> Announcer {
    expect_context()
}
