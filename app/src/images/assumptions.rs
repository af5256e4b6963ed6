//! What cannot be known from the images, and is assumed until somebody tells.

use leptos::prelude::*;
use wavepass_core::platform::compute_envs::ComputeEnvEntry;
use wavepass_core::platform::reader::Listed;
use wavepass_core::registry::wave_setup::WaveHost;

use super::assumed::{Assumed, Environment, Launch, Role, Rule, Switched, wave_host_label};
use super::model::{Assumption, Event, ImagesModel};
use crate::shell::remote::{Fetched, Remote};
use crate::ui::foreign::visible;
use crate::ui::handlers::entered;
use crate::ui::reactive::dynamic;
use crate::ui::store::Store;

/// What cannot be known from the images.
#[component]
pub(crate) fn Assumptions(
    /// What is asked.
    images: Store<ImagesModel>,
    /// The compute environments of the workspace.
    environments: Fetched<Listed<ComputeEnvEntry>>,
) -> impl IntoView {
    let now = images.select(|images| images.assumed().words());
    let choose_launch = teller(images, Launch::ALL, Launch::label, Assumption::Launch);
    let choose_wave_on = teller(images, Switched::ALL, Switched::label, Assumption::Wave);
    let choose_role = teller(images, Role::ALL, Role::label, Assumption::Role);
    let choose_wave = teller(images, HOSTS, wave_host_label, Assumption::WaveHost);
    let choose_comparison = teller(images, Rule::ALL, Rule::label, Assumption::Rule);
    // An address and other choices tell it as well.
    let label_now = move |of: fn(&Assumed) -> &'static str| {
        Signal::from(images.select(move |images| of(images.assumed())))
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
                    options=Launch::ALL.map(Launch::label).to_vec()
                    chosen=label_now(|it| it.launch.label())
                    on_change=choose_launch
                />
                <EnvironmentChoice images environments/>
                <Choice
                    id="images-wave-on"
                    label="Wave is on"
                    options=Switched::ALL.map(Switched::label).to_vec()
                    chosen=label_now(|it| it.wave.label())
                    on_change=choose_wave_on
                />
                <Choice
                    id="images-role"
                    label="Role of who launches"
                    options=Role::ALL.map(Role::label).to_vec()
                    chosen=label_now(|it| it.role.label())
                    on_change=choose_role
                />
                <Choice
                    id="images-wave"
                    label="Wave"
                    options=HOSTS.map(wave_host_label).to_vec()
                    chosen=label_now(|it| wave_host_label(it.wave_host))
                    on_change=choose_wave
                />
                <div class="wp-field">
                    <Choice
                        id="images-rule"
                        label="Wave compares registries with"
                        options=Rule::ALL.map(Rule::label).to_vec()
                        chosen=label_now(|it| it.rule.label())
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

/// Where the tasks are executed: one of the workspace's own compute environments, or what is known
/// of another one.
#[component]
fn EnvironmentChoice(
    images: Store<ImagesModel>,
    environments: Fetched<Listed<ComputeEnvEntry>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| match environments.get() {
        Remote::Ready(all) => all.rows,
        // Without them less is offered.
        Remote::Loading | Remote::Failed(_) => Vec::new(),
    });
    let choose = move |value: String| {
        let row = rows.with_untracked(|rows| rows.iter().find(|row| row.id == value).cloned());
        let assumption = match row {
            Some(row) => {
                let environment = Environment::of(row.platform.as_deref());
                if row.wave_enabled == Some(true) {
                    images.dispatch(Event::Assumed(Assumption::Wave(Switched::On)));
                }
                Assumption::Environment(environment, Some(row.name))
            }
            None => Assumption::Environment(
                labelled(Environment::ALL, Environment::label, &value),
                None,
            ),
        };
        images.dispatch(Event::Assumed(assumption));
    };
    let known = Environment::ALL.map(|environment| {
        let label = environment.label();
        view! { <option value=label>{label}</option> }.into_any()
    });
    let own = dynamic(move || {
        let options = rows.get().into_iter().map(|row| {
            let platform = row.platform.map(|platform| format!(" ({platform})"));
            let label = format!("{}{}", visible(&row.name), platform.unwrap_or_default());
            view! { <option value=row.id>{label}</option> }.into_any()
        });
        options.collect::<Vec<_>>().into_any()
    });
    view! {
        <div class="wp-field">
            <label class="wp-field__label" for="images-environment">
                "Compute environment"
            </label>
            <select
                class="wp-input wp-select"
                id="images-environment"
                on:change=entered(choose)
            >
                {Vec::from(known)}
                {own}
            </select>
        </div>
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

/// Tells which one of a few has the label that was chosen.
fn teller<T: Copy + Default + Send + Sync + 'static, const N: usize>(
    images: Store<ImagesModel>,
    all: [T; N],
    label_of: fn(T) -> &'static str,
    what: fn(T) -> Assumption,
) -> Callback<String> {
    Callback::new(move |label: String| {
        let chosen = labelled(all, label_of, &label);
        images.dispatch(Event::Assumed(what(chosen)));
    })
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

/// One of a few.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<&'static str>,
    chosen: Signal<&'static str>,
    #[prop(optional)] described_by: Option<&'static str>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|option| {
        view! {
            <option value=option prop:selected=move || chosen.get() == option>
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
