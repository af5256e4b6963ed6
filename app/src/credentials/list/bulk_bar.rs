//! What can be done with the selected rows, above the table and in sight while it is scrolled.

use leptos::prelude::*;
use wavepass_core::platform::may::Action;

use super::choice::Choosing;
use super::selection::Selection;
use crate::shell::permissions::{WHY_NOT, use_permissions};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{only_if, text};

/// How many rows are selected, and what can be done with them. It has its place while none is.
#[component]
pub(crate) fn BulkBar(choosing: Choosing) -> impl IntoView {
    let Choosing {
        selection,
        shown,
        delete,
        describe,
        go_to,
        ..
    } = choosing;
    let count = text(move || selection.with(|it| shown.with(|shown| it.extent(shown).sentence())));
    let permissions = use_permissions();
    let is_empty = move || selection.with(Selection::is_empty);
    let clear = move || {
        selection.update(Selection::clear);
        // The button that has the focus is about to go.
        go_to.run(0);
    };
    let all = move || selection.update(|it| shown.with_untracked(|shown| it.press_all(shown)));
    view! {
        <div class="wp-bulk" role="group" aria-label="Selected credentials">
            <p class="wp-bulk__count" role="status">
                {count}
            </p>
            {only_if(
                is_empty,
                || view! {
                    <p class="wp-muted">
                        "Select rows with their boxes to delete or describe several at once; with Shift, a range."
                    </p>
                }
                .into_any(),
            )}
            <button
                type="button"
                class="wp-button wp-button--small wp-bulk__all"
                on:click=pressed(all)
            >
                "Select all shown"
            </button>
            {only_if(
                move || !is_empty(),
                move || view! {
                    <button
                        type="button"
                        class="wp-button wp-button--small wp-button--danger"
                        aria-disabled=permissions.off(Action::DeleteCredentials)
                        aria-describedby=WHY_NOT
                        aria-keyshortcuts="Delete"
                        title="Key on a box: Delete"
                        on:click=pressed(move || delete.run(()))
                    >
                        <IconView icon=Icon::Trash/>
                        "Delete…"
                    </button>
                    <button
                        type="button"
                        class="wp-button wp-button--small"
                        aria-disabled=permissions.off(Action::ChangeCredentials)
                        aria-describedby=WHY_NOT
                        on:click=pressed(move || describe.run(()))
                    >
                        <IconView icon=Icon::Pencil/>
                        "Description, expiry…"
                    </button>
                    <button
                        type="button"
                        class="wp-button wp-button--small"
                        aria-keyshortcuts="Escape"
                        title="Key: Escape"
                        on:click=pressed(clear)
                    >
                        "Clear selection"
                    </button>
                }
                .into_any(),
            )}
        </div>
    }
}
