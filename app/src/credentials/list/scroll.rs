//! Follows what can be seen of a long table, and measures its lines.
//!
//! The arithmetic is in [`super::window`].

use leptos::ev;
use leptos::html::Tbody;
use leptos::prelude::*;
use web_sys::Element;

use super::window::{Heights, Window};
use crate::ui::reactive::follow;

/// How much of a table is taken to be seen before it is drawn, in pixels.
const FIRST: f64 = 900.0;

/// What can be seen of a long table.
#[derive(Clone, Copy)]
pub(crate) struct Scroll {
    /// The lines that have to be made.
    window: RwSignal<Window>,
    heights: StoredValue<Heights>,
    body: NodeRef<Tbody>,
    /// The line that is brought into sight, and how often that is tried again: how high the lines
    /// above it are is known when they were drawn.
    sought: StoredValue<Option<(usize, u8)>>,
}

/// How often it is tried.
const TRIES: u8 = 8;

impl Scroll {
    /// The lines that have to be made.
    pub(crate) fn window(self) -> Signal<Window> {
        self.window.into()
    }

    /// Whether a line is made.
    pub(crate) fn is_made(self, line: usize) -> bool {
        self.window
            .with_untracked(|window| window.lines.contains(&line))
    }

    /// Brings a line to where it can be seen, which makes it.
    pub(crate) fn bring(self, line: usize) {
        self.sought.set_value(Some((line, TRIES)));
        self.look();
    }

    /// Scrolls to the line that is sought, unless it is where it can be seen. Whether it was not.
    fn seek(self, body: &Element) -> bool {
        let Some((line, tries)) = self.sought.get_value() else {
            return false;
        };
        let above = self.heights.with_value(|heights| heights.height(0..line));
        let from_middle = body.get_bounding_client_rect().top() + above - seen() / 2.0;
        let is_seen = from_middle.abs() < seen() / 4.0;
        self.sought
            .set_value((!is_seen && tries > 0).then(|| (line, tries - 1)));
        if !is_seen {
            leptos::prelude::window().scroll_by_with_x_and_y(0.0, from_middle);
        }
        !is_seen
    }

    /// Finds out which lines have to be made. Whether to look again when they were drawn.
    fn look(self) -> bool {
        let Some(body) = self.body.get_untracked() else {
            return false;
        };
        measure(&body, self.heights);
        let again = self.seek(&body);
        let upper = -body.get_bounding_client_rect().top();
        let lower = upper + seen();
        let found = self
            .heights
            .with_value(|heights| heights.window(upper, lower));
        if self.window.with_untracked(|window| *window != found) {
            self.window.set(found);
        }
        again
    }
}

/// Follows what can be seen of a table with so many lines, which is whole or not. What else their heights depend on is
/// tracked by `look`.
pub(crate) fn use_scroll(
    count: Signal<usize>,
    is_whole: Signal<bool>,
    body: NodeRef<Tbody>,
    look: impl Fn() + 'static,
) -> Scroll {
    let heights = StoredValue::new(Heights::of(count.get_untracked(), is_whole.get_untracked()));
    let window = RwSignal::new(heights.with_value(|heights| heights.window(0.0, FIRST)));
    let scroll = Scroll {
        window,
        heights,
        body,
        sought: StoredValue::new(None),
    };
    let is_planned = StoredValue::new(false);
    let plan = move || plan(scroll, is_planned);
    // Other lines have other heights.
    follow(move || {
        let none = Heights::of(count.get(), is_whole.get());
        let is_other = heights.with_value(|heights| !heights.are_of_as_many_as(&none));
        if is_other {
            heights.set_value(none);
        }
        plan();
    });
    // The same lines have other heights when they look otherwise.
    let remeasure = move || {
        heights.update_value(|heights| *heights = heights.forgotten());
        plan();
    };
    follow(move || {
        look();
        remeasure();
    });
    // New lines are measured when they are drawn.
    follow(move || {
        window.track();
        plan();
    });
    let handles = [
        window_event_listener(ev::scroll, move |_| plan()),
        window_event_listener(ev::resize, move |_| remeasure()),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    scroll
}

/// Looks before the next frame, and before the one after that where it has to.
fn plan(scroll: Scroll, is_planned: StoredValue<bool>) {
    if is_planned.try_get_value() == Some(false) {
        is_planned.set_value(true);
        request_animation_frame(move || {
            // The table may be gone.
            if is_planned.try_get_value().is_some() {
                is_planned.set_value(false);
                if scroll.look() {
                    plan(scroll, is_planned);
                }
            }
        });
    }
}

/// The height of what can be seen, in pixels.
fn seen() -> f64 {
    let height = leptos::prelude::window().inner_height().ok();
    height.and_then(|height| height.as_f64()).unwrap_or(FIRST)
}

fn measure(body: &Element, heights: StoredValue<Heights>) {
    let children = body.children();
    let top = |at| Some(children.item(at)?.get_bounding_client_rect().top());
    for at in 0..children.length() {
        let Some(row) = children.item(at) else {
            continue;
        };
        // The head is the first row of the table, and rows are counted from one.
        let index = row.get_attribute("aria-rowindex");
        let index = index.and_then(|index| index.parse::<usize>().ok());
        let Some(line) = index.and_then(|index| index.checked_sub(2)) else {
            continue;
        };
        let own = row.get_bounding_client_rect();
        // As cards there is a gap between them.
        let height = top(at + 1).map_or(own.height(), |next| next - own.top());
        heights.update_value(|heights| heights.measure(line, height));
    }
}
