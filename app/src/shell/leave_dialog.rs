//! The question before unsaved input is lost.

use leptos::prelude::*;

use super::router::use_router;
use crate::ui::dialog::Dialog;
use crate::ui::handlers::pressed;

/// Asks whether to leave a page with unsaved input.
#[component]
pub(crate) fn LeaveDialog() -> impl IntoView {
    let router = use_router();
    view! {
        <Dialog
            id="leave"
            role="alertdialog"
            title="Leave without saving?"
            open=router.asks()
            on_cancel=move |()| router.stay()
        >
            <p>"What you typed on this page has not been saved and will be lost."</p>
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
