//! Which pipeline's configuration is wanted, and how far fetching it is.

use std::sync::Arc;

use wavepass_core::platform::pipelines::PipelineEntry;

use crate::api::ApiError;
use crate::launch::model::pipeline::Loaded;
use crate::ui::store::Model;

/// The choice of a pipeline.
#[derive(Debug)]
pub(super) struct ChoiceModel {
    /// The pipelines to choose from.
    pipelines: Vec<PipelineEntry>,
    /// The id of the one that is chosen.
    chosen: Option<i64>,
    is_loading: bool,
}

/// What can happen.
#[derive(Debug)]
pub(super) enum Event {
    /// The pipeline of that id was chosen.
    Chosen(i64),
    /// The configuration of the chosen one is wanted.
    LoadPressed,
    /// It has come, or not.
    Answered(Result<Arc<Loaded>, ApiError>),
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    /// Fetch what a pipeline is launched with, and tell [`Event::Answered`].
    Load(Box<PipelineEntry>),
    /// Hand it to the page.
    HandOn(Arc<Loaded>),
    /// Tell something that should not be missed.
    Notify(String),
}

impl ChoiceModel {
    /// A choice of these, the first of which is chosen.
    pub(super) fn new(pipelines: Vec<PipelineEntry>) -> Self {
        Self {
            chosen: pipelines.first().map(|entry| entry.pipeline_id),
            pipelines,
            is_loading: false,
        }
    }

    /// Whether a configuration is under way.
    pub(super) const fn is_loading(&self) -> bool {
        self.is_loading
    }

    fn load(&mut self) -> Option<Effect> {
        let entry = self
            .pipelines
            .iter()
            .find(|entry| Some(entry.pipeline_id) == self.chosen)
            .filter(|_| !self.is_loading)?;
        self.is_loading = true;
        Some(Effect::Load(Box::new(entry.clone())))
    }
}

impl Model for ChoiceModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        let effect = match event {
            Event::Chosen(id) => {
                self.chosen = Some(id);
                None
            }
            Event::LoadPressed => self.load(),
            Event::Answered(answer) => {
                self.is_loading = false;
                match answer {
                    Ok(loaded) => Some(Effect::HandOn(loaded)),
                    // The shell asks to sign in again. A notice would stay when that is done.
                    Err(ApiError::Unauthorized) => None,
                    Err(error) => Some(Effect::Notify(error.user_message())),
                }
            }
        };
        effect.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::platform::pipelines::DescribeLaunch;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn entry(id: i64) -> PipelineEntry {
        PipelineEntry {
            pipeline_id: id,
            ..PipelineEntry::default()
        }
    }

    fn loaded(id: i64) -> Arc<Loaded> {
        Arc::new(Loaded {
            entry: entry(id),
            launch: DescribeLaunch::default(),
        })
    }

    fn load(id: i64) -> Effect {
        Effect::Load(Box::new(entry(id)))
    }

    fn tell(events: impl IntoIterator<Item = Event>) -> (ChoiceModel, Vec<Effect>) {
        let mut model = ChoiceModel::new(vec![entry(1), entry(2)]);
        let effects = events.into_iter().flat_map(|event| model.update(event));
        let effects = effects.collect();
        (model, effects)
    }

    #[test]
    fn the_first_is_loaded_until_another_is_chosen() {
        for (events, wanted) in [
            (vec![Event::LoadPressed], Some(1)),
            (vec![Event::Chosen(2), Event::LoadPressed], Some(2)),
            (vec![Event::Chosen(2)], None),
            // One that is not in the list.
            (vec![Event::Chosen(3), Event::LoadPressed], None),
        ] {
            let (model, effects) = tell(events);
            let expected = wanted.map(load);
            assert_eq!(effects, Vec::from_iter(expected));
            assert_eq!(model.is_loading(), wanted.is_some());
        }
        let mut none = ChoiceModel::new(Vec::new());
        assert_eq!(none.update(Event::LoadPressed), []);
    }

    #[test]
    fn a_second_press_loads_nothing_until_the_first_is_answered() {
        let (_, effects) = tell([Event::LoadPressed, Event::Chosen(2), Event::LoadPressed]);
        assert_eq!(effects, [load(1)]);
        let (_, effects) = tell([
            Event::LoadPressed,
            Event::Answered(Err(ApiError::Unauthorized)),
            Event::LoadPressed,
        ]);
        assert_eq!(effects, [load(1), load(1)]);
    }

    #[test]
    fn what_came_goes_to_the_page_and_what_did_not_is_told() {
        let told = Effect::Notify(ApiError::Network.user_message());
        for (answer, effect) in [
            (Ok(loaded(1)), Some(Effect::HandOn(loaded(1)))),
            (Err(ApiError::Network), Some(told)),
            // The dialog that asks to sign in again says it; a notice stayed after that.
            (Err(ApiError::Unauthorized), None),
        ] {
            let (model, mut effects) = tell([Event::LoadPressed, Event::Answered(answer)]);
            effects.remove(0);
            assert_eq!(effects.pop(), effect);
            assert!(!model.is_loading());
        }
    }
}
