//! Stored credentials that are added to other workspaces: where to, under which name, and what
//! became of each.
//!
//! One request is sent at a time and none twice: what is there is never sent again, and where it is
//! not certain whether it is, the list of that workspace is looked at before another try. Start at
//! [`Event`].

use wavepass_core::credentials::form::NAME_TAKEN;
use wavepass_core::credentials::{CredentialsName, CredentialsRequest, CredentialsSummary};
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::{NameAnswer, NotDone, SaveError};
use wavepass_core::platform::reader::Listed;
use wavepass_core::registry::wave_setup::WaveSetup;

use super::rivals::Rivals;
use crate::shell::routes::Place;
use crate::ui::store::Model;

/// What can happen. Targets are told by their number.
#[derive(Debug)]
pub(crate) enum Event {
    /// A target was chosen, or not any more.
    Chosen { at: usize, is_chosen: bool },
    /// Another name was typed for a target.
    Named { at: usize, name: String },
    /// What the server said of a name.
    NameChecked {
        at: usize,
        name: String,
        answer: NameAnswer,
    },
    /// The list of a chosen target, or why it is not known.
    Listed {
        at: usize,
        listed: Result<Listed<CredentialsSummary>, String>,
    },
    /// The credentials are whole: they are to be added.
    Started(CredentialsRequest),
    /// The server has answered, with the id or why there is none.
    Answered {
        at: usize,
        answer: Result<String, SaveError>,
    },
    /// Another try is wanted.
    RetryPressed(usize),
    /// The list of a target was looked at: whether credentials of that name are in it, or why that
    /// is not known.
    LookedUp {
        at: usize,
        found: Result<bool, String>,
    },
    /// The session has run out.
    SessionLost,
}

/// What is to be done outside of the model.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Ask whether a name is free, once typing pauses.
    CheckName {
        at: usize,
        scope: Scope,
        name: String,
    },
    /// Ask what is there already.
    List { at: usize, scope: Scope },
    /// Add these.
    Send {
        at: usize,
        scope: Scope,
        request: CredentialsRequest,
    },
    /// Look whether credentials of that name are there.
    LookUp {
        at: usize,
        scope: Scope,
        name: String,
    },
    /// Nothing is under way any more: whether everything that is chosen is there.
    End { is_done: bool },
    /// Say something to people who do not see the page change.
    Say(String),
    /// Move the focus to the targets: there is something to do.
    FocusTargets,
}

/// A place to which the credentials can be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// The place.
    pub(crate) place: Place,
    /// The same for the server.
    pub(crate) scope: Scope,
    /// That the person's role most likely does not allow it.
    pub(crate) read_only: Option<String>,
    /// Whether it is chosen.
    pub(crate) is_chosen: bool,
    /// The name that the credentials get there.
    pub(crate) name: String,
    /// What is known of that name.
    pub(crate) known: NameKnown,
    /// What is known of those that are there for the same images.
    pub(crate) rivals: RivalsKnown,
    /// How far it is.
    pub(crate) state: State,
}

/// What is known of the name at a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameKnown {
    /// Nothing.
    #[default]
    Unknown,
    /// Nobody has it.
    Free,
    /// Others have it.
    Taken,
}

/// What is known of those at a target that are there for the same images.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum RivalsKnown {
    /// Nobody has asked.
    #[default]
    NotAsked,
    /// The list is under way.
    Asked,
    /// What its list says.
    Known(Rivals),
    /// Nothing, for this reason.
    Failed(String),
}

/// How far a target is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing was sent.
    #[default]
    NotSent,
    /// Nothing was sent: what is there for the same images became known after it was wanted.
    Held,
    /// Others are first, or what is there already is not known yet.
    Waiting,
    /// It is on its way.
    Sending,
    /// The list is looked at before another try.
    LookingUp,
    /// It is there, under this id.
    Added(String),
    /// After an uncertain try credentials of that name are there: whether nobody had the name
    /// before.
    IsThere { was_free: bool },
    /// It was not taken, for this reason.
    Refused(String),
    /// Whether it is there is not certain, for this reason.
    Uncertain(String),
}

