//! The form for credentials while it is filled in: what was typed, what has been looked at,
//! which findings are due, and what is under way.
//!
//! Errors show after a field was left or the form was submitted, never while a field is typed
//! into for the first time. Which findings there are is decided in `wavepass-core`. There is no
//! browser here: the time comes in with the events, and what is to be done outside goes out as
//! [`Effect`]s. Start at [`Event`].

mod add_all;
mod draft;
mod judgement;
mod name_check;
mod name_proposal;
mod paste;
mod registry_spelling;
mod submission;
mod wave_match;

pub(crate) use add_all::{AddedAll, Planned, add_all};
pub(crate) use draft::Draft;
pub(crate) use judgement::Judgement;
pub(crate) use name_check::NameKnown;
pub(crate) use paste::{NotRead, Offer, Reading, Shown};
pub(crate) use submission::{leaves_blank, said_too_late};
pub(crate) use wave_match::{Images, Place as MatchPlace};

use std::collections::BTreeSet;

use wavepass_core::credentials::{
    self as rules, CredentialsForm, CredentialsRequest, CredentialsSummary, Described, Field,
    FieldSpec, Kind, Provider, Requirement, SecretRotation, StoredRegistry, ValidationContext,
};
use wavepass_core::finding::Code;
use wavepass_core::login::{Fit, Pasted};
use wavepass_core::platform::outcome::{NameAnswer, SaveError};
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::server::RegistryServer;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::secret::Secret;
use wavepass_core::session::Mode;

use crate::credentials::arrival::Arrival;
use crate::ui::store::Model;
use name_check::NameCheck;
use paste::Paste;
use registry_spelling::RegistrySpelling;
use submission::{Tried, Work};

/// What can happen to the form. Times are Unix seconds.
#[derive(Debug)]
pub(crate) enum Event {
    /// The form is shown.
    Opened,
    /// What was typed before the page was loaded again.
    DraftFound(Draft),
    /// What was typed is not wanted.
    StartOverPressed,
    /// A text was typed into a field, or chosen.
    Typed { field: Field, text: Secret },
    /// A field was left, so that its findings are due.
    Left { field: Field, now: i64 },
    /// The way out of a finding was pressed, Undo among them; this is the text after it.
    Mended { field: Field, text: Secret },
    /// A kind of registry was chosen beside the host, or none.
    RegistryChosen(Option<Registry>),
    /// What the server said of a name.
    NameChecked { name: String, answer: NameAnswer },
    /// What is stored in the place of the form.
    StoredListed(Vec<CredentialsSummary>),
    /// The session has run out. Who signs in again may be somebody else.
    SessionLost,
    /// There is a session.
    SessionRestored,
    /// Somebody insists on storing what can never work, or does not any more.
    Insisted(bool),
    /// The button of the form was pressed.
    Submitted { now: i64 },
    /// The server has answered what was sent under a name: with the id, or why not.
    Answered {
        name: String,
        answer: Result<String, SaveError>,
    },
    /// A text was given in order to fill the form.
    Pasted(Secret),
    /// A text was pasted into a field that may be more than a value.
    PastedIntoField {
        field: Field,
        text: Secret,
        /// What the field holds with it.
        whole: Secret,
    },
    /// A pasted text has been read.
    PastedRead {
        /// The version of the [`Reading`].
        version: u32,
        read: Result<Pasted, NotRead>,
    },
    /// What a pasted text gives for other providers than registries, by the version of the
    /// [`Reading`].
    FitsRead { version: u32, fits: Vec<Fit> },
    /// One of these is to be filled in, by its place.
    FitPressed { at: usize, now: i64 },
    /// Another entry of the offer is looked at.
    EntryChosen(usize),
    /// The entry that is looked at is to be filled in.
    FillPressed { now: i64 },
    /// The offer is not wanted.
    ThrowAwayPressed,
    /// What was submitted was done elsewhere: all of it, or only some.
    HandedBack { is_done: bool },
    /// Every complete entry is to be added.
    AddAllPressed { now: i64 },
    /// They were, as far as they could be.
    AllAdded(AddedAll),
}

