//! A piece of text to copy.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::icon::{Icon, IconView};
use crate::browser;
use crate::handlers::pressed;
use crate::reactive::{dynamic, text as reactive_text};
use crate::state::announcer::use_announcer;

/// A piece of text with a button that copies it.
#[component]
pub(crate) fn CodeBlock(
    /// Unique in the page.
    id: &'static str,
    /// What the text is, for the button's name: "Wave setting".
    what: &'static str,
    /// The text, never a secret.
    text: &'static str,
) -> impl IntoView {
    let announcer = use_announcer();
    let copied = RwSignal::new(false);
    let copy = move || {
        spawn_local(async move {
            if browser::copy(text).await {
                copied.set(true);
                announcer.say(format!("{what} copied."));
            } else {
                browser::select_text(id);
                announcer
                    .notify("Copying is not allowed here. The text is selected: press Ctrl+C.");
            }
        });
    };
    view! {
        <div class="wp-code">
            <pre class="wp-code__text" tabindex="0" role="region" aria-label=what>
                <code id=id>{text}</code>
            </pre>
            <button type="button" class="wp-button" on:click=pressed(copy)>
                {dynamic(move || {
                    let icon = if copied.get() { Icon::Check } else { Icon::Copy };
                    view! { <IconView icon/> }.into_any()
                })}
                {reactive_text(move || if copied.get() { "Copied" } else { "Copy" })}
                <span class="wp-visually-hidden">" " {what}</span>
            </button>
        </div>
    }
}
