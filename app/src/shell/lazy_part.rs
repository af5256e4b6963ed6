//! A part of a page whose code comes after the page: a dialog that most visits never open.

use leptos::prelude::*;

use super::lazy::{Code, FetchView, LazyView};
use crate::api::ApiError;
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::{dynamic, follow};

/// A part that comes after the page that it stands in.
///
/// Its code is fetched as soon as the page is there, so that it need not be waited for, nor the
/// server be there, when it is wanted. Where that did not succeed it is fetched again when it is
/// wanted; then a failure is told, with another try.
#[component]
pub(crate) fn LazyPart(
    /// What it is: "The question before deleting".
    what: &'static str,
    /// Whether it is wanted now. Whoever wants it again says so again.
    wanted: Signal<bool>,
    /// Fetches its code.
    fetch: FetchView,
) -> impl IntoView {
    let announcer = use_announcer();
    let view = LazyView::new(fetch);
    let again = Callback::new(move |()| view.again());
    let mut watch = Watch::default();
    follow(move || {
        let is_missing = matches!(view.code(), Code::Missing);
        match watch.next(is_missing, wanted.get()) {
            Next::Nothing => {}
            Next::FetchAgain => view.again(),
            Next::Tell => {
                let why = ApiError::Network.user_message();
                announcer.offer(format!("{what} could not be loaded. {why}"), again);
            }
        }
    });
    dynamic(move || match view.code() {
        Code::Here(make) => make(),
        Code::Loading | Code::Missing => ().into_any(),
    })
}

/// What happens to the code of a part, as far as it matters to who wants the part.
#[derive(Default)]
struct Watch {
    /// Whether it is known already that the code could not be fetched.
    is_known: bool,
}

/// What to do when the code or the wish has changed.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Nothing,
    FetchAgain,
    Tell,
}

impl Watch {
    fn next(&mut self, is_missing: bool, is_wanted: bool) -> Next {
        let was_known = std::mem::replace(&mut self.is_known, is_missing);
        match (is_missing && is_wanted, was_known) {
            (false, _) => Next::Nothing,
            (true, false) => Next::Tell,
            (true, true) => {
                // Whether that one fails is not known.
                self.is_known = false;
                Next::FetchAgain
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const HERE: bool = false;
    const MISSING: bool = true;
    const IDLE: bool = false;
    const WANTED: bool = true;

    #[test]
    fn a_failure_is_told_to_who_waits_and_tried_again_for_who_comes_later() {
        for (changes, last) in [
            (vec![(HERE, IDLE), (HERE, WANTED)], Next::Nothing),
            // Nobody wants it: nothing is said, and nothing is tried in vain.
            (vec![(HERE, IDLE), (MISSING, IDLE)], Next::Nothing),
            // Somebody waits for it.
            (vec![(HERE, WANTED), (MISSING, WANTED)], Next::Tell),
            // It was not to be had before anybody wanted it.
            (vec![(MISSING, IDLE), (MISSING, WANTED)], Next::FetchAgain),
            (
                vec![(MISSING, IDLE), (MISSING, WANTED), (MISSING, WANTED)],
                Next::Tell,
            ),
            // It is wanted once more after that was told.
            (
                vec![(HERE, WANTED), (MISSING, WANTED), (MISSING, WANTED)],
                Next::FetchAgain,
            ),
        ] {
            let mut watch = Watch::default();
            let next = changes
                .iter()
                .map(|(is_missing, is_wanted)| watch.next(*is_missing, *is_wanted));
            assert_eq!(next.last(), Some(last), "{changes:?}");
        }
    }
}