impl State {
    /// Whether nothing is sent any more.
    const fn is_final(&self) -> bool {
        matches!(self, Self::Added(_) | Self::IsThere { .. })
    }

    /// Whether it is under way, or soon will be.
    pub(crate) const fn is_busy(&self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::LookingUp)
    }
}

impl Target {
    /// A place that nobody has chosen yet.
    pub(crate) fn new(place: Place, scope: Scope, read_only: Option<String>, name: &str) -> Self {
        Self {
            place,
            scope,
            read_only,
            is_chosen: false,
            name: name.to_owned(),
            known: NameKnown::Unknown,
            rivals: RivalsKnown::NotAsked,
            state: State::NotSent,
        }
    }

    /// What is wrong with the name, with another one where this one is taken.
    pub(crate) fn name_error(&self) -> Option<Finding> {
        let name = &self.name;
        if self.known == NameKnown::Taken {
            let other = CredentialsName::suggest(name, |other| other == name);
            let finding = Finding::error(
                NAME_TAKEN,
                format!("Credentials named {name} are there already. Choose another name."),
            );
            return Some(finding.with_fix(format!("Use {other}"), Edit::Replace(other)));
        }
        let mut findings = CredentialsName::findings(name).into_iter();
        findings.find(Finding::is_error)
    }

    /// Whether it may be chosen or not, and named. What may be there already keeps the name under
    /// which it is looked for.
    pub(crate) const fn can_be_changed(&self) -> bool {
        matches!(self.state, State::NotSent | State::Held | State::Refused(_))
    }

    /// Whether others are there for the same images.
    pub(crate) const fn has_rivals(&self) -> bool {
        matches!(&self.rivals, RivalsKnown::Known(rivals) if !rivals.rules.is_empty())
    }

    /// Whether it can be sent now: it is its turn, and what is there already is known as far as it
    /// can be.
    fn is_next(&self) -> bool {
        self.state == State::Waiting && self.rivals != RivalsKnown::Asked
    }
}

/// The targets, and the credentials while they are added.
#[derive(Debug)]
pub(crate) struct CopyModel {
    /// The name that the credentials have.
    name: String,
    /// The registry that they are for, as it is stored.
    registry: Option<String>,
    /// How the Wave is set up that will use them.
    wave: WaveSetup,
    targets: Vec<Target>,
    /// What is sent; there from the first try until everything is done or the session is over.
    request: Option<CredentialsRequest>,
    /// Whether somebody wanted to add them nowhere.
    lacks_target: bool,
}

impl CopyModel {
    /// Stored credentials, and where they may go.
    pub(crate) fn new(stored: &CredentialsSummary, wave: WaveSetup, targets: Vec<Target>) -> Self {
        Self {
            name: stored.name.clone(),
            registry: stored.registry_text().map(str::to_owned),
            wave,
            targets,
            request: None,
            lacks_target: false,
        }
    }

    /// Every target.
    pub(crate) fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The numbers of the targets with a text in their name; of all for none.
    pub(crate) fn found(&self, query: &str) -> Vec<usize> {
        let query = query.trim().to_lowercase();
        let targets = self.targets.iter().enumerate();
        let found = targets
            .filter(|(_, target)| target.place.label().to_lowercase().contains(&query))
            .map(|(at, _)| at);
        found.collect()
    }

    /// Whether something is under way.
    pub(crate) fn is_running(&self) -> bool {
        self.targets.iter().any(|target| target.state.is_busy())
    }

    /// Whether somebody wanted to add them nowhere, as long as that is so.
    pub(crate) const fn lacks_target(&self) -> bool {
        self.lacks_target
    }

