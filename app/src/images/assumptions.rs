//! What cannot be known from the images, and is assumed until somebody tells.

use leptos::prelude::*;
use wavepass_core::registry::wave_setup::WaveHost;

use super::assumed::{Environment, Launch, Role, Rule, wave_host_label};
use super::model::{Assumption, Event, ImagesModel};
use crate::ui::handlers::entered;
use crate::ui::store::Store;

/// What cannot be known from the images.
#[component]
pub(crate) fn Assumptions(images: Store<ImagesModel>) -> impl IntoView {
    let now = images.select(|images| images.assumed().words());
    let tell = move |assumption| images.dispatch(Event::Assumed(assumption));
    let choose_launch = move |label: String| {
        tell(Assumption::Launch(labelled(
            Launch::ALL,
            Launch::label,
            &label,
        )));
    };
    let choose_environment = move |label: String| {
        let environment = labelled(Environment::ALL, Environment::label, &label);
        tell(Assumption::Environment(environment));
    };
    let choose_role = move |label: String| {
        tell(Assumption::Role(labelled(Role::ALL, Role::label, &label)));
    };
    let choose_wave = move |label: String| {
        tell(Assumption::WaveHost(labelled(
            HOSTS,
            wave_host_label,
            &label,
        )));
    };
    let choose_comparison = move |label: String| {
        tell(Assumption::Rule(labelled(Rule::ALL, Rule::label, &label)));
    };
    let rule_now = images.with_untracked(|images| images.assumed().rule.label());
    let wave_now = images.with_untracked(|images| wave_host_label(images.assumed().wave_host));
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
                    <Choice
                        id="images-rule"
                        label="Wave compares registries with"
                        options=Rule::ALL.map(Rule::label).to_vec()
                        chosen=rule_now
                        described_by="images-rule-help"
                        on_change=choose_comparison
                    />
                    <p class="wp-field__help" id="images-rule-help">
                        "It matters for registries that are stored with a path. From which release \
                         on Wave matches paths is not known; a Wave tells its own version at \
                         /service-info. The choice is kept in this browser, for the form and the \
                         list too."
                    </p>
                </div>
                <ReservedHosts images/>
            </div>
        </details>
    }
}

/// On which hosts Wave ignores stored credentials.
#[component]
fn ReservedHosts(images: Store<ImagesModel>) -> impl IntoView {
    let type_hosts = move |typed| images.dispatch(Event::Assumed(Assumption::Reserved(typed)));
    let reserved = images.select(|images| images.assumed().reserved.clone());
    view! {
        <div class="wp-field">
            <label class="wp-field__label" for="images-reserved">
                "Hosts that Wave keeps to itself"
            </label>
            <input
                class="wp-input"
                type="text"
                id="images-reserved"
                prop:value=reserved
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="images-reserved-help"
                on:input=entered(type_hosts)
            />
            <p class="wp-field__help" id="images-reserved-help">
                "With commas between them. On these, Wave ignores stored credentials. \
                 The build and cache hosts of Seqera’s Wave are not known; those of \
                 your own Wave are in its configuration."
            </p>
        </div>
    }
}

/// The one of a few that has a label.
fn labelled<T: Copy + Default, const N: usize>(
    all: [T; N],
    label_of: fn(T) -> &'static str,
    label: &str,
) -> T {
    let found = all.into_iter().find(|one| label_of(*one) == label);
    found.unwrap_or_default()
}

const HOSTS: [WaveHost; 2] = [WaveHost::Seqera, WaveHost::SelfHosted];

/// One of a few; the first is chosen unless another one is named.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<&'static str>,
    #[prop(default = "")] chosen: &'static str,
    #[prop(optional)] described_by: Option<&'static str>,
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
                aria-describedby=described_by
                on:change=entered(move |chosen| on_change.run(chosen))
            >
                {options.collect_view()}
            </select>
        </div>
    }
}
