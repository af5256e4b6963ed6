//! The lines behind the textarea, as many as are in sight.
//!
//! Lines have one height and never wrap, so which are in sight is a division. A line that
//! stays the same is not drawn again.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::caret::{Place, into_sight};
use super::sheet::{Mark, Piece, Sheet};

/// Lines that are drawn above and below what is in sight, for the moment of scrolling.
const SPARE: usize = 40;

/// The window moves in steps, so that scrolling does not draw at every pixel.
const STEP: usize = 20;

/// How wide the layer of lines is, in columns; the style sheet says the same.
const LAYER_COLUMNS: f64 = 10.0;

/// Which lines are drawn.
#[derive(Clone, Copy)]
pub(super) struct VisibleLines {
    /// From this line to before that one.
    lines: RwSignal<(usize, usize)>,
    pub(super) scroller: NodeRef<html::Div>,
    layer: NodeRef<html::Div>,
}

impl VisibleLines {
    pub(super) fn new() -> Self {
        Self {
            // Until the browser has told how high things are.
            lines: RwSignal::new((0, 2 * SPARE)),
            scroller: NodeRef::new(),
            layer: NodeRef::new(),
        }
    }

    /// Looks which lines are in sight, of so many.
    pub(super) fn look(self, lines: usize) {
        let nodes = (self.scroller.get_untracked(), self.layer.get_untracked());
        let (Some(scroller), Some(layer)) = nodes else {
            return;
        };
        let whole = |pixels: i32| usize::try_from(pixels).unwrap_or(0);
        // The layer is as high as all lines together.
        let height = (whole(layer.offset_height()) / lines.max(1)).max(1);
        let top = whole(scroller.scroll_top()) / height;
        let seen = whole(scroller.client_height()) / height;
        let from = (top / STEP * STEP).saturating_sub(SPARE);
        let drawn = (from, from + seen + STEP + 2 * SPARE);
        if self.lines.get_untracked() != drawn {
            self.lines.set(drawn);
        }
    }
}

/// How things are drawn, in pixels.
struct Measures {
    scroller: web_sys::HtmlElement,
    line: f64,
    column: f64,
    /// The numbers of the lines, which cover what is scrolled below them.
    gutter: f64,
}

impl VisibleLines {
    fn measures(self) -> Option<Measures> {
        let (scroller, layer) = (self.scroller.get_untracked()?, self.layer.get_untracked()?);
        let drawn = |class| layer.query_selector(class).ok().flatten();
        Some(Measures {
            line: drawn(".wp-editor__row")?
                .get_bounding_client_rect()
                .height(),
            column: layer.get_bounding_client_rect().width() / LAYER_COLUMNS,
            gutter: drawn(".wp-editor__count")?
                .get_bounding_client_rect()
                .width(),
            scroller: scroller.into(),
        })
    }

    /// How many lines a page has: as many as can be seen, but for one that stays.
    pub(super) fn page(self) -> isize {
        let lines = self
            .measures()
            .map_or(0.0, |it| f64::from(it.scroller.client_height()) / it.line);
        #[expect(clippy::cast_possible_truncation, reason = "a window is not that high")]
        let lines = lines as isize;
        (lines - 1).max(1)
    }

    /// The left, upper and lower edge of a place, in pixels of the window.
    pub(super) fn corner(self, place: Place) -> Option<(f64, f64, f64)> {
        let it = self.measures()?;
        let layer = self.layer.get_untracked()?.get_bounding_client_rect();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a text has fewer than 2^52 lines"
        )]
        let (line, column) = (place.line as f64, place.column as f64);
        let top = layer.top() + line * it.line;
        let left = layer.left() + it.gutter + column * it.column;
        Some((left, top, top + it.line))
    }

    /// The place at a point, in pixels of the window.
    pub(super) fn place_at(self, x: f64, y: f64) -> Option<Place> {
        let it = self.measures()?;
        let layer = self.layer.get_untracked()?.get_bounding_client_rect();
        let line = (y - layer.top()) / it.line;
        let column = (x - layer.left() - it.gutter) / it.column;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "neither is negative, and a text is not that large"
        )]
        let whole = |number: f64| (number >= 0.0).then_some(number as usize);
        Some(Place {
            line: whole(line)?,
            column: whole(column)?,
        })
    }

    /// Brings a line to the middle of the box, and the box into the window.
    pub(super) fn bring_to_middle(self, place: Place) {
        let Some(it) = self.measures() else { return };
        #[expect(
            clippy::cast_precision_loss,
            reason = "a text has fewer than 2^52 lines"
        )]
        let top = place.line as f64 * it.line;
        let middle = (f64::from(it.scroller.client_height()) - it.line) / 2.0;
        let options = web_sys::ScrollToOptions::new();
        options.set_top(top - middle);
        it.scroller.scroll_to_with_scroll_to_options(&options);
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        it.scroller
            .scroll_into_view_with_scroll_into_view_options(&options);
    }

    /// Scrolls as little as it takes to see a place.
    pub(super) fn bring(self, place: Place) {
        let Some(Measures {
            scroller,
            line,
            column,
            gutter,
        }) = self.measures()
        else {
            return;
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "a text has fewer than 2^52 lines"
        )]
        let (top, left) = (place.line as f64 * line, place.column as f64 * column);
        let options = web_sys::ScrollToOptions::new();
        let seen = f64::from(scroller.client_height());
        let scrolled = f64::from(scroller.scroll_top());
        options.set_top(into_sight((top, top + line), scrolled, seen));
        let seen = f64::from(scroller.client_width()) - gutter;
        let scrolled = f64::from(scroller.scroll_left());
        options.set_left(into_sight((left, left + 2.0 * column), scrolled, seen));
        scroller.scroll_to_with_scroll_to_options(&options);
    }
}

/// One line with its place, counted from 0.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Row {
    at: usize,
    /// Somebody was led to it a moment ago.
    is_shown: bool,
    pieces: Vec<Piece>,
}

/// The lines in sight and their numbers.
#[component]
pub(super) fn Rows(
    /// The text.
    sheet: Memo<Arc<Sheet>>,
    /// What is underlined.
    marks: Signal<Arc<Vec<Mark>>>,
    /// Which lines are drawn.
    sight: VisibleLines,
    /// The line that somebody was led to a moment ago.
    led_to: RwSignal<Option<usize>>,
) -> impl IntoView {
    let rows = move || {
        let (from, to) = sight.lines.get();
        let led_to = led_to.get();
        let marks = marks.get();
        sheet.with(|sheet| {
            let last = to.min(sheet.len());
            let row = |at| Row {
                at,
                is_shown: led_to == Some(at),
                pieces: sheet.pieces(at, &marks),
            };
            (from.min(last)..last).map(row).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="wp-editor__rows" aria-hidden="true" node_ref=sight.layer>
            <For each=rows key=Row::clone let:row>
                <div
                    class="wp-editor__row"
                    class:wp-editor__row--shown=row.is_shown
                    style=("--at", row.at.to_string())>
                    <span class="wp-editor__count">{row.at + 1}</span>
                    {row.pieces.into_iter().map(drawn).collect_view()}
                </div>
            </For>
        </div>
    }
}

fn drawn(piece: Piece) -> impl IntoView {
    let class = match (piece.class, piece.mark) {
        ("", "") => return piece.text.into_any(),
        (class, "") | ("", class) => class.to_owned(),
        (class, mark) => format!("{class} {mark}"),
    };
    view! { <span class=class>{piece.text}</span> }.into_any()
}
