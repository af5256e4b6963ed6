//! Whether a mouse button or finger is down.
//!
//! What shows up when an input is left pushes down what is below it. When the input is left
//! *because* something below is being pressed, that must wait until the press is over, or
//! the press hits the wrong thing.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

thread_local! {
    static IS_DOWN: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Follows the pointer for as long as the page lives.
pub(crate) fn provide_pointer() {
    let handles = [
        window_event_listener(ev::pointerdown, |_| IS_DOWN.set(true)),
        window_event_listener(ev::pointerup, |_| release()),
        window_event_listener(ev::pointercancel, |_| release()),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
}

/// Does something now, or once the pointer is up and its click has been dealt with.
pub(crate) fn when_released(action: impl FnOnce() + 'static) {
    if IS_DOWN.get() {
        WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(action)));
    } else {
        action();
    }
}

fn release() {
    IS_DOWN.set(false);
    // The click follows in the same turn, so the next turn is late enough.
    set_timeout(
        || {
            for action in WAITING.take() {
                action();
            }
        },
        Duration::ZERO,
    );
}
