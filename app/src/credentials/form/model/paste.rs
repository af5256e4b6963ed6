//! Paste to fill: from a text that somebody pastes to the fields of the form.
//!
//! The text itself is kept no longer than it takes to read it, and what it offers until it was
//! filled in or thrown away.

use std::borrow::Cow;

use wavepass_core::credentials::{Day, Field, Provider};
use wavepass_core::login::{Entry, Fit, Pasted};
use wavepass_core::secret::Secret;

use super::{Effect, FormModel, Purpose, Target};

/// What became of the last text that was pasted.
#[derive(Debug, Default)]
pub(super) struct Paste {
    found: Found,
    /// Counts what was pasted and forgotten, so that a late answer is not taken for the one
    /// that is waited for.
    version: u32,
    /// What it gives for providers other than registries.
    fits: Vec<Fit>,
}

#[derive(Debug, Default)]
enum Found {
    /// Nothing was pasted.
    #[default]
    Nothing,
    /// A text from the box is being read.
    Reading,
    /// A text that was pasted into a field is being read. The field holds it meanwhile, so that
    /// nothing is lost.
    ReadingField {
        field: Field,
        /// What the field held before.
        before: Secret,
        /// What it holds now.
        with_text: Secret,
    },
    /// It is not of a kind that is known.
    Unknown,
    /// The code that reads it did not arrive.
    NoReader,
    /// What it offers.
    Offer(Offer),
}

/// What a text offers.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) pasted: Pasted,
    /// Which of its entries is looked at.
    pub(crate) chosen: usize,
}

/// A text that is to be read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Which text this is; the answer is tagged with it.
    pub(crate) version: u32,
    /// The field that it was pasted into, or none for the box.
    pub(crate) field: Option<Field>,
    /// The text.
    pub(crate) text: Secret,
}

/// Why nothing can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRead {
    /// The text is not of a kind that is known.
    Unknown,
    /// The code that reads it did not arrive.
    NoReader,
}

/// What the page shows of the last text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing.
    Nothing,
    /// Why nothing can be offered.
    NotRead(NotRead),
    /// An offer, by its number.
    Offer(u32),
    /// What there is for providers other than registries alone, by the same number.
    Fits(u32),
}

impl Offer {
    fn of(pasted: Pasted) -> Self {
        let with_secret = |entry: &Entry| entry.password.get().is_some();
        let chosen = pasted.entries.iter().position(with_secret);
        Self {
            pasted,
            chosen: chosen.unwrap_or_default(),
        }
    }

    /// The entries to which nothing has to be added by hand, with their places in the offer.
    pub(crate) fn complete(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let is_complete = |(_, entry): &(usize, &Entry)| {
            entry.registry.get().is_some()
                && entry.user_name.get().is_some()
                && entry.password.get().is_some()
        };
        self.pasted.entries.iter().enumerate().filter(is_complete)
    }
}

impl Paste {
    /// Forgets what was pasted, and what is still being read.
    pub(super) fn forget(&mut self) {
        self.version += 1;
        self.found = Found::Nothing;
        self.fits.clear();
    }

    /// What there is for providers other than registries.
    pub(super) fn fits(&self) -> &[Fit] {
        &self.fits
    }

    /// What is on offer.
    pub(super) const fn offer(&self) -> Option<&Offer> {
        match &self.found {
            Found::Offer(offer) => Some(offer),
            _ => None,
        }
    }

    /// What the page shows of it.
    pub(super) fn shown(&self) -> Shown {
        match self.found {
            Found::Nothing | Found::Reading | Found::ReadingField { .. } => Shown::Nothing,
            Found::Unknown if !self.fits.is_empty() => Shown::Fits(self.version),
            Found::Unknown => Shown::NotRead(NotRead::Unknown),
            Found::NoReader => Shown::NotRead(NotRead::NoReader),
            Found::Offer(_) => Shown::Offer(self.version),
        }
    }

    /// Looks at another entry of the offer.
    pub(super) fn choose(&mut self, entry: usize) {
        if let Found::Offer(offer) = &mut self.found {
            offer.chosen = entry;
        }
    }

    /// Takes entries off the offer, by their places in it.
    pub(super) fn take_off(&mut self, is_gone: impl Fn(usize) -> bool) {
        let mut rest = match std::mem::take(&mut self.found) {
            Found::Offer(offer) => offer.pasted,
            // What is no offer stays, for instance that nothing was found in a text.
            other => {
                self.found = other;
                return;
            }
        };
        self.forget();
        let mut at = 0..;
        rest.entries.retain(|_| !at.next().is_some_and(&is_gone));
        if !rest.entries.is_empty() {
            self.found = Found::Offer(Offer::of(rest));
        }
    }
}

impl FormModel {
    /// A text was given in order to fill the form.
    pub(super) fn read(&mut self, text: Secret) -> Vec<Effect> {
        self.paste.forget();
        self.paste.found = Found::Reading;
        vec![self.reading(None, text)]
    }

    /// A text was pasted into a field that may be more than a value: `whole` is what the field
    /// holds with it.
    pub(super) fn read_in_field(
        &mut self,
        field: Field,
        text: Secret,
        whole: Secret,
    ) -> Vec<Effect> {
        let before = Secret::from(self.form.value(field));
        let mut effects = self.put(field, whole.expose());
        self.paste.forget();
        self.paste.found = Found::ReadingField {
            field,
            before,
            with_text: whole,
        };
        effects.push(self.reading(Some(field), text));
        effects
    }

    fn reading(&self, field: Option<Field>, text: Secret) -> Effect {
        Effect::Read(Reading {
            version: self.paste.version,
            field,
            text,
        })
    }

