//! Which lines of a long table are in the page.
//!
//! A table of thousands of credentials would be hundreds of thousands of nodes, so only the lines
//! around what can be seen are made. Those above and below are an empty space of their height:
//! measured, where a line was there before, else the usual one. Start at [`Heights::window`].

use std::ops::Range;

/// Up to how many credentials the table of a list is whole. That of a longer one is not, however few
/// of them are found: one that becomes whole would make hundreds of lines with one key.
pub(crate) const WHOLE: usize = 300;

/// How many lines are made above and below what can be seen.
const AROUND: usize = 8;

/// How many more lines come and go at once, so that not every turn of the wheel changes the page.
const STEP: usize = 4;

/// The heights of the lines of a table, in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heights {
    /// Zero for a line that was never measured.
    measured: Vec<f64>,
    sum: f64,
    known: usize,
    /// Whether all of them are made.
    is_whole: bool,
}

/// The lines that are made, and the space above and below them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Window {
    /// The lines.
    pub(crate) lines: Range<usize>,
    /// The height of those above, in pixels.
    pub(crate) above: f64,
    /// The height of those below, in pixels.
    pub(crate) below: f64,
}

/// The height of a line before any was measured.
const GUESS: f64 = 56.0;

impl Heights {
    /// Those of a table that was not drawn yet, and is whole or not.
    pub(crate) fn of(lines: usize, is_whole: bool) -> Self {
        Self {
            measured: vec![0.0; lines],
            sum: 0.0,
            known: 0,
            is_whole,
        }
    }

    /// Whether those are of a table with as many lines, and as whole.
    pub(crate) fn are_of_as_many_as(&self, other: &Self) -> bool {
        self.measured.len() == other.measured.len() && self.is_whole == other.is_whole
    }

    /// Those of the same table before it was drawn.
    pub(crate) fn forgotten(&self) -> Self {
        Self::of(self.measured.len(), self.is_whole)
    }

    /// Learns the height of a line.
    pub(crate) fn measure(&mut self, line: usize, height: f64) {
        let Some(known) = self.measured.get_mut(line) else {
            return;
        };
        if *known == 0.0 {
            self.known += 1;
        }
        self.sum += height - *known;
        *known = height;
    }

    /// The lines that are made where that much of the table is above the upper edge of what can
    /// be seen, and that much above the lower one.
    pub(crate) fn window(&self, upper: f64, lower: f64) -> Window {
        let all = self.measured.len();
        if self.is_whole {
            return Window {
                lines: 0..all,
                above: 0.0,
                below: 0.0,
            };
        }
        let (first, _) = self.line_at(upper);
        let (last, _) = self.line_at(lower);
        let start = first.saturating_sub(AROUND) / STEP * STEP;
        let end = (last + 1 + AROUND).div_ceil(STEP) * STEP;
        let lines = start..end.min(all);
        Window {
            above: self.height(0..lines.start),
            below: self.height(lines.end..all),
            lines,
        }
    }

    /// The line at a depth, and how far down it begins. What is above or below the table is at its
    /// first or last line.
    fn line_at(&self, depth: f64) -> (usize, f64) {
        let usual = self.usual();
        let mut top = 0.0;
        for (line, height) in self.measured.iter().enumerate() {
            let height = if *height == 0.0 { usual } else { *height };
            if top + height > depth || line + 1 == self.measured.len() {
                return (line, top);
            }
            top += height;
        }
        (0, 0.0)
    }

    /// The height of some lines together, in pixels.
    pub(crate) fn height(&self, lines: Range<usize>) -> f64 {
        let usual = self.usual();
        let lines = self.measured.get(lines).unwrap_or_default();
        let heights = lines.iter().map(|it| if *it == 0.0 { usual } else { *it });
        heights.sum()
    }

    /// The mean of what was measured.
    fn usual(&self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a table has fewer than 2^52 lines"
        )]
        let known = self.known as f64;
        if self.known == 0 {
            GUESS
        } else {
            self.sum / known
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_table_of_a_short_list_is_whole() {
        for lines in [0, 1, WHOLE, WHOLE + 20] {
            let window = Heights::of(lines, true).window(5000.0, 6000.0);
            assert_eq!(window.lines, 0..lines);
            assert_eq!((window.above, window.below), (0.0, 0.0));
        }
    }

    #[test]
    fn a_long_one_has_the_lines_around_what_can_be_seen() {
        let heights = Heights::of(10_000, false);
        let window = heights.window(-300.0, 500.0);
        assert_eq!(window.lines, 0..20);
        let window = heights.window(56_000.0, 56_800.0);
        assert_eq!(window.lines, 992..1024);
        assert!((window.above - 992.0 * 56.0).abs() < 1e-9);
        // Far below its end are its last lines.
        let window = heights.window(1e9, 1e9 + 800.0);
        assert_eq!(window.lines.end, 10_000);
        assert!(window.below.abs() < 1e-9);
    }

    #[test]
    fn of_a_long_list_few_lines_are_made_however_few_are_found() {
        for (lines, made) in [
            (0, 0..0),
            (1, 0..1),
            (24, 0..24),
            (103, 0..24),
            (300, 0..24),
        ] {
            let window = Heights::of(lines, false).window(0.0, 800.0);
            assert_eq!(window.lines, made);
        }
    }

    #[test]
    fn what_was_measured_counts_and_tells_the_usual_height() {
        let mut heights = Heights::of(100, false);
        heights.measure(0, 100.0);
        heights.measure(1, 200.0);
        heights.measure(1, 300.0);
        // No such line.
        heights.measure(100, 7.0);
        assert!((heights.usual() - 200.0).abs() < 1e-9);
        assert_eq!(heights.line_at(99.0), (0, 0.0));
        assert_eq!(heights.line_at(100.0), (1, 100.0));
        assert_eq!(heights.line_at(400.0), (2, 400.0));
        assert!((heights.height(0..100) - (400.0 + 98.0 * 200.0)).abs() < 1e-6);
    }

    /// Numbers below a bound, the same ones each time.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: u32) -> u32 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            u32::try_from((self.0 >> 33) % u64::from(bound)).unwrap()
        }
    }

    #[test]
    fn what_can_be_seen_is_made_and_nothing_gets_lost() {
        let mut numbers = Numbers(7);
        for _ in 0..2000 {
            let lines = numbers.below(900) as usize;
            let mut heights = Heights::of(lines, lines.is_multiple_of(7));
            for _ in 0..numbers.below(50) {
                let line = numbers.below(900) as usize;
                heights.measure(line, f64::from(numbers.below(400)) + 1.0);
            }
            let upper = f64::from(numbers.below(60_000)) - 10_000.0;
            let lower = upper + f64::from(numbers.below(2000));
            let window = heights.window(upper, lower);
            let made = heights.height(window.lines.clone());
            let whole = heights.height(0..lines);
            assert!((window.above + made + window.below - whole).abs() < 1e-3);
            // As far as the table goes, what can be seen is filled with lines.
            assert!(window.above <= upper.clamp(0.0, whole) + 1e-3);
            assert!(window.above + made >= lower.clamp(0.0, whole) - 1e-3);
        }
    }
}
