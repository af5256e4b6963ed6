//! Which pipeline's configuration is wanted, and how far fetching it is.

use std::sync::Arc;

use wavepass_core::failure::Failure;
use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::request_error::RequestError;

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
    Answered(Result<Arc<Loaded>, RequestError>),
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

/// What a pipeline is called in a list: by its name, and where another one has the same, or none,
/// by where it is and where its code is as well.
pub(super) fn label(entry: &PipelineEntry, all: &[PipelineEntry]) -> String {
    let same = all.iter().filter(|other| other.name == entry.name).count();
    if same < 2 && !entry.name.is_empty() {
        return entry.name.clone();
    }
    let place = match (&entry.org_name, &entry.workspace_name) {
        (Some(organization), Some(workspace)) => Some(format!("{organization}/{workspace}")),
        (_, workspace) => workspace.clone(),
    };
    let parts = [place, entry.repository.clone()].into_iter().flatten();
    let mut parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        parts.push(entry.pipeline_id.to_string());
    }
    format!("{} ({})", entry.name, parts.join(", "))
        .trim()
        .to_owned()
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
                    Err(error) if error.kind == Failure::Unauthorized => None,
                    Err(error) => Some(Effect::Notify(error.sentence())),
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

    fn failed(kind: Failure) -> RequestError {
        RequestError::new(kind)
    }

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
            Event::Answered(Err(failed(Failure::Unauthorized))),
            Event::LoadPressed,
        ]);
        assert_eq!(effects, [load(1), load(1)]);
    }

    #[test]
    fn what_came_goes_to_the_page_and_what_did_not_is_told() {
        let told = Effect::Notify(failed(Failure::Offline).sentence());
        for (answer, effect) in [
            (Ok(loaded(1)), Some(Effect::HandOn(loaded(1)))),
            (Err(failed(Failure::Offline)), Some(told)),
            // The dialog that asks to sign in again says it; a notice stayed after that.
            (Err(failed(Failure::Unauthorized)), None),
        ] {
            let (model, mut effects) = tell([Event::LoadPressed, Event::Answered(answer)]);
            effects.remove(0);
            assert_eq!(effects.pop(), effect);
            assert!(!model.is_loading());
        }
    }

    #[test]
    fn pipelines_of_one_name_are_told_apart_and_others_are_called_by_it() {
        let named =
            |id, name: &str, workspace: Option<&str>, repository: Option<&str>| PipelineEntry {
                name: name.to_owned(),
                workspace_name: workspace.map(str::to_owned),
                org_name: workspace.map(|_| "lab".to_owned()),
                repository: repository.map(str::to_owned),
                ..entry(id)
            };
        let all = [
            named(1, "rnaseq", Some("a"), Some("https://git/x")),
            named(2, "rnaseq", None, Some("https://git/y")),
            named(3, "rnaseq", None, None),
            named(4, "atlas", Some("a"), None),
            named(5, "", None, None),
        ];
        let labels: Vec<_> = all.iter().map(|one| label(one, &all)).collect();
        assert_eq!(
            labels,
            [
                "rnaseq (lab/a, https://git/x)",
                "rnaseq (https://git/y)",
                "rnaseq (3)",
                "atlas",
                "(5)",
            ]
        );
    }
}
