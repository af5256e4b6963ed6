//! What both parsers make of a configuration, without a profile and with each, and the
//! containers that come of it. Start at [`ProfileReadings::of`].

use nextflow_config::syntax::{Document, Expr};
use nextflow_config::{Parser, Readings, Value};

use super::directives::{Declarations, Directive, Form, names, selector_of};
use crate::finding::Finding;
use crate::image::extract::container::{Container, PastWave};
use crate::image::extract::engine::{Rewritten, Setting};
use crate::image::extract::possible::{Branch, Outcome, Possible, Scope};
use crate::image::extract::sentences;
use crate::image::extract::settings::Settings;
use crate::image::extract::wave_use::{Taken, WaveUse, taken};
use crate::image::nextflow::AbsoluteNames;

/// How much text is read for all profiles together.
pub(super) const MOST_READ: usize = 6_000_000;

/// How many profiles are looked at.
pub(super) const MOST_PROFILES: usize = 80;

/// What one parser makes of the text with one profile, or with none.
pub(super) struct ProfileReading {
    /// Where in the list of profiles; `None` when none is selected.
    pub(super) profile: Option<usize>,
    pub(super) parser: Parser,
    pub(super) settings: Settings,
    pub(super) setting: Option<Setting>,
    pub(super) wave: WaveUse,
}

/// All that is read.
pub(super) struct ProfileReadings {
    pub(super) list: Vec<ProfileReading>,
    /// The profiles that were looked at, in order.
    pub(super) profiles: Vec<String>,
    /// How many profiles were not looked at.
    pub(super) left_out: usize,
    /// Whether neither parser takes the text.
    pub(super) is_refused: bool,
    /// The profiles that the run selects, where that is known.
    selected: Option<Vec<String>>,
}

/// A container with what has to hold for it.
pub(super) struct FoundContainer {
    /// Where it is written, and which of its branches it is.
    pub(super) place: (usize, usize),
    pub(super) process: String,
    pub(super) what: What,
    pub(super) when: Vec<String>,
    pub(super) parameters: Vec<String>,
    /// Where in the list of readings; `None` when it was only read off the text.
    pub(super) reading: Option<usize>,
    pub(super) remark: Option<String>,
    /// What is known of a name that is open in part.
    pub(super) known: Option<Finding>,
}

/// What a container turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An image, and the name in the text where that is another one.
    Image(String, Option<String>),
    Past(PastWave, String),
}

impl ProfileReadings {
    /// Without a profile and with each; where it is known which ones a run selects, with those
    /// alone.
    pub(super) fn of(document: &Document<'_>, selected: Option<&[&str]>) -> Self {
        let base = Readings::of(document, selected.unwrap_or_default());
        let is_refused = base.accepted().next().is_none();
        let mut profiles = base.legacy.profiles.clone();
        for name in &base.strict.profiles {
            if !profiles.contains(name) {
                profiles.push(name.clone());
            }
        }
        let most = MOST_READ / document.text.len().max(1);
        if selected.is_some() {
            profiles.clear();
        }
        let kept = profiles.len().min(most).min(MOST_PROFILES);
        let left_out = profiles.len() - kept;
        profiles.truncate(kept);
        let mut readings = Self {
            list: Vec::new(),
            profiles,
            left_out,
            is_refused,
            selected: selected.map(|names| names.iter().map(|name| (*name).to_owned()).collect()),
        };
        readings.add(None, base);
        if !is_refused {
            for place in 0..kept {
                let profile = readings.profiles.get(place).map(String::as_str);
                let both = Readings::of(document, profile.as_slice());
                readings.add(Some(place), both);
            }
        }
        readings
    }

    /// Adds what the parsers make of it that take the text, or what the legacy one makes of the
    /// part before its refusal.
    pub(super) fn add(&mut self, profile: Option<usize>, readings: Readings) {
        let both = [
            (Parser::Legacy, readings.legacy),
            (Parser::Strict, readings.strict),
        ];
        let is_refused = both.iter().all(|(_, reading)| reading.refusal.is_some());
        for (parser, reading) in both {
            let counts = reading.refusal.is_none() || is_refused && parser == Parser::Legacy;
            if counts && !(is_refused && profile.is_some()) {
                let settings = Settings::of(reading);
                self.list.push(ProfileReading {
                    profile,
                    parser,
                    setting: Setting::of(&settings),
                    wave: WaveUse::of(&settings),
                    settings,
                });
            }
        }
    }

