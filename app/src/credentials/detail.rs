//! One credential: everything that is known about it, and what can be done with it.

mod check;
mod facts;
mod used_by;
mod with_wave;

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Described, SecretRotation};
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;

use super::delete::{DeleteDialog, Deletion};
use super::list_address;
use crate::prefill;
use crate::shell::load::Load;
use crate::shell::permissions::{WHY_NOT, use_permissions};
use crate::shell::remote::{Remote, use_fetched};
use crate::shell::router::use_router;
use crate::shell::routes::{Page, Place};
use crate::shell::session::use_session;
use crate::ui::code_block::CodeBlock;
use crate::ui::foreign::visible;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, text};
use check::Check;
use facts::Facts;
use used_by::UsedByCard;
use with_wave::WithWave;

/// The page of one credential.
#[component]
pub(crate) fn CredentialsDetail(place: Place, scope: Scope, id: String) -> impl IntoView {
    let api = use_session().api();
    let router = use_router();
    let list = list_address::back_to(&place);
    let back = list.clone();
    let deletion = Deletion::new();
    let on_deleted = Callback::new(move |()| router.go(&list));
    let found = use_fetched(move || {
        let id = id.clone();
        async move { api.describe(scope, &id).await }
    });
    let title = text(move || match found.get() {
        Remote::Ready(described) => visible(described.summary.label()),
        Remote::Loading | Remote::Failed(_) => "Credentials".to_owned(),
    });
    let here = StoredValue::new(place.clone());
    let show = Callback::new(move |described: Described| {
        let summary = described.summary.clone();
        // Delete is at hand.
        deletion.prepare(&summary);
        let validity = RwSignal::new(summary.validity.clone());
        let kind = described.kind();
        let with_wave = summary.registry.is_some().then(|| {
            view! { <WithWave target=summary.clone() place=here.get_value() scope/> }
        });
        let setup = described.setup.clone();
        let setup = setup.map(|text| view! { <Setup text/> });
        view! {
            <Facts described validity/>
            {setup}
            <Check target=summary.clone() kind scope validity/>
            {with_wave}
            <UsedByCard target=summary place=here.get_value() scope validity/>
        }
        .into_any()
    });
    let label = place.label();
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <div class="wp-page__head">
            <PageHeading title context=label/>
            {dynamic(move || match found.get() {
                Remote::Ready(described) => view! {
                    <div class="wp-buttons">
                        <Links described=described.clone() place=place.clone()/>
                        <DeleteButton target=described.summary deletion/>
                    </div>
                }
                .into_any(),
                Remote::Loading | Remote::Failed(_) => ().into_any(),
            })}
        </div>
        <Load fetched=found what="These credentials" children=show/>
        <DeleteDialog deletion place=here.get_value() scope on_deleted/>
    }
}

/// What Platform wants to be set up at the provider.
#[component]
fn Setup(text: String) -> impl IntoView {
    view! {
        <section class="wp-card wp-part" aria-labelledby="setup">
            <h2 class="wp-card__title" id="setup">
                <IconView icon=Icon::Key/>
                "Set-up at the provider"
            </h2>
            <p>"Platform gives this text for it, for instance the trust policy of a role:"</p>
            <CodeBlock id="setup-text" what="Set-up" text/>
        </section>
    }
}

#[component]
fn Links(described: Described, place: Place) -> impl IntoView {
    let has_secret = SecretRotation::of(&described).is_some();
    let target = described.summary;
    let can_be_changed = target.provider.can_be_added();
    let id = target.id.filter(|_| can_be_changed)?;
    let permissions = use_permissions();
    let no_change = permissions.off(Action::ChangeCredentials);
    let rotate = has_secret.then(|| {
        view! {
            <a
                href=place.path(Page::RotateCredential(id.clone()))
                class="wp-button"
                aria-disabled=no_change
                aria-describedby=WHY_NOT
            >
                <IconView icon=Icon::Key/>
                "Rotate secret"
            </a>
        }
    });
    Some({
        view! {
            <a href=place.use_credential(&id) class="wp-button">
                <IconView icon=Icon::Terminal/>
                "Use this credential"
            </a>
            <a
                href=place.edit_credential(&id)
                class="wp-button"
                aria-disabled=no_change
                aria-describedby=WHY_NOT
            >
                <IconView icon=Icon::Pencil/>
                "Edit"
            </a>
            {rotate}
            <a
                href=prefill::duplicate(&place, &id)
                class="wp-button"
                aria-disabled=permissions.off(Action::AddCredentials)
                aria-describedby=WHY_NOT
            >
                <IconView icon=Icon::Copy/>
                "Duplicate"
            </a>
            <a href=place.path(Page::CopyCredential(id.clone())) class="wp-button">
                <IconView icon=Icon::Box/>
                "Copy to workspaces"
            </a>
        }
    })
}

#[component]
fn DeleteButton(target: CredentialsSummary, deletion: Deletion) -> impl IntoView {
    view! {
        <button
            type="button"
            class="wp-button wp-button--danger"
            aria-disabled=use_permissions().off(Action::DeleteCredentials)
            aria-describedby=WHY_NOT
            on:click=pressed(move || deletion.choose(&target))
        >
            <IconView icon=Icon::Trash/>
            "Delete"
        </button>
    }
}
