//! The input of the images page: anything that has names of images in it, or an error.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::assumptions::Assumptions;
use super::check::ImagesCheck;
use crate::ui::file_drop::{allow_files, use_file_drop};
use crate::ui::handlers::{entered, submitted};

/// The input and what is assumed, with the button that checks.
#[component]
pub(crate) fn ImagesForm(
    /// What is asked.
    check: ImagesCheck,
    /// Check was pressed.
    #[prop(into)]
    on_check: Callback<()>,
) -> impl IntoView {
    let by_keyboard = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            on_check.run(());
        }
    };
    view! {
        <form class="wp-card wp-form wp-images" on:submit=submitted(move || on_check.run(()))>
            <div class="wp-field">
                <label class="wp-field__label" for="images-text">
                    "Images, a config, or an error from a log"
                </label>
                <textarea
                    class="wp-input wp-images__text"
                    id="images-text"
                    rows="6"
                    prop:value=check.text
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby="images-help"
                    on:input=entered(move |typed| check.text.set(typed))
                    on:keydown=by_keyboard
                    on:dragover=allow_files
                    on:drop=use_file_drop(check.text)
                ></textarea>
                <p class="wp-field__help" id="images-help">
                    "One image a line, the output of nextflow inspect, a nextflow.config or a log; \
                     a text file can be dropped here. It stays in this browser."
                </p>
            </div>
            <Assumptions check/>
            <div class="wp-form__buttons">
                <button type="submit" class="wp-button wp-button--primary">
                    "Check"
                </button>
            </div>
        </form>
    }
}
