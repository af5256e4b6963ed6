//! The launch page as data: the text that is there, what somebody wants of it, and what comes
//! out.
//!
//! Nothing here knows a browser or a server: what happens comes in as an [`Event`], what is to
//! be done about it goes out as [`Effect`]s. Typed text is read once typing pauses; reading and
//! what comes out of it are kept, so that a view asks for nothing that is computed twice.
//! Start at [`LaunchModel::update`].

mod address;
mod draft;
mod pending;
pub(super) mod pipeline;
pub(super) mod target;

use std::collections::BTreeSet;
use std::sync::Arc;

use nextflow_config::options::Version;
use nextflow_config::{Change, Config, Repair, Replacement, Value};
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::finding::value::{CONTRADICTION, REQUIRED};
use wavepass_core::finding::{Edit, Finding, Fix, Severity};
use wavepass_core::launch::{Choice, ConfigFinding, ConfigFix, Context, Overview, Target, lacks};
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::{Applied, ApplyError};
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::snippet::config_command;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::push;
use wavepass_core::wave::resolve::{CredentialIndex, DeletedEntries, Resolver, Run};

use crate::pipeline::Loaded;
use crate::ui::store::Model;
pub(super) use draft::Draft;
use pending::PendingChanges;
use pipeline::{Applying, Proposal, too_long};

/// The launch page.
pub(super) struct LaunchModel {
    /// Where the page works, when somebody is signed in.
    scope: Option<Scope>,
    /// Who runs Wave, and which hosts it keeps to itself.
    wave: WaveSetup,
    /// The stored credentials of the context, when they are there.
    credentials: Option<Vec<CredentialsSummary>>,
    /// What is in the editor.
    text: Arc<str>,
    /// The text that was read last.
    read: Arc<str>,
    /// Counts what was typed, so that only the last pause counts.
    typed: u32,
    pending: PendingChanges,
    target: Target,
    profiles: Vec<String>,
    /// The version of Nextflow, as it was typed.
    nextflow: String,
    pipeline: Option<Arc<Loaded>>,
    /// What some pipeline shall be given, while that is asked or under way.
    proposal: Option<Proposal>,
    applying: Applying,
    /// The text that went into a draft of the loaded pipeline, which is not what launches take.
    drafted: Option<String>,
    /// The longest configuration that the installation takes, where it says so.
    longest: Option<u64>,
    /// What the text that was read says.
    now: Arc<Overview>,
    /// What comes out of it.
    draft: Arc<Draft>,
    /// Counts how often that was made.
    made: u32,
}

/// Something that happened on the page.
pub(super) enum Event {
    /// Somebody typed into the editor, which has this text now.
    Typed(Arc<str>),
    /// Nothing was typed for a while after the typing of that number.
    Paused(u32),
    /// The editor was left, or what comes out is about to be taken along.
    Left,
    /// A text came from a file.
    Opened(String),
    /// A fix of something that is said about the text was pressed.
    FixPressed(ConfigFix),
    /// Somebody wants a value of a choice, or that it is not set.
    Chosen(Choice, Option<Value>),
    /// Somebody wants the result for another place.
    TargetChosen(Target),
    /// A profile of the run was switched on or off.
    ProfileChosen(String, bool),
    /// The version of Nextflow was typed.
    VersionTyped(String),
    /// The fragment of the page's address was changed by hand.
    AddressChanged(String),
    /// The stored credentials of the context came.
    CredentialsListed(Vec<CredentialsSummary>),
    /// The launch of a pipeline came, to begin with.
    PipelineLoaded(Arc<Loaded>),
    /// The installation has said what the longest configuration is that it takes.
    LongestTold(Option<u64>),
    /// The launch of the loaded pipeline was read again after a change.
    PipelineRead(Arc<Loaded>),
    /// Somebody wants to give the loaded pipeline what comes out.
    ApplyPressed,
    /// Somebody wants what is wanted for this pipeline, too, whatever text is in the editor.
    ApplyTo(Arc<Loaded>),
    /// The same, and Wave on whether or not it is wanted of the text.
    SwitchOnIn(Arc<Loaded>),
    /// The question was left.
    ApplyCancelled,
    /// The question was answered with yes.
    ApplyConfirmed,
    /// Somebody else has changed the pipeline meanwhile, and what it is launched with now is to be
    /// changed.
    ApplyAnew,
    /// The pipeline has got the text, or not.
    Applied(Arc<Loaded>, String, Result<Applied, ApplyError>),
}

