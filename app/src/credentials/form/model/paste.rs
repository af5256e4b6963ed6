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
    /// What was found and is not taken, because it is not for the stored credentials.
    not_taken: Vec<String>,
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
        self.not_taken.clear();
    }

    /// What was found and is not taken, in sentences.
    pub(super) fn not_taken(&self) -> &[String] {
        &self.not_taken
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
        let pasted = if self.asks_all() {
            pasted
        } else {
            self.keep_own(pasted)
        };
        if pasted.entries.is_empty() {
            // What it gives for other providers is told next.
            effects.extend(self.say_not_taken());
            return effects;
        }
        self.paste.found = Found::Offer(Offer::of(pasted));
        effects.push(Effect::Say(format!(
            "Found {from}. Nothing is filled in yet."
        )));
        effects.push(Effect::Focus(Target::Offer));
        effects
    }

    /// Keeps the logins that are for the stored credentials, and notes why the others are not.
    fn keep_own(&mut self, mut pasted: Pasted) -> Pasted {
        let registry = self.stored_registry_text().map(str::to_owned);
        let user_name = self.form.value(Field::UserName).to_owned();
        let what = pasted.with_article();
        let is_for_registry = self.is_for_registry();
        let asked = self.asked_fields();
        let mut not_taken = Vec::new();
        pasted.entries.retain(|entry| {
            let misfit = if is_for_registry {
                entry.misfit(registry.as_deref(), &user_name, |field| {
                    asked.contains(&field)
                })
            } else {
                Some(format!(
                    "What was found is {what} and was not taken: these are no credentials of a \
                     registry."
                ))
            };
            not_taken.extend(misfit.clone());
            misfit.is_none()
        });
        not_taken.dedup();
        self.paste.not_taken = not_taken;
        pasted
    }

    /// The registry that the stored credentials are for, where Platform tells it.
    fn stored_registry_text(&self) -> Option<&str> {
        let described = match &self.purpose {
            Purpose::Add => return None,
            Purpose::Edit(change) | Purpose::Rotate(change, _) => &change.described,
            Purpose::Copy(described) => described,
        };
        described.summary.registry_text()
    }

    fn asked_fields(&self) -> Vec<Field> {
        self.asked().iter().map(|spec| spec.field).collect()
    }

    fn say_not_taken(&self) -> Option<Effect> {
        let said = self.paste.not_taken.join(" ");
        (!said.is_empty()).then_some(Effect::Say(said))
    }

    /// What a text gives for providers other than registries has been read.
    pub(super) fn fits_read(&mut self, version: u32, fits: Vec<Fit>) -> Vec<Effect> {
        if version != self.paste.version || fits.is_empty() {
            return Vec::new();
        }
        if self.asks_all() {
            self.paste.fits = fits;
        } else {
            let told = self.keep_fitting(fits);
            if self.paste.fits.is_empty() {
                return told.into_iter().collect();
            }
        }
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

    /// Keeps what is for the stored credentials. Why the rest is not is told where nothing is left:
    /// a text that is for several providers is for this one all the same.
    fn keep_fitting(&mut self, mut fits: Vec<Fit>) -> Option<Effect> {
        let asked = self.asked_fields();
        let own = self.form.kind;
        let mut others = Vec::new();
        let mut own_misfits = Vec::new();
        fits.retain(|fit| {
            let misfit = fit.misfit(&self.form, |field| asked.contains(&field));
            let is_taken = misfit.is_none();
            if Some(fit.kind) == own {
                own_misfits.extend(misfit);
            } else {
                others.extend(misfit);
            }
            is_taken
        });
        if !fits.is_empty() {
            self.paste.not_taken = own_misfits;
            self.paste.fits = fits;
            return None;
        }
        if self.offer().is_some() || !self.paste.not_taken.is_empty() && own_misfits.is_empty() {
            // It was read as a login, and is told as one.
            return None;
        }
        let told = if own_misfits.is_empty() {
            others
        } else {
            own_misfits
        };
        self.paste.found = Found::Nothing;
        self.paste.not_taken = told;
        self.paste.not_taken.dedup();
        self.say_not_taken()
    }

    /// Fills the form with what a text gives for a provider, and forgets the rest.
    pub(super) fn fill_fit(&mut self, at: usize, now: i64) -> Vec<Effect> {
        if at >= self.paste.fits.len() {
            return Vec::new();
        }
        let fit = self.paste.fits.swap_remove(at);
        self.paste.forget();
        let mut effects = self.put(Field::Kind, fit.kind.id());
        let asked = self.asked_fields();
        let values = || fit.values.iter().filter(|(field, _)| asked.contains(field));
        for (field, value) in values() {
            effects.extend(self.put(*field, value.expose()));
            self.leave(*field, now);
        }
        let count = values().count();
        let fields = if count == 1 { "field" } else { "fields" };
        effects.push(Effect::Say(format!(
            "Filled {count} {fields} from the {}.",
            fit.from
        )));
        let mut asked = self.asked().into_iter();
        let next = asked.find(|spec| self.requires(spec) && self.form.value(spec.field).is_empty());
        let next = next.map_or_else(|| self.first_field(), |spec| spec.field);
        effects.push(Effect::Focus(Target::Field(next)));
        effects
    }

    /// Where somebody goes on who has filled in what was pasted.
    fn first_field(&self) -> Field {
        let secret = self.asked().first().map(|spec| spec.field);
        match secret {
            Some(secret) if !self.asks_all() => secret,
            _ => Field::Name,
        }
    }

    /// Forgets what is on offer, because somebody does not want it.
    pub(super) fn throw_away(&mut self) -> Vec<Effect> {
        self.paste.forget();
        vec![Effect::Focus(Target::Field(self.first_field()))]
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
        let asked = self.asked_fields();
        let next = [Field::Registry, Field::UserName, Field::Password]
            .into_iter()
            .find(|field| asked.contains(field) && self.form.value(*field).is_empty());
        let next = next.unwrap_or_else(|| self.first_field());
        effects.push(Effect::Focus(Target::Field(next)));
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
        // Where the secret alone is asked for, everything else stays as it is.
        let asked = (!self.asks_all()).then(|| self.asked_fields());
        let takes = |field: Field| match &asked {
            Some(asked) => field == Field::Expires || asked.contains(&field),
            None => true,
        };
        let found = all.into_iter().filter(|(field, _)| takes(*field));
        found
            .filter_map(|(field, value)| Some((field, value?)))
            .collect()
    }
}
