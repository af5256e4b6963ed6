//! A page about one stored credential whose form is filled with what Platform tells of it.

use leptos::prelude::*;
use wavepass_core::credentials::Described;
use wavepass_core::platform::Scope;

use crate::shell::load::Load;
use crate::shell::remote::use_fetched;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;

/// The way back, the heading, and what is made of the credentials once they are described.
#[component]
pub(crate) fn DescribedPage(
    /// The heading.
    title: &'static str,
    /// Where the way back leads, and what it says.
    back: (String, &'static str),
    /// Where the credentials are stored.
    place: Place,
    /// The same for Platform.
    scope: Scope,
    /// Their id.
    id: String,
    /// Makes the rest of the page; what it puts into the signal stands before the page's title.
    children: Callback<(Described, RwSignal<String>), AnyView>,
) -> impl IntoView {
    let api = use_session().api();
    let found = use_fetched(move || {
        let id = id.clone();
        async move { api.describe(scope, &id).await }
    });
    let alert = RwSignal::new(String::new());
    let (path, words) = back;
    let label = place.label();
    let show = Callback::new(move |described| children.run((described, alert)));
    view! {
        <a href=path class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            {words}
        </a>
        <PageHeading title context=label alert/>
        <Load fetched=found what="These credentials" children=show/>
    }
}
