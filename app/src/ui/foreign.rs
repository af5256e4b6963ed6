//! A text from elsewhere, shown so that it turns no writing around it and hides nothing.

use std::fmt::Write as _;

use leptos::prelude::*;

/// A text from elsewhere, apart from what stands around it.
#[component]
pub(crate) fn Foreign(#[prop(into)] text: String) -> impl IntoView {
    view! { <bdi>{visible(&text)}</bdi> }
}

/// The text with the characters written out that turn the direction of writing or cannot be seen:
/// `⟨U+202E⟩`. Those that join letters, which some languages and pictures need, stay.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_turns_the_writing_or_hides_is_written_out_and_everything_else_stays() {
        for (text, shown) in [
            ("mira\u{202e}nimda", "mira⟨U+202E⟩nimda"),
            ("a\u{2066}b\u{2069}", "a⟨U+2066⟩b⟨U+2069⟩"),
            ("\u{feff}x\u{200b}", "⟨U+FEFF⟩x⟨U+200B⟩"),
            ("robot$ci+pull", "robot$ci+pull"),
            ("מירה", "מירה"),
            ("👩\u{200d}🔬", "👩\u{200d}🔬"),
            ("", ""),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }
}
