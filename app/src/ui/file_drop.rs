//! Dropping a text file on an input.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::announcer::{Announcer, use_announcer};
use crate::browser;

/// Larger files are hardly lists or logs that somebody wants looked at as a whole.
const LARGEST_FILE: f64 = 2_000_000.0;

/// The browser takes files only where somebody says that they may be dropped.
pub(crate) fn allow_files(event: DragEvent) {
    let types = event.data_transfer().map(|data| data.types());
    if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
        event.prevent_default();
    }
}

/// Hands on the text of a dropped file.
pub(crate) fn on_file_drop(on_text: Callback<String>) -> impl FnMut(DragEvent) + 'static {
    let announcer = use_announcer();
    move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        event.prevent_default();
        hand_on(announcer, file, on_text);
    }
}

/// Hands on the text of a file.
pub(crate) fn hand_on(announcer: Announcer, file: File, on_text: Callback<String>) {
    spawn_local(async move {
        match browser::file_text(file, LARGEST_FILE).await {
            // The page may be gone.
            Some(text) => drop(on_text.try_run(text)),
            None => announcer.notify("The file is not a text in UTF-8, or it is larger than 2 MB."),
        }
    });
}
