//! A link to a line of the text.

use leptos::prelude::*;
use nextflow_config::Span;
use nextflow_config::syntax::Lines;

use super::store::LaunchStore;
use crate::ui::handlers::pressed;

/// Leads to a place of the text, which has these lines.
pub(super) fn line_link(page: LaunchStore, span: Span, lines: &Lines) -> AnyView {
    let line = lines.line(span.start);
    view! {
        <button
            type="button"
            class="wp-link"
            on:click=pressed(move || page.editor.go_to(span))
        >
            "Line " {line}
        </button>
    }
    .into_any()
}
