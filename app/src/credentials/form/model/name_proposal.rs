//! A name for new credentials that nobody has typed one for: made of the host, unlike every name
//! that is taken.

use wavepass_core::credentials::{CredentialsName, Field};

use super::{Effect, FormModel, Purpose};

impl FormModel {
    /// Proposes a name where none was typed and the host is known. Whoever has typed a name, or
    /// taken the proposed one away, is not proposed another.
    pub(super) fn propose_name(&mut self) -> Vec<Effect> {
        let host = self.form.value(Field::Registry).trim();
        let is_empty = self.form.value(Field::Name).is_empty() && self.proposed_name.is_none();
        if !matches!(self.purpose, Purpose::Add) || !is_empty || host.is_empty() {
            return Vec::new();
        }
        let name = self.free_name(host);
        self.proposed_name = Some(name.clone());
        self.put(Field::Name, &name)
    }

    /// The names that are taken are known only now: a proposed one gives way.
    pub(super) fn propose_anew(&mut self) -> Vec<Effect> {
        let proposed = self.proposed_name.take();
        let stands = proposed.as_deref() == Some(self.form.value(Field::Name));
        if stands && self.is_taken(self.form.value(Field::Name)) {
            let name = self.free_name(self.form.value(Field::Registry).trim());
            // Nobody has typed the old one, so there is nothing to lose.
            if self.initial.name == self.form.name {
                self.initial.name.clone_from(&name);
            }
            self.proposed_name = Some(name.clone());
            return self.put(Field::Name, &name);
        }
        self.proposed_name = proposed;
        Vec::new()
    }

    fn free_name(&self, host: &str) -> String {
        CredentialsName::suggest(host, |name| self.is_taken(name))
    }

    fn is_taken(&self, name: &str) -> bool {
        self.stored.iter().any(|row| row.name == name)
    }
}
