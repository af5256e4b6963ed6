//! What the images page was asked, and what comes out of it.
//!
//! What was pasted stays in the input and is kept nowhere else; only names of images leave
//! it. There is no browser here. Start at [`Event`].

use std::fmt;
use std::sync::Arc;

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::diagnose::{Diagnosis, LogReader, Report, diagnose, withhold_offers};
use wavepass_core::image::extract::{self, Form};
use wavepass_core::platform::Scope;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::paths::encode;
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::coverage::{Coverage, Question, may_be_shared};
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::resolve::{
    Anonymous, CredentialIndex, DeletedEntries, Installation, OperatorRegistries,
};

use super::assumed::{Assumed, Environment, Launch, Role, Rule, Switched};
use super::examples::Example;
use crate::pipeline::Loaded;
use crate::prefill::IMAGE;
use crate::shell::routes::Place;
use crate::stored_credentials::ScopedList;
use crate::ui::foreign::visible;
use crate::ui::store::Model;

/// What is said when there is neither an image nor an error in a text.
pub(crate) const NOTHING: &str = "Nothing in this text is the name of an image or a known error.";

/// What is said where there is no text.
pub(crate) const BLANK: &str = "Paste something first: images, a config, or an error. There are \
    examples below the box.";

/// What was looked for, for who is told that there is nothing of it.
pub(crate) const LOOKED_FOR: &str = "Looked for: names of images, one a line or with a tag, a \
    digest or a slash in a log; container directives of a config; the output of nextflow inspect; \
    and errors of Wave, Nextflow, Platform, cloud batch services and container engines. Paste the \
    names themselves, or more of the log: the lines around the first error.";

/// A longer text is read in parts, so that the page goes on answering.
const LONG: usize = 200_000;

/// No address gets longer than this by images: not everything that carries addresses takes
/// long ones.
const LONGEST_ADDRESS: usize = 1500;

/// What can happen to the page.
#[derive(Debug)]
pub(crate) enum Event {
    /// A text was typed, pasted or dropped in place of what was in the input.
    Typed(Text),
    /// Somebody has told what was only assumed.
    Assumed(Assumption),
    /// The text is to be looked at.
    Checked,
    /// The launch of a pipeline has come, with its compute environment where that is listed: its
    /// config is to be looked at.
    PipelineLoaded(Arc<Loaded>, Option<Box<ComputeEnvEntry>>),
    /// Somebody wants to see what becomes of an example.
    ExamplePressed(Example),
    /// The address names these images, and these parameters tell what is assumed.
    Named(Vec<String>, Vec<(&'static str, String)>),
    /// A long text has been read.
    Read(Arc<Found>),
}

/// What somebody tells that cannot be known from images.
#[derive(Clone, Debug)]
pub(crate) enum Assumption {
    /// How the run is launched.
    Launch(Launch),
    /// Where its tasks are executed; and the name of that, where it is one of the workspace.
    Environment(Environment, Option<String>),
    /// Whether Wave is on for it.
    Wave(Switched),
    /// Whether whoever launches may read keys.
    Role(Role),
    /// Who runs Wave.
    WaveHost(WaveHost),
    /// How Wave compares registries with images.
    Rule(Rule),
    /// The hosts that Wave keeps to itself, as they were typed.
    Reserved(String),
}

/// What is to be done outside of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Keep how Wave is set up for the next visit.
    KeepSetup(WaveSetup),
    /// Keep what is said of its rule for the next visit; `None` where it is not known.
    KeepRule(Option<MatchRule>),
    /// Fetch the list of credentials again: what was added in another tab counts too.
    FetchAgain,
    /// Show this address for the page as it is.
    Rename(String),
    /// Read this long text in parts, as the check of this number.
    Read(Text, u32),
}

/// What is in the input. It may be a log with anything in it, so that no `Debug` shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(…)")
    }
}

