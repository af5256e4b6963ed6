//! Paste to fill: from a text that somebody pastes to the fields of the form.
//!
//! The code that reads such texts (shell lines, YAML, JSON, CSV) is large and rarely needed,
//! so it arrives when something is pasted for the first time. The text itself is kept no
//! longer than it takes to read it.

pub(super) mod add_all;
mod offer;
pub(super) mod paste_box;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{Field, Provider};
use wavepass_core::login::{self, Entry, Pasted};
use wavepass_core::secret::Secret;

use super::state::FormState;
use crate::browser::focus_soon;
use crate::shell::lazy::comes_later;
use crate::shell::session::use_session;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::reactive::follow;

/// What became of the last text that was pasted.
#[derive(Clone)]
pub(crate) enum Found {
    /// Nothing was pasted.
    Nothing,
    /// The code that reads it is on its way.
    Reading,
    /// It is not of a kind that is known.
    Unknown,
    /// The code that reads it did not arrive.
    NoReader,
    /// What it offers.
    Offer(StoredValue<Pasted>),
}

/// Paste to fill, for one form. Copies are handles on the same one.
#[derive(Clone, Copy)]
pub(crate) struct Paste {
    found: RwSignal<Found>,
    form: StoredValue<FormState>,
    announcer: Announcer,
    /// Counts what was pasted and thrown away, so that a late answer is not taken for the
    /// one that is waited for.
    version: StoredValue<u32>,
}

/// Paste to fill for a form. What was pasted is forgotten with the page, and when the session
/// runs out, because who signs in again may be somebody else.
pub(crate) fn use_paste(form: FormState) -> Paste {
    let paste = Paste {
        found: RwSignal::new(Found::Nothing),
        form: StoredValue::new(form),
        announcer: use_announcer(),
        version: StoredValue::new(0),
    };
    let expired = use_session().expired();
    follow(move || {
        if expired.get() {
            paste.forget();
        }
    });
    on_cleanup(move || paste.forget());
    paste
}

impl Paste {
    /// What became of the last text.
    pub(crate) fn found(self) -> Signal<Found> {
        self.found.into()
    }

    /// Reads a text that was given in order to fill the form.
    pub(crate) fn read(self, text: Secret) {
        self.forget();
        self.found.set(Found::Reading);
        let mine = self.version.get_value();
        spawn_local(async move {
            let read = match paste_reader().await {
                Ok(read) => read(None, text.expose()).ok_or(Found::Unknown),
                Err(_) => Err(Found::NoReader),
            };
            if self.version.try_get_value() != Some(mine) {
                return;
            }
            match read {
                Ok(pasted) => self.offer(pasted),
                Err(nothing) => self.found.set(nothing),
            }
        });
    }

    /// Reads a text that was pasted into a field. The field holds it meanwhile, so that
    /// nothing is lost; when it turns out to be more than a value, the field gets back what
    /// it held before, unless somebody has typed on.
    pub(crate) fn read_in_field(self, field: Field, text: Secret, before: Secret) {
        self.forget();
        let mine = self.version.get_value();
        let form = self.form.get_value();
        let with_text = Secret::new(form.value(field).get_untracked());
        spawn_local(async move {
            let Ok(read) = paste_reader().await else {
                return;
            };
            let Some(pasted) = read(Some(field), text.expose()) else {
                return;
            };
            if self.version.try_get_value() != Some(mine) {
                return;
            }
            if form.value(field).get_untracked() == with_text.expose() {
                form.set(field, before.expose().to_owned());
            }
            self.offer(pasted);
        });
    }

    /// Shows what a text offers, and says so to whoever does not see it.
    fn offer(self, pasted: Pasted) {
        let from = pasted.summary();
        self.found.set(offer(pasted));
        self.announcer
            .say(format!("Found a {from}. Nothing is filled in yet."));
        focus_soon("paste-found");
    }

