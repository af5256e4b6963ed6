//! The styles of what the first page does not show. They come with the code that shows it, so that
//! nothing is seen without them and the first page does not wait for them.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CssStyleSheet;

/// A file for each component.
const STYLES: &str = concat!(
    include_str!("../../../style/components/bulk.css"),
    include_str!("../../../style/components/code.css"),
    include_str!("../../../style/components/columns.css"),
    include_str!("../../../style/components/coverage.css"),
    include_str!("../../../style/components/diagnosis.css"),
    include_str!("../../../style/components/known-errors.css"),
    include_str!("../../../style/components/dialog.css"),
    include_str!("../../../style/components/diff.css"),
    include_str!("../../../style/components/editor.css"),
    include_str!("../../../style/components/facts.css"),
    include_str!("../../../style/components/field.css"),
    include_str!("../../../style/components/finding.css"),
    include_str!("../../../style/components/form.css"),
    include_str!("../../../style/components/guide.css"),
    include_str!("../../../style/components/help.css"),
    include_str!("../../../style/components/images.css"),
    include_str!("../../../style/components/launch.css"),
    include_str!("../../../style/components/login-test.css"),
    include_str!("../../../style/components/pipeline.css"),
    include_str!("../../../style/components/next.css"),
    include_str!("../../../style/components/palette.css"),
    include_str!("../../../style/components/paste.css"),
    include_str!("../../../style/components/strip.css"),
    include_str!("../../../style/components/summary.css"),
    include_str!("../../../style/components/switch.css"),
    include_str!("../../../style/components/tabs.css"),
);

thread_local! {
    static ARE_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Applies them, once. Each part that [`comes_later!`](super::lazy::comes_later) and has something
/// to show does it before it shows it.
pub(crate) fn apply() {
    if ARE_HERE.replace(true) {
        return;
    }
    // A policy that allows no style in the page allows the program to make a sheet.
    let Ok(sheet) = CssStyleSheet::new() else {
        return;
    };
    let _applied = sheet.replace_sync(STYLES);
    let sheets = Reflect::get(&document(), &JsValue::from_str("adoptedStyleSheets"));
    if let Some(sheets) = sheets.ok().as_ref().and_then(JsCast::dyn_ref::<Array>) {
        sheets.push(&sheet);
    }
}
