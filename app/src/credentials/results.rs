//! What is chosen for something that is done to several credentials, how far that is, and what
//! became of each.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;

use super::several::{Series, State};
use crate::ui::foreign::{Foreign, visible};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{dynamic, text};

/// The credentials to which something is to be done, until the dialog is there that asks about it.
pub(crate) type Chosen = RwSignal<Option<Vec<CredentialsSummary>>>;

/// What can be done while it goes on, and afterwards.
#[derive(Clone, Copy)]
pub(crate) struct Buttons {
    /// What the button says that has another try at what failed.
    pub(crate) again: &'static str,
    /// What was not sent yet is to be kept.
    pub(crate) on_stop: Callback<()>,
    /// What failed is to be tried again.
    pub(crate) on_again: Callback<()>,
    /// What became of them was read.
    pub(crate) on_close: Callback<()>,
}

/// How far it is, a result for each, and the way on.
#[component]
pub(crate) fn Results(
    /// Unique in the page; can have the focus.
    id: &'static str,
    /// All of them.
    series: Memo<Series>,
    /// Whether it goes on.
    is_running: Memo<bool>,
    /// The way on.
    buttons: Buttons,
) -> impl IntoView {
    let (all, names) = series.with_untracked(|series| {
        let items = series.items().iter();
        let names = items.map(|item| item.row.label().to_owned());
        (series.items().len(), names.collect::<Vec<_>>())
    });
    let rows = names.into_iter().enumerate().map(|(at, name)| {
        let icon = move || {
            let icon = series.with(|series| match series.items().get(at)?.state {
                State::Done => Some(Icon::Check),
                State::Waiting | State::Sending => None,
                State::NotSent | State::Kept(_) | State::Uncertain(_) => Some(Icon::Warning),
            });
            icon.map(|icon| view! { <IconView icon/> }.into_any())
                .into_any()
        };
        let sentence = text(move || series.with(|series| visible(&series.sentence(at))));
        view! {
            <li>
                {dynamic(icon)}
                <strong><Foreign text=name/></strong>
                ": "
                {sentence}
            </li>
        }
        .into_any()
    });
    let waits = Memo::new(move |_| series.with(Series::has_waiting));
    view! {
        <div class="wp-stack" id=id tabindex="-1">
            <progress
                class="wp-progress"
                aria-label="Progress"
                max=all.to_string()
                value=text(move || series.with(|series| series.done().1.to_string()))
            ></progress>
            <p>{text(move || series.with(Series::outcome))}</p>
        </div>
        <ul class="wp-dialog__scroll wp-results" tabindex="0" aria-label="What became of each">
            {rows.collect::<Vec<_>>()}
        </ul>
        <div class="wp-dialog__buttons">
            {dynamic(move || match (is_running.get(), waits.get()) {
                (true, true) => view! {
                    <button
                        type="button"
                        class="wp-button"
                        on:click=pressed(move || buttons.on_stop.run(()))
                    >
                        "Stop after this one"
                    </button>
                }
                .into_any(),
                (true, false) => ().into_any(),
                (false, _) => view! {
                    <button
                        type="button"
                        class="wp-button"
                        on:click=pressed(move || buttons.on_again.run(()))
                    >
                        {buttons.again}
                    </button>
                    <button
                        type="button"
                        class="wp-button wp-button--primary"
                        on:click=pressed(move || buttons.on_close.run(()))
                    >
                        "Close"
                    </button>
                }
                .into_any(),
            })}
        </div>
    }
}