    fn choose(&mut self, at: usize, is_chosen: bool) -> Vec<Effect> {
        let Some(target) = self.targets.get_mut(at) else {
            return Vec::new();
        };
        if !target.can_be_changed() {
            return Vec::new();
        }
        target.is_chosen = is_chosen;
        self.lacks_target &= !is_chosen;
        let mut effects = Vec::new();
        if is_chosen && target.known == NameKnown::Unknown {
            effects.extend(target.check_name(at));
        }
        let is_asked = matches!(target.rivals, RivalsKnown::Asked | RivalsKnown::Known(_));
        if is_chosen && !is_asked && self.registry.is_some() {
            target.rivals = RivalsKnown::Asked;
            let scope = target.scope;
            effects.push(Effect::List { at, scope });
        }
        effects
    }

    /// The list of a target is there. What nobody could see before wanting it is shown first.
    fn listed(
        &mut self,
        at: usize,
        listed: Result<Listed<CredentialsSummary>, String>,
    ) -> Vec<Effect> {
        let (Some(registry), Some(target)) = (&self.registry, self.targets.get_mut(at)) else {
            return Vec::new();
        };
        target.rivals = match listed {
            Ok(listed) => {
                let mut rows = listed.rows.iter();
                if target.known == NameKnown::Unknown
                    && rows.any(|row| row.name == target.name && !row.is_deleted)
                {
                    target.take_name();
                }
                RivalsKnown::Known(Rivals::of(registry, &listed, &self.wave))
            }
            Err(why) => RivalsKnown::Failed(why),
        };
        if target.state != State::Waiting {
            return Vec::new();
        }
        let needs_name = target.name_error().is_some();
        if needs_name {
            target.state = State::NotSent;
        } else if target.has_rivals() {
            target.state = State::Held;
        }
        let mut effects = if self.is_sending() {
            Vec::new()
        } else {
            self.go_on()
        };
        if needs_name {
            effects.push(Effect::FocusTargets);
        }
        effects
    }

    /// How many of the chosen targets have others for the same images.
    pub(crate) fn rivalled(&self) -> usize {
        let targets = self.targets.iter();
        targets
            .filter(|it| it.is_chosen && it.can_be_changed() && it.has_rivals())
            .count()
    }

    fn start(&mut self, request: CredentialsRequest) -> Vec<Effect> {
        if self.is_running() {
            return Vec::new();
        }
        self.request = Some(request);
        for target in &mut self.targets {
            // What is not certain is looked at first, which somebody has to ask for.
            if target.is_chosen && target.can_be_changed() && target.name_error().is_none() {
                target.state = State::Waiting;
            }
        }
        if self.is_running() {
            return self.go_on();
        }
        self.lacks_target = !self.targets.iter().any(|target| target.is_chosen);
        let mut effects = self.end();
        effects.push(Effect::FocusTargets);
        effects
    }

    fn answered(&mut self, at: usize, answer: Result<String, SaveError>) -> Vec<Effect> {
        let Some(target) = self.targets.get_mut(at) else {
            return Vec::new();
        };
        let mut stops = false;
        target.state = match answer {
            Ok(id) => State::Added(id),
            Err(error) => {
                stops = error.concerns_all();
                target.failed(error)
            }
        };
        if stops {
            self.stop_waiting();
        }
        self.go_on()
    }

    /// Keeps what waits from being sent: it would fare no better.
    fn stop_waiting(&mut self) {
        for target in &mut self.targets {
            if target.state == State::Waiting {
                target.state = State::NotSent;
            }
        }
    }

    fn retry(&mut self, at: usize) -> Vec<Effect> {
        let is_running = self.is_running();
        let Some(target) = self.targets.get_mut(at) else {
            return Vec::new();
        };
        match target.state {
            State::Uncertain(_) => {
                target.state = State::LookingUp;
                vec![Effect::LookUp {
                    at,
                    scope: target.scope,
                    name: target.name.clone(),
                }]
            }
            State::Refused(_) if target.name_error().is_none() && self.request.is_some() => {
                target.state = State::Waiting;
                // What is under way comes to it.
                if is_running { Vec::new() } else { self.go_on() }
            }
            _ => Vec::new(),
        }
    }

