//! Pages whose code the browser fetches when somebody goes there.
//!
//! Each feature says which of its pages are in which file; how a file is cut is in
//! [`super::lazy`].

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use wavepass_core::failure::Failure;
use wavepass_core::platform::Scope;
use wavepass_core::platform::request_error::RequestError;

use super::lazy::{Code, FetchView, LazyView, fetch_view};
use super::routes::{Page, Place};
use crate::ui::load::{Failed, Loading};
use crate::ui::reactive::dynamic;

/// Makes a page of a place. Without a scope nobody is signed in.
pub(crate) type MakePage = fn(Place, Page, Option<Scope>) -> AnyView;

/// Fetches the code of pages.
pub(crate) type FetchPages =
    fn() -> Pin<Box<dyn Future<Output = Result<MakePage, SplitLoaderError>>>>;

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
    let fetch = fetch_view(fetch, move |make| make(place.clone(), page.clone(), scope));
    view! { <LazyContent fetch/> }
}

/// Everything that is on a page, which arrives with its code.
#[component]
pub(crate) fn LazyContent(
    /// Fetches its code.
    fetch: FetchView,
) -> impl IntoView {
    let view = LazyView::new(fetch);
    view.fetch();
    dynamic(move || match view.code() {
        Code::NotAskedFor | Code::Loading => view! { <Loading what="Page"/> }.into_any(),
        Code::Here(make) => make(),
        Code::Missing => view! {
            <Failed
                what="This page"
                why=RequestError::new(Failure::Offline).sentence()
                on_retry=move || view.fetch()
            />
        }
        .into_any(),
    })
}
