//! What has just been added, so that the list can greet it.

use leptos::prelude::*;

use crate::shell::routes::Place;

/// Credentials that were stored a moment ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Why Wave most likely never uses them, where that is so.
    pub(crate) unused: Option<String>,
    /// Whether they are for images, which Wave pulls.
    pub(crate) is_for_images: bool,
}

/// Makes what the list of a place says about the next step. It is told when that was read and
/// can go. Whoever adds brings it along: a list without an arrival needs no code for it.
pub(crate) type MakeNextStep = fn(&Arrival, &Place, Callback<()>) -> AnyView;

/// Remembers the last arrival until the list is left.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals(RwSignal<Option<(Arrival, MakeNextStep)>>);

impl Arrivals {
    pub(crate) fn announce(self, arrival: Arrival, next_step: MakeNextStep) {
        self.0.set(Some((arrival, next_step)));
    }

    pub(crate) fn forget(self) {
        self.0.set(None);
    }

    /// The id of the last arrival.
    pub(crate) fn latest(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.0
                .with(|last| last.as_ref().map(|(last, _)| last.id.clone()))
        })
    }

    /// What is left to do after the last arrival.
    pub(crate) fn next_step(self, place: &Place, on_dismiss: Callback<()>) -> Option<AnyView> {
        let (arrival, make) = self.0.get()?;
        Some(make(&arrival, place, on_dismiss))
    }
}

pub(crate) fn provide_arrival() {
    provide_context(Arrivals(RwSignal::new(None)));
}

pub(crate) fn use_arrivals() -> Arrivals {
    expect_context()
}