    fn looked_up(&mut self, at: usize, found: Result<bool, String>) -> Vec<Effect> {
        let has_request = self.request.is_some();
        let Some(target) = self.targets.get_mut(at) else {
            return Vec::new();
        };
        if target.state != State::LookingUp {
            return Vec::new();
        }
        target.state = match found {
            Ok(true) => State::IsThere {
                was_free: target.known == NameKnown::Free,
            },
            Ok(false) if has_request => State::Waiting,
            Ok(false) => State::NotSent,
            Err(why) => State::Uncertain(why),
        };
        if self.is_sending() {
            Vec::new()
        } else {
            self.go_on()
        }
    }

    fn is_sending(&self) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| target.state == State::Sending)
    }

    /// Sends the next one, or says what came of all.
    fn go_on(&mut self) -> Vec<Effect> {
        let mut targets = self.targets.iter_mut().enumerate();
        let next = targets.find(|(_, target)| target.is_next());
        if let (Some((at, target)), Some(request)) = (next, &self.request)
            && let Ok(name) = CredentialsName::try_from(target.name.clone())
        {
            target.state = State::Sending;
            return vec![Effect::Send {
                at,
                scope: target.scope,
                request: request.clone().named(name),
            }];
        }
        if self.is_running() {
            Vec::new()
        } else {
            self.end()
        }
    }

    fn end(&mut self) -> Vec<Effect> {
        let chosen = || self.targets.iter().filter(|target| target.is_chosen);
        let count = chosen().count();
        let there = chosen().filter(|target| target.state.is_final()).count();
        let is_done = count > 0 && there == count;
        let mut effects = vec![Effect::End { is_done }];
        if chosen().any(|target| target.state == State::Held) {
            effects.push(Effect::FocusTargets);
        }
        if count > 0 {
            let plural = if count == 1 { "" } else { "s" };
            effects.push(Effect::Say(format!(
                "Credentials {} are in {there} of {count} chosen workspace{plural}.",
                self.name
            )));
        }
        if is_done {
            self.request = None;
        }
        effects
    }
}

impl Target {
    fn check_name(&self, at: usize) -> Vec<Effect> {
        if CredentialsName::try_from(self.name.clone()).is_err() {
            return Vec::new();
        }
        vec![Effect::CheckName {
            at,
            scope: self.scope,
            name: self.name.clone(),
        }]
    }

    /// What a failure makes of it.
    fn failed(&mut self, error: SaveError) -> State {
        if error.is_signed_out() {
            return State::NotSent;
        }
        if error == SaveError::NameTaken {
            self.take_name();
        }
        if error.may_have_been_done() {
            State::Uncertain(error.sentence())
        } else {
            State::Refused(error.sentence())
        }
    }

    /// Others have the name.
    const fn take_name(&mut self) {
        self.known = NameKnown::Taken;
    }
}

impl Model for CopyModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Chosen { at, is_chosen } => return self.choose(at, is_chosen),
            Event::Named { at, name } => {
                let target = self.targets.get_mut(at);
                if let Some(target) = target.filter(|target| target.can_be_changed()) {
                    target.name = name;
                    target.known = NameKnown::Unknown;
                    return target.check_name(at);
                }
            }
            Event::NameChecked { at, name, answer } => {
                // Meanwhile something else may have been typed, or sent.
                let target = self.targets.get_mut(at);
                let target = target.filter(|it| it.name == name && it.can_be_changed());
                if let Some(target) = target {
                    match answer {
                        NameAnswer::Free => target.known = NameKnown::Free,
                        NameAnswer::Taken => target.take_name(),
                        // It is said when it is sent.
                        NameAnswer::Refused(_) | NameAnswer::Unknown => {}
                    }
                }
            }
            Event::Listed { at, listed } => return self.listed(at, listed),
            Event::Started(request) => return self.start(request),
            Event::Answered { at, answer } => return self.answered(at, answer),
            Event::RetryPressed(at) => return self.retry(at),
            Event::LookedUp { at, found } => return self.looked_up(at, found),
            Event::SessionLost => {
                self.request = None;
                self.stop_waiting();
                if !self.is_running() {
                    return vec![Effect::End { is_done: false }];
                }
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
