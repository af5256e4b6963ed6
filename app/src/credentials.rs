//! Stored credentials: their list, one of them, the form that adds and changes them, and what to
//! paste elsewhere to use them.

mod arrival;
mod copy;
mod delete;
mod dependents;
mod describe;
mod detail;
mod form;
mod guides;
mod late_failure;
mod list;
mod list_address;
mod news_card;
mod next_step;
mod provider_icon;
mod registry_commands;
mod results;
mod several;
mod snippets;
mod wave_rule;

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;

use crate::shell::later_styles;
use crate::shell::lazy::comes_later;
use crate::shell::lazy_page::{LazyPage, MakePage};
use crate::shell::permissions::use_permissions;
use crate::shell::routes::{Page, Place};
use copy::CredentialsCopy;
use detail::CredentialsDetail;
use form::allowed::Allowed;
use form::edit::CredentialsEdit;
use form::new::CredentialsNew;
use form::rotate::CredentialsRotate;
use guides::{GuidePage, GuidesPage};
use list::CredentialsList;
use snippets::CredentialsUse;

/// What the pages share for as long as the app runs.
pub(crate) fn provide() {
    arrival::provide_arrival();
}

/// A page about credentials. The list is there at once, the others come when they are needed.
pub(crate) fn page(place: Place, page: Page, scope: Option<Scope>) -> AnyView {
    match (page, scope) {
        (Page::Credentials, Some(scope)) => view! { <CredentialsList place scope/> }.into_any(),
        (page, scope) => {
            if let Some(scope) = scope {
                use_permissions().want(scope);
            }
            view! { <LazyPage place page scope fetch=|| Box::pin(credentials_pages())/> }.into_any()
        }
    }
}

comes_later! {
    /// The form for new credentials, the page of one, the form that changes it, and the guides.
    fn credentials_pages() -> MakePage {
        later_styles::apply();
        |place, page, scope| match (page, scope) {
            (Page::NewCredentials, Some(scope)) => {
                let form = Callback::new(move |place| {
                    view! { <CredentialsNew place scope/> }.into_any()
                });
                let action = Action::AddCredentials;
                view! { <Allowed action title="Add Credentials" place scope children=form/> }
                    .into_any()
            }
            (Page::Credential(id), Some(scope)) => {
                view! { <CredentialsDetail place scope id/> }.into_any()
            }
            (Page::EditCredential(id), Some(scope)) => {
                let form = Callback::new(move |place| {
                    view! { <CredentialsEdit place scope id=id.clone()/> }.into_any()
                });
                let action = Action::ChangeCredentials;
                view! { <Allowed action title="Edit Credentials" place scope children=form/> }
                    .into_any()
            }
            (Page::CopyCredential(id), Some(scope)) => {
                view! { <CredentialsCopy place scope id/> }.into_any()
            }
            (Page::RotateCredential(id), Some(scope)) => {
                let form = Callback::new(move |place| {
                    view! { <CredentialsRotate place scope id=id.clone()/> }.into_any()
                });
                let action = Action::ChangeCredentials;
                view! { <Allowed action title="Rotate Secret" place scope children=form/> }
                    .into_any()
            }
            (Page::UseCredential(id), Some(scope)) => {
                view! { <CredentialsUse place scope id/> }.into_any()
            }
            (Page::Guides, _) => view! { <GuidesPage place/> }.into_any(),
            (Page::Guide(id), _) => view! { <GuidePage place id/> }.into_any(),
            _ => ().into_any(),
        }
    }
}