    /// The entries to which nothing has to be added by hand.
    pub(crate) fn complete_entries(self) -> Vec<Entry> {
        let Found::Offer(pasted) = self.found.get_untracked() else {
            return Vec::new();
        };
        let complete = |pasted: &Pasted| {
            let entries = pasted.entries.iter().filter(|entry| is_complete(entry));
            entries.cloned().collect()
        };
        pasted.try_with_value(complete).unwrap_or_default()
    }

    /// Takes entries off the offer, by their hosts.
    pub(crate) fn take_off(self, of_host: impl Fn(&str) -> bool) {
        let Found::Offer(pasted) = self.found.get_untracked() else {
            return;
        };
        let mut rest = pasted.get_value();
        rest.entries
            .retain(|entry| !entry.registry.get().is_some_and(|host| of_host(host)));
        self.forget();
        if !rest.entries.is_empty() {
            self.found.set(offer(rest));
        }
    }

    /// Forgets what was pasted, and what is still being read.
    pub(crate) fn forget(self) {
        self.version.try_update_value(|version| *version += 1);
        if let Some(Found::Offer(pasted)) = self.found.try_get_untracked() {
            pasted.dispose();
        }
        self.found.try_set(Found::Nothing);
    }

    /// Throws away what is on offer.
    pub(crate) fn throw_away(self) {
        self.forget();
        focus_soon(Field::Name.as_str());
    }

    /// Fills the form with one entry and forgets the rest.
    pub(crate) fn fill(self, chosen: usize) {
        let Found::Offer(pasted) = self.found.get_untracked() else {
            return;
        };
        let filled = pasted.try_with_value(|pasted| {
            let entry = pasted.entries.get(chosen)?;
            Some((self.put(entry), pasted.summary()))
        });
        self.forget();
        let Some((count, from)) = filled.flatten() else {
            return;
        };
        let fields = if count == 1 { "field" } else { "fields" };
        self.announcer
            .say(format!("Filled {count} {fields} from {from}."));
        let form = self.form.get_value();
        let is_empty = |field| form.value(field).with_untracked(String::is_empty);
        // What the text did not give is next; the secret before the name.
        let next = [Field::Registry, Field::UserName, Field::Password]
            .into_iter()
            .find(|field| is_empty(*field));
        focus_soon(next.unwrap_or(Field::Name).as_str());
    }

    /// How many fields were filled.
    fn put(self, entry: &Entry) -> usize {
        let form = self.form.get_value();
        let provider = Provider::ContainerRegistry.wire_name();
        form.set(Field::Provider, provider.to_owned());
        let mut values = Vec::new();
        values.extend(entry.registry.get().map(|v| (Field::Registry, v.clone())));
        values.extend(entry.user_name.get().map(|v| (Field::UserName, v.clone())));
        let password = entry.password.get();
        values.extend(password.map(|v| (Field::Password, v.expose().to_owned())));
        let name_is_free = form.value(Field::Name).with_untracked(String::is_empty);
        if name_is_free && !form.is_edit() {
            values.extend(entry.name.clone().map(|name| (Field::Name, name)));
        }
        let count = values.len();
        for (field, value) in values {
            form.set(field, value);
            form.leave(field);
        }
        count
    }
}

/// Whether nothing has to be typed to add it.
pub(crate) fn is_complete(entry: &Entry) -> bool {
    entry.registry.get().is_some()
        && entry.user_name.get().is_some()
        && entry.password.get().is_some()
}

fn offer(pasted: Pasted) -> Found {
    Found::Offer(StoredValue::new(pasted))
}

/// Whether a pasted text can be more than the value of a field, at a glance: the code that
/// knows is not here yet.
pub(crate) fn may_be_more(text: &str) -> bool {
    let text = text.trim();
    text.contains(char::is_whitespace)
        || text.contains('{')
        || text.contains("://") && text.contains('@')
}

/// Reads a text: for a field, or for the whole form.
type Read = fn(Option<Field>, &str) -> Option<Pasted>;

comes_later! {
    /// What reads pasted texts.
    fn paste_reader() -> Read {
        |field, text| match field {
            Some(field) => login::read_in_field(field, text),
            None => login::read(text),
        }
    }
}
