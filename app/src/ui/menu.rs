//! A button that opens a small panel: native popover, so that Escape and a press elsewhere
//! close it and the focus goes back where it was. The first thing in it has the focus, because
//! browsers differ in where Tab leads; who leaves it by Tab closes it.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::reactive::{dynamic, text};

/// The distance between the button and the panel, and to the edge of the window, in pixels.
const GAP: f64 = 6.0;

/// A button and its panel.
#[component]
pub(crate) fn Menu(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// The button's name, where its content does not say enough.
    #[prop(into, optional)]
    label: Option<String>,
    /// Classes of the button.
    class: &'static str,
    /// Whether the panel is open now.
    #[prop(into, default = Callback::new(|_| ()))]
    on_toggle: Callback<bool>,
    /// What is on the button.
    button: Children,
    /// What is in the panel; made when it is opened for the first time.
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    let trigger = NodeRef::<html::Button>::new();
    let open = RwSignal::new(false);
    // Most menus are never opened: what is in one is made before it is shown for the first time.
    let is_made = RwSignal::new(false);
    let mut children = Some(children);
    let content = dynamic(move || {
        let children = is_made.get().then(|| children.take()).flatten();
        // What they read is followed by what shows it.
        untrack(|| children.map(|make| make()).into_any())
    });
    let opens = move |_: Event| {
        if !is_made.get_untracked() {
            is_made.set(true);
        }
    };
    let toggled = move |event: Event| {
        let is_open = is_opened(&event);
        // The event comes late: the menu may be gone.
        open.try_set(is_open);
        on_toggle.try_run(is_open);
        if let (true, Some(panel), Some(trigger)) =
            (is_open, panel.get_untracked(), trigger.get_untracked())
        {
            place(&panel, &trigger);
            let first = panel.query_selector("a, button, input").ok().flatten();
            if let Some(first) = first.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
                // It fails only for what is not in the page.
                let _ = first.focus();
            }
        }
    };
    let left = move |event: leptos::ev::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if let (Some(to), Some(panel), Some(trigger)) =
            (to, panel.get_untracked(), trigger.get_untracked())
            // A press on the button closes the panel by itself.
            && !panel.contains(Some(&to)) && !trigger.contains(Some(&to))
        {
            let _ = panel.hide_popover();
        }
    };
    // A link or command inside closes the panel first, so that the focus is back on the
    // button before a dialog opens that will want to return it. What concerns the panel itself
    // does not.
    let on_click = move |event: leptos::ev::MouseEvent| {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| {
                element
                    .closest("a, button:not([data-stays])")
                    .ok()
                    .flatten()
            });
        if let (Some(_), Some(panel)) = (pressed, panel.get_untracked()) {
            // It may be closed already.
            let _ = panel.hide_popover();
        }
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=trigger
            popovertarget=id.clone()
            aria-label=label
            aria-expanded=text(move || open.get().to_string())
        >
            {button()}
        </button>
        <div
            class="wp-menu"
            id=id
            popover="auto"
            node_ref=panel
            on:beforetoggle=opens
            on:toggle=toggled
            on:focusout=left
            on:click:capture=on_click
        >
            {content}
        </div>
    }
}

/// Whether a panel is open now, as the event says that tells of it.
pub(crate) fn is_opened(event: &Event) -> bool {
    js_sys::Reflect::get(event, &"newState".into())
        .is_ok_and(|state| state.as_string().as_deref() == Some("open"))
}

/// Puts the panel below the button, and inside the window.
pub(crate) fn place(panel: &web_sys::HtmlElement, trigger: &web_sys::HtmlElement) {
    let at = trigger.get_bounding_client_rect();
    place_at(panel, at.left(), at.top(), at.bottom());
}

/// Puts the panel below what begins and ends there, in pixels of the window, and inside the window.
pub(crate) fn place_at(panel: &web_sys::HtmlElement, left: f64, top: f64, bottom: f64) {
    let size = panel.get_bounding_client_rect();
    // The window without its scroll bars.
    let Some(page) = document().document_element() else {
        return;
    };
    let (width, height) = (
        f64::from(page.client_width()),
        f64::from(page.client_height()),
    );
    let left = left.min(width - size.width() - GAP).max(GAP);
    let below = bottom + GAP;
    let top = if below + size.height() > height && top > size.height() + GAP {
        top - size.height() - GAP
    } else {
        below
    };
    let style = web_sys::HtmlElement::style(panel);
    for (name, value) in [("left", left), ("top", top)] {
        // Without a position the panel opens in the corner, still usable.
        #[expect(clippy::cast_possible_truncation, reason = "a window is not that wide")]
        let pixels = value.round() as i32;
        let _ = style.set_property(name, &format!("{pixels}px"));
    }
}
