//! The launch page: the text that is there, what somebody wants of it, and what comes out.
//!
//! Everything is computed in this browser from the text; Platform is asked only for what to
//! load and where to apply it. What is typed is read once typing pauses. Start at
//! [`LaunchState`].

pub(crate) mod address;
mod draft;
pub(crate) mod pipeline;
pub(crate) mod target;
mod wishes;

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::nextflow::{
    Choice, Config, ConfigFix, Context, EditOptions, Overview, Repair, Target, Value, Version,
};
use wavepass_core::platform::Scope;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::resolve::{CredentialIndex, DeletedEntries};

use crate::components::editor::Editor;
use crate::reactive::follow;
pub(crate) use draft::Draft;
pub(crate) use wishes::Wishes;

/// How long typing has to pause until the text is read, in milliseconds.
const PAUSE: u32 = 150;

/// The launch page.
#[derive(Clone, Copy)]
pub(crate) struct LaunchState {
    /// The text that is there.
    pub(crate) editor: Editor,
    /// What somebody wants of it.
    pub(crate) wishes: Wishes,
    /// Where the result is going to be.
    pub(crate) target: RwSignal<Target>,
    /// The profiles that the run selects.
    pub(crate) profiles: RwSignal<Vec<String>>,
    /// The version of Nextflow, as it was typed.
    pub(crate) nextflow: RwSignal<String>,
    /// The stored credentials of the context, when they are there.
    pub(crate) credentials: RwSignal<Option<Vec<CredentialsSummary>>>,
    /// Where the page works, when somebody is signed in.
    pub(crate) scope: Option<Scope>,
    /// What the text says now.
    pub(crate) now: Memo<Arc<Overview>>,
    /// What comes out.
    pub(crate) draft: Memo<Arc<Draft>>,
    settled: RwSignal<Arc<str>>,
    typed: StoredValue<u32>,
}

impl LaunchState {
    /// An empty text and the wish to switch Wave on, or what the address says.
    pub(crate) fn new(scope: Option<Scope>, fragment: &str) -> Self {
        let editor = Editor::new();
        let asked = address::read(fragment);
        let wishes = Wishes::new();
        wishes.replace(asked.wishes, &Overview::default());
        let target = RwSignal::new(asked.target);
        let profiles = RwSignal::new(Vec::new());
        let nextflow = RwSignal::new(String::new());
        let credentials = RwSignal::new(None::<Vec<CredentialsSummary>>);
        let settled = RwSignal::new(editor.text.get_untracked());
        let workspace = match scope {
            Some(Scope::Workspace(id)) => Some(id),
            Some(Scope::Personal) | None => None,
        };
        let read = move |text: &str, is_result: bool| {
            let profiles = profiles.get();
            let profiles: Vec<_> = profiles.iter().map(String::as_str).collect();
            let list = credentials.get();
            let stored: Option<Vec<_>> = list
                .as_ref()
                .map(|list| list.iter().map(StoredCredential::from).collect());
            let index = stored
                .as_ref()
                .map(|list| CredentialIndex::new(list, DeletedEntries::LeaveOut));
            let context = Context {
                semantics: None,
                profiles: &profiles,
                nextflow: nextflow.with(|typed| Version::parse(typed)),
                target: target.get(),
                // Before anything is there, nothing is wrong with it.
                expects_credentials: is_result || !text.trim().is_empty(),
                credentials: index.as_ref(),
            };
            Overview::of(text, &context)
        };
        let now = Memo::new(move |_| Arc::new(read(&settled.get(), false)));
        let draft = Memo::new(move |_| {
            let text = settled.get();
            let wanted = wishes.changes();
            let profiles = profiles.get();
            let read = |text: &str| read(text, true);
            let target = target.get();
            Arc::new(draft::make(
                &text, &wanted, target, workspace, &profiles, read,
            ))
        });
        Self {
            editor,
            wishes,
            target,
            profiles,
            nextflow,
            credentials,
            scope,
            now,
            draft,
            settled,
            typed: StoredValue::new(0),
        }
    }

    /// Somebody typed: the text is read when that pauses.
    pub(crate) fn typed(self) {
        self.typed.update_value(|typed| *typed += 1);
        let mine = self.typed.get_value();
        spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            // The page may be gone, or somebody typed on.
            if self.typed.try_get_value() == Some(mine) {
                self.settle();
            }
        });
    }

    /// Reads the text now.
    pub(crate) fn settle(self) {
        self.settled.set(self.editor.text.get_untracked());
    }

    /// Puts another text in.
    pub(crate) fn load(self, text: &str) {
        self.editor.set(text);
        self.settle();
    }

    /// Whether the text was read since somebody typed.
    pub(crate) fn is_settled(self) -> bool {
        self.settled.get() == self.editor.text.get()
    }

    /// The text that was read last.
    pub(crate) fn read_text(self) -> Arc<str> {
        self.settled.get()
    }

    /// Does what a fix says, in the text that is there. False when that cannot be done.
    pub(crate) fn fix(self, fix: &ConfigFix) -> bool {
        let text = self.editor.text.get_untracked();
        let replacements = match &fix.repair {
            Repair::Replace(replacements) => replacements.clone(),
            Repair::Change(changes) => {
                let profiles = self.profiles.get_untracked();
                let mut config = Config::parse(&*text).with_profiles(profiles);
                match config.edit(changes, EditOptions::default()) {
                    Ok(edited) => edited.replacements,
                    Err(_) => return false,
                }
            }
        };
        self.editor.replace(&replacements);
        self.settle();
        true
    }

    /// Wants what an address asks for.
    pub(crate) fn ask(self, fragment: &str) {
        let asked = address::read(fragment);
        self.target.set(asked.target);
        self.wishes.replace(asked.wishes, &self.now.get_untracked());
    }

    /// Keeps the address the same as what is wanted, so that it can be handed on; an address
    /// that somebody puts in its place is asked for.
    pub(crate) fn carry_in_address(self) {
        let changed = window_event_listener(leptos::ev::hashchange, move |_| {
            self.ask(&crate::browser::fragment());
        });
        on_cleanup(move || changed.remove());
        follow(move || {
            let fragment = address::write(&self.wishes.changes(), self.target.get());
            crate::browser::set_fragment(&fragment);
        });
    }

    /// The value that a choice has when everything that is wanted is done.
    pub(crate) fn wanted(self, choice: Choice) -> Option<Value> {
        self.now.with(|now| self.wishes.wanted(choice, now))
    }
}
