//! The dialog that describes several credentials: what to write, and what became of each.

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::session::Mode;

use super::effects::{DAY_INPUT, PROGRESS, WORDS_CHOICE, use_description};
use super::model::{DescribeModel, Event, Step};
use crate::browser;
use crate::credentials::results::{Buttons, Chosen, Results};
use crate::shell::session::use_session;
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::field::Field;
use crate::ui::foreign::Foreign;
use crate::ui::inputs::{DayInput, TextInput};
use crate::ui::reactive::{dynamic, flag, follow, only_if, text};
use crate::ui::store::Store;

/// Asks what is to be written, and stays open while it is, and when some could not be changed.
#[component]
pub(super) fn DescribeDialog(
    /// The credentials.
    chosen: Chosen,
    /// Where they are stored.
    scope: Scope,
    /// Told once it is over, when something may have changed.
    on_end: Callback<()>,
) -> impl IntoView {
    let dialog = use_description(scope, on_end);
    let ask = move || {
        if let Some(rows) = chosen.get() {
            // Taken, so that choosing them again is something new.
            chosen.set(None);
            dialog.dispatch(Event::Chosen(rows));
        }
    };
    // What somebody waits for is in the dialog when it opens, so that the focus can go there.
    untrack(ask);
    follow(ask);
    let step = dialog.select(DescribeModel::step);
    let title = dialog.select(DescribeModel::title);
    // Escape leaves what can still be left.
    let cancel = move || {
        dialog.dispatch(Event::Stopped);
        dialog.dispatch(Event::Closed);
    };
    view! {
        <Dialog
            id="describe-several"
            title=text(move || title.get())
            open=flag(move || step.get() != Step::Idle)
            on_cancel=move |()| cancel()
        >
            {dynamic(move || match step.get() {
                Step::Idle => ().into_any(),
                Step::Asking => view! { <Asking dialog/> }.into_any(),
                Step::Running | Step::Ended => {
                    let buttons = Buttons {
                        again: "Change the rest",
                        on_stop: Callback::new(move |()| dialog.dispatch(Event::Stopped)),
                        on_again: Callback::new(move |()| dialog.dispatch(Event::TryAgain)),
                        on_close: Callback::new(move |()| dialog.dispatch(Event::Closed)),
                    };
                    let is_running = dialog.select(|model| model.step() == Step::Running);
                    let series = dialog.select(|model| model.series().clone());
                    view! { <Results id=PROGRESS series is_running buttons/> }.into_any()
                }
            })}
        </Dialog>
    }
}

/// What to write.
#[component]
fn Asking(dialog: Store<DescribeModel>) -> impl IntoView {
    let names = dialog.with_untracked(|model| {
        let items = model.series().items().iter();
        let names = items.map(|item| item.row.label().to_owned());
        names.collect::<Vec<_>>()
    });
    let names = names
        .into_iter()
        .map(|name| view! { <li><Foreign text=name/></li> }.into_any())
        .collect::<Vec<_>>();
    let how_many = dialog.with_untracked(|model| model.series().how_many());
    let has_words = dialog.select(|model| model.words().is_some());
    let has_day = dialog.select(|model| model.day().is_some());
    let lacks_choice = dialog.select(DescribeModel::lacks_choice);
    let is_gateway = use_session().mode() != Some(Mode::Embedded);
    let secrets = if is_gateway {
        "Their secrets are not sent. Platform most likely keeps them, but does not document it: try \
         it with one first."
    } else {
        "Their secrets stay as they are."
    };
    view! {
        <ul class="wp-dialog__scroll" tabindex="0" aria-label="To be changed">
            {names}
        </ul>
        <p>"What is written here takes the place of what is there. " {secrets}</p>
        <Choice
            id=WORDS_CHOICE
            label="Change the description"
            is_on=has_words
            on_change=move |wants| dialog.dispatch(Event::WantsWords(wants))
        />
        {only_if(move || has_words.get(), move || view! { <WordsField dialog/> }.into_any())}
        <Choice
            id="describe-day-choice"
            label="Change the day of expiry"
            is_on=has_day
            on_change=move |wants| dialog.dispatch(Event::WantsDay(wants))
        />
        {only_if(move || has_day.get(), move || view! { <DayField dialog/> }.into_any())}
        // The element stays, so that what comes into it is announced.
        <div role="alert">
            {only_if(
                move || lacks_choice.get(),
                || view! { <p class="wp-notice">"Choose what is to be changed."</p> }.into_any(),
            )}
        </div>
        <DialogButtons
            on_cancel=move |()| dialog.dispatch(Event::Closed)
            pending=flag(|| false)
            label=text(move || format!("Change {how_many}"))
            busy_label="Just a moment…"
            class="wp-button wp-button--primary"
            on_confirm=move |()| dialog.dispatch(Event::Confirmed)
        />
    }
}

/// Whether something is to be changed.
#[component]
fn Choice(
    /// Unique in the page.
    id: &'static str,
    /// What it is.
    label: &'static str,
    /// Whether it is chosen.
    is_on: Memo<bool>,
    /// It was chosen, or not any more.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="wp-check" for=id>
            <input
                type="checkbox"
                class="wp-checkbox"
                id=id
                prop:checked=is_on
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
}

#[component]
fn WordsField(dialog: Store<DescribeModel>) -> impl IntoView {
    let words = dialog.select(|model| model.words().cloned().unwrap_or_default());
    view! {
        <Field
            id="describe-words"
            label="Description"
            help="Everybody who sees the credentials can read it. An empty one takes away what is there."
        >
            <TextInput
                value=text(move || words.get())
                on_input=move |text| dialog.dispatch(Event::Words(text))
            />
        </Field>
    }
}

#[component]
fn DayField(dialog: Store<DescribeModel>) -> impl IntoView {
    let day = dialog.select(|model| model.day().cloned().unwrap_or_default());
    let findings = dialog.select(|model| model.day_findings(browser::now_millis() / 1000));
    view! {
        <Field
            id=DAY_INPUT
            label="Expires on"
            help="The day on which their secrets expire. It is kept at the end of the description. \
                  An empty one takes away what is there."
            findings=Signal::derive(move || findings.get())
        >
            <DayInput
                value=text(move || day.get())
                on_input=move |text| dialog.dispatch(Event::Day(text))
                on_leave=|()| ()
            />
        </Field>
    }
}