/// What is to be done outside of the model.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Ask the server whether a name is free, once typing pauses.
    CheckName(String),
    /// Send what was submitted.
    Send(CredentialsRequest),
    /// Send what was pasted, one after the other.
    AddAll(Vec<Planned>),
    /// Read a pasted text.
    Read(Reading),
    /// Move the focus once the page has been drawn anew.
    Focus(Target),
    /// Say something to people who do not see the page change.
    Say(String),
    /// Show something that has no place of its own on the page.
    Notify(String),
    /// Show good news that have none.
    Tell(String),
    /// Everything is stored: go to the list, where good news stand above it.
    TellInList { title: &'static str, said: String },
    /// Everything is stored: go to the list, with what is new there.
    GoToList(Arrival),
}

/// What can take the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The input of a field.
    Field(Field),
    /// The summary of what is wrong.
    Summary,
    /// What a pasted text offers.
    Offer,
    /// That everything is saved.
    Saved,
}

impl Target {
    /// The id of the element.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Field(field) => field.as_str(),
            Self::Summary => "summary",
            Self::Offer => "paste-found",
            Self::Saved => "saved",
        }
    }
}

/// Why the form is filled in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// To add credentials.
    Add,
    /// To change stored ones.
    Edit(Box<Change>),
    /// To give stored ones another secret, and leave everything else as it is.
    Rotate(Box<Change>, SecretRotation),
    /// To add stored ones elsewhere: whoever shows the form sends what it gives.
    Copy(Box<Described>),
}

impl Purpose {
    /// The stored credentials that are changed.
    pub(crate) const fn change(&self) -> Option<&Change> {
        match self {
            Self::Add | Self::Copy(_) => None,
            Self::Edit(change) | Self::Rotate(change, _) => Some(change),
        }
    }

    /// What is asked for when the secret alone is changed.
    pub(crate) const fn rotation(&self) -> Option<&SecretRotation> {
        match self {
            Self::Rotate(_, rotation) => Some(rotation),
            Self::Add | Self::Edit(_) | Self::Copy(_) => None,
        }
    }

    /// Whether every field is asked for, and not the secrets alone.
    const fn asks_all(&self) -> bool {
        matches!(self, Self::Add | Self::Edit(_))
    }
}

/// Stored credentials that are changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    /// Their id.
    pub(crate) id: String,
    /// As they are.
    pub(crate) described: Described,
    /// What becomes of a secret that is left blank.
    pub(crate) blank: BlankSecret,
}

/// What becomes of a stored secret for which no new one is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlankSecret {
    /// It is kept: Wavepass's own Platform does so.
    Kept,
    /// It most likely is. What Seqera Platform does is not documented: no published client leaves
    /// the password of a registry out, and Platform may log in to the registry with what it gets.
    /// tw leaves out secrets of other providers, and nothing says what becomes of them.
    LikelyKept,
}

impl BlankSecret {
    /// What is known of it, by whose Platform it is.
    pub(crate) const fn at(mode: Option<Mode>) -> Self {
        match mode {
            Some(Mode::Embedded) => Self::Kept,
            Some(Mode::Gateway) | None => Self::LikelyKept,
        }
    }

    /// What is said of it before it is left blank.
    pub(crate) const fn help(self) -> &'static str {
        match self {
            Self::Kept => "Leave blank to keep the stored one. ",
            Self::LikelyKept => {
                "Left blank, Platform most likely keeps the stored one. It does not document \
                 that, and may ask for it: type it again where you have it. "
            }
        }
    }

    /// What is said of it after it was left blank.
    const fn afterwards(self) -> &'static str {
        match self {
            Self::Kept => "",
            Self::LikelyKept => {
                " What was left blank most likely stayed as it was, which Platform does not \
                 document: should a run fail to log in, type it again."
            }
        }
    }
}

