//! The one way to show something that has to be fetched first.

use leptos::prelude::*;

use super::remote::{Fetched, Remote};
use crate::ui::load::{Failed, Loading};
use crate::ui::page_heading::focus_heading;
use crate::ui::reactive::dynamic;

/// Shows what was fetched; until then that it loads; else why not, with another try.
#[component]
pub(crate) fn Load<T, V>(
    /// What is fetched.
    fetched: Fetched<T>,
    /// What it is, in the plural or with its article: "Credentials", "The list".
    what: &'static str,
    /// Shows it.
    children: Callback<T, V>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    dynamic(move || match fetched.get() {
        Remote::Loading => view! { <Loading what/> }.into_any(),
        Remote::Ready(value) => children.run(value).into_any(),
        Remote::Failed(error) => view! {
            <Failed
                what
                why=error.sentence()
                on_retry=move || {
                    fetched.again();
                    // The button that had the focus goes away.
                    request_animation_frame(focus_heading);
                }
            />
        }
        .into_any(),
    })
}