/// Something to be done outside of the model.
///
/// It shows nothing of itself outside of tests: a configuration may have tokens in it.
#[derive(PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub(super) enum Effect {
    /// Tell [`Event::Paused`] with this number after a pause.
    WaitForPause(u32),
    /// Put a text into the editor.
    PutText(String),
    /// Replace ranges of the editor's text.
    Replace(Vec<Replacement>),
    /// Carry what is wanted in the fragment of the address.
    SetFragment(String),
    /// Tell something by the way.
    Say(String),
    /// Tell something that should not be missed.
    Notify(String),
    /// Give a pipeline this text, and tell [`Event::Applied`].
    Apply(Arc<Loaded>, String),
}

impl LaunchModel {
    /// An empty text with Wave to be switched on, or what the address says.
    pub(super) fn new(scope: Option<Scope>, wave: WaveSetup, fragment: &str) -> Self {
        let mut model = Self {
            scope,
            wave,
            credentials: None,
            text: "".into(),
            read: "".into(),
            typed: 0,
            pending: PendingChanges::default(),
            target: Target::default(),
            profiles: Vec::new(),
            nextflow: String::new(),
            pipeline: None,
            proposal: None,
            applying: Applying::No,
            drafted: None,
            longest: None,
            now: Arc::default(),
            draft: Arc::default(),
            made: 0,
        };
        model.ask(fragment);
        model.refresh();
        model
    }

    /// What the text that was read says.
    pub(super) fn now(&self) -> &Arc<Overview> {
        &self.now
    }

    /// What comes out of the text and what is wanted.
    pub(super) fn draft(&self) -> &Arc<Draft> {
        &self.draft
    }

    /// How often what comes out was made: another number with everything that it, and what is
    /// said of the choices, depends on.
    pub(super) fn made(&self) -> u32 {
        self.made
    }

    /// The text that was read last.
    pub(super) fn read_text(&self) -> &Arc<str> {
        &self.read
    }

    /// Whether the text was read since somebody typed.
    pub(super) fn is_settled(&self) -> bool {
        self.read == self.text
    }

    /// Whether leaving the page loses what is in the editor.
    pub(super) fn is_unsaved(&self) -> bool {
        let loaded = self.pipeline.as_ref();
        let baseline = loaded.map_or("", |loaded| loaded.launch.config_text());
        let is_drafted = self.drafted.as_deref() == Some(&*self.text);
        !self.text.trim().is_empty() && *self.text != *baseline && !is_drafted
    }

    /// What is wanted, as the fragment of an address that can be handed on.
    pub(super) fn fragment(&self) -> String {
        address::write(&self.pending.changes(), self.target)
    }

    /// Where the result is going to be.
    pub(super) fn target(&self) -> Target {
        self.target
    }

    /// The profiles that the run selects.
    pub(super) fn profiles(&self) -> &[String] {
        &self.profiles
    }

    /// The version of Nextflow, as it was typed.
    pub(super) fn nextflow(&self) -> &str {
        &self.nextflow
    }

    /// The pipeline whose configuration was loaded.
    pub(super) fn pipeline(&self) -> Option<&Arc<Loaded>> {
        self.pipeline.as_ref()
    }

    /// Whether the loaded pipeline can be given what comes out: it belongs into its launch.
    pub(super) fn can_apply(&self) -> bool {
        self.pipeline.is_some() && self.target == Target::LaunchForm
    }

