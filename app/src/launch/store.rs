//! The launch page's model with its editor, for the views, and what is done about its effects.
//!
//! Start at [`LaunchStore`].

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use nextflow_config::Value;
use wavepass_core::finding::Finding;
use wavepass_core::launch::{Choice, Overview};
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::{Applied, ApplyError, NotDone};

use super::editor::Editor;
use super::model::pipeline::told_late;
use super::model::{Draft, Effect, Event, LaunchModel};
use crate::api::Api;
use crate::browser;
use crate::pipeline::Loaded;
use crate::shell::permissions::Permissions;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::store::Store;
use crate::wave_setup;

/// How long typing has to pause until the text is read, in milliseconds.
const PAUSE: u32 = 150;

/// The launch page, for its views. Copies are handles on the same page.
#[derive(Clone, Copy)]
pub(super) struct LaunchStore {
    model: Store<LaunchModel>,
    /// The editor with the text that is there.
    pub(super) editor: Editor,
    /// What the text says now.
    pub(super) now: Memo<Arc<Overview>>,
    /// What comes out.
    pub(super) draft: Memo<Arc<Draft>>,
    /// What is searched among the options.
    pub(super) searched: RwSignal<String>,
}

impl LaunchStore {
    /// A page that asks for what the fragment of the address says. Its address stays the same
    /// as what is wanted, so that it can be handed on.
    pub(super) fn new(platform: Option<(Scope, Api)>) -> Self {
        let editor = Editor::new();
        let announcer = use_announcer();
        let scope = platform.map(|(scope, _)| scope);
        // There are none where nobody is signed in.
        let permissions = use_context::<Permissions>();
        let model = LaunchModel::new(scope, wave_setup::stored(), &browser::fragment());
        browser::set_fragment(&model.fragment());
        let model = Store::new(model, move |store, effect| {
            run(store, editor, announcer, platform.zip(permissions), effect);
        });
        let changed = window_event_listener(leptos::ev::hashchange, move |_| {
            model.dispatch(Event::AddressChanged(browser::fragment()));
        });
        on_cleanup(move || changed.remove());
        // What was computed once is the same as long as it is that one.
        let now = Memo::new_with_compare(
            move |_| model.with(|model| Arc::clone(model.now())),
            |old, new| !same(old, new),
        );
        let draft = Memo::new_with_compare(
            move |_| model.with(|model| Arc::clone(model.draft())),
            |old, new| !same(old, new),
        );
        Self {
            model,
            editor,
            now,
            draft,
            searched: RwSignal::new(String::new()),
        }
    }

    /// Tells the page what happened.
    pub(super) fn dispatch(self, event: Event) {
        self.model.dispatch(event);
    }

    /// Tells the page what is in the editor after somebody typed.
    pub(super) fn typed(self) {
        self.dispatch(Event::Typed(self.editor.text.get_untracked()));
    }

    /// Something of the page that a view follows.
    pub(super) fn select<T: PartialEq + Send + Sync + 'static>(
        self,
        select: impl Fn(&LaunchModel) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        self.model.select(select)
    }

    /// Something that changes only with what comes out, and that is not made anew with every key.
    pub(super) fn select_made<T: PartialEq + Send + Sync + 'static>(
        self,
        select: impl Fn(&LaunchModel) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let made = self.select(LaunchModel::made);
        Memo::new(move |_| {
            // Asked for, because a memo that nobody has asked follows nothing.
            let _ = made.get();
            self.peek(&select)
        })
    }

    /// The text that was read last.
    pub(super) fn read_text(self) -> Memo<Arc<str>> {
        self.select(|model| Arc::clone(model.read_text()))
    }

    /// Something of the page as it is now.
    pub(super) fn peek<T>(self, look: impl FnOnce(&LaunchModel) -> T) -> T {
        self.model.with_untracked(look)
    }

    /// What there is to say about a choice. It follows what is made of the text, which happens
    /// whenever anything but the text in the editor changes.
    pub(super) fn choice_findings(self, choice: Choice) -> Signal<Vec<Finding>> {
        let refused = self.select(move |model| model.refusal(choice));
        let made = self.select(LaunchModel::made);
        Signal::derive(move || {
            // Asked for, because a memo that nobody has asked follows nothing.
            let _ = (refused.get(), made.get());
            self.peek(|model| model.choice_findings(choice))
        })
    }

    /// The hosts of stored registry credentials.
    pub(super) fn hosts(self) -> Memo<Vec<String>> {
        self.select_made(LaunchModel::hosts)
    }

    /// The value that a choice has when everything that is wanted is done.
    pub(super) fn wanted(self, choice: Choice) -> Memo<Option<Value>> {
        self.select(move |model| model.wanted(choice).cloned())
    }

    /// Wants a value of a choice. False when that is refused.
    pub(super) fn choose(self, choice: Choice, to: Option<Value>) -> bool {
        self.dispatch(Event::Chosen(choice, to));
        self.peek(|model| model.refusal(choice)).is_none()
    }
}

fn same<T>(old: Option<&Arc<T>>, new: Option<&Arc<T>>) -> bool {
    matches!((old, new), (Some(old), Some(new)) if Arc::ptr_eq(old, new))
}

/// Does what the model asks for.
fn run(
    store: Store<LaunchModel>,
    editor: Editor,
    announcer: Announcer,
    platform: Option<((Scope, Api), Permissions)>,
    effect: Effect,
) {
    match effect {
        Effect::WaitForPause(number) => spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            store.dispatch(Event::Paused(number));
        }),
        Effect::PutText(text) => editor.set(&text),
        Effect::Replace(replacements) => editor.replace(&replacements),
        Effect::SetFragment(fragment) => browser::set_fragment(&fragment),
        Effect::Say(sentence) => announcer.say(sentence),
        Effect::Notify(sentence) => announcer.notify(sentence),
        Effect::Apply(loaded, text) => {
            let Some(((scope, api), permissions)) = platform else {
                return;
            };
            spawn_local(async move {
                let outcome = apply(store, scope, api, &loaded, &text).await;
                if let Err(error) = &outcome {
                    permissions.refused(scope, error.failed());
                }
                if store.is_there() {
                    store.dispatch(Event::Applied(loaded, text, outcome));
                } else {
                    announcer.notify(told_late(&loaded.entry.label(), &outcome));
                }
            });
        }
    }
}

/// Gives a pipeline a configuration, and nothing else.
///
/// # Errors
///
/// When somebody has changed the pipeline since it was loaded, when a label would be lost, and
/// when Platform refuses or fails.
async fn apply(
    store: Store<LaunchModel>,
    scope: Scope,
    api: Api,
    loaded: &Loaded,
    text: &str,
) -> Result<Applied, ApplyError> {
    let applied = api
        .update_config(scope, &loaded.entry, &loaded.launch, text)
        .await?;
    // What Platform has made of it is what is there now. Without it, the next attempt finds a
    // change and says so.
    if let Ok(launch) = api.pipeline_launch(scope, &loaded.entry).await {
        let entry = loaded.entry.clone();
        store.dispatch(Event::PipelineRead(Loaded { entry, launch }.into()));
    }
    Ok(applied)
}
