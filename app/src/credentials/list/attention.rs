//! What in a list of credentials needs attention, in a sentence above it.

use std::sync::Arc;

use leptos::prelude::*;

use super::audit::{Audited, use_audit};
use crate::shell::lazy::Code;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::focus_heading;
use crate::ui::reactive::dynamic;

/// The sentence above the list, or that it could not be had, with another try.
#[component]
pub(super) fn Attention(
    /// What stands out in the list.
    audited: Memo<Option<Arc<Audited>>>,
    /// Whether the list is there before that is known. Then it has its room from the beginning,
    /// and is announced when it comes.
    is_late: bool,
) -> impl IntoView {
    let audit = use_audit();
    let content = dynamic(move || match audit.code() {
        Code::Loading => {
            view! { <p class="wp-muted">"Looking for what stands out…"</p> }.into_any()
        }
        Code::Here(()) => {
            let attention = audited.with(|audited| audited.as_ref()?.attention.clone());
            attention
                .map(|sentence| view! { <Sentence sentence/> })
                .into_any()
        }
        Code::Missing => view! { <NotLoaded/> }.into_any(),
    });
    let class = if is_late {
        "wp-attention-room wp-attention-room--kept"
    } else {
        "wp-attention-room"
    };
    view! {
        <div class=class aria-live=is_late.then_some("polite")>
            {content}
        </div>
    }
}

#[component]
fn Sentence(sentence: String) -> impl IntoView {
    view! {
        <p class="wp-attention">
            <IconView icon=Icon::Warning/>
            {sentence}
        </p>
    }
}

#[component]
fn NotLoaded() -> impl IntoView {
    let audit = use_audit();
    let again = move || {
        audit.fetch_again();
        // The button that had the focus goes away.
        request_animation_frame(focus_heading);
    };
    view! {
        <div class="wp-attention">
            <IconView icon=Icon::Warning/>
            <p>"What stands out in this list could not be loaded. Check your connection."</p>
            <button
                type="button"
                class="wp-button wp-button--small"
                on:click=pressed(again)
            >
                "Try again"
            </button>
        </div>
    }
}
