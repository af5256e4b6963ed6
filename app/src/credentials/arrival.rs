//! What has just been added or deleted, so that the list can speak of it.

use std::sync::Arc;

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

/// Makes what stands above the list of a place until it was read.
pub(crate) type MakeCard = Arc<dyn Fn(&Place, Callback<()>) -> AnyView + Send + Sync>;

/// What the list speaks of until it is left.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals(RwSignal<Option<(Option<String>, MakeCard)>>);

impl Arrivals {
    /// Something is new in the list.
    pub(crate) fn announce(self, arrival: Arrival, next_step: MakeNextStep) {
        let id = Some(arrival.id.clone());
        let card: MakeCard = Arc::new(move |place, dismiss| next_step(&arrival, place, dismiss));
        self.0.set(Some((id, card)));
    }

    /// Something was done to what is in the list, or to what was.
    pub(crate) fn tell(self, card: MakeCard) {
        self.0.set(Some((None, card)));
    }

    pub(crate) fn forget(self) {
        self.0.set(None);
    }

    /// The id of what is new.
    pub(crate) fn latest(self) -> Signal<Option<String>> {
        Signal::derive(move || self.0.with(|last| last.as_ref()?.0.clone()))
    }

    /// What stands above the list.
    pub(crate) fn card(self, place: &Place, on_dismiss: Callback<()>) -> Option<AnyView> {
        let (_, card) = self.0.get()?;
        Some(card(place, on_dismiss))
    }
}

pub(crate) fn provide_arrival() {
    provide_context(Arrivals(RwSignal::new(None)));
}

pub(crate) fn use_arrivals() -> Arrivals {
    expect_context()
}