/// What was pasted, what is assumed, and the images that were found.
#[derive(Debug)]
pub(crate) struct ImagesModel {
    place: Place,
    text: Text,
    assumed: Assumed,
    /// Whose config the text is, as long as nothing else is typed.
    pipeline: Option<Arc<Loaded>>,
    /// What was found at the last check; `None` before the first.
    found: Option<Arc<Found>>,
    /// The images of the address that the page has dealt with.
    carried: Vec<String>,
    /// How many checks there were.
    checks: u32,
    /// How many of them somebody has pressed for.
    pressed: u32,
    /// Whether a long text is being read.
    is_reading: bool,
}

/// What a check found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Counts the checks, so that each one is said.
    pub(crate) number: u32,
    /// What the text was taken for.
    pub(crate) read_as: String,
    /// The images in it, and those that its errors are about.
    pub(crate) images: Vec<String>,
    /// What the text says beside them.
    pub(crate) extracted: extract::Found,
    /// The errors in it that are known. No secret is in them.
    pub(crate) diagnoses: Vec<Diagnosis>,
    /// Whether the text was taken for a log.
    pub(crate) is_log: bool,
    /// Whether there was no text.
    pub(crate) is_blank: bool,
    /// The name of the pipeline whose config it is.
    pub(crate) pipeline: Option<String>,
    /// What holds for the text as a whole.
    pub(crate) note: Option<String>,
}

impl ImagesModel {
    /// Nothing asked yet, in a place whose Wave is set up like this.
    pub(crate) fn new(place: Place, setup: WaveSetup) -> Self {
        Self {
            place,
            text: Text::default(),
            assumed: Assumed::of(setup),
            pipeline: None,
            found: None,
            carried: Vec::new(),
            checks: 0,
            pressed: 0,
            is_reading: false,
        }
    }

    /// What is in the input.
    pub(crate) fn text(&self) -> &str {
        &self.text.0
    }

    /// What is assumed.
    pub(crate) const fn assumed(&self) -> &Assumed {
        &self.assumed
    }

    /// What was found at the last check; `None` before the first.
    pub(crate) const fn found(&self) -> Option<&Arc<Found>> {
        self.found.as_ref()
    }

    /// Whether examples are offered: only where they are put in place of nothing, or of another one.
    pub(crate) fn offers_examples(&self) -> bool {
        let text = self.text.0.as_str();
        text.trim().is_empty() || Example::ALL.iter().any(|example| example.text() == text)
    }

    /// How often somebody has pressed Check.
    pub(crate) const fn pressed(&self) -> u32 {
        self.pressed
    }

    /// Whether a long text is being read.
    pub(crate) const fn is_reading(&self) -> bool {
        self.is_reading
    }

    /// Takes in what somebody tells, and keeps what holds for the next visit as well.
    fn assume(&mut self, assumption: Assumption) -> Vec<Effect> {
        let assumed = &mut self.assumed;
        match assumption {
            Assumption::Launch(launch) => assumed.launch = launch,
            Assumption::Environment(environment, name) => {
                assumed.environment = environment;
                assumed.environment_name = name;
            }
            Assumption::Wave(wave) => assumed.wave = wave,
            Assumption::Role(role) => assumed.role = role,
            Assumption::WaveHost(host) => {
                assumed.wave_host = host;
                return vec![Effect::KeepSetup(assumed.setup())];
            }
            Assumption::Rule(rule) => {
                assumed.rule = rule;
                return vec![Effect::KeepRule(assumed.setup().rule)];
            }
            Assumption::Reserved(typed) => {
                assumed.reserved = typed;
                return vec![Effect::KeepSetup(assumed.setup())];
            }
        }
        Vec::new()
    }

    /// Looks for images and errors in what was pasted.
    fn check(&mut self) -> Effect {
        self.checks += 1;
        self.is_reading = self.text.0.len() > LONG && self.pipeline.is_none();
        if self.is_reading {
            return Effect::Read(self.text.clone(), self.checks);
        }
        let mut found = match &self.pipeline {
            None => Found::of(diagnose(&self.text.0), self.checks),
            Some(loaded) => Found::of_config(loaded, self.checks),
        };
        found.is_blank = self.text.0.trim().is_empty();
        self.take_in(Arc::new(found))
    }

