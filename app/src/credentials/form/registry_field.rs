//! The registry of a form: which kind it is, and what was done to its spelling.
//!
//! A host that is only spelled differently from how Wave compares it is put right when the
//! field is left, with a notice and a way back; everything else is left to the person. What
//! is the same registry is decided in `wavepass-core`.

use leptos::prelude::*;
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::server::RESPELLED;
use wavepass_core::registry::server::RegistryServer;

/// The registry of one form. Copies are handles on the same one.
#[derive(Clone, Copy)]
pub(crate) struct RegistryField {
    /// The kind that somebody chose.
    chosen: RwSignal<Option<Registry>>,
    /// What was put right last.
    respelled: RwSignal<Option<Respelled>>,
}

/// A host that was put into another spelling.
#[derive(Clone, PartialEq, Eq)]
struct Respelled {
    typed: String,
    host: String,
    how: String,
    /// Whether nobody has touched the field since.
    stands: bool,
}

impl RegistryField {
    pub(crate) fn new() -> Self {
        Self {
            chosen: RwSignal::new(None),
            respelled: RwSignal::new(None),
        }
    }

    /// The kind that somebody chose.
    pub(crate) fn chosen(self) -> RwSignal<Option<Registry>> {
        self.chosen
    }

    /// The kind of registry that a typed host is of; the chosen one where the host does not
    /// tell.
    pub(crate) fn kind(self, typed: &str) -> Option<Registry> {
        let recognised = if typed.is_empty() {
            None
        } else {
            RegistryServer::read(typed).registry
        };
        recognised.or(self.chosen.get())
    }

    /// The host to put in place of a typed one whose field was left, if it is to be.
    pub(crate) fn put_right(self, typed: &str) -> Option<String> {
        let undone = |last: &Option<Respelled>| last.as_ref().is_some_and(|r| r.typed == typed);
        if self.respelled.with_untracked(undone) {
            return None;
        }
        let server = RegistryServer::read(typed);
        let host = server.respelled()?.to_owned();
        self.respelled.set(Some(Respelled {
            typed: typed.to_owned(),
            host: host.clone(),
            how: server.changes_in_words(),
            stands: true,
        }));
        Some(host)
    }

    /// Somebody has typed, or pressed a fix: what was put right is theirs now.
    pub(crate) fn touched(self) {
        if self.respelled.with_untracked(Option::is_some) {
            self.respelled.update(|last| {
                if let Some(last) = last {
                    last.stands = false;
                }
            });
        }
    }

    /// What was done to the value, with the way back, as long as nobody has touched it.
    pub(crate) fn notice(self) -> Option<Finding> {
        self.respelled.with(|last| {
            let last = last.as_ref().filter(|last| last.stands)?;
            let message = format!(
                "Changed to {}: {}. Wave compares character by character.",
                last.host, last.how
            );
            let undo = Edit::Replace(last.typed.clone());
            Some(Finding::info(RESPELLED, message).with_fix("Undo", undo))
        })
    }
}
