//! The steps from a new secret to the end of the old one, with what is known of them for the
//! registry.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, SecretRotation};
use wavepass_core::registry::catalogue::help::CommandLine;
use wavepass_core::registry::guide::Guide;
use wavepass_core::snippet::{CredentialSubject, Target, for_credential};

use crate::credentials::registry_commands::Commands;
use crate::prefill::guide;
use crate::shell::routes::Place;
use crate::ui::code_block::CodeBlock;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::text;

/// The steps.
#[component]
pub(crate) fn RotationSteps(
    /// The credentials as they are.
    stored: CredentialsSummary,
    /// What is known of the way to another secret.
    rotation: SecretRotation,
    /// Where they are stored.
    place: Place,
    /// Whether the new secret is saved.
    is_saved: Signal<bool>,
) -> impl IntoView {
    let is_registry = stored.registry.is_some();
    let registry = rotation.registry();
    let useful = registry.filter(|(registry, _)| Guide::is_useful(*registry));
    let guide = useful.map(|(registry, host)| {
        let href = guide(&place, registry, host);
        let text = format!("The guide for {} (opens a new tab)", registry.name());
        view! {
            <a href=href target="_blank">
                {text}
            </a>
        }
    });
    let at = rotation.at_registry();
    let where_made = match registry {
        Some((registry, _)) => format!("Make a new secret at {}.", registry.name()),
        None => "Make a new secret where the old one came from.".to_owned(),
    };
    let slots = at.has_two_slots.then_some(
        "A token of Azure has two passwords, of which one is stored here. This makes the second \
         one and leaves the first as it is. Where the stored one is the second, write password1 \
         here and password2 in step 4.",
    );
    let under_way = is_registry.then_some(
        " New runs use the new secret within 60 seconds after it is saved. A run that is under \
         way keeps the old one for up to 24 hours.",
    );
    let revoke = if is_registry {
        "Wait until the runs have ended that began before you saved, 24 hours at most. Then delete \
         or revoke the old secret where it was made."
    } else {
        "Once the new secret works, delete or revoke the old one where it was made."
    };
    let (make, end) = (at.make.clone(), at.revoke.clone());
    view! {
        <section class="wp-card wp-help" aria-labelledby="steps-title">
            <h2 class="wp-card__title" id="steps-title">
                <IconView icon=Icon::Key/>
                "From the old secret to the new one"
            </h2>
            <h3>"1. Make the new secret"</h3>
            <p>
                {where_made}
                " Where that ends the old one at once, save the new one here right after."
            </p>
            {slots.map(|slots| view! { <p>{slots}</p> })}
            <StepCommands id="make" commands=make/>
            {guide}
            <h3>"2. Put it in here"</h3>
            <p>
                {text(move || {
                    if is_saved.get() { "Done: it is saved." } else { "Type it into the form and press Save." }
                })}
                {under_way}
            </p>
            <h3>"3. Try it"</h3>
            <Test stored/>
            <h3>"4. Revoke the old one"</h3>
            <p>{revoke}</p>
            {is_registry
                .then(|| {
                    view! {
                        <p class="wp-muted">
                            "Pools of Azure Batch that were given these credentials do not get \
                             them through Wave: when they see the new secret is not documented."
                        </p>
                    }
                })}
            <StepCommands id="revoke" commands=end/>
        </section>
    }
}

#[component]
fn StepCommands(id: &'static str, commands: Vec<CommandLine>) -> impl IntoView {
    (!commands.is_empty()).then(|| view! { <Commands id commands/> })
}

/// How to see that the secret is right: of registries with a login, on one's own machine.
#[component]
fn Test(stored: CredentialsSummary) -> impl IntoView {
    let Some(registry) = stored.registry_text() else {
        return view! {
            <p>"Start something small that uses these credentials, before the old one is revoked."</p>
        }
        .into_any();
    };
    let subject = CredentialSubject {
        name: stored.label(),
        registry,
        user_name: stored.user_name.as_deref().unwrap_or_default(),
        workspace: None,
    };
    let snippets = for_credential(&subject).into_iter();
    let login = snippets.filter(|snippet| snippet.target == Target::Docker);
    let shown = login.map(|snippet| {
        let notes = snippet.notes.into_iter();
        let notes = notes.map(|note| view! { <p class="wp-muted">{note}</p> });
        view! {
            <CodeBlock id="steps-login" what="docker login" text=snippet.text/>
            {notes.collect_view()}
        }
    });
    view! {
        <p>"On your own machine, before or after you save it:"</p>
        {shown.collect_view()}
    }
    .into_any()
}
