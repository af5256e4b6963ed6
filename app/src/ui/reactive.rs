//! Reactive pieces that all have the same type.
//!
//! Leptos compiles its machinery anew for the type of every closure in a view or effect.
//! Behind these functions there is one type for each kind, which took a tenth off the
//! download. Use them wherever a view depends on a signal.
//!
//! It does the same for what may be there and for what there are several of: in an `Option` or a
//! `Vec` a view is an `AnyView`, of which there is one type.

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
    fn boxed(
        condition: Box<dyn Fn() -> bool + Send + Sync>,
        view: Box<dyn Fn() -> AnyView + Send>,
    ) -> Dynamic {
        // The memo keeps what is there while the condition stays as it is.
        let holds = Memo::new(move |_| condition());
        dynamic(move || if holds.get() { view() } else { ().into_any() })
    }
    boxed(Box::new(condition), Box::new(view))
}

/// A text, or the value of an attribute, that follows the signals it reads.
pub(crate) fn text<T: Into<String>>(
    text: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<String> {
    fn boxed(text: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
        Signal::derive(text)
    }
    boxed(Box::new(move || text().into()))
}

/// Whether something holds, which follows the signals it reads.
pub(crate) fn flag(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    fn boxed(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Signal<bool> {
        Signal::derive(holds)
    }
    boxed(Box::new(holds))
}

/// An attribute that is there only while there is a value for it.
pub(crate) fn attribute(
    value: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    fn boxed(value: Box<dyn Fn() -> Option<String> + Send + Sync>) -> Signal<Option<String>> {
        Signal::derive(value)
    }
    boxed(Box::new(value))
}

/// Does something now, and again whenever a signal that it read has changed.
pub(crate) fn follow(action: impl FnMut() + 'static) {
    fn follow_boxed(mut action: Box<dyn FnMut()>) {
        Effect::new(move |_| action());
    }
    follow_boxed(Box::new(action));
}
