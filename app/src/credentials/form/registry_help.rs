//! "Where do I get this?": how to make a lasting secret for the registry that is typed.

use leptos::prelude::*;
use wavepass_core::credentials::Field;
use wavepass_core::registry::catalogue::{Registry, help_for};
use wavepass_core::registry::guide::Guide;

use super::registry_kind::RegistryKind;
use super::store::Form;
use crate::credentials::registry_commands::Commands;
use crate::prefill::guide;
use crate::shell::routes::Place;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;

/// How to make a lasting secret for the registry of a form.
#[component]
pub(crate) fn RegistryHelp(form: Form, place: Place) -> impl IntoView {
    let kind = form.registry_kind();
    let host = form.value(Field::Registry);
    view! {
        <section class="wp-card wp-help" aria-labelledby="help-title">
            <h2 class="wp-card__title" id="help-title">
                <IconView icon=Icon::Key/>
                "Where do I get this?"
            </h2>
            {dynamic(move || match kind.get() {
                Some(registry) => {
                    let guide = guide(&place, registry, &host.get());
                    view! { <Steps registry host=host.get() guide/> }.into_any()
                }
                None => view! {
                    <p>
                        "Type the registry server, or choose the registry: then the steps to a \
                         lasting token for it stand here. Wave pulls images days and weeks from \
                         now, so a login of a few hours is not enough."
                    </p>
                }
                .into_any(),
            })}
        </section>
    }
}

#[component]
fn Steps(registry: Registry, host: String, guide: String) -> impl IntoView {
    let record = registry.record();
    let help = help_for(registry, &host);
    let title = record.docs_url.trim_start_matches("https://");
    let site = title.split('/').next().unwrap_or_default();
    view! {
        <p>
            <strong>
                <RegistryKind registry/>
            </strong>
        </p>
        <ol>
            {help.steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
        </ol>
        <Commands id="help" commands=help.commands/>
        <p>
            "Minimum permissions: " {record.least_permission} "."
        </p>
        {record
            .wave_notes
            .iter()
            .map(|note| view! { <p class="wp-muted">{*note}</p> })
            .collect_view()}
        {Guide::is_useful(registry)
            .then(|| {
                view! {
                    <a href=guide target="_blank">
                        "The whole guide: what lasts, and what not to store (opens a new tab)"
                    </a>
                }
            })}
        {(!record.docs_url.is_empty())
            .then(|| {
                view! {
                    <a href=record.docs_url target="_blank" rel="noreferrer">
                        "Documentation at " {site} " (opens a new tab)"
                    </a>
                }
            })}
    }
}
