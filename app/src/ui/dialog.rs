//! A modal dialog on the native element: it traps the focus, closes on Escape and gives
//! the focus back.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::button::BusyButton;
use super::handlers::pressed;
use super::reactive::{follow, only_if};

/// A modal dialog, open while `open` says so.
#[component]
pub(crate) fn Dialog(
    /// Unique in the page.
    id: &'static str,
    /// The heading, which names the dialog.
    #[prop(into)]
    title: Signal<String>,
    /// `dialog`, or `alertdialog` for a question that cannot wait.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Escape was pressed.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// What is in it. Made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    follow(move || {
        let (open, Some(dialog)) = (open.get(), dialog.get()) else {
            return;
        };
        if open && !dialog.open() {
            // It fails only for an element outside the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        on_cancel.run(());
    };
    // A second Escape closes a dialog whatever its page says. One that has to stay comes back.
    let closed = move |_: Event| {
        if open.get_untracked() {
            on_cancel.run(());
        }
        if let (true, Some(dialog)) = (open.get_untracked(), dialog.get_untracked()) {
            let _ = dialog.show_modal();
        }
    };
    let (title_id, body_id) = (format!("{id}-title"), format!("{id}-body"));
    let (labelled_by, described_by) = (title_id.clone(), body_id.clone());
    view! {
        <dialog
            class="wp-dialog"
            id=id
            role=role
            node_ref=dialog
            aria-labelledby=labelled_by
            aria-describedby=(role == "alertdialog").then_some(described_by)
            on:cancel=cancel
            on:close=closed
        >
            <h2 class="wp-dialog__title" id=title_id>
                {title}
            </h2>
            <div id=body_id>
                {only_if(move || open.get(), move || children().into_any())}
            </div>
        </dialog>
    }
}

/// The two buttons of a question about something that takes a while: leave it as it is, which
/// has the focus first, or do it.
#[component]
pub(crate) fn DialogButtons(
    /// Cancel was pressed.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Whether it is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// What the button says that does it.
    #[prop(into)]
    label: Signal<String>,
    /// What that one says while it is under way.
    busy_label: &'static str,
    /// Its classes.
    class: &'static str,
    /// It was pressed.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="wp-dialog__buttons">
            <button
                type="button"
                class="wp-button"
                autofocus=true
                on:click=pressed(move || on_cancel.run(()))
            >
                "Cancel"
            </button>
            <BusyButton pending label busy_label class on_press=on_confirm/>
        </div>
    }
}