    /// A container that is set in a branch: the parsers have read it where the branch is taken as
    /// the text is, and a run may take the other one.
    pub(super) fn branch<'a, 't>(
        &self,
        document: &'a Document<'t>,
        declarations: &Declarations<'a, 't>,
        directive: &Directive<'a, 't>,
        found: &mut Vec<FoundContainer>,
    ) {
        let Some(words) = self.branch_words(document, declarations, directive) else {
            return;
        };
        let start = directive.value.span.start;
        let mut is_read = false;
        for one in found.iter_mut().filter(|it| it.place.0 == start) {
            is_read = true;
            one.when.splice(0..0, words.iter().cloned());
        }
        if !is_read && !words.is_empty() && !declarations.is_overwritten(directive) {
            self.directive(document, declarations, directive, found);
        }
    }

    /// What has to hold for the branches that a directive stands in; `None` where one of them is
    /// certainly not taken.
    fn branch_words<'a, 't>(
        &self,
        document: &'a Document<'t>,
        declarations: &Declarations<'a, 't>,
        directive: &Directive<'a, 't>,
    ) -> Option<Vec<String>> {
        let scope = self.list.first()?.scope(document, declarations);
        let mut words = Vec::new();
        for (condition, holds) in &directive.owner.branches {
            let condition = declarations.conditions.get(*condition)?;
            match scope.branch(condition, *holds) {
                Branch::Always => {}
                Branch::Never => return None,
                Branch::When(condition) => words.push(condition),
            }
        }
        Some(words)
    }

    /// A container that parsers do not read as a setting.
    pub(super) fn directive<'a, 't>(
        &self,
        document: &'a Document<'t>,
        declarations: &Declarations<'a, 't>,
        directive: &Directive<'a, 't>,
        found: &mut Vec<FoundContainer>,
    ) {
        let Some(reading) = self.list.first() else {
            return;
        };
        let mut new = Vec::new();
        reading.possible(
            document,
            declarations,
            directive.value,
            &directive.owner.process,
            &mut new,
        );
        let of_other_profile = |selected: &Vec<String>| {
            let profile = directive.owner.profile.as_ref();
            profile.is_some_and(|profile| !selected.contains(profile))
        };
        if self.selected.as_ref().is_some_and(of_other_profile) {
            return;
        }
        let branches = self.branch_words(document, declarations, directive);
        let Some(branches) = branches else {
            return;
        };
        for mut one in new {
            one.when.splice(0..0, branches.iter().cloned());
            if let (Some(profile), None) = (&directive.owner.profile, &self.selected) {
                one.when.insert(0, format!("with the profile {profile}"));
            }
            if directive.form == Form::Label {
                one.remark = Some(
                    "It is declarations with a colon, and Nextflow takes only an equals sign for a \
                     setting."
                        .to_owned(),
                );
            }
            found.push(one);
        }
    }
}

impl ProfileReading {
    /// Every container that is set.
    pub(super) fn containers<'a, 't>(
        &self,
        document: &'a Document<'t>,
        declarations: &Declarations<'a, 't>,
        place: usize,
        found: &mut Vec<FoundContainer>,
    ) {
        for setting in &self.settings.reading().settings {
            let Some(scope) = setting.path.strip_suffix("container") else {
                continue;
            };
            let names = names(&setting.path);
            let [before @ .., "container"] = names.as_slice() else {
                continue;
            };
            let Some(process) = selector_of(before) else {
                continue;
            };

            let mut new = Vec::new();
            match (declarations.values.get(&setting.span.start), &setting.value) {
                (Some(value), known) => {
                    self.possible(document, declarations, value, process, &mut new);
                    let is_open =
                        |it: &FoundContainer| matches!(it.what, What::Past(PastWave::Open, _));
                    // The parser follows more than this module does.
                    if let Value::Text(text) = known
                        && new.iter().any(is_open)
                    {
                        new.clear();
                        new.push(self.container(setting.span.start, 0, text, process));
                    }
                }
                (None, Value::Text(text)) => {
                    new.push(self.container(setting.span.start, 0, text, process));
                }
                (None, _) => {}
            }
            let taken = taken(&self.settings, scope.trim_end_matches('.'));
            for mut one in new {
                one.reading = Some(place);
                one.taken(&taken);
                found.push(one);
            }
        }
    }

    /// What is known where a value stands.
    fn scope<'a, 't>(
        &'a self,
        document: &'a Document<'t>,
        declarations: &'a Declarations<'a, 't>,
    ) -> Scope<'a, 't> {
        Scope {
            text: document.text,
            settings: &self.settings,
            engine: self.engine(),
            outer: &declarations.variables,
            inner: Vec::new(),
        }
    }

