//! Which pipeline's configuration is wanted, and how far fetching it is.
//!
//! Of a short list one is chosen. Of a long one only the first are there, and Platform searches.

use std::sync::Arc;

use wavepass_core::failure::Failure;
use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::request_error::RequestError;

use crate::api::Pipelines;
use crate::pipeline::Loaded;
use crate::ui::store::Model;

/// The choice of a pipeline.
#[derive(Debug)]
pub(super) struct ChoiceModel {
    /// The beginning of the list, or all of it.
    first: Pipelines,
    /// The pipelines to choose from.
    shown: Pipelines,
    /// The id of the one that is chosen.
    chosen: Option<i64>,
    is_loading: bool,
    /// What is searched for.
    search: String,
    /// Counts what was typed into the search, so that only the last pause and its answer count.
    typed: u32,
    searching: Searching,
}

/// How far a search is.
#[derive(Debug, Default, PartialEq)]
enum Searching {
    /// There is none.
    #[default]
    No,
    /// Somebody types, or the answer is on its way.
    Pending,
    /// What it found is shown.
    Done,
    /// Why there is no answer; the last ones are shown.
    Failed(String),
}

/// What can happen.
#[derive(Debug)]
pub(super) enum Event {
    /// The pipeline of that id was chosen.
    Chosen(i64),
    /// Something was typed into the search.
    SearchTyped(String),
    /// Nothing was typed for a while after the typing of that number.
    SearchPaused(u32),
    /// What was found for the typing of that number, or why nothing.
    Found(u32, Result<Pipelines, RequestError>),
    /// The configuration of the chosen one is wanted.
    LoadPressed,
    /// It has come, or not.
    Answered(Result<Arc<Loaded>, RequestError>),
}

/// What is to be done outside of the model.
#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    /// Tell [`Event::SearchPaused`] with this number after a pause.
    WaitForPause(u32),
    /// Ask Platform for the pipelines of that text, and tell [`Event::Found`] with this number.
    Search(u32, String),
    /// Fetch what a pipeline is launched with, and tell [`Event::Answered`].
    Load(Box<PipelineEntry>),
    /// Hand it to the page.
    HandOn(Arc<Loaded>),
    /// Tell something that should not be missed.
    Notify(String),
}

impl ChoiceModel {
    /// A choice of these, the first of which is chosen.
    pub(super) fn new(pipelines: Pipelines) -> Self {
        let mut model = Self {
            first: pipelines.clone(),
            shown: Pipelines::default(),
            chosen: None,
            is_loading: false,
            search: String::new(),
            typed: 0,
            searching: Searching::No,
        };
        model.show(pipelines);
        model
    }

    /// The pipelines to choose from.
    pub(super) fn shown(&self) -> &[PipelineEntry] {
        &self.shown.rows
    }

    /// Whether there are more than the list has, so that Platform has to search.
    pub(super) const fn is_searchable(&self) -> bool {
        self.first.is_partial
    }

