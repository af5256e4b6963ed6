//! A piece of text to copy.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::announcer::use_announcer;
use super::copy_button::copy;
use super::handlers::pressed;
use super::icon::{Icon, IconView};
use super::reactive::{dynamic, text as reactive_text};
use crate::browser;

/// A piece of text with a button that copies it.
#[component]
pub(crate) fn CodeBlock(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What the text is, for the button's name: "Wave setting".
    #[prop(into)]
    what: String,
    /// The text, never a secret.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let announcer = use_announcer();
    let copied = RwSignal::new(false);
    let shared = StoredValue::new((id.clone(), what.clone(), text.clone()));
    let press = move || {
        spawn_local(async move {
            let (id, what, text) = shared.get_value();
            if copy(announcer, &text, &format!("{what} copied.")).await {
                copied.try_set(true);
            } else {
                browser::select_text(&id);
            }
        });
    };
    view! {
        <div class="wp-code">
            <pre class="wp-code__text" tabindex="0" role="region" aria-label=what.clone()>
                <code id=id>{text}</code>
            </pre>
            <button type="button" class="wp-button" on:click=pressed(press)>
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
