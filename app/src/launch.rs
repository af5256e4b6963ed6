//! The launch config helper: what is in a Nextflow configuration, what is wanted of it, and the
//! text that comes out. Start at [`page::Launch`].

mod apply;
mod choice;
mod choices;
mod control;
mod current;
mod diff;
mod editor;
mod findings;
mod line_link;
mod model;
mod outcome;
mod page;
mod question;
mod source;
mod store;
mod strict_check;
mod surroundings;
mod take;
mod targets;
mod where_on;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use crate::shell::later_styles;
use crate::shell::lazy::comes_later;
use crate::shell::lazy_page::{LazyPage, MakePage};
use crate::shell::routes::{Page, Place};
use page::Launch;

/// The launch page, which comes when it is needed.
pub(crate) fn page(place: Place, page: Page, scope: Option<Scope>) -> AnyView {
    view! { <LazyPage place page scope fetch=|| Box::pin(launch_page())/> }.into_any()
}

comes_later! {
    /// The launch config helper.
    fn launch_page() -> MakePage {
        later_styles::apply();
        |place, _, scope| view! { <Launch place scope/> }.into_any()
    }
}