    /// How far giving it to the pipeline is.
    pub(super) fn applying(&self) -> &Applying {
        &self.applying
    }

    /// What some pipeline shall be given, while that is asked or under way.
    pub(super) fn proposal(&self) -> Option<&Proposal> {
        self.proposal.as_ref()
    }

    /// Why it cannot be given that, where that is known before.
    pub(super) fn obstacle(&self) -> Option<String> {
        let Proposal { loaded, draft, .. } = self.proposal.as_ref()?;
        let text = &draft.text;
        if let Some(why) = self.scope.and_then(|scope| loaded.cannot_be_changed(scope)) {
            return Some(why.to_owned());
        }
        if self.has_loaded(loaded) && self.drafted.as_ref() == Some(text) {
            return Some(
                "This text is in a draft or another version of the pipeline already. Launches take \
                 it once somebody publishes that in Platform."
                    .to_owned(),
            );
        }
        too_long(text, self.longest)
    }

    /// What has to be added to a config that is there, where that is less than all of what comes
    /// out: in the field of a launch, which is read besides the pipeline's own files.
    pub(super) fn new_lines(&self) -> Option<String> {
        let is_field = matches!(self.target, Target::LaunchForm | Target::ComputeEnvironment);
        let changes = self.pending.changes();
        let is_set = changes.iter().all(|change| change.to.is_some());
        let is_whole_file = self.pipeline.is_none() && !self.read.trim().is_empty();
        if !is_field || !is_whole_file || changes.is_empty() || !is_set {
            return None;
        }
        let draft = draft::make("", &changes, self.target, None, &[], |_| {
            Overview::default()
        });
        draft
            .refused
            .is_empty()
            .then(|| draft.text.trim_end().to_owned())
    }

    /// Whether there is anything that another config could get.
    pub(super) fn wants_something(&self) -> bool {
        !self.pending.changes().is_empty() || self.is_wave_wanted()
    }

    fn is_wave_wanted(&self) -> bool {
        self.wanted(Choice::Wave).and_then(Value::truth) == Some(true)
    }

    /// The command that makes the changes in a file.
    pub(super) fn command(&self) -> Option<String> {
        let is_refused = !self.draft.refused.is_empty();
        let profiles: Vec<_> = self.profiles.iter().map(String::as_str).collect();
        (!is_refused)
            .then(|| config_command(&self.pending.changes(), &profiles))
            .flatten()
    }

    /// The value that a choice has when everything that is wanted is done.
    pub(super) fn wanted(&self, choice: Choice) -> Option<&Value> {
        self.pending.wanted(choice, &self.now)
    }

    /// The hosts of stored registry credentials, without those that never match.
    pub(super) fn hosts(&self) -> Vec<String> {
        let rows = self.credentials.iter().flatten();
        let hosts = rows.filter_map(CredentialsSummary::registry_text);
        let hosts = hosts.filter(|host| !host.contains("://") && !host.is_empty());
        let hosts: BTreeSet<_> = hosts.map(str::to_owned).collect();
        hosts.into_iter().collect()
    }

    /// Whether the version of Nextflow that was given has no such option yet.
    pub(super) fn is_too_old_for(&self, choice: Choice) -> bool {
        let version = Version::parse(&self.nextflow);
        matches!((version, choice.since()), (Some(version), Some(since)) if version < since)
    }

    /// Whether the text has an option on, or set, that can be chosen here.
    pub(super) fn has_something_on(&self) -> bool {
        let is_on = |value: &Value| !matches!(value, Value::Null | Value::Bool(false));
        let mut all = Choice::ALL.into_iter();
        all.any(|choice| {
            let now = self.now.current(choice);
            now.and_then(|now| now.state.value()).is_some_and(is_on)
        })
    }