/// The form.
#[derive(Debug)]
pub(crate) struct FormModel {
    purpose: Purpose,
    /// How the Wave is set up that will use the credentials.
    wave: WaveSetup,
    /// What the form began with.
    initial: CredentialsForm,
    form: CredentialsForm,
    left: BTreeSet<Field>,
    /// The warnings that somebody had a chance to see.
    seen: BTreeSet<(Field, Code)>,
    spelling: RegistrySpelling,
    chosen_registry: Option<Registry>,
    name: NameCheck,
    /// The last name that was proposed.
    proposed_name: Option<String>,
    /// What is stored in the form's place already, as far as it is known.
    stored: Vec<CredentialsSummary>,
    session_lost: bool,
    /// New secrets that were typed and forgotten with the session.
    forgotten: Vec<Field>,
    insists: bool,
    /// Whether what was typed before the page was loaded again is in the form.
    is_restored: bool,
    work: Work,
    /// What is said where the page stays once everything is saved.
    saved: Option<String>,
    paste: Paste,
}

impl FormModel {
    /// A form for new credentials. What a link filled in is not lost by leaving.
    pub(crate) fn adding(initial: CredentialsForm, wave: WaveSetup) -> Self {
        Self::new(Purpose::Add, initial, wave)
    }

    /// A form that changes stored credentials, with all that Platform gives back of them.
    pub(crate) fn editing(
        id: String,
        described: Described,
        blank: BlankSecret,
        wave: WaveSetup,
    ) -> Self {
        // Of a provider that nobody knows there is no form.
        let form = described.form().unwrap_or_default();
        let change = Change {
            id,
            described,
            blank,
        };
        Self::new(Purpose::Edit(Box::new(change)), form, wave)
    }

    /// A form that asks for another secret of stored credentials.
    pub(crate) fn rotating(change: Change, rotation: SecretRotation, wave: WaveSetup) -> Self {
        let mut form = change.described.form().unwrap_or_default();
        // The day that is stored is the one on which the old secret ends.
        form.set(Field::Expires, "");
        Self::new(Purpose::Rotate(Box::new(change), rotation), form, wave)
    }

    /// A form that asks for the secrets of stored credentials in order to add them elsewhere.
    pub(crate) fn copying(described: Described, wave: WaveSetup) -> Self {
        let form = described.form().unwrap_or_default();
        Self::new(Purpose::Copy(Box::new(described)), form, wave)
    }

    fn new(purpose: Purpose, initial: CredentialsForm, wave: WaveSetup) -> Self {
        Self {
            purpose,
            wave,
            form: initial.clone(),
            initial,
            left: BTreeSet::new(),
            seen: BTreeSet::new(),
            spelling: RegistrySpelling::default(),
            chosen_registry: None,
            name: NameCheck::default(),
            proposed_name: None,
            stored: Vec::new(),
            session_lost: false,
            forgotten: Vec::new(),
            insists: false,
            is_restored: false,
            work: Work::default(),
            saved: None,
            paste: Paste::default(),
        }
    }

    /// Why the form is filled in.
    pub(crate) const fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// The text in a field.
    pub(crate) fn value(&self, field: Field) -> &str {
        self.form.value(field)
    }

    /// What the credentials are for and how it is signed in to, once chosen.
    pub(crate) const fn kind(&self) -> Option<Kind> {
        self.form.kind
    }

