//! The input of the images page: anything that has names of images in it, or an error.

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser;
use crate::handlers::{entered, submitted};
use crate::reactive::text;
use crate::state::announcer::use_announcer;
use crate::state::images_check::{Environment, ImagesCheck, Launch};

/// Larger files are hardly lists or logs that somebody wants looked at as a whole.
const LARGEST_FILE: f64 = 2_000_000.0;

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
                    on:drop=use_drop(check)
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

/// What cannot be known from the images.
#[component]
fn Assumptions(check: ImagesCheck) -> impl IntoView {
    let (launch, environment) = (check.launch, check.environment);
    let now = text(move || check.assumed());
    let choose_launch = move |label: String| {
        let chosen = Launch::ALL.into_iter().find(|one| one.label() == label);
        launch.set(chosen.unwrap_or_default());
    };
    let choose_environment = move |label: String| {
        let chosen = Environment::ALL
            .into_iter()
            .find(|one| one.label() == label);
        environment.set(chosen.unwrap_or_default());
    };
    view! {
        <details class="wp-images__assumed">
            <summary>
                "Assumed: " <span class="wp-muted">{now}</span>
            </summary>
            <div class="wp-images__choices">
                <Choice
                    id="images-run"
                    label="The run"
                    options=Launch::ALL.map(Launch::label)
                    on_change=choose_launch
                />
                <Choice
                    id="images-environment"
                    label="Compute environment"
                    options=Environment::ALL.map(Environment::label)
                    on_change=choose_environment
                />
            </div>
        </details>
    }
}

/// One of three; the first is chosen.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: [&'static str; 3],
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let options = options.map(|option| view! { <option value=option>{option}</option> });
    view! {
        <div class="wp-field">
            <label class="wp-field__label" for=id>
                {label}
            </label>
            <select
                class="wp-input wp-select"
                id=id
                on:change=entered(move |chosen| on_change.run(chosen))
            >
                {options.into_iter().collect_view()}
            </select>
        </div>
    }
}

/// The browser takes files only where somebody says that they may be dropped.
fn allow_files(event: DragEvent) {
    let types = event.data_transfer().map(|data| data.types());
    if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
        event.prevent_default();
    }
}

/// Puts the text of a dropped file into the input.
fn use_drop(check: ImagesCheck) -> impl FnMut(DragEvent) + 'static {
    let announcer = use_announcer();
    move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        event.prevent_default();
        spawn_local(async move {
            match browser::file_text(file, LARGEST_FILE).await {
                // The page may be gone.
                Some(text) => drop(check.text.try_set(text)),
                None => announcer.notify("The file is not a text, or it is larger than 2 MB."),
            }
        });
    }
}