    /// What there is to say of the result and of nothing else: what could not be done, what to know
    /// of what was done, what is wrong only then. What is said of a choice stands there; these are
    /// named.
    pub(super) fn verdict(&self) -> (Vec<Finding>, Vec<Choice>) {
        let draft = &self.draft;
        let mut choices = Vec::new();
        let mut findings: Vec<Finding> = Vec::new();
        for refused in &draft.refused {
            match Choice::of_path(&refused.path) {
                Some(choice) => choices.push(choice),
                None => findings.push(refused.diagnostic().into()),
            }
        }
        findings.extend(draft.notes.iter().cloned());
        let known: BTreeSet<_> = self.now.findings.iter().map(ConfigFinding::code).collect();
        let new = draft.overview.findings.iter();
        for said in new.filter(|said| !known.contains(&said.code())) {
            let of = Choice::ALL.into_iter().find(|choice| {
                let place = draft.overview.current(*choice).and_then(|now| now.place);
                place
                    .zip(said.span)
                    .is_some_and(|(place, span)| place.contains(span))
            });
            match of {
                Some(_) if said.finding.severity < Severity::Warning => {}
                Some(choice) => choices.push(choice),
                None => findings.push(said.finding.clone()),
            }
        }
        choices.sort_unstable();
        choices.dedup();
        (findings, choices)
    }

