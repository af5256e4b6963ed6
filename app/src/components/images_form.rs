//! The input of the images page: anything that has names of images in it, or an error.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wavepass_core::wave::setup::WaveHost;

use super::file_drop::{allow_files, use_file_drop};
use crate::handlers::{entered, submitted};
use crate::reactive::text;
use crate::state::images_assumed::{Environment, Launch, Role, wave_host_label};
use crate::state::images_check::ImagesCheck;
use crate::state::wave_setup;

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
    let choose_role = move |label: String| {
        let chosen = Role::ALL.into_iter().find(|one| one.label() == label);
        check.role.set(chosen.unwrap_or_default());
    };
    let keep = move || wave_setup::store(&untrack(|| check.setup()));
    let choose_wave = move |label: String| {
        let chosen = HOSTS.into_iter().find(|one| wave_host_label(*one) == label);
        check.wave_host.set(chosen.unwrap_or_default());
        keep();
    };
    let type_reserved = move |typed: String| {
        check.reserved.set(typed);
        keep();
    };
    let wave_now = wave_host_label(check.wave_host.get_untracked());
    view! {
        <details class="wp-images__assumed">
            <summary>
                "Assumed: " <span class="wp-muted">{now}</span>
            </summary>
            <div class="wp-images__choices">
                <Choice
                    id="images-run"
                    label="The run"
                    options=Launch::ALL.map(Launch::label).to_vec()
                    on_change=choose_launch
                />
                <Choice
                    id="images-environment"
                    label="Compute environment"
                    options=Environment::ALL.map(Environment::label).to_vec()
                    on_change=choose_environment
                />
                <Choice
                    id="images-role"
                    label="Role of who launches"
                    options=Role::ALL.map(Role::label).to_vec()
                    on_change=choose_role
                />
                <Choice
                    id="images-wave"
                    label="Wave"
                    options=HOSTS.map(wave_host_label).to_vec()
                    chosen=wave_now
                    on_change=choose_wave
                />
                <div class="wp-field">
                    <label class="wp-field__label" for="images-reserved">
                        "Hosts that Wave keeps to itself"
                    </label>
                    <input
                        class="wp-input"
                        type="text"
                        id="images-reserved"
                        prop:value=check.reserved
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-describedby="images-reserved-help"
                        on:input=entered(type_reserved)
                    />
                    <p class="wp-field__help" id="images-reserved-help">
                        "With commas between them. On these, Wave ignores stored credentials. \
                         The build and cache hosts of Seqera’s Wave are not known; those of \
                         your own Wave are in its configuration."
                    </p>
                </div>
            </div>
        </details>
    }
}

const HOSTS: [WaveHost; 2] = [WaveHost::Seqera, WaveHost::SelfHosted];

/// One of a few; the first is chosen unless another one is named.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<&'static str>,
    #[prop(default = "")] chosen: &'static str,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|option| {
        view! {
            <option value=option selected=option == chosen>
                {option}
            </option>
        }
    });
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
                {options.collect_view()}
            </select>
        </div>
    }
}
