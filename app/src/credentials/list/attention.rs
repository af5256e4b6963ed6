//! What in a list of credentials needs attention, in a sentence above it.

use leptos::prelude::*;
use wavepass_core::wave::audit::Summary;

use crate::ui::icon::{Icon, IconView};

/// A sentence about the whole list, when something in it needs attention.
#[component]
pub(crate) fn Attention(found: Summary) -> impl IntoView {
    sentence(found).map(|sentence| {
        view! {
            <p class="wp-attention">
                <IconView icon=Icon::Warning/>
                {sentence}
            </p>
        }
    })
}

/// A sentence about the whole list, when something in it needs attention.
fn sentence(found: Summary) -> Option<String> {
    let parts: Vec<String> = [
        (found.never_match, "with a host that never matches"),
        (
            found.depend_on_wave,
            "with a path, which not every Wave uses",
        ),
        (found.unusual_host, "with an unusual host"),
        (found.never_work, "that never work"),
        (found.shadowed, "shadowed by another one"),
        (found.short_lived, "probably short-lived"),
        (found.reserved, "for a host of Wave’s own"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let registries = found.registries;
    (!parts.is_empty()).then(|| {
        let all = if registries == 1 {
            "The registry credential here needs attention".to_owned()
        } else {
            format!("Of {registries} registry credentials, some need attention")
        };
        format!("{all}: {}.", parts.join(", "))
    })
}
