//! A text editor for configurations: a native textarea, with colours and line numbers behind
//! it.
//!
//! The textarea does everything that editors do: typing, undo, selection, the clipboard,
//! screen readers. It is as large as its text, so that it scrolls together with the lines
//! that are drawn behind it, and only those in sight are drawn. Start at [`Editor`].

mod caret;
mod handle;
mod rows;
mod sheet;
mod tip;
mod typed;

use std::sync::Arc;

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::finding::Severity;
use web_sys::HtmlTextAreaElement;

use crate::ui::file_drop::{allow_files, on_file_drop};
use crate::ui::handlers::left;
use crate::ui::reactive::{attribute, text as reactive_text};
pub(crate) use handle::Editor;
use rows::Rows;
pub(crate) use sheet::Mark;
use sheet::Sheet;
use tip::{Tip, TipView};

/// The editor.
#[component]
pub(crate) fn EditorView(
    /// The text.
    editor: Editor,
    /// Unique in the page.
    id: &'static str,
    /// The id of what describes it.
    described_by: &'static str,
    /// Places to underline.
    #[prop(into)]
    marks: Signal<Arc<Vec<Mark>>>,
    /// Somebody typed.
    #[prop(into)]
    on_type: Callback<()>,
    /// The editor was left.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let text = editor.text;
    let sheet = Memo::new(move |_| Arc::new(Sheet::of(&text.get())));
    let tip = Tip::new(sheet, marks);
    let on_input = move |event: Event| {
        if editor.is_writing.get_value() {
            return;
        }
        let Some(area) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
        else {
            return;
        };
        let typed = area.value();
        tip.hide();
        text.update(|text| *text = typed::merged(text, &typed).into());
        on_type.run(());
    };
    let sight = editor.sight;
    let look = move || sight.look(sheet.with_untracked(|sheet| sheet.len()));
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && tip.is_shown() {
            event.prevent_default();
            tip.hide();
        }
        let pages = match event.key().as_str() {
            "PageUp" => -1,
            "PageDown" => 1,
            "Home" | "End" | "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => 0,
            _ => return,
        };
        let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if pages != 0 && is_plain {
            event.prevent_default();
            editor.turn_page(pages, event.shift_key());
        }
        // When the browser has moved the caret.
        request_animation_frame(move || {
            editor.show_caret();
            if let Some(place) = editor.caret() {
                tip.look(place);
            }
        });
    };
    // As properties: the page's policy does not allow a style in an attribute.
    let lines = reactive_text(move || sheet.with(|sheet| sheet.len().to_string()));
    let columns = reactive_text(move || sheet.with(|sheet| sheet.columns().to_string()));
    let has_error = attribute(move || {
        let is_error = |marks: &Arc<Vec<Mark>>| marks.iter().any(|m| m.severity == Severity::Error);
        marks.with(is_error).then(|| "true".to_owned())
    });
    view! {
        <div class="wp-editor" node_ref=sight.scroller on:scroll=move |_| {
            tip.hide();
            look();
        }>
            <div class="wp-editor__sheet" style=("--lines", lines) style=("--columns", columns)>
                <Rows sheet marks sight led_to=editor.led_to/>
                <textarea
                    class="wp-editor__text"
                    id=id
                    node_ref=editor.area
                    prop:value=move || typed::shown(&text.get()).into_owned()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    wrap="off"
                    aria-describedby=described_by
                    aria-invalid=has_error
                    on:input=on_input
                    on:keydown=on_key
                    on:pointermove=move |event| {
                        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
                        match sight.place_at(x, y) {
                            Some(place) => tip.look(place),
                            None => tip.hide(),
                        }
                    }
                    on:pointerleave=move |event| {
                        // What is shown can be pointed at itself.
                        if event.related_target().is_none_or(|to| !is_tip(&to)) {
                            tip.hide();
                        }
                    }
                    on:blur=left(Callback::new(move |()| {
                        tip.hide();
                        on_leave.run(());
                    }))
                    on:dragover=allow_files
                    on:drop=on_file_drop(
                        Callback::new(move |text: String| {
                            editor.set(&text);
                            on_type.run(());
                        }),
                    )
                ></textarea>
            </div>
            <TipView tip sight/>
        </div>
    }
}

/// Whether something is in what is said of a place.
fn is_tip(target: &web_sys::EventTarget) -> bool {
    let element = target.dyn_ref::<web_sys::Element>();
    element.is_some_and(|it| matches!(it.closest(".wp-editor__tip"), Ok(Some(_))))
}
