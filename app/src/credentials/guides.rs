//! How to get a login for a registry: a guide for each, filled in with somebody's own host.

use leptos::prelude::*;
use wavepass_core::registry::catalogue::record::Login;
use wavepass_core::registry::guide::{Guide, SecretLife};

use super::registry_commands::Commands;
use crate::prefill::{self, Prefill};
use crate::shell::router::use_router;
use crate::shell::routes::{Page, Place};
use crate::ui::field::Field;
use crate::ui::icon::{Icon, IconView};
use crate::ui::inputs::TextInput;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::dynamic;

/// The registries that have a guide.
#[component]
pub(crate) fn GuidesPage(place: Place) -> impl IntoView {
    let links = Guide::all().map(|registry| {
        let href = prefill::guide(&place, registry, "");
        view! {
            <li>
                <a href=href>{registry.name()}</a>
            </li>
        }
    });
    view! {
        <PageHeading title="Guides" context=place.label()/>
        <p class="wp-muted">
            "How to get a login for a registry: one that lasts, may do no more than it has to, and \
             that Wave can use."
        </p>
        <ul class="wp-card wp-guide wp-guide__registries">{links.collect_view()}</ul>
    }
}

/// The guide for one registry.
#[component]
pub(crate) fn GuidePage(place: Place, id: String) -> impl IntoView {
    let Some(registry) = Guide::registry_of(&id).filter(|it| Guide::is_useful(*it)) else {
        let all = place.path(Page::Guides);
        return view! {
            <PageHeading title="There is no guide of this name" context=place.label()/>
            <p>
                <a href=all>"All guides"</a>
            </p>
        }
        .into_any();
    };
    let router = use_router();
    let asked = untrack(|| prefill::host_of(|name| router.query(name)));
    let host = RwSignal::new(asked.unwrap_or_default());
    let all = place.path(Page::Guides);
    let own = Guide::of(registry, "").help.host.contains('<');
    let context = place.label();
    view! {
        <a href=all class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "All guides"
        </a>
        <PageHeading title=format!("Credentials for {}", registry.name()) context/>
        {own
            .then(|| {
                view! {
                    <Field
                        id="guide-host"
                        label="Your registry server"
                        help="Fills in the commands below. It is not sent."
                    >
                        <TextInput
                            value=host.into()
                            on_input=move |typed: String| host.set(typed.trim().to_owned())
                            placeholder=registry.record().canonical_host
                        />
                    </Field>
                }
            })}
        {dynamic(move || {
            let guide = Guide::of(registry, &host.get());
            view! { <GuideView place=place.clone() guide/> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn GuideView(place: Place, guide: Guide) -> impl IntoView {
    let Guide {
        registry,
        record,
        help,
        lasting,
        unfit,
    } = guide;
    let is_whole = !help.host.contains('<');
    let add = Prefill::of_host(if is_whole {
        help.host.clone()
    } else {
        String::new()
    });
    let steps = help.steps.into_iter().map(|step| view! { <li>{step}</li> });
    let formats = record
        .secret_formats
        .iter()
        .map(|format| view! { <li>{*format}</li> });
    let notes = record
        .wave_notes
        .iter()
        .map(|note| view! { <li>{*note}</li> });
    let site = record.docs_url.trim_start_matches("https://");
    let site = site.split('/').next().unwrap_or_default();
    view! {
        <div class="wp-guide" data-registry=registry.id()>
            <Section title="What to store">
                <dl class="wp-facts wp-facts--plain">
                    <dt>"Registry server"</dt>
                    <dd>
                        <code>{help.host}</code>
                    </dd>
                    <LoginRow login=record.user_name/>
                    <LoginRow login=record.password/>
                </dl>
                <p>
                    <a class="wp-button wp-button--primary" href=add.link(&place)>
                        "Add credentials"
                    </a>
                </p>
            </Section>
            <Section title="How to get it">
                <ol>{steps.collect_view()}</ol>
                <Commands id="guide" commands=help.commands/>
                <p>"Minimum permissions: " {record.least_permission} "."</p>
                {(!record.secret_formats.is_empty())
                    .then(|| {
                        view! {
                            <p>"What it looks like:"</p>
                            <ul>{formats.collect_view()}</ul>
                        }
                    })}
            </Section>
            <Lives title="How long it lasts" lives=lasting/>
            <Lives title="What not to store" lives=unfit/>
            {(!record.wave_notes.is_empty())
                .then(|| {
                    view! {
                        <Section title="In Wave">
                            <ul>{notes.collect_view()}</ul>
                        </Section>
                    }
                })}
            {(!record.docs_url.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <a href=record.docs_url target="_blank" rel="noreferrer">
                                "Documentation at " {site} " (opens a new tab)"
                            </a>
                        </p>
                    }
                })}
        </div>
    }
}

/// A part of a guide with its heading.
#[component]
fn Section(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="wp-card wp-guide__part">
            <h2 class="wp-card__title">{title}</h2>
            {children()}
        </section>
    }
}

#[component]
fn LoginRow(login: Login) -> impl IntoView {
    view! {
        <dt>{login.label}</dt>
        <dd>{login.note}</dd>
    }
}

/// What becomes of each kind of secret, where that is known.
#[component]
fn Lives(title: &'static str, lives: Vec<SecretLife>) -> impl IntoView {
    let lives: Vec<_> = lives
        .into_iter()
        .filter(|life| !life.text.is_empty())
        .collect();
    (!lives.is_empty()).then(|| {
        let rows = lives.into_iter().map(|life| {
            view! {
                <dt>
                    {life.title()}
                    {life
                        .user_name
                        .map(|name| view! { " (user name " <code>{name}</code> ")" })}
                </dt>
                <dd>{life.text}</dd>
            }
        });
        view! {
            <Section title>
                <dl class="wp-facts wp-facts--plain">{rows.collect_view()}</dl>
            </Section>
        }
    })
}