    /// The kinds among which somebody may choose: none where there is but one. Stored credentials
    /// stay with their provider.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        let chosen = self.form.kind.filter(|_| self.asks_all());
        let Some(chosen) = chosen else {
            return Vec::new();
        };
        let kinds = chosen
            .choices()
            .filter(|kind| !self.is_edit() || kind.provider() == chosen.provider());
        let kinds: Vec<_> = kinds.collect();
        if kinds.len() > 1 { kinds } else { Vec::new() }
    }

    /// Whether every field is asked for, and not the secrets alone.
    pub(crate) const fn asks_all(&self) -> bool {
        self.purpose.asks_all()
    }

    /// The fields of the provider that are asked for, in the order of the form.
    pub(crate) fn asked(&self) -> Vec<&'static FieldSpec> {
        self.split_fields().0
    }

    /// The fields that stay as they are stored.
    pub(crate) fn kept(&self) -> Vec<&'static FieldSpec> {
        self.split_fields().1
    }

    fn split_fields(&self) -> (Vec<&'static FieldSpec>, Vec<&'static FieldSpec>) {
        let all = self.form.kind.into_iter().flat_map(Kind::asked);
        all.partition(|spec| match &self.purpose {
            Purpose::Add | Purpose::Edit(_) => true,
            Purpose::Rotate(_, rotation) => rotation.asks(spec),
            Purpose::Copy(_) => spec.is_secret(),
        })
    }

    /// Whether the form is for a container registry.
    pub(crate) fn is_for_registry(&self) -> bool {
        self.form.kind == Some(Kind::ContainerRegistry)
    }

    /// Whether the form is for a container registry, or may become so.
    pub(crate) fn takes_registry(&self) -> bool {
        self.form.kind.is_none() || self.is_for_registry()
    }

    /// The kind of registry that somebody chose.
    pub(crate) const fn chosen_registry(&self) -> Option<Registry> {
        self.chosen_registry
    }

    /// The kind of registry that the form is for, as far as it is known: what the host tells,
    /// and else the chosen one.
    pub(crate) fn registry_kind(&self) -> Option<Registry> {
        let typed = self.form.value(Field::Registry);
        let told = if typed.is_empty() {
            None
        } else {
            RegistryServer::read(typed).registry
        };
        told.or(self.chosen_registry)
    }

    /// Whether the form says which registry it is for. An empty server of a new form may be one
    /// that is still to be typed.
    pub(crate) fn tells_registry(&self) -> bool {
        !self.form.value(Field::Registry).is_empty()
            || self.chosen_registry == Some(Registry::DockerHub)
            || (self.is_edit() && !self.hides_registry())
    }

    /// Whether the registry server has to be told: only Docker Hub needs none.
    pub(crate) fn requires_registry(&self) -> bool {
        (self.chosen_registry).is_some_and(|chosen| chosen != Registry::DockerHub)
    }

    /// Whether the registry is one that is only most likely meant by what was typed.
    pub(crate) fn doubts_registry(&self) -> bool {
        !RegistryServer::read(self.form.value(Field::Registry)).usual_spelling
    }

    /// Whether there is a secret that can end, or a day on which one does.
    pub(crate) fn has_secret(&self) -> bool {
        self.form.kind.is_some_and(Kind::has_secret) || !self.form.value(Field::Expires).is_empty()
    }

    /// Whether Platform does not tell the registry of the credentials that are changed.
    pub(crate) fn hides_registry(&self) -> bool {
        self.stored_registry() == Some(&StoredRegistry::Unknown)
    }

    /// The registry of the credentials that are changed.
    fn stored_registry(&self) -> Option<&StoredRegistry> {
        let change = self.purpose.change()?;
        change.described.summary.registry.as_ref()
    }

    /// What becomes of the stored secret when it is left blank.
    pub(crate) fn blank_secret(&self) -> Option<BlankSecret> {
        self.purpose.change().map(|change| change.blank)
    }

    /// Whether a field may not stay empty: of registries, only Docker Hub needs no server.
    pub(crate) fn requires(&self, spec: &FieldSpec) -> bool {
        match spec.field {
            Field::Registry => self.requires_registry(),
            _ if spec.is_secret() && self.keeps_secrets() => false,
            _ if spec.is_secret() && self.purpose.rotation().is_some() => true,
            _ => match spec.requirement {
                Requirement::Unless(_, other) => self.form.value(other).is_empty(),
                Requirement::With(_, other) => !self.form.value(other).is_empty(),
                _ => spec.is_required(),
            },
        }
    }

    /// Whether secrets are stored that stay when they are left blank: those of another kind are
    /// not there.
    pub(crate) fn keeps_secrets(&self) -> bool {
        // Who rotates the only secret there is does not mean to keep it.
        let rotation = self.purpose.rotation();
        let is_only = rotation.is_some_and(|it| it.asked().any(|spec| it.requires(spec)));
        let stored = self.stored_kind();
        self.is_edit() && !is_only && stored.is_none_or(|stored| Some(stored) == self.form.kind)
    }

    /// The kind of the credentials that are changed, where Platform tells it.
    fn stored_kind(&self) -> Option<Kind> {
        self.purpose.change()?.described.kind()
    }

    /// The secrets that the form asks for, in its order.
    fn secrets(&self) -> impl Iterator<Item = Field> {
        let asked = self.form.kind.into_iter().flat_map(Kind::asked);
        asked.filter(|spec| spec.is_secret()).map(|spec| spec.field)
    }

    /// Whether no secret is typed; of those that are rotated, whether one is left blank.
    fn is_blank(&self) -> bool {
        let mut blank = self
            .secrets()
            .map(|field| self.form.value(field).is_empty());
        match self.purpose {
            Purpose::Rotate(..) => blank.any(|is_blank| is_blank),
            _ => blank.all(|is_blank| is_blank),
        }
    }

    /// What is known about the name.
    pub(crate) fn name_known(&self) -> NameKnown {
        self.name.known().clone()
    }

    /// Whether stored credentials are changed, rather than new ones added.
    pub(crate) const fn is_edit(&self) -> bool {
        self.purpose.change().is_some()
    }

    /// What is said where the page stays once everything is saved.
    pub(crate) fn saved(&self) -> Option<String> {
        self.saved.clone()
    }

    /// Whether something was typed or chosen.
    pub(crate) fn is_dirty(&self) -> bool {
        !self.form.equals(&self.initial)
    }

    /// Whether somebody insists on storing what can never work.
    pub(crate) const fn insists(&self) -> bool {
        self.insists
    }

    /// Whether a request is under way.
    pub(crate) const fn is_pending(&self) -> bool {
        self.work.is_pending()
    }

    /// Why the server did not take the form, until the next try.
    pub(crate) fn refusal(&self) -> Option<&SaveError> {
        match self.work.tried()? {
            Tried::Refused(error) => Some(error),
            _ => None,
        }
    }

    /// What the page shows of the last text that was pasted.
    pub(crate) fn paste_shown(&self) -> Shown {
        self.paste.shown()
    }

    /// What a pasted text gives for providers other than registries, with their places: what fits
    /// the chosen one first. Stored credentials stay with their provider.
    pub(crate) fn fits(&self) -> Vec<(usize, &Fit)> {
        let chosen = self.form.kind.map(Kind::provider);
        let is_of =
            |fit: &Fit| Some(fit.kind.provider().offered_as()) == chosen.map(Provider::offered_as);
        let all = self.paste.fits().iter().enumerate();
        let (mut fits, others): (Vec<_>, Vec<_>) = all.partition(|(_, fit)| is_of(fit));
        if self.is_edit() {
            fits.retain(|(_, fit)| Some(fit.kind.provider()) == chosen);
        } else {
            fits.extend(others);
        }
        fits
    }

    /// What a pasted text offers.
    pub(crate) const fn offer(&self) -> Option<&Offer> {
        self.paste.offer()
    }

    /// What was found in a pasted text and is not taken, in sentences.
    pub(crate) fn not_taken(&self) -> Vec<String> {
        self.paste.not_taken().to_vec()
    }

    /// The id of the credentials that are changed.
    fn own_id(&self) -> Option<&str> {
        let change = self.purpose.change()?;
        Some(&change.id)
    }

    /// Whether something was typed; the choice of a provider alone is nothing to lose.
    fn has_typed(&self) -> bool {
        // What was typed for another provider is in the form as well.
        let mut fields = self.form.fields().filter(|field| *field != Field::Provider);
        fields.any(|field| self.form.value(field) != self.initial.value(field))
    }

    /// Puts a text into a field.
    fn put(&mut self, field: Field, text: &str) -> Vec<Effect> {
        if field == Field::Registry {
            self.spelling.touched();
        }
        let is_renamed = field == Field::Name && self.form.value(field) != text;
        self.change(field, text);
        if is_renamed {
            self.check_name()
        } else {
            Vec::new()
        }
    }

    /// Changes a value. Who insisted did so on what stood there before.
    fn change(&mut self, field: Field, text: &str) {
        if self.form.value(field) != text {
            self.insists = false;
        }
        self.form.set(field, text);
    }

    /// Asks about the name, where it is one. The name of stored credentials stays.
    fn check_name(&mut self) -> Vec<Effect> {
        let name = self.form.value(Field::Name);
        let is_new = matches!(self.purpose, Purpose::Add);
        if !is_new || !self.name.renamed(name) {
            return Vec::new();
        }
        vec![Effect::CheckName(name.to_owned())]
    }

    fn leave(&mut self, field: Field, now: i64) {
        // Who only passes through an empty name on the way in is not scolded.
        if field == Field::Name && self.form.value(field).is_empty() {
            return;
        }
        if field == Field::Registry {
            self.put_registry_right();
        }
        self.left.insert(field);
        let findings = self.form.findings(field, &self.context(now));
        let seen = findings.into_iter().map(|finding| (field, finding.code));
        self.seen.extend(seen);
    }

    /// Puts the registry into the spelling that Wave compares. Whether there was need to.
    fn put_registry_right(&mut self) -> bool {
        if !self.is_for_registry() || !self.asks_all() {
            return false;
        }
        let host = self.spelling.put_right(self.form.value(Field::Registry));
        let needed = host.is_some();
        if let Some(host) = host {
            self.change(Field::Registry, &host);
        }
        needed
    }

    /// Chooses a kind of registry, and fills in the host where the kind has only one. What
    /// somebody typed is never overwritten; what an earlier choice filled in is.
    fn choose_registry(&mut self, registry: Option<Registry>) {
        let preset = self.chosen_registry.and_then(only_host);
        self.insists &= self.chosen_registry == registry;
        self.chosen_registry = registry;
        let host = self.form.value(Field::Registry);
        if host.is_empty() || preset == Some(host) {
            self.put(
                Field::Registry,
                registry.and_then(only_host).unwrap_or_default(),
            );
        }
    }

    /// Forgets the secret and what was pasted, and asks for the secret afterwards.
    fn lose_session(&mut self) {
        self.session_lost = true;
        let typed: Vec<_> = self
            .secrets()
            .filter(|field| !self.form.value(*field).is_empty())
            .collect();
        self.forgotten.extend(typed);
        self.form.clear_secrets();
        self.paste.forget();
    }

    /// Forgets everything.
    fn clear(&mut self) {
        self.insists = false;
        self.is_restored = false;
        self.proposed_name = None;
        self.form = self.initial.clone();
        // An empty field is no mistake before somebody was in it.
        self.left.clear();
        self.seen.clear();
        self.work = Work::default();
    }

    /// What the form is judged with.
    fn context(&self, now: i64) -> ValidationContext {
        let purpose = match &self.purpose {
            Purpose::Add | Purpose::Copy(_) => rules::Purpose::Create,
            Purpose::Edit(_) | Purpose::Rotate(..) => rules::Purpose::Update,
        };
        let own = self.own_id();
        let is_own = |row: &CredentialsSummary| own.is_some() && row.id.as_deref() == own;
        let text = |row: &CredentialsSummary| {
            let text = row.registry_text().filter(|_| !row.is_deleted)?;
            Some((text.to_owned(), row.label().to_owned()))
        };
        let stored = &self.stored;
        let own = stored.iter().position(is_own);
        let (before, rest) = stored.split_at(own.unwrap_or(stored.len()));
        let before: Vec<_> = before.iter().filter_map(text).collect();
        let behind = rest.iter().filter(|row| !is_own(row)).filter_map(text);
        ValidationContext {
            place: own.map(|_| before.len()),
            purpose,
            stored_registry: self.stored_registry().cloned(),
            taken_name: self.name.taken().map(str::to_owned),
            chosen_registry: self.chosen_registry,
            others: before.into_iter().chain(behind).collect(),
            now: Some(now),
            forgotten: self.forgotten.clone(),
            stored_kind: self.stored_kind(),
            is_api: false,
            wave: self.wave.clone(),
        }
    }
}