    /// Why what somebody wanted of a choice last was refused, if it was this choice.
    pub(super) fn refusal(&self, choice: Choice) -> Option<&'static str> {
        self.pending.refused(choice)
    }

    /// What there is to say about a choice: why it was refused, what it lacks, what is said
    /// about its value, and which credential a repository uses.
    pub(super) fn choice_findings(&self, choice: Choice) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(reason) = self.pending.refused(choice) {
            findings.push(Finding::error(CONTRADICTION, reason));
        }
        if let Some(reason) = lacks(choice, &|other| self.wanted(other)) {
            findings.push(Finding::warning(REQUIRED, reason));
        }
        let draft = &self.draft;
        let refused = draft.refused.iter();
        findings.extend(
            refused
                .filter(|refused| refused.path == choice.path())
                .map(|refused| refused.diagnostic().into()),
        );
        if let Some(span) = draft.overview.current(choice).and_then(|now| now.place) {
            let here = draft.overview.findings.iter();
            let here = here.filter(|said| said.span.is_some_and(|inner| span.contains(inner)));
            findings.extend(here.map(|said| of_field(said, choice)));
        }
        findings.extend(self.push_credential(choice));
        findings
    }

    /// Which credential Wave uses for pushes to the repository of a choice; nothing for other
    /// choices, and while the list of credentials is not there.
    fn push_credential(&self, choice: Choice) -> Option<Finding> {
        if !choice.is_repository() {
            return None;
        }
        let Some(Value::Text(repository)) = self.wanted(choice) else {
            return None;
        };
        // What is wrong with the text itself is said elsewhere.
        let scope = self.scope.filter(|_| !repository.contains("://"))?;
        let list = self.credentials.as_ref()?;
        let list: Vec<_> = list.iter().map(StoredCredential::from).collect();
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let resolver = Resolver::for_scope(scope, Run::Platform, &index, &self.wave);
        push::answer(&resolver, repository)
    }

    /// Wants what an address asks for.
    fn ask(&mut self, fragment: &str) {
        let asked = address::read(fragment);
        self.target = asked.target;
        self.pending.replace(asked.pending, &self.now);
    }

    /// Puts another text in and reads it.
    fn put(&mut self, text: &str) {
        self.text = text.into();
        self.read = Arc::clone(&self.text);
    }

    /// Something else is wanted: what comes out changes, and the address with it.
    fn wanted_otherwise(&mut self) -> Vec<Effect> {
        self.make_draft();
        vec![Effect::SetFragment(self.fragment())]
    }

    /// Reads the text and makes what comes out of it anew.
    ///
    /// Why a choice was refused is not said any more: it may not be so now.
    fn refresh(&mut self) {
        self.pending.forget_refusal();
        let now = self.overview(&self.read, false);
        replace(&mut self.now, now);
        self.make_draft();
    }

    /// Does what is wanted, and reads what comes out.
    fn make_draft(&mut self) {
        let profiles: Vec<_> = self.profiles.iter().map(String::as_str).collect();
        let workspace = match self.scope {
            Some(Scope::Workspace(id)) => Some(id),
            Some(Scope::Personal) | None => None,
        };
        let draft = draft::make(
            &self.read,
            &self.pending.changes(),
            self.target,
            workspace,
            &profiles,
            |text| self.overview(text, true),
        );
        replace(&mut self.draft, draft);
        self.made += 1;
    }

    /// What a text says: the one that is there, or the one that comes out.
    fn overview(&self, text: &str, is_result: bool) -> Overview {
        let profiles: Vec<_> = self.profiles.iter().map(String::as_str).collect();
        let stored: Option<Vec<_>> = self
            .credentials
            .as_ref()
            .map(|list| list.iter().map(StoredCredential::from).collect());
        let index = stored
            .as_ref()
            .map(|list| CredentialIndex::new(list, DeletedEntries::LeaveOut));
        let context = Context {
            semantics: None,
            profiles: &profiles,
            nextflow: Version::parse(&self.nextflow),
            target: self.target,
            // Before anything is there, nothing is wrong with it.
            expects_credentials: is_result || !text.trim().is_empty(),
            credentials: index.as_ref(),
            wave: Some(&self.wave),
        };
        Overview::of(text, &context)
    }

    fn fix(&mut self, fix: &ConfigFix) -> Vec<Effect> {
        let profiles = self.profiles.iter().map(String::as_str);
        let mut config = Config::parse(&*self.text).with_profiles(profiles);
        let Ok(edited) = config.repair(&fix.repair) else {
            let sentence = "This cannot be done by itself here. Change the text by hand.";
            return vec![Effect::Notify(sentence.to_owned())];
        };
        self.put(config.as_str());
        self.refresh();
        vec![
            Effect::Replace(edited.replacements),
            Effect::Say(format!("Done: {}.", fix.label)),
        ]
    }

    fn load(&mut self, loaded: Arc<Loaded>) -> Vec<Effect> {
        let name = loaded.entry.label();
        let told = if self.text.trim().is_empty() {
            Effect::Say(format!("The config of {name} is loaded."))
        } else {
            Effect::Notify(format!(
                "The config of {name} is loaded. Undo (Ctrl+Z) in the editor brings back what was \
                 there."
            ))
        };
        self.profiles = loaded.launch.profiles();
        let text = loaded.launch.config_text().to_owned();
        self.put(&text);
        self.drafted = None;
        self.pipeline = Some(loaded);
        self.refresh();
        vec![Effect::PutText(text), told]
    }

    /// Asks whether a pipeline shall be given the text that is wanted of its own: the one in the
    /// editor, where that came from it, else its own with what is wanted.
    fn propose(&mut self, loaded: Arc<Loaded>, is_wave_wanted: bool) {
        self.read = Arc::clone(&self.text);
        self.refresh();
        let is_own = self.has_loaded(&loaded);
        let draft = if is_own && !is_wave_wanted {
            Arc::clone(&self.draft)
        } else {
            let wave = Choice::Wave.path();
            let mut changes = self.pending.changes();
            // Without it no other option does anything, and the text here may have it already.
            if is_wave_wanted || self.is_wave_wanted() && !is_own {
                changes.retain(|change| change.path != wave);
                changes.insert(0, Change::set(wave, true));
            }
            let profiles = loaded.launch.profiles();
            let profiles: Vec<_> = profiles.iter().map(String::as_str).collect();
            // What was typed into the config that is in the editor is not lost.
            let text = if self.has_loaded(&loaded) {
                &*self.read
            } else {
                loaded.launch.config_text()
            };
            let draft = draft::make(
                text,
                &changes,
                Target::LaunchForm,
                None,
                &profiles,
                |text| self.overview(text, true),
            );
            Arc::new(draft)
        };
        let errors = |of: &Overview| -> Vec<(String, String)> {
            let errors = of.findings.iter().filter(|said| said.finding.is_error());
            let errors = errors.map(|said| (said.code(), said.finding.message.clone()));
            errors.collect()
        };
        let before = errors(&self.overview(loaded.launch.config_text(), true));
        let is_new = |error: &(String, String)| before.iter().all(|(code, _)| *code != error.0);
        let new_errors = errors(&draft.overview).into_iter().filter(is_new);
        let new_errors = new_errors.map(|(_, message)| message).collect();
        self.proposal = Some(Proposal {
            loaded,
            draft,
            is_wave_wanted,
            overwrites: false,
            new_errors,
        });
        self.applying = Applying::Asked(None);
    }

    /// Asks again for a pipeline that somebody else has changed, with what it is launched with now.
    fn propose_anew(&mut self) -> Vec<Effect> {
        let Applying::Asked(Some(ApplyError::Changed(now))) = &self.applying else {
            return Vec::new();
        };
        let Some(proposal) = &self.proposal else {
            return Vec::new();
        };
        let (loaded, is_wave_wanted) = (&proposal.loaded, proposal.is_wave_wanted);
        let before = loaded.launch.config_text();
        let is_as_loaded = *self.text == *before;
        let loaded = Arc::new(Loaded {
            entry: loaded.entry.clone(),
            launch: (**now).clone(),
        });
        let mut effects = Vec::new();
        if self.has_loaded(&loaded) {
            self.pipeline = Some(Arc::clone(&loaded));
            // Nothing was typed into it, so the new one takes its place and the wishes stay.
            if is_as_loaded {
                self.put(loaded.launch.config_text());
                effects.push(Effect::PutText(loaded.launch.config_text().to_owned()));
            }
        }
        let overwrites = self.has_loaded(&loaded) && !is_as_loaded;
        self.propose(loaded, is_wave_wanted);
        if let Some(proposal) = &mut self.proposal {
            proposal.overwrites = overwrites;
        }
        effects
    }

    fn apply(&mut self) -> Vec<Effect> {
        let (Some(Proposal { loaded, draft, .. }), Applying::Asked(_)) =
            (&self.proposal, &self.applying)
        else {
            return Vec::new();
        };
        let is_changed = matches!(self.applying, Applying::Asked(Some(ApplyError::Changed(_))));
        // What somebody else has done since would be undone unseen.
        let stops = self
            .proposal
            .as_ref()
            .is_some_and(|it| !it.new_errors.is_empty());
        if draft.is_refused_by_all() || self.obstacle().is_some() || is_changed || stops {
            return Vec::new();
        }
        let effect = Effect::Apply(Arc::clone(loaded), draft.text.clone());
        self.applying = Applying::Sent;
        vec![effect]
    }

    fn applied(
        &mut self,
        to: &Loaded,
        text: String,
        outcome: Result<Applied, ApplyError>,
    ) -> Vec<Effect> {
        let applied = match outcome {
            Ok(applied) => applied,
            // The shell asks to sign in again, above the page as it is.
            Err(error) => {
                self.applying = Applying::Asked(Some(error));
                return Vec::new();
            }
        };
        self.applying = Applying::No;
        self.proposal = None;
        let told = Effect::Notify(applied.sentence(&to.entry.label()));
        if !self.has_loaded(to) {
            // Another pipeline was loaded meanwhile; its text stays.
            return vec![told];
        }
        self.pending.clear();
        self.drafted = applied.is_pending().then(|| text.clone());
        self.put(&text);
        self.refresh();
        let mut effects = vec![Effect::PutText(text), Effect::SetFragment(self.fragment())];
        effects.push(told);
        effects
    }

    /// Whether the configuration in the editor came from this pipeline.
    fn has_loaded(&self, other: &Loaded) -> bool {
        let loaded = self.pipeline.as_ref();
        loaded.is_some_and(|loaded| loaded.entry.pipeline_id == other.entry.pipeline_id)
    }
}

