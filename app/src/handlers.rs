//! Event handlers that all have the same type, for the reason given in
//! [`crate::reactive`]: one for what was pressed, one for what was typed or chosen.

use leptos::ev::{Event, FocusEvent, MouseEvent, SubmitEvent};
use leptos::prelude::event_target_value;

/// Something was pressed.
pub(crate) fn pressed(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(move |_| action())
}

/// Something was typed or chosen: the whole text of the input.
pub(crate) fn entered(mut action: impl FnMut(String) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| action(event_target_value(&event)))
}

/// The input was left.
pub(crate) fn left(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(FocusEvent)> {
    Box::new(move |_| action())
}

/// The form was submitted, which the browser is kept from doing itself.
pub(crate) fn submitted(mut action: impl FnMut() + 'static) -> Box<dyn FnMut(SubmitEvent)> {
    Box::new(move |event| {
        event.prevent_default();
        action();
    })
}
