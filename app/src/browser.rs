//! The few things that are asked of the browser itself. Everything here is allowed to be
//! missing: a feature that is not there is `None` or does nothing, and the caller says so.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// Takes away what the page shows until there is something to show. Nothing where it is gone.
pub(crate) fn remove_loading_state() {
    if let Some(element) = document().get_element_by_id("loading") {
        element.remove();
    }
}

/// Moves the focus to the element with that id. Whether there was one.
pub(crate) fn focus(id: &str) -> bool {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Opens the `<details>` with that id.
pub(crate) fn unfold(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // It fails for no name that is an attribute's.
        let _ = element.set_attribute("open", "");
    }
}

/// Moves the focus to the element with that id once the page has been drawn anew.
pub(crate) fn focus_soon(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        focus(&id);
    });
}

/// Does something at every press, with a pointer or a key, before what was pressed hears of it; for
/// as long as the page lives.
pub(crate) fn on_press(action: impl FnMut() + 'static) {
    let action = Closure::<dyn FnMut()>::new(action).into_js_value();
    let _ =
        window().add_event_listener_with_callback_and_bool("click", action.unchecked_ref(), true);
}

/// Whether an element has the focus.
pub(crate) fn has_focus(element: &web_sys::Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Whether this is a Mac or its like, where commands are given with Command.
pub(crate) fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// Puts a text on the clipboard. False when the browser has none for us (an insecure
/// origin) or refuses.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}

/// Selects all text inside the element with that id, for copying by hand.
pub(crate) fn select_text(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(Some(selection)) = window().get_selection()
    {
        // A selection that fails leaves the text to be selected by hand.
        let _ = selection.select_all_children(&element);
    }
}

/// A small setting that outlives the visit. Never anything secret.
pub(crate) fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a small setting. A browser that keeps nothing forgets it with the visit.
pub(crate) fn store(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// What was kept for as long as this tab is open. Never anything secret.
pub(crate) fn kept(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps something for as long as this tab is open, or forgets it.
pub(crate) fn keep(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().session_storage() {
        // A browser that keeps nothing forgets it with the page.
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// The path below which the server offers the app, without a slash at the end: mostly empty. It
/// says so in the page.
pub(crate) fn base() -> String {
    document()
        .document_element()
        .and_then(|page| page.get_attribute("data-prefix"))
        .unwrap_or_default()
}

/// The address as a path with query, without the fragment.
pub(crate) fn current_path() -> String {
    let location = window().location();
    let part = |text: Result<String, JsValue>| text.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// Types a text in place of the selection of the input that has the focus, so that it can be
/// undone. An empty text deletes the selection.
pub(crate) fn insert_text(text: &str) {
    let Ok(page) = document().dyn_into::<web_sys::HtmlDocument>() else {
        return;
    };
    // The commands are old, and still the only way into the history of an input. A browser
    // without them leaves it to the caller's signal to change what is shown.
    let _ = if text.is_empty() {
        page.exec_command("delete")
    } else {
        page.exec_command_with_show_ui_and_value("insertText", false, text)
    };
}

/// Hands a text to the browser as a file to keep.
pub(crate) fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let Some(link) = web_sys::Blob::new_with_str_sequence(&parts)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob))
        .ok()
        .zip(document().create_element("a").ok())
        .and_then(|(address, link)| {
            let link = link.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
            link.set_href(&address);
            Some(link)
        })
    else {
        return;
    };
    link.set_download(name);
    link.click();
    // The browser has taken the text by now.
    let _ = web_sys::Url::revoke_object_url(&link.href());
}

/// What stands behind the `#` of the address; empty when there is none.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// Puts a fragment behind the address, in place of the current entry of the history. An empty
/// one takes the `#` away.
pub(crate) fn set_fragment(fragment: &str) {
    let mut address = current_path();
    if !fragment.is_empty() {
        address.push('#');
        address.push_str(fragment);
    }
    set_address(&address, true);
}

/// Takes the fragment out of the address bar and gives it back without the `#`.
pub(crate) fn take_fragment() -> Option<String> {
    let fragment = window().location().hash().ok()?;
    let fragment = fragment.strip_prefix('#')?.to_owned();
    set_address(&current_path(), true);
    Some(fragment)
}

/// The text of a file, byte for byte; `None` when it is larger than that, cannot be read, or is
/// no text in UTF-8.
pub(crate) async fn file_text(file: web_sys::File, most_bytes: f64) -> Option<String> {
    if file.size() > most_bytes {
        return None;
    }
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    let text = String::from_utf8(js_sys::Uint8Array::new(&bytes).to_vec()).ok()?;
    // A text in another encoding has these, and one in UTF-8 has none.
    (!text.contains('\0')).then_some(text)
}

/// A path of the app as an address that somebody else can open.
pub(crate) fn full_address(path: &str) -> String {
    let origin = window().location().origin();
    format!("{}{path}", origin.unwrap_or_default())
}

/// Changes the address bar without loading anything: in place of the current entry of the
/// history, or as a new one.
pub(crate) fn set_address(path: &str, in_place: bool) {
    if let Ok(history) = window().history() {
        // A browser that refuses (too many changes at once) still shows the page.
        let _ = if in_place {
            history.replace_state_with_url(&JsValue::NULL, "", Some(path))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(path))
        };
    }
}

/// Shows the top of the page, as after loading one.
pub(crate) fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Long work in slices, between which the browser draws and hears of keys.
pub(crate) struct Slices {
    /// When the slice that is under way began, in milliseconds.
    since: i64,
}

impl Slices {
    /// The longest slice, in milliseconds, but for its last step. A task of 50 is one that people
    /// notice; after each slice a browser waits for 4.
    const LONGEST: i64 = 20;

    /// So many steps are one slice however long it takes: what takes long in them is that the
    /// browser compiles the code, and waiting would only let people wait.
    const FEW: usize = 100;

    /// Begins work that has so many steps.
    pub(crate) fn begin(steps: usize) -> Self {
        let since = if steps > Self::FEW {
            now_millis()
        } else {
            i64::MAX
        };
        Self { since }
    }

    /// Lets the browser do something else, if it is time.
    pub(crate) async fn pause(&mut self) {
        if now_millis() - self.since > Self::LONGEST {
            sleep(Duration::ZERO).await;
            self.since = now_millis();
        }
    }
}

/// Milliseconds since 1970-01-01 UTC.
pub(crate) fn now_millis() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds fit for 285,000 years"
    )]
    let millis = js_sys::Date::now() as i64;
    millis
}