/// What is said of the value of a choice, with the way out where that is another value of the same.
fn of_field(said: &ConfigFinding, choice: Choice) -> Finding {
    let fix = said.fix.as_ref().and_then(|fix| match &fix.repair {
        Repair::Change(changes) => match changes.as_slice() {
            [
                Change {
                    path,
                    to: Some(Value::Text(text)),
                },
            ] if path == choice.path() => Some(Fix {
                label: fix.label.clone(),
                edit: Edit::Replace(text.clone()),
            }),
            _ => None,
        },
        _ => None,
    });
    Finding {
        fix,
        ..said.finding.clone()
    }
}

/// Puts another value in, unless it is the same: who shows it need not draw it again.
fn replace<T: PartialEq>(kept: &mut Arc<T>, new: T) {
    if **kept != new {
        *kept = Arc::new(new);
    }
}

impl Model for LaunchModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Typed(text) => {
                self.text = text;
                self.typed += 1;
                return vec![Effect::WaitForPause(self.typed)];
            }
            // Somebody typed on.
            Event::Paused(number) if number != self.typed => return Vec::new(),
            Event::Paused(_) | Event::Left => {
                if self.is_settled() {
                    return Vec::new();
                }
                self.read = Arc::clone(&self.text);
            }
            Event::Opened(text) => {
                self.put(&text);
                self.refresh();
                return vec![Effect::PutText(text)];
            }
            Event::FixPressed(fix) => return self.fix(&fix),
            Event::Chosen(choice, to) => {
                return match self.pending.choose(choice, to, &self.now) {
                    Ok(()) => self.wanted_otherwise(),
                    Err(reason) => vec![Effect::Say(reason.to_owned())],
                };
            }
            Event::TargetChosen(target) => {
                self.target = target;
                self.refresh();
                return vec![Effect::SetFragment(self.fragment())];
            }
            Event::ProfileChosen(name, on) => {
                self.profiles.retain(|other| *other != name);
                if on {
                    self.profiles.push(name);
                }
            }
            Event::VersionTyped(typed) => self.nextflow = typed,
            Event::AddressChanged(fragment) => {
                self.ask(&fragment);
                self.refresh();
                return vec![Effect::SetFragment(self.fragment())];
            }
            Event::CredentialsListed(list) => self.credentials = Some(list),
            Event::LongestTold(longest) => {
                self.longest = longest;
                return Vec::new();
            }
            Event::PipelineLoaded(loaded) => return self.load(loaded),
            Event::PipelineRead(loaded) => {
                if self.has_loaded(&loaded) {
                    self.pipeline = Some(loaded);
                }
                return Vec::new();
            }
            Event::ApplyPressed => {
                if let Some(loaded) = self.pipeline.clone() {
                    self.propose(loaded, false);
                }
                return Vec::new();
            }
            Event::ApplyTo(loaded) => {
                self.propose(loaded, false);
                return Vec::new();
            }
            Event::SwitchOnIn(loaded) => {
                self.propose(loaded, true);
                return Vec::new();
            }
            Event::ApplyCancelled => {
                // While it is under way there is nothing to cancel.
                if !matches!(self.applying, Applying::Sent) {
                    self.applying = Applying::No;
                    self.proposal = None;
                }
                return Vec::new();
            }
            Event::ApplyConfirmed => return self.apply(),
            Event::ApplyAnew => {
                return self.propose_anew();
            }
            Event::Applied(to, text, outcome) => return self.applied(&to, text, outcome),
        }
        self.refresh();
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
