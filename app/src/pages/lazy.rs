//! Pages whose code the browser fetches when somebody goes there.
//!
//! Which page is in which file is decided here and nowhere else; how, in [`crate::lazy`].

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;

use super::credentials_detail::CredentialsDetail;
use super::credentials_edit::CredentialsEdit;
use super::credentials_new::CredentialsNew;
use super::credentials_use::CredentialsUse;
use super::images::Images;
use super::launch::Launch;
use crate::api::ApiError;
use crate::components::load::{Failed, Loading};
use crate::lazy::comes_later;
use crate::reactive::dynamic;
use crate::routes::Route;

/// Makes the page that a route names.
type MakePage = fn(Route, Option<Scope>) -> AnyView;

/// Whether the code of a page is here yet.
#[derive(Clone, Copy)]
enum Code {
    Loading,
    Here(MakePage),
    Missing,
}

/// A page that arrives with its code.
#[component]
pub(crate) fn LazyPage(
    /// The page.
    route: Route,
    /// Where it works; `None` when nobody is signed in.
    scope: Option<Scope>,
) -> impl IntoView {
    let code = RwSignal::new(Code::Loading);
    let file = StoredValue::new(route.clone());
    let fetch = move || {
        let route = file.get_value();
        spawn_local(async move {
            let arrived = match route {
                Route::Images(_) => images_page().await,
                Route::Launch(_) => launch_page().await,
                _ => credentials_pages().await,
            };
            let arrived = match arrived {
                Ok(page) => Code::Here(page),
                Err(_) => Code::Missing,
            };
            // Somebody may have left before it came.
            code.try_set(arrived);
        });
    };
    fetch();
    dynamic(move || match code.get() {
        Code::Loading => view! { <Loading what="Page"/> }.into_any(),
        Code::Here(page) => page(route.clone(), scope),
        Code::Missing => view! {
            <Failed
                what="This page"
                error=ApiError::Network
                on_retry=move || {
                    code.set(Code::Loading);
                    fetch();
                }
            />
        }
        .into_any(),
    })
}

comes_later! {
    /// The form for new credentials, the page of one, and the form that changes it.
    fn credentials_pages() -> MakePage {
        |route, scope| match (route, scope) {
            (Route::NewCredentials(place), Some(scope)) => {
                view! { <CredentialsNew place scope/> }.into_any()
            }
            (Route::Credential(place, id), Some(scope)) => {
                view! { <CredentialsDetail place scope id/> }.into_any()
            }
            (Route::EditCredential(place, id), Some(scope)) => {
                view! { <CredentialsEdit place scope id/> }.into_any()
            }
            (Route::UseCredential(place, id), Some(scope)) => {
                view! { <CredentialsUse place scope id/> }.into_any()
            }
            _ => ().into_any(),
        }
    }
}

comes_later! {
    /// What Wave does with images, and what its errors mean.
    fn images_page() -> MakePage {
        |route, scope| match (route, scope) {
            (Route::Images(place), Some(scope)) => view! { <Images place scope/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

comes_later! {
    /// The launch config helper.
    fn launch_page() -> MakePage {
        |route, scope| match route {
            Route::Launch(place) => view! { <Launch place scope/> }.into_any(),
            _ => ().into_any(),
        }
    }
}
