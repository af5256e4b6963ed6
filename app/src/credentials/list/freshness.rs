//! How long ago the list was loaded, and a button that loads it again. It is loaded again by itself
//! when somebody comes back to the tab after a while.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_view::ListView;
use crate::browser;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{follow, text};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Every how many seconds the text changes during the first minute.
const STEP: i64 = 10 * SECOND;

/// When the list was loaded, and the way to load it again.
#[component]
pub(crate) fn Freshness(list: ListView) -> impl IntoView {
    let ListView { last, again, .. } = list;
    let now = RwSignal::new(browser::now_millis());
    let at = Memo::new(move |_| last.with(|last| last.at));
    let is_under_way = RwSignal::new(false);
    follow(move || {
        last.track();
        is_under_way.set(false);
        now.set(browser::now_millis());
    });
    let load = move || {
        is_under_way.set(true);
        again.run(());
    };
    spawn_local(async move {
        // Until the page is gone.
        while let Some(at) = at.try_get_untracked() {
            sleep(until_other_text(at, browser::now_millis())).await;
            if now.try_set(browser::now_millis()).is_some() {
                break;
            }
        }
    });
    let come_back = move || {
        let is_old = is_old(at.get_untracked(), browser::now_millis());
        if is_old && !is_under_way.get_untracked() && !document().hidden() && !is_covered() {
            load();
        }
    };
    let handles = [
        window_event_listener(ev::focus, move |_| come_back()),
        window_event_listener(ev::visibilitychange, move |_| come_back()),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    let said = text(move || {
        if is_under_way.get() {
            "Loading…".to_owned()
        } else {
            said(at.get(), now.get())
        }
    });
    view! {
        <p class="wp-toolbar__loaded">
            {said} " · "
            <button
                type="button"
                class="wp-link"
                on:click=pressed(move || if !is_under_way.get_untracked() { load() })
            >
                "Refresh"
            </button>
        </p>
    }
}

/// Whether something is open in front of the list, which would lose what it stands beside.
fn is_covered() -> bool {
    let open = document().query_selector("dialog[open], :popover-open");
    matches!(open, Ok(Some(_)))
}

/// Whether a list is loaded again when somebody comes back to it.
const fn is_old(at: i64, now: i64) -> bool {
    now - at > MINUTE
}

/// How long ago the list was loaded.
fn said(at: i64, now: i64) -> String {
    // A clock that was set back is no reason to speak of the future.
    let ago = (now - at).max(0);
    match ago {
        0..STEP => "Updated just now".to_owned(),
        STEP..MINUTE => format!("Updated {} s ago", ago / STEP * STEP / SECOND),
        MINUTE..HOUR => format!("Updated {} min ago", ago / MINUTE),
        HOUR..DAY => format!("Updated {} h ago", ago / HOUR),
        _ => format!("Updated {} d ago", ago / DAY),
    }
}

/// In how long something else is said.
fn until_other_text(at: i64, now: i64) -> Duration {
    let ago = (now - at).max(0);
    let step = match ago {
        0..MINUTE => STEP,
        MINUTE..HOUR => MINUTE,
        _ => HOUR,
    };
    Duration::from_millis((step - ago % step).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_is_said_how_long_ago_it_was_and_never_more() {
        for (ago, sentence) in [
            (-5 * MINUTE, "Updated just now"),
            (0, "Updated just now"),
            (STEP - 1, "Updated just now"),
            (STEP, "Updated 10 s ago"),
            (59_999, "Updated 50 s ago"),
            (MINUTE, "Updated 1 min ago"),
            (HOUR - 1, "Updated 59 min ago"),
            (HOUR, "Updated 1 h ago"),
            (DAY - 1, "Updated 23 h ago"),
            (3 * DAY, "Updated 3 d ago"),
        ] {
            assert_eq!(said(1_000, 1_000 + ago), sentence);
        }
    }

    #[test]
    fn the_text_is_looked_at_again_when_it_changes_and_not_before() {
        for ago in [
            -7,
            0,
            1,
            STEP - 1,
            STEP,
            34_567,
            MINUTE,
            HOUR - 1,
            HOUR,
            DAY,
            40 * HOUR + 5,
        ] {
            let next = ago.max(0) + i64::try_from(until_other_text(0, ago).as_millis()).unwrap();
            assert!(next > ago);
            if ago < DAY {
                assert_eq!(said(0, next - 1), said(0, ago), "{ago}");
                assert_ne!(said(0, next), said(0, ago), "{ago}");
            }
        }
    }

    #[test]
    fn what_is_older_than_a_minute_is_loaded_again_for_who_comes_back() {
        for (ago, is) in [
            (-HOUR, false),
            (0, false),
            (MINUTE, false),
            (MINUTE + 1, true),
            (DAY, true),
        ] {
            assert_eq!(is_old(0, ago), is, "{ago}");
        }
    }
}
