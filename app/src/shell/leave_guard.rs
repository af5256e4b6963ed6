//! What keeps unsaved input from being lost without a question.

use leptos::prelude::*;

use super::router::use_router;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;

/// Guards the page that it stands in: while there is unsaved input, whoever wants to leave is
/// asked first. The question comes with the page, so that it can be asked without the server.
#[component]
pub(crate) fn LeaveGuard(
    /// Whether there is unsaved input.
    #[prop(into)]
    unsaved: Signal<bool>,
    /// What is lost, in a sentence.
    #[prop(default = "What you typed on this page has not been saved and will be lost.")]
    words: &'static str,
) -> impl IntoView {
    let router = use_router();
    router.guard(unsaved);
    view! {
        <Dialog
            id="leave"
            role="alertdialog"
            title="Leave without saving?"
            open=router.asks()
            on_cancel=move |()| router.stay()
        >
            <p>{words}</p>
            <div class="wp-dialog__buttons">
                <button
                    type="button"
                    class="wp-button"
                    autofocus=true
                    on:click=pressed(move || router.stay())
                >
                    "Keep editing"
                </button>
                <button
                    type="button"
                    class="wp-button wp-button--danger"
                    on:click=pressed(move || router.leave())
                >
                    "Leave"
                </button>
            </div>
        </Dialog>
    }
}
