//! What has just been added, so that the list can greet it.

use leptos::prelude::*;

/// Credentials that were stored a moment ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Remembers the last arrival until the list is left.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals(RwSignal<Option<Arrival>>);

impl Arrivals {
    pub(crate) fn announce(self, arrival: Arrival) {
        self.0.set(Some(arrival));
    }

    pub(crate) fn forget(self) {
        self.0.set(None);
    }

    pub(crate) fn latest(self) -> Signal<Option<Arrival>> {
        self.0.into()
    }
}

pub(crate) fn provide_arrival() {
    provide_context(Arrivals(RwSignal::new(None)));
}

pub(crate) fn use_arrivals() -> Arrivals {
    expect_context()
}
