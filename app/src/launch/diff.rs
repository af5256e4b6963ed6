//! What changes between two texts, line by line.

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use leptos::prelude::*;

/// Lines that are shown around each change.
const AROUND: u32 = 3;

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// In both.
    Same(String),
    /// Only in the first.
    Gone(String),
    /// Only in the second.
    New(String),
    /// Lines that are the same and not shown.
    Skipped(u32),
}

/// How one text becomes another; nothing when they are the same.
pub(super) fn lines(before: &str, after: &str) -> Vec<Line> {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let old = |at: u32| {
        let token = input.before.get(at as usize);
        token.map_or_else(String::new, |token| clean(input.interner[*token]))
    };
    let new = |at: u32| {
        let token = input.after.get(at as usize);
        token.map_or_else(String::new, |token| clean(input.interner[*token]))
    };
    let count = u32::try_from(input.before.len()).unwrap_or(u32::MAX);
    let mut lines = Vec::new();
    // The first line that is not drawn yet.
    let mut next = 0;
    let same = |range: std::ops::Range<u32>| range.map(|at| Line::Same(old(at)));
    for hunk in diff.hunks() {
        let start = hunk.before.start;
        let after_last = if lines.is_empty() {
            next
        } else {
            (next + AROUND).min(start)
        };
        lines.extend(same(next..after_last));
        let before_this = start.saturating_sub(AROUND).max(after_last);
        if before_this > after_last {
            lines.push(Line::Skipped(before_this - after_last));
        }
        lines.extend(same(before_this..start));
        lines.extend(hunk.before.clone().map(|at| Line::Gone(old(at))));
        lines.extend(hunk.after.clone().map(|at| Line::New(new(at))));
        next = hunk.before.end;
    }
    if !lines.is_empty() {
        let last = (next + AROUND).min(count);
        lines.extend(same(next..last));
        if last < count {
            lines.push(Line::Skipped(count - last));
        }
    }
    lines
}

/// How one text becomes another, for `patch` and `git apply`; nothing when they are
/// the same, or one has no end of its last line.
pub(super) fn patch(file: &str, before: &str, after: &str) -> String {
    // A patch of a text without an end of its last line, or of none, has a form of its own.
    let is_plain = |text: &str| text.ends_with('\n');
    if before == after || !is_plain(before) || !is_plain(after) {
        return String::new();
    }
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let printer = BasicLineDiffPrinter(&input.interner);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input);
    format!("--- a/{file}\n+++ b/{file}\n{hunks}")
}

fn clean(line: &str) -> String {
    line.trim_end_matches(['\r', '\n']).to_owned()
}

/// A difference, drawn. What it says does not hang on colours.
#[component]
pub(crate) fn DiffView(
    /// Its lines.
    lines: Vec<Line>,
) -> impl IntoView {
    let rows = lines.into_iter().map(|line| match line {
        Line::Same(text) => row("wp-diff__line", " ", "", text),
        Line::Gone(text) => row("wp-diff__line wp-diff__line--gone", "−", "removed: ", text),
        Line::New(text) => row("wp-diff__line wp-diff__line--new", "+", "added: ", text),
        Line::Skipped(count) => {
            let plural = if count == 1 { "" } else { "s" };
            let text = format!("{count} line{plural} as before");
            row("wp-diff__line wp-diff__line--skipped", "…", "", text)
        }
    });
    view! {
        <div class="wp-diff" tabindex="0" role="region" aria-label="Changes">
            {rows.collect_view()}
        </div>
    }
}

fn row(class: &'static str, sign: &'static str, said: &'static str, text: String) -> impl IntoView {
    view! {
        <div class=class>
            <span aria-hidden="true">{sign}</span>
            <span class="wp-visually-hidden">{said}</span>
            <span>{text}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn shown(before: &str, after: &str) -> String {
        let lines = lines(before, after).into_iter().map(|line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Gone(text) => format!("-{text}"),
            Line::New(text) => format!("+{text}"),
            Line::Skipped(count) => format!("@{count}"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_same_text_has_no_difference() {
        assert_eq!(shown("a\nb\n", "a\nb\n"), "");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn a_changed_line_stands_among_its_neighbours() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assert_eq!(
            shown(before, &before.replace('5', "five")),
            "@1\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@1"
        );
    }

    #[test]
    fn what_is_added_to_nothing_is_all_new() {
        assert_eq!(shown("", "a\nb\n"), "+a\n+b");
        assert_eq!(shown("a\n", ""), "-a");
    }

    #[test]
    fn changes_far_apart_leave_out_what_is_between() {
        let numbers: Vec<_> = (1..=20).map(|n| n.to_string()).collect();
        let before = format!("{}\n", numbers.join("\n"));
        let after = before.replace("2\n3\n", "2\nthree\n").replace("18\n", "");
        let shown = shown(&before, &after);
        assert!(
            shown.starts_with(" 1\n 2\n-3\n+three\n 4\n 5\n 6\n@8\n 15"),
            "{shown}"
        );
        assert!(shown.ends_with(" 17\n-18\n 19\n 20"), "{shown}");
    }
}
