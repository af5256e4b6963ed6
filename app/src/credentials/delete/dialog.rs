//! The question before credentials are deleted, and what became of it.

use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::finding::value::REQUIRED;
use wavepass_core::platform::Scope;
use wavepass_core::platform::credentials::Conflict;
use wavepass_core::platform::outcome::{DeleteError, NotDone};

use super::Deletion;
use super::consequences::Consequences;
use super::effects::{NAME_INPUT, use_question};
use super::model::{DeletionModel, Event};
use crate::browser::now_millis;
use crate::shell::routes::Place;
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::field::Field;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::inputs::TextInput;
use crate::ui::reactive::{dynamic, follow, only_if, text};
use crate::ui::store::Store;

/// What a run does with registry credentials that it has had from Wave.
const KEPT: &str = " A run that is under way may keep them for up to 24 hours.";

/// Asks before credentials are deleted. Stays open with the reason when they were not.
#[component]
pub(super) fn Question(
    /// What is to be deleted.
    deletion: Deletion,
    /// Where it is stored.
    place: Place,
    /// The same for Platform.
    scope: Scope,
    /// It is gone.
    on_deleted: Callback<()>,
) -> impl IntoView {
    let question = use_question(scope, on_deleted);
    let Deletion { at_hand, chosen } = deletion;
    let look = move || {
        if let Some(row) = at_hand.get() {
            question.dispatch(Event::AtHand(row, now_millis()));
        }
    };
    let ask = move || {
        if let Some(row) = chosen.get() {
            // Taken, so that choosing it again is something new.
            chosen.set(None);
            question.dispatch(Event::Chosen(row, now_millis()));
        }
    };
    // What somebody waits for is in the dialog when it opens, so that Cancel can take the focus.
    untrack(ask);
    follow(look);
    follow(ask);
    let name = question.select(|model| {
        let target = model.target();
        target
            .map(|target| visible(target.label()))
            .unwrap_or_default()
    });
    // Nobody knows of other credentials whether a run keeps them.
    let is_registry = question.select(|model| {
        let target = model.target();
        target.is_some_and(|target| target.registry.is_some())
    });
    let open = question.select(|model| model.target().is_some());
    let asks_name = question.select(DeletionModel::asks_name);
    let pending = question.select(|model| model.is_pending() || model.is_looking());
    let failure = question.select(|model| model.failure().cloned());
    let cancel = move || question.dispatch(Event::Cancelled);
    view! {
        <Dialog
            id="delete"
            role="alertdialog"
            title=text(move || format!("Delete “{}”?", name.get()))
            open
            on_cancel=move |()| cancel()
        >
            <p>
                "What is stored is erased and cannot be brought back. New runs can no longer use \
                 these credentials." {text(move || if is_registry.get() { KEPT } else { "" })}
            </p>
            <Consequences deletion=question place=place.clone()/>
            {only_if(
                move || asks_name.get(),
                move || view! { <NameField question/> }.into_any(),
            )}
            {dynamic(move || failure.get().map(|error| view! { <WhyNot error/> }).into_any())}
            <DialogButtons
                on_cancel=move |()| cancel()
                pending
                label=text(move || format!("Delete {}", name.get()))
                busy_label="Just a moment…"
                class="wp-button wp-button--danger"
                on_confirm=move |()| question.dispatch(Event::Confirmed)
            />
        </Dialog>
    }
}

/// Where the name is typed, as somebody does who means it.
#[component]
fn NameField(question: Store<DeletionModel>) -> impl IntoView {
    let label = question.select(|model| {
        let target = model.target().map(|target| visible(target.label()));
        format!("Type the name “{}” to confirm", target.unwrap_or_default())
    });
    let findings = question.select(|model| {
        let lacks = model.lacks_name();
        let missing = lacks.then(|| {
            Finding::error(
                REQUIRED,
                "Something depends on these credentials: type or paste their name first.",
            )
        });
        missing.into_iter().collect::<Vec<_>>()
    });
    let value = text(move || question.with(|model| model.typed().to_owned()));
    view! {
        <Field
            id=NAME_INPUT
            label=text(move || label.get())
            required=Signal::derive(|| true)
            findings=Signal::derive(move || findings.get())
        >
            <TextInput value on_input=move |text| question.dispatch(Event::Typed(text))/>
        </Field>
    }
}

/// Why the credentials were not deleted, with what uses them.
#[component]
fn WhyNot(error: DeleteError) -> impl IntoView {
    let conflicts = match &error {
        DeleteError::InUse(conflicts) => conflicts.clone(),
        DeleteError::Failed(_) => Vec::new(),
    };
    let said = if error.may_have_been_done() {
        format!(
            "It is not certain whether they were deleted: look at the list. {}",
            error.sentence()
        )
    } else {
        error.sentence()
    };
    view! {
        <div class="wp-notice wp-notice--error" role="alert">
            <p>{said}</p>
            <ul class="wp-dialog__scroll">
                {conflicts
                    .into_iter()
                    .map(|conflict| view! { <ConflictLine conflict/> })
                    .collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn ConflictLine(conflict: Conflict) -> impl IntoView {
    let name = conflict
        .name
        .or(conflict.id)
        .unwrap_or_else(|| "Something without a name".to_owned());
    let kind = conflict.kind.as_deref().map(|kind| match kind {
        "workflow" => "Run ".to_owned(),
        "studio" => "Studio ".to_owned(),
        other => format!("{} ", visible(other)),
    });
    // Only a web address becomes a link: it comes from outside.
    let url = conflict
        .url
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    view! {
        <li>
            {kind}
            {match url {
                Some(url) => {
                    view! {
                        <a href=url target="_blank" rel="noreferrer">
                            <Foreign text=name/>
                        </a>
                    }
                        .into_any()
                }
                None => view! { <Foreign text=name/> }.into_any(),
            }}
        </li>
    }
}
