//! Where the caret of an editor stands, and how far to scroll so that it can be seen.
//!
//! The textarea is as large as its text, and a box around it scrolls. Firefox moves the caret for
//! some keys without scrolling that box, and takes the whole text for a page.

/// A place in a text, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    /// As it is drawn: a tab goes to the next stop.
    pub(super) column: usize,
}

/// The columns between the stops of tabs; the style sheet says the same.
const TAB: usize = 4;

/// The first character that is likely as wide as two others.
const WIDE: char = '\u{1100}';

impl Place {
    /// That of one of the browser's units in a text as the textarea shows it.
    pub(super) fn of(text: &str, unit: u32) -> Self {
        let mut place = Self { line: 0, column: 0 };
        let mut units = 0;
        for c in text.chars() {
            if units >= unit {
                break;
            }
            units += length(c);
            place = place.after(c);
        }
        place
    }

    /// The unit that is nearest to it: on its line if there is such a line, else on the last one.
    pub(super) fn unit(self, text: &str) -> u32 {
        let mut at = Self { line: 0, column: 0 };
        let (mut units, mut best) = (0, 0);
        for c in text.chars() {
            if at.line > self.line || (at.line == self.line && at.column >= self.column) {
                break;
            }
            units += length(c);
            at = at.after(c);
            if at.line <= self.line && at.column <= self.column {
                best = units;
            }
        }
        best
    }

    /// The place behind a character that stands there.
    pub(super) fn after(self, c: char) -> Self {
        let Self { line, column } = self;
        match c {
            '\n' => Self {
                line: line + 1,
                column: 0,
            },
            '\t' => Self {
                line,
                column: (column / TAB + 1) * TAB,
            },
            c => Self {
                line,
                column: column + if c < WIDE { 1 } else { 2 },
            },
        }
    }
}

/// How many of the browser's units a character is.
fn length(c: char) -> u32 {
    if c.len_utf16() == 1 { 1 } else { 2 }
}

/// How far to scroll so that a stretch can be seen, where so much is scrolled and so much is seen.
pub(super) fn into_sight((from, to): (f64, f64), scrolled: f64, seen: f64) -> f64 {
    if from < scrolled {
        from
    } else if to > scrolled + seen {
        to - seen
    } else {
        scrolled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const fn at(line: usize, column: usize) -> Place {
        Place { line, column }
    }

    #[test]
    fn a_place_is_counted_in_lines_and_in_columns_as_they_are_drawn() {
        for (text, unit, expected) in [
            ("", 0, at(0, 0)),
            ("ab\ncd", 2, at(0, 2)),
            ("ab\ncd", 3, at(1, 0)),
            ("ab\ncd", 99, at(1, 2)),
            ("a\tb", 2, at(0, 4)),
            ("é漢😀x", 4, at(0, 5)),
        ] {
            assert_eq!(Place::of(text, unit), expected, "{text:?} {unit}");
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_on_its_line_or_on_the_last() {
        let text = "abcdef\nab\n\nabcd";
        for (place, unit) in [
            (at(0, 3), 3),
            (at(1, 5), 9),
            (at(2, 5), 10),
            (at(3, 2), 13),
            (at(9, 2), 13),
            (at(9, 9), 15),
        ] {
            assert_eq!(place.unit(text), unit, "{place:?}");
        }
        // Nobody stands within a tab.
        assert_eq!(at(0, 2).unit("\tx"), 0);
        assert_eq!(at(0, 0).unit(""), 0);
    }

    #[test]
    fn what_is_in_sight_stays_where_it_is() {
        assert!((into_sight((100.0, 120.0), 90.0, 200.0) - 90.0).abs() < 1e-9);
        assert!((into_sight((20.0, 40.0), 90.0, 200.0) - 20.0).abs() < 1e-9);
        assert!((into_sight((400.0, 420.0), 90.0, 200.0) - 220.0).abs() < 1e-9);
    }
}
