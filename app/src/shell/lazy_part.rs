//! A part of a page whose code comes after the page: a dialog that most visits never open.

use leptos::prelude::*;
use wavepass_core::failure::Failure;
use wavepass_core::platform::request_error::RequestError;

use super::lazy::{Code, FetchView, LazyView};
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::{dynamic, follow, only_if};

/// A part that comes after the page that it stands in.
///
/// Its code is fetched when somebody is about to want it, or wants it. Who waits for it is told
/// so; who is told that it could not be fetched is offered another try. A part that could not be
/// fetched before it was wanted is fetched again when it is.
#[component]
pub(crate) fn LazyPart(
    /// What it is: "The question before deleting".
    what: &'static str,
    /// Whether it is wanted now. Whoever wants it again says so again.
    wanted: Signal<bool>,
    /// Whether it may be wanted soon.
    #[prop(into)]
    soon: Signal<bool>,
    /// Fetches its code.
    fetch: FetchView,
) -> impl IntoView {
    let announcer = use_announcer();
    let view = LazyView::new(fetch);
    let again = Callback::new(move |()| view.fetch());
    // Said once more it is no new wish: only who wants the part makes a failed one come.
    let soon = Memo::new(move |_| soon.get());
    let mut watch = Watch::default();
    follow(move || {
        let wish = match (wanted.get(), soon.get()) {
            (true, _) => Wish::Now,
            (false, true) => Wish::Soon,
            (false, false) => Wish::None,
        };
        match watch.next(view.code().stage(), wish) {
            Next::Nothing => {}
            Next::Fetch => view.fetch(),
            Next::Tell => {
                let why = RequestError::new(Failure::Offline).sentence();
                announcer.offer(format!("{what} could not be loaded. {why}"), again);
            }
        }
    });
    let is_waited_for = move || wanted.get() && view.code().stage() == Code::Loading;
    view! {
        {only_if(is_waited_for, move || view! { <Waiting what/> }.into_any())}
        {dynamic(move || match view.code() {
            Code::Here(make) => make(),
            Code::NotAskedFor | Code::Loading | Code::Missing => ().into_any(),
        })}
    }
}

/// That somebody waits for something.
#[component]
fn Waiting(what: &'static str) -> impl IntoView {
    view! {
        <div class="wp-toast wp-toast--waiting" role="status">
            <p class="wp-toast__card">{what} " is loading…"</p>
        </div>
    }
}

/// Whether a part is wanted.
#[derive(Clone, Copy, Debug)]
enum Wish {
    /// Nobody wants it.
    None,
    /// Somebody may want it soon.
    Soon,
    /// Somebody wants it.
    Now,
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
    Fetch,
    Tell,
}

impl Watch {
    fn next(&mut self, code: Code<()>, wish: Wish) -> Next {
        let was_known = std::mem::replace(&mut self.is_known, code == Code::Missing);
        match (code, wish) {
            (Code::NotAskedFor, Wish::Soon | Wish::Now) => Next::Fetch,
            (Code::Missing, Wish::Now) if was_known => {
                // Whether that one fails is not known.
                self.is_known = false;
                Next::Fetch
            }
            (Code::Missing, Wish::Now) => Next::Tell,
            _ => Next::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const UNASKED: Code<()> = Code::NotAskedFor;
    const LOADING: Code<()> = Code::Loading;
    const HERE: Code<()> = Code::Here(());
    const MISSING: Code<()> = Code::Missing;

    /// What is to be done after the last of these changes.
    fn last(changes: &[(Code<()>, Wish)]) -> Option<Next> {
        let mut watch = Watch::default();
        let next = changes.iter().map(|(code, wish)| watch.next(*code, *wish));
        next.last()
    }

    #[test]
    fn code_is_fetched_once_when_it_may_be_wanted() {
        for (changes, next) in [
            (vec![(UNASKED, Wish::None)], Next::Nothing),
            (vec![(UNASKED, Wish::Soon)], Next::Fetch),
            (vec![(UNASKED, Wish::Now)], Next::Fetch),
            (
                vec![(UNASKED, Wish::Soon), (LOADING, Wish::Now)],
                Next::Nothing,
            ),
            (vec![(UNASKED, Wish::Now), (HERE, Wish::Now)], Next::Nothing),
        ] {
            assert_eq!(last(&changes), Some(next), "{changes:?}");
        }
    }

    #[test]
    fn a_failure_is_told_to_who_waits_and_tried_again_for_who_comes_later() {
        for (changes, next) in [
            // Nobody wants it yet: nothing is said, and nothing is tried in vain.
            (
                vec![(LOADING, Wish::Soon), (MISSING, Wish::Soon)],
                Next::Nothing,
            ),
            // Somebody waits for it.
            (vec![(LOADING, Wish::Now), (MISSING, Wish::Now)], Next::Tell),
            // It was not to be had before anybody wanted it.
            (
                vec![(MISSING, Wish::Soon), (MISSING, Wish::Now)],
                Next::Fetch,
            ),
            (
                vec![
                    (MISSING, Wish::Soon),
                    (MISSING, Wish::Now),
                    (MISSING, Wish::Now),
                ],
                Next::Tell,
            ),
            // It is wanted once more after that was told.
            (
                vec![
                    (LOADING, Wish::Now),
                    (MISSING, Wish::Now),
                    (MISSING, Wish::Now),
                ],
                Next::Fetch,
            ),
        ] {
            assert_eq!(last(&changes), Some(next), "{changes:?}");
        }
    }
}
