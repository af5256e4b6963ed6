//! Event handlers that all have the same type, for the reason given in
//! [`super::reactive`]: one for what was pressed, one for what was typed or chosen.

use leptos::ev::{Event, FocusEvent, MouseEvent, SubmitEvent};
use leptos::prelude::{Callable, Callback, event_target_value};

use super::pointer::when_released;

/// Something was pressed.
pub(crate) fn pressed(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| action())
}

/// Something was typed or chosen: the whole text of the input.
pub(crate) fn entered(mut action: impl FnMut(String) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| action(event_target_value(&event)))
}

/// The input was left. Told after the press that moved the focus, if there was one.
///
/// An input is left as well when it is taken out of the page; by then there may be nobody
/// to tell.
pub(crate) fn left(on_leave: Callback<()>) -> Box<dyn FnMut(FocusEvent)> {
    Box::new(move |_| {
        when_released(move || {
            on_leave.try_run(());
        });
    })
}

/// The form was submitted, which the browser is kept from doing itself.
pub(crate) fn submitted(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(move |event| {
        event.prevent_default();
        action();
    })
}
