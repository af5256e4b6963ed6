//! A model in the page: a plain struct with its rules, and a handle through which views read it
//! and tell it what happened.
//!
//! A [`Model`] knows no browser and no signals, so it is tested natively by what it does with a
//! row of events. It only says what is to be done outside ([`Model::Effect`]); whoever makes the
//! [`Store`] does it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;

/// The state of something, and what becomes of it when something happens.
pub(crate) trait Model: Send + Sync + 'static {
    /// What can happen.
    type Event: 'static;
    /// What is then to be done outside of the model.
    type Effect: 'static;

    /// Takes in what happened, and says what is to be done.
    fn update(&mut self, event: Self::Event) -> Vec<Self::Effect>;
}

/// A model that views show. Copies are handles on the same one.
///
/// It belongs to the owner that made it. What comes after that is gone is dropped.
pub(crate) struct Store<M: Model> {
    model: RwSignal<M>,
    queue: StoredValue<Rc<Queue<M>>, LocalStorage>,
}

// A handle can be copied whatever it is a handle on; a derive would ask for a copyable `M`.
impl<M: Model> Clone for Store<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: Model> Copy for Store<M> {}

/// What happened and has not been taken in yet.
struct Queue<M: Model> {
    run: Box<dyn Fn(Store<M>, M::Effect)>,
    events: RefCell<VecDeque<M::Event>>,
    is_busy: Cell<bool>,
}

impl<M: Model> Store<M> {
    /// Shows a model. `run` does what the model wants done; it may dispatch, now or later.
    pub(crate) fn new(model: M, run: impl Fn(Self, M::Effect) + 'static) -> Self {
        let queue = Queue {
            run: Box::new(run),
            events: RefCell::default(),
            is_busy: Cell::new(false),
        };
        Self {
            model: RwSignal::new(model),
            queue: StoredValue::new_local(Rc::new(queue)),
        }
    }

    /// Tells the model what happened, and does what it wants done then.
    ///
    /// What happens while an effect runs is taken in after the effects of the event before.
    pub(crate) fn dispatch(self, event: M::Event) {
        let Some(queue) = self.queue.try_get_value() else {
            return;
        };
        queue.events.borrow_mut().push_back(event);
        if queue.is_busy.replace(true) {
            return;
        }
        loop {
            // Bound apart, so that nothing is borrowed while the event is taken in.
            let next = queue.events.borrow_mut().pop_front();
            let Some(event) = next else { break };
            let effects = self.model.try_update(|model| model.update(event));
            for effect in effects.unwrap_or_default() {
                (queue.run)(self, effect);
            }
        }
        queue.is_busy.set(false);
    }

    /// Whether the model is still there. What answers late may have nobody to tell.
    pub(crate) fn is_there(self) -> bool {
        self.queue.try_with_value(|_| ()).is_some()
    }

    /// Reads the model. Whoever reads it follows every change of it.
    pub(crate) fn with<T>(self, read: impl FnOnce(&M) -> T) -> T {
        self.model.with(read)
    }

    /// Reads the model as it is now.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&M) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// A part of the model, or what follows from it. It changes only when that part does.
    pub(crate) fn select<T>(self, part: impl Fn(&M) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.model.with(&part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Keeps what was said, and answers a question with the next event.
    #[derive(Default)]
    struct Talk {
        heard: Vec<&'static str>,
        questions: usize,
    }

    impl Model for Talk {
        type Event = &'static str;
        type Effect = &'static str;

        fn update(&mut self, event: &'static str) -> Vec<&'static str> {
            self.heard.push(event);
            if event == "two questions" {
                self.questions += 1;
                vec!["first answer", "second answer"]
            } else {
                Vec::new()
            }
        }
    }

    #[test]
    fn what_an_effect_dispatches_is_taken_in_after_it_and_in_order() {
        Owner::new().with(|| {
            let store = Store::new(Talk::default(), |store: Store<Talk>, answer| {
                store.dispatch(answer);
                // It is not taken in while its own effect runs.
                assert!(!store.with_untracked(|talk| talk.heard.contains(&answer)));
            });
            store.dispatch("two questions");
            store.dispatch("thanks");
            let expected = ["two questions", "first answer", "second answer", "thanks"];
            assert_eq!(store.with_untracked(|talk| talk.heard.clone()), expected);
        });
    }

    #[test]
    fn a_part_changes_only_with_what_it_shows() {
        Owner::new().with(|| {
            let store = Store::new(Talk::default(), |_, _| ());
            let questions = store.select(|talk| talk.questions);
            let looked = StoredValue::new(0);
            let follower = Memo::new(move |_| {
                looked.update_value(|times| *times += 1);
                questions.get()
            });
            assert_eq!(follower.get_untracked(), 0);
            store.dispatch("hello");
            assert_eq!(follower.get_untracked(), 0);
            assert_eq!(looked.get_value(), 1);
            store.dispatch("two questions");
            assert_eq!(follower.get_untracked(), 1);
            assert_eq!(looked.get_value(), 2);
        });
    }

    #[test]
    fn what_comes_too_late_is_dropped() {
        let page = Owner::new();
        let store = page.with(|| Store::new(Talk::default(), |_, _| ()));
        assert!(store.is_there());
        page.cleanup();
        assert!(!store.is_there());
        store.dispatch("hello");
    }
}
