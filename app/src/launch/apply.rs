//! Gives a pipeline of Platform what is wanted, after showing what changes: the one whose config was
//! loaded, or any other.

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;

use super::model::{Event, LaunchModel};
use super::store::LaunchStore;
use crate::api::Pipelines;
use crate::pipeline::Loaded;
use crate::pipeline::choose::ChoosePipeline;
use crate::shell::permissions::Permissions;
use crate::shell::remote::Fetched;
use crate::ui::dialog::Dialog;
use crate::ui::foreign::visible;
use crate::ui::handlers::pressed;
use crate::ui::off_button::OffButton;
use crate::ui::reactive::{dynamic, text};

/// The buttons and their questions.
#[component]
pub(super) fn Apply(
    /// The page.
    page: LaunchStore,
    /// Where the pipelines are.
    scope: Scope,
    /// Which there are.
    pipelines: Fetched<Pipelines>,
) -> impl IntoView {
    let loaded = page.select(|model| {
        let loaded = model.pipeline().filter(|_| model.can_apply());
        loaded.map(|loaded| visible(&loaded.entry.label()))
    });
    let is_choosing = RwSignal::new(false);
    let on_loaded = Callback::new(move |loaded: Arc<Loaded>| {
        is_choosing.set(false);
        page.dispatch(Event::ApplyTo(loaded));
    });
    // There are none where nobody is signed in.
    let permissions = use_context::<Permissions>();
    let why_not = move || permissions.and_then(|it| it.why_not(Action::ChangePipelines));
    let class_of = |is_first| {
        if is_first {
            "wp-button wp-button--primary wp-button--small"
        } else {
            "wp-button wp-button--small"
        }
    };
    view! {
        {dynamic(move || {
            let name = loaded.get();
            if let Some(why) = why_not() {
                let label = text(move || match &name {
                    Some(name) => format!("Apply to {name}"),
                    None => "Apply to a pipeline…".to_owned(),
                });
                return view! { <OffButton id="may-not-apply" label why=visible(&why)/> }.into_any();
            }
            let is_loaded = name.is_some();
            let to_loaded = name.map(|name| {
                view! {
                    <button
                        type="button"
                        class=class_of(true)
                        on:click=pressed(move || page.dispatch(Event::ApplyPressed))
                    >
                        "Apply to " {name}
                    </button>
                }
                .into_any()
            });
            let label = if is_loaded {
                "Apply to another pipeline…"
            } else {
                "Apply to a pipeline…"
            };
            view! {
                {to_loaded}
                <button
                    type="button"
                    class=class_of(!is_loaded)
                    on:click=pressed(move || {
                        page.dispatch(Event::Left);
                        is_choosing.set(true);
                    })
                >
                    {label}
                </button>
            }
            .into_any()
        })}
        <Dialog
            id="apply-to"
            title=text(|| "Apply to a pipeline")
            open=is_choosing
            on_cancel=move |()| is_choosing.set(false)
        >
            <p>
                {move || {
                    if page.peek(LaunchModel::wants_something) {
                        "The pipeline’s own config gets the options that you have chosen, and \
                         everything else in it stays. Only if its config is the one in the editor, \
                         it gets the text there. You see what changes before anything is saved."
                    } else {
                        "No option is chosen that is not in your text already, so there is nothing \
                         to add to another config. Choose options first."
                    }
                }}
            </p>
            <ChoosePipeline id="apply-pipeline" label="Show what changes" scope list=pipelines on_loaded/>
            <div class="wp-dialog__buttons">
                <button
                    type="button"
                    class="wp-button"
                    on:click=pressed(move || is_choosing.set(false))
                >
                    "Cancel"
                </button>
            </div>
        </Dialog>
    }
}