    /// What a check has found is what the page shows.
    fn take_in(&mut self, found: Arc<Found>) -> Effect {
        self.is_reading = false;
        self.found = Some(found);
        self.carry()
    }

    /// Puts the images that were found into the address.
    fn carry(&mut self) -> Effect {
        let images = self.found.as_ref().map(|found| found.images.as_slice());
        let images = images.unwrap_or_default();
        let (address, held) = address(&self.place, images, &self.assumed.parameters());
        self.carried = shared(images).take(held).cloned().collect();
        Effect::Rename(address)
    }
}

impl Model for ImagesModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Typed(text) => {
                self.text = text;
                self.pipeline = None;
                Vec::new()
            }
            Event::PipelineLoaded(loaded, environment) => {
                self.text = Text(loaded.launch.config_text().to_owned());
                self.assumed
                    .take_launch(&loaded.launch, environment.as_deref());
                self.pipeline = Some(loaded);
                self.update(Event::Checked)
            }
            Event::Assumed(assumption) => {
                let mut effects = self.assume(assumption);
                if self.found.is_some() {
                    effects.push(self.carry());
                }
                effects
            }
            Event::Checked => {
                self.pressed += 1;
                vec![Effect::FetchAgain, self.check()]
            }
            Event::ExamplePressed(example) => {
                self.text = Text(example.text().to_owned());
                self.pipeline = None;
                self.update(Event::Checked)
            }
            Event::Read(found) if self.is_reading && found.number == self.checks => {
                vec![self.take_in(found)]
            }
            // Something else was asked for meanwhile.
            Event::Read(_) => Vec::new(),
            // The page has put them there itself.
            Event::Named(images, _) if !images.is_empty() && images == self.carried => Vec::new(),
            Event::Named(images, assumed) => {
                for (name, value) in &assumed {
                    self.assumed.take(name, value);
                }
                if images == self.carried {
                    return Vec::new();
                }
                self.text = Text(images.join("\n"));
                self.pipeline = None;
                if images.is_empty() {
                    self.found = None;
                    self.is_reading = false;
                    vec![self.carry()]
                } else {
                    vec![self.check()]
                }
            }
        }
    }
}

impl Found {
    /// What is in a text of which this is the report.
    fn of(report: Report, number: u32) -> Self {
        // Nobody expects errors in a list.
        let is_log = report.images.form == Form::Log;
        let note = report.note().map(|note| note.message);
        let note = note.filter(|_| is_log || !report.diagnoses.is_empty());
        let extracted = report.images;
        let mut images = extracted.images.clone();
        for image in report.diagnoses.iter().filter_map(|d| d.image.as_ref()) {
            if !images.contains(image) {
                images.push(image.clone());
            }
        }
        Self {
            number,
            read_as: extracted.form.label().to_owned(),
            images,
            extracted,
            is_log,
            is_blank: false,
            pipeline: None,
            diagnoses: report.diagnoses,
            note,
        }
    }

    /// What is in the config that a pipeline is launched with, by the profiles that it selects.
    fn of_config(loaded: &Loaded, number: u32) -> Self {
        let profiles = loaded.launch.profiles();
        let selected = profiles.iter().map(String::as_str).collect();
        let reader = LogReader::new(loaded.launch.config_text()).with_profiles(selected);
        let mut found = Self::of(reader.finish(), number);
        let with = match profiles.as_slice() {
            [] => "without a profile".to_owned(),
            [profile] => format!("with the profile {}", visible(profile)),
            profiles => format!("with the profiles {}", visible(&profiles.join(", "))),
        };
        let name = visible(&loaded.entry.label());
        found.read_as = format!(
            "the config of the pipeline {name}, {with}; its own files, which Platform does not \
             have, and what it includes are not read"
        );
        found.pipeline = Some(name);
        found
    }

    /// What is said of a text in which there is nothing.
    pub(crate) fn nothing(&self) -> String {
        match &self.pipeline {
            Some(name) => format!(
                "The config that Platform has of the pipeline {name} names no container. Its own \
                 files are not in Platform and not read here: paste what nextflow inspect says of \
                 it."
            ),
            None if self.is_blank => BLANK.to_owned(),
            None => NOTHING.to_owned(),
        }
    }

