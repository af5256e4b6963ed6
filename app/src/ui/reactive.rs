//! Reactive pieces that all have the same type.
//!
//! Leptos compiles its machinery anew for the type of every closure in a view or effect.
//! Behind these functions there is one type for each kind, which took a tenth off the
//! download. Use them wherever a view depends on a signal.

use leptos::prelude::*;

/// A part of a view that follows the signals it reads.
pub(crate) type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that follows the signals it reads.
pub(crate) fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> Dynamic {
    Box::new(view)
}

/// A part of a view that is there only while a condition holds.
pub(crate) fn only_if(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> Dynamic {
    // The memo keeps what is there while the condition stays as it is.
    let holds = Memo::new(move |_| condition());
    dynamic(move || if holds.get() { view() } else { ().into_any() })
}

/// A text, or the value of an attribute, that follows the signals it reads.
pub(crate) fn text<T: Into<String>>(
    text: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<String> {
    Signal::derive(move || text().into())
}

/// An attribute that is there only while there is a value for it.
pub(crate) fn attribute(
    value: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Signal::derive(value)
}

/// Does something now, and again whenever a signal that it read has changed.
pub(crate) fn follow(action: impl FnMut() + 'static) {
    fn follow_boxed(mut action: Box<dyn FnMut()>) {
        Effect::new(move |_| action());
    }
    follow_boxed(Box::new(action));
}