    /// A text has been read. When one from a field turns out to be more than a value, the field
    /// gets back what it held before, unless somebody has typed on.
    pub(super) fn pasted_read(
        &mut self,
        version: u32,
        read: Result<Pasted, NotRead>,
    ) -> Vec<Effect> {
        if version != self.paste.version {
            return Vec::new();
        }
        let waiting = std::mem::take(&mut self.paste.found);
        let pasted = match (read, &waiting) {
            (Ok(pasted), _) => pasted,
            // It was the value of the field, as far as anybody can tell.
            (Err(_), Found::ReadingField { .. }) => return Vec::new(),
            (Err(NotRead::Unknown), _) => {
                self.paste.found = Found::Unknown;
                return Vec::new();
            }
            (Err(NotRead::NoReader), _) => {
                self.paste.found = Found::NoReader;
                return Vec::new();
            }
        };
        let mut effects = Vec::new();
        if let Found::ReadingField {
            field,
            before,
            with_text,
        } = waiting
            && self.form.value(field) == with_text.expose()
        {
            effects.extend(self.put(field, before.expose()));
        }
        let from = pasted.with_article();
        self.paste.found = Found::Offer(Offer::of(pasted));
        effects.push(Effect::Say(format!(
            "Found {from}. Nothing is filled in yet."
        )));
        effects.push(Effect::Focus(Target::Offer));
        effects
    }

    /// What a text gives for providers other than registries has been read.
    pub(super) fn fits_read(&mut self, version: u32, fits: Vec<Fit>) -> Vec<Effect> {
        if version != self.paste.version || fits.is_empty() {
            return Vec::new();
        }
        self.paste.fits = fits;
        match self.paste.shown() {
            Shown::Fits(_) => vec![
                Effect::Say(
                    "Found what other providers take. Nothing is filled in yet.".to_owned(),
                ),
                Effect::Focus(Target::Offer),
            ],
            // The offer beside it has been announced.
            _ => Vec::new(),
        }
    }

    /// Fills the form with what a text gives for a provider, and forgets the rest.
    pub(super) fn fill_fit(&mut self, at: usize, now: i64) -> Vec<Effect> {
        if at >= self.paste.fits.len() {
            return Vec::new();
        }
        let fit = self.paste.fits.swap_remove(at);
        self.paste.forget();
        let mut effects = self.put(Field::Kind, fit.kind.id());
        for (field, value) in &fit.values {
            effects.extend(self.put(*field, value.expose()));
            self.leave(*field, now);
        }
        let count = fit.values.len();
        let fields = if count == 1 { "field" } else { "fields" };
        effects.push(Effect::Say(format!(
            "Filled {count} {fields} from the {}.",
            fit.from
        )));
        let next = fit
            .kind
            .asked()
            .find(|spec| self.requires(spec) && self.form.value(spec.field).is_empty());
        let next = next.map_or(Field::Name, |spec| spec.field);
        effects.push(Effect::Focus(Target::Field(next)));
        effects
    }

    /// Forgets what is on offer, because somebody does not want it.
    pub(super) fn throw_away(&mut self) -> Vec<Effect> {
        self.paste.forget();
        vec![Effect::Focus(Target::Field(Field::Name))]
    }

    /// Fills the form with the entry that is looked at, and forgets the rest.
    pub(super) fn fill(&mut self, now: i64) -> Vec<Effect> {
        let Found::Offer(offer) = std::mem::take(&mut self.paste.found) else {
            return Vec::new();
        };
        self.paste.forget();
        let from = offer.pasted.with_article();
        let Some(entry) = offer.pasted.entries.into_iter().nth(offer.chosen) else {
            return Vec::new();
        };
        let mut effects = self.put(Field::Provider, Provider::ContainerRegistry.wire_name());
        let values = self.values_of(&entry);
        for (field, value) in &values {
            effects.extend(self.put(*field, value));
            self.leave(*field, now);
        }
        let count = values.len();
        let fields = if count == 1 { "field" } else { "fields" };
        let proposal = self.propose_name();
        let name = if proposal.is_empty() {
            String::new()
        } else {
            format!(" The name {} is proposed.", self.form.value(Field::Name))
        };
        effects.extend(proposal);
        effects.push(Effect::Say(format!(
            "Filled {count} {fields} from {from}.{name}"
        )));
        // What the text did not give is next; the secret before the name.
        let next = [Field::Registry, Field::UserName, Field::Password]
            .into_iter()
            .find(|field| self.form.value(*field).is_empty());
        effects.push(Effect::Focus(Target::Field(next.unwrap_or(Field::Name))));
        effects
    }

    /// What an entry fills in. A name that somebody has typed stays.
    fn values_of<'a>(&self, entry: &'a Entry) -> Vec<(Field, Cow<'a, str>)> {
        let registry = entry.registry.get().map(String::as_str);
        let user_name = entry.user_name.get().map(String::as_str);
        let password = entry.password.get().map(Secret::expose);
        let takes_name =
            self.form.value(Field::Name).is_empty() && matches!(self.purpose, Purpose::Add);
        let name = entry.name.as_deref().filter(|_| takes_name);
        let expires = entry.expires.map(|at| at.unix_millis().div_euclid(1000));
        let all = [
            (Field::Registry, registry.map(Cow::from)),
            (Field::UserName, user_name.map(Cow::from)),
            (Field::Password, password.map(Cow::from)),
            (Field::Name, name.map(Cow::from)),
            (
                Field::Expires,
                expires.map(|at| Day::of_unix(at).to_iso().into()),
            ),
        ];
        let found = all.into_iter();
        found
            .filter_map(|(field, value)| Some((field, value?)))
            .collect()
    }
}
