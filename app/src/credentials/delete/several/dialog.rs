//! The question before several credentials are deleted, and what became of each.

use leptos::prelude::*;
use wavepass_core::credentials::dependents::Dependents;
use wavepass_core::finding::Finding;
use wavepass_core::finding::value::REQUIRED;
use wavepass_core::platform::Scope;

use super::effects::{PROGRESS, WORDS_INPUT, use_several};
use super::model::{Event, SeveralModel, Step, Then};
use crate::credentials::delete::consequences::{Known, NotKnown};
use crate::credentials::results::{Buttons, Chosen, Results};
use crate::credentials::wave_rule::heading;
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::field::Field;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::inputs::TextInput;
use crate::ui::reactive::{dynamic, follow, only_if, text};
use crate::ui::store::Store;

/// Asks before several credentials are deleted, and stays open while they are, and when some
/// could not be.
#[component]
pub(super) fn SeveralQuestion(
    /// What is to be deleted.
    chosen: Chosen,
    /// Where it is stored.
    scope: Scope,
    /// Told the ids of those that are gone.
    on_end: Callback<Vec<String>>,
) -> impl IntoView {
    let question = use_several(scope, on_end);
    let ask = move || {
        if let Some(rows) = chosen.get() {
            // Taken, so that choosing them again is something new.
            chosen.set(None);
            question.dispatch(Event::Chosen(rows));
        }
    };
    // What somebody waits for is in the dialog when it opens, so that Cancel can take the focus.
    untrack(ask);
    follow(ask);
    let step = question.select(SeveralModel::step);
    let title = question.select(SeveralModel::title);
    let title = text(move || title.get());
    // Escape keeps what can still be kept.
    let cancel = move || {
        question.dispatch(Event::Stopped);
        question.dispatch(Event::Closed);
    };
    view! {
        <Dialog
            id="delete-several"
            role="alertdialog"
            title
            open=Signal::derive(move || step.get() != Step::Idle)
            on_cancel=move |()| cancel()
        >
            {dynamic(move || match step.get() {
                Step::Idle => ().into_any(),
                Step::Asking => view! { <Asking question/> }.into_any(),
                Step::Running | Step::Ended => {
                    let buttons = Buttons {
                        again: "Delete the rest",
                        on_stop: Callback::new(move |()| question.dispatch(Event::Stopped)),
                        on_again: Callback::new(move |()| question.dispatch(Event::TryAgain)),
                        on_close: Callback::new(move |()| question.dispatch(Event::Closed)),
                    };
                    let is_running = question.select(|model| model.step() == Step::Running);
                    let series = question.select(|model| model.series().clone());
                    view! { <Results id=PROGRESS series is_running buttons/> }.into_any()
                }
            })}
        </Dialog>
    }
}

/// What follows, and the way on.
#[component]
fn Asking(question: Store<SeveralModel>) -> impl IntoView {
    let is_registry = question.with_untracked(|model| {
        let mut items = model.series().items().iter();
        items.any(|item| item.row.registry.is_some())
    });
    let kept = if is_registry {
        " A run that is under way may keep the login to a registry for up to 24 hours."
    } else {
        ""
    };
    let names = question.with_untracked(|model| {
        let items = model.series().items().iter().enumerate();
        let items = items.map(|(at, item)| {
            let registry = item.row.registry_text().unwrap_or_default().to_owned();
            (at, item.row.label().to_owned(), registry)
        });
        items.collect::<Vec<_>>()
    });
    let names = names.into_iter().map(|(at, name, registry)| {
        let users = question.select(move |model| model.users_of(at));
        let registry = (!registry.is_empty())
            .then(|| view! { " " <span class="wp-muted"><Foreign text=registry/></span> });
        view! {
            <li>
                <strong><Foreign text=name/></strong>
                {registry}
                {text(move || match users.get() {
                    users if users.is_empty() => String::new(),
                    users => format!(": used by {}", visible(&users.join(", "))),
                })}
            </li>
        }
    });
    let how_many = question.with_untracked(|model| model.series().how_many());
    let asks_words = question.select(SeveralModel::asks_words);
    let pending = question.select(SeveralModel::is_looking);
    view! {
        <ul class="wp-dialog__scroll" tabindex="0" aria-label="To be deleted">
            {names.collect_view()}
        </ul>
        <p>
            "What is stored is erased and cannot be brought back. New runs can no longer use \
             these credentials." {kept}
        </p>
        <Consequences question/>
        {only_if(
            move || asks_words.get(),
            move || view! { <WordsField question/> }.into_any(),
        )}
        <DialogButtons
            on_cancel=move |()| question.dispatch(Event::Closed)
            pending
            label=text(move || format!("Delete {how_many}"))
            busy_label="Just a moment…"
            class="wp-button wp-button--danger"
            on_confirm=move |()| question.dispatch(Event::Confirmed)
        />
    }
}

/// What depends on them, and who takes over.
#[component]
fn Consequences(question: Store<SeveralModel>) -> impl IntoView {
    let dependents = question.select(|model| model.found().map(|it| it.dependents.clone()));
    let images = question.select(SeveralModel::images);
    view! {
        // The element stays, so that what comes into it is announced.
        <div class="wp-stack" aria-live="polite">
            {dynamic(move || match dependents.get() {
                None => view! {
                    <p class="wp-muted">"Looking up what depends on them…"</p>
                }
                .into_any(),
                Some(Ok(all)) => {
                    view! { <Known found=Dependents::together(&all)/> }.into_any()
                }
                Some(Err(failure)) => {
                    let again = move |()| question.dispatch(Event::LookAgain);
                    view! { <NotKnown failure on_again=again/> }.into_any()
                }
            })}
            {dynamic(move || {
                let (then, gap) = images.get();
                let gap = gap.map(|gap| view! { <p class="wp-muted">{gap}</p> });
                view! { {then.into_iter().map(by_rule).collect_view()} {gap} }.into_any()
            })}
        </div>
    }
}

/// What becomes of images by one rule of Wave.
fn by_rule(then: Then) -> impl IntoView {
    let rule = then.rule.map(|rule| {
        view! { <p><strong>{heading(rule)}</strong></p> }
    });
    let sentences = then.sentences.into_iter().map(|(sentence, successor)| {
        let successor = successor.map(|name| {
            view! { " " <strong><Foreign text=name/></strong> "." }
        });
        view! { <li>{visible(&sentence)} {successor}</li> }
    });
    let sentences = sentences.collect_view();
    let sentences = (!sentences.is_empty()).then(|| {
        view! {
            <ul class="wp-dialog__scroll" tabindex="0" aria-label="What becomes of images">
                {sentences}
            </ul>
        }
    });
    view! { {rule} {sentences} }
}

/// Where the words are typed, as somebody does who means it.
#[component]
fn WordsField(question: Store<SeveralModel>) -> impl IntoView {
    let words = question.with_untracked(SeveralModel::words);
    let findings = question.select(|model| {
        let missing = model.lacks_words().then(|| {
            Finding::error(
                REQUIRED,
                format!(
                    "Something depends on these credentials: type “{}” first.",
                    model.words()
                ),
            )
        });
        missing.into_iter().collect::<Vec<_>>()
    });
    let value = text(move || question.with(|model| model.typed().to_owned()));
    view! {
        <Field
            id=WORDS_INPUT
            label=text(move || format!("Type “{words}” to confirm"))
            required=Signal::derive(|| true)
            findings=Signal::derive(move || findings.get())
        >
            <TextInput value on_input=move |text| question.dispatch(Event::Typed(text))/>
        </Field>
    }
}
