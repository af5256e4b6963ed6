//! What Platform tells of one credential, line by line.

use leptos::prelude::*;
use wavepass_core::credentials::summary::Validity;
use wavepass_core::credentials::{Described, Description, Provider, ProviderRef, StoredRegistry};
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::timestamp::{Timestamp, Told};

use crate::browser;
use crate::credentials::provider_icon::ProviderIcon;
use crate::ui::copy_button::CopyButton;
use crate::ui::foreign::Foreign;
use crate::ui::reactive::{dynamic, text};
use crate::ui::time::Time;

/// What is known, line by line.
#[component]
pub(super) fn Facts(
    /// What Platform tells.
    described: Described,
    /// What Platform has found out about them, which a check may change.
    validity: RwSignal<Validity>,
) -> impl IntoView {
    let told = described.told().into_iter();
    let told = told.map(|(name, value)| {
        view! { <dt>{name}</dt> <dd><code><Foreign text=value/></code></dd> }
    });
    let told = told.collect_view();
    let Description { words, expires } = described.description();
    let words = Some(words).filter(|words| !words.trim().is_empty());
    let expires = expires.map(|day| {
        let in_words = day.in_words(browser::now_millis() / 1000);
        view! {
            <dt>"Secret"</dt>
            <dd>
                {in_words} " (" {day.to_iso()} ", as somebody wrote it down)"
            </dd>
        }
    });
    let credentials = described.summary;
    let provider = credentials.provider.label().to_owned();
    let fact = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt> <dd><Foreign text=value/></dd> })
    };
    let code = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt> <dd><code><Foreign text=value/></code></dd> })
    };
    let registry = credentials.registry.map(|registry| {
        let value = match registry {
            StoredRegistry::Stored(text) => view! { <code><Foreign text/></code> }.into_any(),
            StoredRegistry::Default => view! {
                <code>{DOCKER_HUB}</code> " (the default: none is stored)"
            }
            .into_any(),
            StoredRegistry::Unknown => view! {
                <span class="wp-muted">
                    "Platform does not say, so it is not known for which images Wave uses them."
                </span>
            }
            .into_any(),
        };
        view! { <dt>"Registry server"</dt> <dd>{value}</dd> }
    });
    // Roles and agents have none, and of other providers it depends on how they were made.
    let is_registry = credentials.provider == ProviderRef::Known(Provider::ContainerRegistry);
    let password = is_registry.then(|| {
        view! {
            <dt>"Password"</dt>
            <dd class="wp-muted">"Kept by Platform, which never shows it again."</dd>
        }
    });
    let deleted = credentials.is_deleted.then(|| {
        view! {
            <dt>"Deleted"</dt>
            <dd>"Platform lists them as deleted."</dd>
        }
    });
    let never = if credentials.last_used == Told::Null {
        "Never"
    } else {
        absent(credentials.last_used)
    };
    view! {
        <dl class="wp-card wp-facts">
            <dt>"Provider"</dt>
            <dd>
                <span class="wp-with-icon">
                    <ProviderIcon provider=credentials.provider/>
                    {provider}
                </span>
            </dd>
            {deleted}
            <dt>"Status"</dt>
            <dd>{dynamic(move || status(validity.get()))}</dd>
            {registry}
            {code("User name", credentials.user_name)}
            {password}
            {told}
            {fact("Description", words)}
            {expires}
            {fact("Base URL", credentials.base_url)}
            {fact("Category", credentials.category)}
            <dt>"Last used"</dt>
            <dd>
                <Time at=millis(credentials.last_used) none=never exact=true/>
            </dd>
            <dt>"Created"</dt>
            <dd>
                <Time at=millis(credentials.created) none=absent(credentials.created) exact=true/>
            </dd>
            <dt>"Last updated"</dt>
            <dd>
                <Time at=millis(credentials.updated) none=absent(credentials.updated) exact=true/>
            </dd>
            {credentials.id.map(|id| view! { <Id id/> })}
        </dl>
    }
}

/// The id, to be taken elsewhere.
#[component]
fn Id(id: String) -> impl IntoView {
    let shown = id.clone();
    view! {
        <dt>"Id"</dt>
        <dd>
            <span class="wp-with-icon">
                <code><Foreign text=shown/></code>
                <CopyButton
                    id="credential-id"
                    label="Copy id"
                    done="Id copied."
                    text=text(move || id.clone())
                />
            </span>
        </dd>
    }
}

/// What Platform has found out about them.
fn status(validity: Validity) -> AnyView {
    let checked = |at: Timestamp| view! { <Time at=Some(at.unix_millis()) exact=true/> };
    match validity {
        Validity::NotChecked => "Not checked by Platform".into_any(),
        Validity::Good(at) => view! { "Good when Platform checked it: " {checked(at)} }.into_any(),
        Validity::Invalid { why, at } => view! {
            <strong>"Invalid"</strong>
            {why.map(|text| view! { ": " <Foreign text/> })}
            {at.map(|at| view! { " Checked: " {checked(at)} })}
        }
        .into_any(),
        Validity::Other(status) => status.into_any(),
    }
}

fn millis(told: Told) -> Option<i64> {
    told.at().map(Timestamp::unix_millis)
}

/// Why there is no time.
const fn absent(told: Told) -> &'static str {
    match told {
        Told::Unreadable => "Told in a way that cannot be read",
        _ => "Not said",
    }
}
