//! Pages whose code the browser fetches when somebody goes there.
//!
//! Each feature says which of its pages are in which file; how a file is cut is in
//! [`super::lazy`].

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use wavepass_core::platform::Scope;

use super::routes::{Page, Place};
use crate::api::ApiError;
use crate::ui::load::{Failed, Loading};
use crate::ui::reactive::dynamic;

/// Makes a page of a place. Without a scope nobody is signed in.
pub(crate) type MakePage = fn(Place, Page, Option<Scope>) -> AnyView;

/// Fetches the code of pages.
pub(crate) type FetchPages =
    fn() -> Pin<Box<dyn Future<Output = Result<MakePage, SplitLoaderError>>>>;

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
    /// The place that it works in.
    place: Place,
    /// The page.
    page: Page,
    /// Where it works; `None` when nobody is signed in.
    scope: Option<Scope>,
    /// Fetches its code.
    fetch: FetchPages,
) -> impl IntoView {
    let code = RwSignal::new(Code::Loading);
    let fetch = move || {
        spawn_local(async move {
            let arrived = match fetch().await {
                Ok(make) => Code::Here(make),
                Err(_) => Code::Missing,
            };
            // Somebody may have left before it came.
            code.try_set(arrived);
        });
    };
    fetch();
    dynamic(move || match code.get() {
        Code::Loading => view! { <Loading what="Page"/> }.into_any(),
        Code::Here(make) => make(place.clone(), page.clone(), scope),
        Code::Missing => view! {
            <Failed
                what="This page"
                why=ApiError::Network.user_message()
                on_retry=move || {
                    code.set(Code::Loading);
                    fetch();
                }
            />
        }
        .into_any(),
    })
}
