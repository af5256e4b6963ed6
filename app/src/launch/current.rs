//! What the text that is there says of a choice, and that a version of Nextflow is too old for it.

use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::launch::{Choice, State};

use super::store::LaunchStore;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, text};

/// What the text says now, and since when there is the option where that matters.
#[component]
pub(super) fn Meta(page: LaunchStore, choice: Choice) -> impl IntoView {
    let is_too_old = page.select(move |model| model.is_too_old_for(choice));
    let since = text(move || {
        let since = choice.since().filter(|_| is_too_old.get());
        since.map_or(String::new(), |version| {
            format!("From Nextflow {version} on, which is newer than yours. ")
        })
    });
    view! {
        <p class="wp-choice__now">
            {since}
            {dynamic(move || {
                let now = page.now.get();
                let Some(current) = now.current(choice) else {
                    return ().into_any();
                };
                let said = match &current.state {
                    State::Unset => return ().into_any(),
                    State::Set(Value::Text(text)) => format!("Now “{text}”"),
                    State::Set(value) => format!("Now {value}"),
                    State::Computed => "Now computed at run time".to_owned(),
                    State::Differs(..) => "Now different for the two parsers".to_owned(),
                };
                let place = current.place.zip(current.line).map(|(place, line)| {
                    view! {
                        ", "
                        <button
                            type="button"
                            class="wp-link"
                            on:click=pressed(move || page.editor.go_to(place))
                        >
                            "line " {line}
                        </button>
                    }
                });
                view! { {said} {place} "." }.into_any()
            })}
        </p>
    }
}