    /// Everything that the value of a container can come to.
    pub(super) fn possible<'a, 't>(
        &self,
        document: &'a Document<'t>,
        declarations: &Declarations<'a, 't>,
        value: &'a Expr<'t>,
        process: &str,
        found: &mut Vec<FoundContainer>,
    ) {
        let scope = self.scope(document, declarations);
        for (branch, possible) in scope.of(value).into_iter().enumerate() {
            let Possible {
                value: outcome,
                when,
                parameters,
            } = possible;
            let start = value.span.start;
            let mut new = match outcome {
                Outcome::Text(text) => self.container(start, branch, &text, process),
                Outcome::Nothing => self.container(start, branch, "", process),
                Outcome::Open(source) => {
                    let keeps_hosts = |it: &Setting| it.absolute == AbsoluteNames::Keep;
                    let host = self.setting.as_ref().is_none_or(keeps_hosts);
                    let host = host.then(|| host_in_front(&source)).flatten();
                    let known = host.map(sentences::of_host);
                    let what = What::Past(PastWave::Open, source);
                    let mut new = FoundContainer::new((start, branch), process, what);
                    new.known = known;
                    new
                }
            };
            new.when = when;
            new.parameters = parameters;
            found.push(new);
        }
    }

    /// A container whose text is known, by the name that Nextflow asks for.
    pub(super) fn container(
        &self,
        start: usize,
        branch: usize,
        text: &str,
        process: &str,
    ) -> FoundContainer {
        let place = (start, branch);
        let mut remark = None;
        let mut known = None;
        let what = match Container::of(text) {
            Container::Image(image) => {
                known = self.setting.as_ref().and_then(|it| it.open(image));
                let rewritten = self.setting.as_ref().and_then(|it| it.rewrite(image));
                match rewritten {
                    _ if known.is_some() => What::Past(PastWave::Open, image.to_owned()),
                    Some(Rewritten { written, image }) => What::Image(image, Some(written)),
                    None => What::Image(image.to_owned(), None),
                }
            }
            // With a scheme in front Nextflow takes it as it is.
            Container::Prefixed(image) => {
                if self.engine().is_some_and(|it| !is_singularity(it)) {
                    remark = Some(format!(
                        "It is written with docker://, which Nextflow takes off for Singularity \
                         and Apptainer only; {} refuses it.",
                        self.engine().unwrap_or_default()
                    ));
                }
                What::Image(image.to_owned(), None)
            }
            Container::Past(PastWave::Nothing) => What::Past(PastWave::Nothing, String::new()),
            Container::Past(kind) => What::Past(kind, text.trim().to_owned()),
            Container::Words => What::Image(text.trim().to_owned(), None),
        };
        let mut new = FoundContainer::new(place, process, what);
        new.remark = remark;
        new.known = known;
        new
    }

    /// The engine that the text enables.
    pub(super) fn engine(&self) -> Option<&'static str> {
        crate::image::extract::engine::enabled(&self.settings)
    }
}

/// The host that an expression begins with, where that is written out: `"quay.io/a/b:${tag}"`.
fn host_in_front(source: &str) -> Option<&str> {
    let text = source.trim_start_matches(['"', '\'']);
    let text = text.strip_prefix("docker://").unwrap_or(text);
    let (host, _) = text.split_once('/')?;
    let is_host = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b));
    (text.len() < source.len() && is_host && host.contains(['.', ':'])).then_some(host)
}

pub(super) fn is_singularity(engine: &str) -> bool {
    matches!(engine, "singularity" | "apptainer")
}

impl FoundContainer {
    pub(super) fn new(place: (usize, usize), process: &str, what: What) -> Self {
        Self {
            place,
            process: process.to_owned(),
            what,
            when: Vec::new(),
            parameters: Vec::new(),
            reading: None,
            remark: None,
            known: None,
        }
    }

    /// Takes in what Wave does with it.
    pub(super) fn taken(&mut self, taken: &Taken) {
        match (taken, &self.what) {
            (Taken::When(condition), What::Image(..)) => self.when.push(condition.clone()),
            (Taken::Built(strategy), What::Image(name, _)) => {
                self.remark = Some(format!(
                    "With wave.strategy = {strategy} Wave ignores the container."
                ));
                self.what = What::Past(PastWave::Built, name.clone());
            }
            _ => {}
        }
    }
}