    /// What there is to say of the list.
    pub(super) fn said(&self) -> Option<String> {
        let found = match &self.searching {
            Searching::Pending => return Some("Searching…".to_owned()),
            Searching::Failed(why) => return Some(format!("The search failed. {why}")),
            Searching::Done if self.shown.rows.is_empty() => {
                let search = &self.search;
                Some(format!("Platform finds no pipeline for “{search}”."))
            }
            Searching::Done => Some(match self.shown.rows.len() {
                1 => "1 pipeline found.".to_owned(),
                more => format!("{more} pipelines found."),
            }),
            Searching::No => None,
        };
        let hint = self.shown.is_partial.then_some("Search for them.");
        let said: Vec<_> = [found.as_deref(), self.shown.missing.as_deref(), hint]
            .into_iter()
            .flatten()
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// Whether a configuration is under way.
    pub(super) const fn is_loading(&self) -> bool {
        self.is_loading
    }

    fn show(&mut self, pipelines: Pipelines) {
        self.chosen = pipelines.rows.first().map(|entry| entry.pipeline_id);
        self.shown = pipelines;
    }

    fn type_search(&mut self, text: &str) -> Option<Effect> {
        text.trim().clone_into(&mut self.search);
        self.typed += 1;
        if self.search.is_empty() {
            self.searching = Searching::No;
            self.show(self.first.clone());
            return None;
        }
        self.searching = Searching::Pending;
        Some(Effect::WaitForPause(self.typed))
    }

    fn found(&mut self, answer: Result<Pipelines, RequestError>) {
        self.searching = match answer {
            Ok(found) => {
                self.show(found);
                Searching::Done
            }
            Err(failure) => Searching::Failed(failure.sentence()),
        };
    }

    fn load(&mut self) -> Option<Effect> {
        let entry = self
            .shown
            .rows
            .iter()
            .find(|entry| Some(entry.pipeline_id) == self.chosen)
            .filter(|_| !self.is_loading)?;
        self.is_loading = true;
        Some(Effect::Load(Box::new(entry.clone())))
    }
}

/// What a pipeline is called in a list: by its name, and where another one has the same, by where
/// it is and where its code is as well, and by its number where those are the same, too.
pub(super) fn label(entry: &PipelineEntry, all: &[PipelineEntry]) -> String {
    let is_shared = |called: fn(&PipelineEntry) -> (String, Vec<String>)| {
        let mine = called(entry);
        all.iter().filter(|other| called(other) == mine).count() > 1
    };
    let name = entry.label();
    if !is_shared(|entry| (entry.label(), Vec::new())) {
        return name;
    }
    let mut parts = whereabouts(entry);
    if parts.is_empty() || is_shared(|entry| (entry.label(), whereabouts(entry))) {
        parts.push(entry.pipeline_id.to_string());
    }
    format!("{name} ({})", parts.join(", "))
}

/// Where a pipeline is, and where its code is.
fn whereabouts(entry: &PipelineEntry) -> Vec<String> {
    let place = match (&entry.org_name, &entry.workspace_name) {
        (Some(organization), Some(workspace)) => Some(format!("{organization}/{workspace}")),
        (_, workspace) => workspace.clone(),
    };
    [place, entry.repository.clone()]
        .into_iter()
        .flatten()
        .collect()
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
            Event::SearchTyped(text) => self.type_search(&text),
            Event::SearchPaused(number) => (number == self.typed
                && self.searching == Searching::Pending)
                .then(|| Effect::Search(number, self.search.clone())),
            Event::Found(number, answer) => {
                if number == self.typed && self.searching == Searching::Pending {
                    self.found(answer);
                }
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

    fn list(ids: &[i64]) -> Pipelines {
        Pipelines {
            rows: ids.iter().copied().map(entry).collect(),
            ..Pipelines::default()
        }
    }

    fn long_list() -> Pipelines {
        Pipelines {
            missing: Some("200 more pipelines are not in this list.".to_owned()),
            is_partial: true,
            ..list(&[1, 2])
        }
    }

    fn tell(events: impl IntoIterator<Item = Event>) -> (ChoiceModel, Vec<Effect>) {
        let mut model = ChoiceModel::new(list(&[1, 2]));
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
        let mut none = ChoiceModel::new(Pipelines::default());
        assert_eq!(none.update(Event::LoadPressed), []);
    }

    #[test]
    fn a_long_list_says_what_is_missing_and_platform_searches_for_the_last_text() {
        let short = ChoiceModel::new(list(&[1]));
        assert!(!short.is_searchable() && short.said().is_none());
        let mut model = ChoiceModel::new(long_list());
        assert!(model.is_searchable());
        let said = "200 more pipelines are not in this list. Search for them.";
        assert_eq!(model.said().as_deref(), Some(said));
        let mut effects = Vec::new();
        for event in [
            Event::SearchTyped("rn".to_owned()),
            Event::SearchTyped(" rna ".to_owned()),
            Event::SearchPaused(1),
            Event::SearchPaused(2),
            // An answer to what is not asked any more.
            Event::Found(1, Ok(list(&[9]))),
        ] {
            effects.extend(model.update(event));
        }
        let search = Effect::Search(2, "rna".to_owned());
        let expected = [Effect::WaitForPause(1), Effect::WaitForPause(2), search];
        assert_eq!(effects, expected);
        assert_eq!(model.said().as_deref(), Some("Searching…"));
        model.update(Event::Found(2, Ok(list(&[7, 8]))));
        assert_eq!(model.said().as_deref(), Some("2 pipelines found."));
        assert_eq!(model.update(Event::LoadPressed), [load(7)]);
    }

    #[test]
    fn an_empty_search_shows_the_list_again_and_a_failed_one_keeps_what_is_there() {
        let mut model = ChoiceModel::new(long_list());
        let search = |model: &mut ChoiceModel, number, answer| {
            model.update(Event::SearchTyped("x".to_owned()));
            model.update(Event::SearchPaused(number));
            model.update(Event::Found(number, answer));
        };
        search(&mut model, 1, Ok(list(&[])));
        let none = "Platform finds no pipeline for “x”.";
        assert_eq!(model.said().as_deref(), Some(none));
        assert_eq!(model.update(Event::LoadPressed), []);
        search(&mut model, 2, Ok(list(&[7])));
        search(&mut model, 3, Err(failed(Failure::Offline)));
        assert!(
            model
                .said()
                .unwrap()
                .starts_with("The search failed. The server")
        );
        assert_eq!(model.shown(), [entry(7)]);
        model.update(Event::SearchTyped("  ".to_owned()));
        assert_eq!(model.shown(), [entry(1), entry(2)]);
        assert_eq!(model.update(Event::SearchPaused(4)), []);
        assert_eq!(model.update(Event::LoadPressed), [load(1)]);
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
            named(6, "twin", None, Some("https://git/z")),
            named(7, "twin", None, Some("https://git/z")),
        ];
        let labels: Vec<_> = all.iter().map(|one| label(one, &all)).collect();
        assert_eq!(
            labels,
            [
                "rnaseq (lab/a, https://git/x)",
                "rnaseq (https://git/y)",
                "rnaseq (3)",
                "atlas",
                "pipeline 5",
                "twin (https://git/z, 6)",
                "twin (https://git/z, 7)",
            ]
        );
    }
}
