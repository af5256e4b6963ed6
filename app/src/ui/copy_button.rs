//! A button that copies something that is not on the page as such.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::announcer::{Announcer, use_announcer};
use super::handlers::pressed;
use super::icon::{Icon, IconView};
use super::reactive::{dynamic, only_if};
use crate::browser;

/// Copies a text and says so; else says that it can be copied by hand. Whether it was copied.
pub(super) async fn copy(announcer: Announcer, text: &str, done: &str) -> bool {
    let copied = browser::copy(text).await;
    if copied {
        announcer.say(done);
    } else {
        announcer.notify("Copying is not allowed here. The text is selected: press Ctrl+C.");
    }
    copied
}

/// A button that copies a text. Where copying is not allowed it shows the text, selected.
#[component]
pub(crate) fn CopyButton(
    /// Unique in the page.
    id: &'static str,
    /// What the button says.
    #[prop(into)]
    label: Signal<&'static str>,
    /// What is said once it is done.
    done: &'static str,
    /// The text, never a secret.
    #[prop(into)]
    text: Signal<String>,
    /// What has to be done before, so that the text is the newest.
    #[prop(into, default = Callback::new(|()| ()))]
    before: Callback<()>,
) -> impl IntoView {
    let announcer = use_announcer();
    let copied = RwSignal::new(false);
    let by_hand = RwSignal::new(false);
    let press = move || {
        before.run(());
        let text = text.get_untracked();
        spawn_local(async move {
            let done_now = copy(announcer, &text, done).await;
            // The page may be gone.
            copied.try_set(done_now);
            by_hand.try_set(!done_now);
            if !done_now {
                request_animation_frame(move || browser::select_text(id));
            }
        });
    };
    view! {
        <button type="button" class="wp-button wp-button--small" on:click=pressed(press)>
            {dynamic(move || {
                let icon = if copied.get() { Icon::Check } else { Icon::Copy };
                view! { <IconView icon/> }.into_any()
            })}
            {label}
        </button>
        {only_if(
            move || by_hand.get(),
            move || view! {
                <pre class="wp-code__text" tabindex="0" role="region" aria-label=label>
                    <code id=id>{text}</code>
                </pre>
            }
            .into_any(),
        )}
    }
}
