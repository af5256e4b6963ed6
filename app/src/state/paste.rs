//! Paste to fill: from a text that somebody pastes to the fields of the form.
//!
//! The code that reads such texts (shell lines, YAML, JSON, CSV) is large and rarely needed,
//! so it arrives when something is pasted for the first time. The text itself is kept no
//! longer than it takes to read it.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the code that reads may fail to arrive, which the attribute adds"
)]

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use wavepass_core::credentials::{Field, Provider};
use wavepass_core::registry::paste::{self, Entry, Pasted};
use wavepass_core::secret::Secret;

use super::announcer::{Announcer, use_announcer};
use super::credentials_form::FormState;
use crate::browser::focus_soon;

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
}

/// Paste to fill for a form.
pub(crate) fn use_paste(form: FormState) -> Paste {
    Paste {
        found: RwSignal::new(Found::Nothing),
        form: StoredValue::new(form),
        announcer: use_announcer(),
    }
}

impl Paste {
    /// What became of the last text.
    pub(crate) fn found(self) -> Signal<Found> {
        self.found.into()
    }

    /// Reads a text that was given in order to fill the form.
    pub(crate) fn read(self, text: Secret) {
        self.found.set(Found::Reading);
        spawn_local(async move {
            let found = match paste_reader().await {
                Ok(read) => read(None, text.expose()).map_or(Found::Unknown, offer),
                Err(_) => Found::NoReader,
            };
            self.found.try_set(found);
        });
    }

    /// Reads a text that was pasted into a field; `plain` is what the field holds with it,
    /// when it turns out to be an ordinary value.
    pub(crate) fn read_in_field(self, field: Field, text: Secret, plain: Secret) {
        spawn_local(async move {
            let pasted = match paste_reader().await {
                Ok(read) => read(Some(field), text.expose()),
                Err(_) => None,
            };
            match pasted {
                Some(pasted) => {
                    self.found.try_set(offer(pasted));
                    self.announcer
                        .say("What you pasted can fill the form. It was not put into the field.");
                    focus_soon("paste-found");
                }
                // The page may be gone by now.
                None => {
                    if let Some(form) = self.form.try_get_value() {
                        form.set(field, plain.expose().to_owned());
                    }
                }
            }
        });
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

    /// Keeps only the entries of some hosts on offer; without any, nothing.
    pub(crate) fn keep_only(self, of_host: impl Fn(&str) -> bool) {
        let Found::Offer(pasted) = self.found.get_untracked() else {
            return;
        };
        let mut rest = pasted.get_value();
        rest.entries
            .retain(|entry| entry.registry.get().is_some_and(|host| of_host(host)));
        self.forget();
        if !rest.entries.is_empty() {
            self.found.set(offer(rest));
        }
    }

    /// Forgets what was pasted.
    pub(crate) fn forget(self) {
        if let Found::Offer(pasted) = self.found.get_untracked() {
            pasted.dispose();
        }
        self.found.set(Found::Nothing);
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

#[wasm_split(paste_reader, wasm_split_path = leptos::wasm_split, fallible)]
fn paste_reader() -> Result<Read, SplitLoaderError> {
    Ok(|field, text| match field {
        Some(field) => paste::read_in_field(field, text),
        None => paste::read(text),
    })
}