impl Model for FormModel {
    type Event = Event;
    type Effect = Effect;

    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened => {
                let mut effects = self.propose_name();
                if effects.is_empty() {
                    effects = self.check_name();
                }
                // What a link filled in, and what follows from it, is nothing to lose.
                self.initial.name.clone_from(&self.form.name);
                return effects;
            }
            Event::DraftFound(draft) => return self.restore(&draft),
            Event::StartOverPressed => {
                self.clear();
                self.left.clear();
                let first = if !self.asks_all() {
                    Field::Expires
                } else if self.is_edit() {
                    Field::Description
                } else {
                    Field::Name
                };
                return vec![Effect::Focus(Target::Field(first))];
            }
            Event::Typed { field, text } => return self.put(field, text.expose()),
            Event::Left { field, now } => self.leave(field, now),
            Event::Mended { field, text } => {
                let mut effects = self.put(field, text.expose());
                // The button is gone with what it mended.
                effects.push(Effect::Focus(Target::Field(field)));
                return effects;
            }
            Event::RegistryChosen(registry) => self.choose_registry(registry),
            Event::NameChecked { name, answer } => {
                // Meanwhile something else may have been typed.
                if name == self.form.value(Field::Name) {
                    self.name.answered(&name, answer);
                }
            }
            // Elsewhere there are others.
            Event::StoredListed(_) if matches!(self.purpose, Purpose::Copy(_)) => {}
            Event::StoredListed(rows) => {
                self.stored = rows;
                return self.propose_anew();
            }
            Event::SessionLost => self.lose_session(),
            Event::SessionRestored => {
                if std::mem::take(&mut self.session_lost) {
                    let forgotten = self.forgotten.first().copied();
                    let first = forgotten.or_else(|| self.secrets().next());
                    let field = first.unwrap_or(Field::Name);
                    return vec![Effect::Focus(Target::Field(field))];
                }
            }
            Event::Insisted(insists) => self.insists = insists,
            Event::Submitted { now } => return self.submit(now),
            Event::Answered { name, answer } => return self.answered(name, answer),
            Event::HandedBack { is_done: true } => self.clear(),
            Event::HandedBack { is_done: false } => self.work = Work::default(),
            Event::Pasted(text) => return self.read(text),
            Event::PastedIntoField { field, text, whole } => {
                return self.read_in_field(field, text, whole);
            }
            Event::PastedRead { version, read } => return self.pasted_read(version, read),
            Event::FitsRead { version, fits } => return self.fits_read(version, fits),
            Event::FitPressed { at, now } => return self.fill_fit(at, now),
            Event::EntryChosen(entry) => self.paste.choose(entry),
            Event::FillPressed { now } => return self.fill(now),
            Event::ThrowAwayPressed => return self.throw_away(),
            Event::AddAllPressed { now } => return self.add_all(now),
            Event::AllAdded(done) => return self.all_added(&done),
        }
        Vec::new()
    }
}

/// The host of a kind of registry that has only one.
fn only_host(registry: Registry) -> Option<&'static str> {
    let host = registry.record().canonical_host;
    (!host.contains('<')).then_some(host)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
