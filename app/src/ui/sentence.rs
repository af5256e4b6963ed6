//! A sentence in which code is set as code.

use leptos::prelude::*;

use super::foreign::visible;

/// A sentence that may name what somebody else has typed. What stands between backticks is code;
/// a backtick without another one is a character like any other.
#[component]
pub(crate) fn Sentence(#[prop(into)] text: String) -> impl IntoView {
    let parts = parts(&text).into_iter().map(|part| match part {
        Part::Words(words) => visible(words).into_any(),
        Part::Code(code) => view! { <code>{visible(code)}</code> }.into_any(),
    });
    view! { <bdi>{parts.collect::<Vec<_>>()}</bdi> }
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Code(&'a str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let pieces: Vec<_> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![Part::Words(text)];
    }
    let parts = pieces.into_iter().enumerate();
    let parts = parts.map(|(at, piece)| {
        if at.is_multiple_of(2) {
            Part::Words(piece)
        } else {
            Part::Code(piece)
        }
    });
    parts
        .filter(|part| !matches!(part, Part::Words("")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Part::{Code, Words};
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_stands_between_backticks_is_code_and_nothing_gets_lost() {
        for (text, expected) in [
            ("", vec![]),
            ("Wave is off.", vec![Words("Wave is off.")]),
            (
                "Nothing called `x` is there.",
                vec![Words("Nothing called "), Code("x"), Words(" is there.")],
            ),
            ("`a` and `b`", vec![Code("a"), Words(" and "), Code("b")]),
            // One alone, or three, are characters.
            ("a ` b", vec![Words("a ` b")]),
            ("`a` ` b", vec![Words("`a` ` b")]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
