//! Which credential Wave will use for which image, and what its errors mean. Start at
//! [`page::Images`]; what the page was asked and what comes out is in [`model`], which knows no
//! browser.

mod assumed;
mod assumptions;
mod coverage_action;
mod coverage_table;
mod diagnosis_card;
mod examples;
mod export;
mod form;
mod known_errors;
mod model;
mod page;
mod result;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use crate::shell::later_styles;
use crate::shell::lazy::comes_later;
use crate::shell::lazy_page::{LazyPage, MakePage};
use crate::shell::routes::{Page, Place};
use page::Images;

/// The images page, which comes when it is needed.
pub(crate) fn page(place: Place, page: Page, scope: Option<Scope>) -> AnyView {
    view! { <LazyPage place page scope fetch=|| Box::pin(images_page())/> }.into_any()
}

comes_later! {
    /// What Wave does with images, and what its errors mean.
    fn images_page() -> MakePage {
        later_styles::apply();
        |place, _, scope| match scope {
            Some(scope) => view! { <Images place scope/> }.into_any(),
            None => ().into_any(),
        }
    }
}
