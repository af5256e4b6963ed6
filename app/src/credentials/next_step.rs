//! What is left to do once there are registry credentials: switch Wave on.

use leptos::prelude::*;
use wavepass_core::snippet::ENABLE_WAVE;

use super::arrival::Arrival;
use super::news_card::NewsCard;
use crate::shell::routes::Place;
use crate::ui::code_block::CodeBlock;
use crate::ui::icon::Icon;

/// What is left to do after credentials were added to a place; tells when that was read.
pub(super) fn next_step(arrival: &Arrival, place: &Place, on_dismiss: Callback<()>) -> AnyView {
    // Of other providers the row says enough.
    if !arrival.is_for_images {
        return ().into_any();
    }
    let name = arrival.name.clone();
    if let Some(why) = arrival.unused.clone() {
        let edit = place.edit_credential(&arrival.id);
        return view! { <Unused name why edit on_dismiss/> }.into_any();
    }
    switch_wave_on(name, &arrival.id, place, on_dismiss)
}

/// How Wave is switched on, so that runs use credentials by their name and id; tells when that was
/// read.
pub(super) fn switch_wave_on(
    name: String,
    id: &str,
    place: &Place,
    on_dismiss: Callback<()>,
) -> AnyView {
    let snippets = place.use_credential(id);
    view! { <NextStep name snippets launch=place.launch() on_dismiss/> }.into_any()
}

/// Says that the credentials are stored and why no run uses them.
#[component]
fn Unused(
    /// The name of the new credentials.
    name: String,
    /// Why Wave most likely never uses them.
    why: String,
    /// The path of the form that changes them.
    edit: String,
    /// The card was read and can go.
    on_dismiss: Callback<()>,
) -> impl IntoView {
    view! {
        <NewsCard
            icon=Icon::Warning
            title="Stored, and most likely never used"
            links=vec![(format!("Edit {name}"), edit)]
            on_dismiss
        >
            <p>"No run is likely to pull with " <strong>{name}</strong> ". " {why}</p>
        </NewsCard>
    }
}

/// Says that runs use the credentials only with Wave switched on, and how to do that.
#[component]
fn NextStep(
    /// The name of the credentials.
    name: String,
    /// The path of their snippets for other tools.
    snippets: String,
    /// The path of the helper that edits a config.
    launch: String,
    /// The card was read and can go.
    on_dismiss: Callback<()>,
) -> impl IntoView {
    let links = vec![
        ("Add to an existing config".to_owned(), launch),
        ("Use this credential elsewhere".to_owned(), snippets),
    ];
    view! {
        <NewsCard icon=Icon::Wave title="Next: switch Wave on for your runs" links on_dismiss>
            <p>
                "Nextflow pulls images with "
                <strong>{name}</strong>
                " only while Wave is on. Put this line into the "
                <strong>"Nextflow config file"</strong>
                " field of the launch form, or into your "
                <code>"nextflow.config"</code>
                "."
            </p>
            <CodeBlock id="enable-wave" what="Wave setting" text=ENABLE_WAVE/>
            <p class="wp-muted">
                "It is not needed when the compute environment has Wave switched on already. \
                 Some compute environments on Azure use registry credentials without Wave as \
                 well. A run that is under way keeps the credentials it started with for up to \
                 24 hours, and the names of images that it gets from Wave end soon after it."
            </p>
        </NewsCard>
    }
}