    /// Whether there is neither an image nor an error.
    pub(crate) fn is_nothing(&self) -> bool {
        let extracted = &self.extracted;
        self.images.is_empty()
            && self.diagnoses.is_empty()
            && extracted.others.is_empty()
            && extracted.notes.is_empty()
    }

    /// What Wave does with the images for a scope whose list is this, beside the lists of
    /// others.
    pub(crate) fn coverage(
        &self,
        assumed: &Assumed,
        scope: Scope,
        list: Option<&[CredentialsSummary]>,
        others: &[ScopedList],
    ) -> Coverage {
        let here: Option<Vec<_>> =
            list.map(|list| list.iter().map(StoredCredential::from).collect());
        let there: Vec<(Scope, Vec<StoredCredential<'_>>)> = others
            .iter()
            .map(|(scope, list)| {
                (
                    *scope,
                    list.rows.iter().map(StoredCredential::from).collect(),
                )
            })
            .collect();
        let index = |list| CredentialIndex::new(list, DeletedEntries::LeaveOut);
        let elsewhere: Vec<_> = there
            .iter()
            .map(|(scope, list)| (*scope, index(list)))
            .collect();
        let here = here.as_deref().map(index);
        let setup = assumed.setup();
        let question = Question {
            request: assumed.request(scope),
            credentials: here.as_ref(),
            elsewhere: &elsewhere,
            wave: Installation {
                setup: &setup,
                operator: OperatorRegistries::Unknown,
                anonymous: Anonymous::Served,
            },
        };
        let mut coverage = question.coverage(&self.images);
        let without_image = self.diagnoses.iter().filter(|it| it.image.is_none());
        coverage.hosts = question.hosts(without_image.filter_map(|it| it.host.as_deref()));
        coverage.tell(&self.extracted, assumed.wave_use(self.extracted.wave));
        withhold_offers(&self.diagnoses, &mut coverage);
        coverage
    }

    /// What is said of it.
    pub(crate) fn sentence(&self, coverage: &Coverage) -> String {
        if self.is_blank {
            return self.nothing();
        }
        let mut sentence = match self.diagnoses.len() {
            0 => String::new(),
            1 => "1 problem recognised. ".to_owned(),
            more => format!("{more} problems recognised. "),
        };
        if !coverage.rows.is_empty() {
            sentence.push_str(&coverage.summary().sentence());
        } else if let Some(note) = self.extracted.notes.first() {
            sentence.push_str(&note.message);
        } else if self.diagnoses.is_empty() {
            sentence.push_str(&self.nothing());
        }
        sentence
    }
}

/// Reads a long text in parts, with a pause between them.
pub(crate) async fn read_slowly<P: Future<Output = ()>>(
    text: &Text,
    number: u32,
    pause: impl Fn() -> P,
) -> Found {
    let mut reader = LogReader::new(&text.0);
    while !reader.advance_a_little() {
        pause().await;
    }
    pause().await;
    Found::of(reader.finish(), number)
}

/// The address of a place's images page that shows these images under these assumptions, and how
/// many of them it holds. Only what is plainly an image gets into it.
pub(crate) fn address(
    place: &Place,
    images: &[String],
    assumed: &[(&'static str, String)],
) -> (String, usize) {
    let told = assumed
        .iter()
        .map(|(name, value)| format!("&{name}={}", encode(value)));
    let told = told.collect::<String>();
    let mut address = place.images();
    let mut held = 0;
    for image in shared(images) {
        let separator = if held == 0 { '?' } else { '&' };
        let parameter = format!("{separator}{IMAGE}={}", encode(image));
        if address.len() + parameter.len() + told.len() > LONGEST_ADDRESS {
            break;
        }
        address.push_str(&parameter);
        held += 1;
    }
    if held > 0 {
        address.push_str(&told);
    }
    (address, held)
}

/// The images that may be in an address.
fn shared(images: &[String]) -> impl Iterator<Item = &String> {
    images.iter().filter(|image| may_be_shared(image))
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
