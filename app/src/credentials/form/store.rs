//! The form in the page: what views read of the [model](super::model), and how they tell it
//! what happened.

use leptos::prelude::*;
use wavepass_core::credentials::{Field, Kind};
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::platform::outcome::SaveError;
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::secret::Secret;

use super::model::{Event, FormModel, Judgement};
use crate::browser;
use crate::ui::reactive::text;
use crate::ui::store::Store;

/// The form of a page. Copies are handles on the same one.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    store: Store<FormModel>,
    judgement: Memo<Judgement>,
    registry_kind: Memo<Option<Registry>>,
    is_edit: bool,
}

/// The time in Unix seconds.
pub(crate) fn now() -> i64 {
    browser::now_millis() / 1000
}

impl Form {
    /// Shows a form. The rules run once for each change of it, whoever looks.
    pub(super) fn of(store: Store<FormModel>) -> Self {
        Self {
            store,
            judgement: store.select(|form| form.judge(now())),
            registry_kind: store.select(FormModel::registry_kind),
            is_edit: store.with_untracked(FormModel::is_edit),
        }
    }

    /// Tells the form what happened.
    pub(crate) fn dispatch(self, event: Event) {
        self.store.dispatch(event);
    }

    /// A text was typed into a field, or chosen.
    pub(crate) fn typed(self, field: Field, text: String) {
        let text = Secret::new(text);
        self.dispatch(Event::Typed { field, text });
    }

    /// A field was left.
    pub(crate) fn left(self, field: Field) {
        self.dispatch(Event::Left { field, now: now() });
    }

    /// The way out of a finding was pressed.
    pub(crate) fn mend(self, field: Field, edit: &Edit) {
        let text = self.with_untracked(|form| Secret::new(edit.apply(form.value(field))));
        self.dispatch(Event::Mended { field, text });
    }

    /// A part of the form, or what follows from it.
    pub(crate) fn select<T>(self, part: impl Fn(&FormModel) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        self.store.select(part)
    }

    /// Reads the form as it is now.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&FormModel) -> T) -> T {
        self.store.with_untracked(read)
    }

    /// The text in a field that is no secret.
    pub(crate) fn value(self, field: Field) -> Signal<String> {
        let value = move |form: &FormModel| form.value(field).to_owned();
        self.store.select(value).into()
    }

    /// The secret in a field. What is derived keeps no copy.
    pub(crate) fn secret(self, field: Field) -> Signal<String> {
        Signal::derive(move || self.store.with(|form| form.value(field).to_owned()))
    }

    /// What the credentials are for and how it is signed in to, once chosen.
    pub(crate) fn kind(self) -> Memo<Option<Kind>> {
        self.store.select(FormModel::kind)
    }

    /// The kind of registry that the form is for, as far as it is known.
    pub(crate) fn registry_kind(self) -> Memo<Option<Registry>> {
        self.registry_kind
    }

    /// Whether stored credentials are changed, rather than new ones added.
    pub(crate) fn is_edit(self) -> bool {
        self.is_edit
    }

    /// The findings of a field that are due, gravest first.
    pub(crate) fn findings(self, field: Field) -> Signal<Vec<Finding>> {
        self.judged(move |form, judgement| form.due(field, judgement))
    }

    /// The registry whose guide says what to do about what is found of a field, and its host.
    pub(crate) fn guide(self, field: Field) -> Signal<Option<(Registry, String)>> {
        self.judged(move |form, judgement| form.guide(field, judgement))
    }

    /// Every error that is due after a submission, in the order of the form.
    pub(crate) fn errors(self) -> Signal<Vec<(Field, Finding)>> {
        self.judged(FormModel::errors)
    }

    /// The warnings that stopped the last submission, as long as they hold.
    pub(crate) fn warnings(self) -> Signal<Vec<(Field, Finding)>> {
        self.judged(FormModel::warnings)
    }

    /// Why the server did not take the form, until the next try.
    pub(crate) fn refusal(self) -> Signal<Option<SaveError>> {
        self.store.select(|form| form.refusal().cloned()).into()
    }

    /// What a page's title begins with while something is wrong.
    pub(crate) fn alert(self) -> Signal<String> {
        let wrong = self.judged(FormModel::is_wrong);
        text(move || if wrong.get() { "Error: " } else { "" })
    }

    /// Whether Wave can never use what is in the form. It is stored only for somebody who
    /// insists.
    pub(crate) fn never_works(self) -> bool {
        self.judgement.with(|judgement| judgement.never_works)
    }

    /// What is picked from what the rules say.
    fn judged<T>(
        self,
        pick: impl Fn(&FormModel, &Judgement) -> T + Send + Sync + 'static,
    ) -> Signal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let picked = Memo::new(move |_| {
            self.judgement
                .with(|judgement| self.store.with(|form| pick(form, judgement)))
        });
        picked.into()
    }
}
