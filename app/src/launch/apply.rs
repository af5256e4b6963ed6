//! Gives a pipeline of Platform the new configuration, after showing what changes.

use leptos::prelude::*;
use wavepass_core::platform::may::Action;

use super::model::{Event, LaunchModel};
use super::question::Question;
use super::store::LaunchStore;
use crate::shell::permissions::Permissions;
use crate::ui::foreign::visible;
use crate::ui::handlers::pressed;
use crate::ui::off_button::OffButton;
use crate::ui::reactive::{dynamic, text};

/// The button and its question. There while the config of a pipeline is loaded, where it
/// belongs: the launch form.
#[component]
pub(super) fn Apply(page: LaunchStore) -> impl IntoView {
    let loaded = page.select(|model| {
        let loaded = model.pipeline();
        loaded.map_or(String::new(), |loaded| visible(&loaded.entry.label()))
    });
    let name = text(move || loaded.get());
    let is_there = page.select(LaunchModel::can_apply);
    // There are none where nobody is signed in.
    let permissions = use_context::<Permissions>();
    view! {
        {dynamic(move || {
            is_there
                .get()
                .then(|| match permissions.and_then(|it| it.why_not(Action::ChangePipelines)) {
                    Some(why) => {
                        let label = text(move || format!("Apply to {}", name.get()));
                        view! { <OffButton id="may-not-apply" label why=visible(&why)/> }.into_any()
                    }
                    None => view! {
                        <button
                            type="button"
                            class="wp-button wp-button--primary wp-button--small"
                            on:click=pressed(move || page.dispatch(Event::ApplyPressed))
                        >
                            "Apply to " {name}
                        </button>
                    }
                    .into_any(),
                })
                .into_any()
        })}
        <Question page name/>
    }
}
