//! Which keys are the app's, and where. Everything else is left to the page and the browser.

use super::{FIND, HELP};

/// A key that was pressed, as the browser tells it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key that is held, and all may be"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Press<'a> {
    /// What it types, or its name.
    pub(super) key: &'a str,
    /// Which key of a keyboard it is, by what that types in the United States.
    pub(super) code: &'a str,
    pub(super) ctrl: bool,
    /// The Windows key, or Command.
    pub(super) meta: bool,
    pub(super) alt: bool,
    pub(super) shift: bool,
}

/// Where a key was pressed, and what holds there.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked of the page, and all may hold"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Situation {
    /// Somebody has done something with it already, or it is part of a letter that is being composed.
    pub(super) is_taken: bool,
    /// In a field that takes letters, or in a dialog.
    pub(super) is_typing: bool,
    /// In a menu that is open.
    pub(super) is_in_menu: bool,
    /// A dialog is open that is none of the keyboard's own.
    pub(super) is_modal: bool,
    /// Keys work that are pressed alone.
    pub(super) has_single_keys: bool,
    /// On a Mac or its like: commands are given with Command, and Control edits texts.
    pub(super) is_apple: bool,
}

/// What a key is for.
enum Kind {
    /// The commands, from anywhere.
    Commands,
    /// Something that is asked for with one key.
    Single,
    /// A step in a menu, which may also be one in a text.
    Step { is_of_line: bool },
}

impl Press<'_> {
    /// Whether the app does something with it. Where it was pressed is looked at only if need be.
    pub(super) fn is_ours(self, look: impl FnOnce() -> Situation) -> bool {
        let Some(kind) = self.kind() else {
            return false;
        };
        let at = look();
        !at.is_taken
            && match kind {
                Kind::Commands => {
                    let is_held = if at.is_apple { self.meta } else { self.ctrl };
                    is_held && !at.is_modal
                }
                Kind::Single => at.has_single_keys && !at.is_typing && !at.is_modal,
                Kind::Step { is_of_line } => at.is_in_menu && !(is_of_line && at.is_typing),
            }
    }

    fn kind(self) -> Option<Kind> {
        // With them a key is a command of the browser or the system, or types another letter.
        let is_command = self.ctrl || self.meta;
        if self.alt || (self.ctrl && self.meta) {
            return None;
        }
        match self.key {
            // Where they are on the keyboard, and whether Shift makes them, differs.
            HELP | FIND if !is_command => Some(Kind::Single),
            _ if self.shift => None,
            "ArrowDown" | "ArrowUp" if !is_command => Some(Kind::Step { is_of_line: false }),
            "Home" | "End" if !is_command => Some(Kind::Step { is_of_line: true }),
            _ if is_command && self.is_k() => Some(Kind::Commands),
            _ => None,
        }
    }

    /// Whether it is K, which a keyboard of other letters has at the same place.
    fn is_k(self) -> bool {
        matches!(self.key, "k" | "K") || (self.code == "KeyK" && !self.key.is_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// On the page itself, where nothing is open.
    const PAGE: Situation = Situation {
        is_taken: false,
        is_typing: false,
        is_in_menu: false,
        is_modal: false,
        has_single_keys: true,
        is_apple: false,
    };
    const FIELD: Situation = Situation {
        is_typing: true,
        ..PAGE
    };
    const MENU: Situation = Situation {
        is_in_menu: true,
        ..PAGE
    };
    const SEARCH_IN_MENU: Situation = Situation {
        is_typing: true,
        ..MENU
    };
    const DIALOG: Situation = Situation {
        is_modal: true,
        ..FIELD
    };
    /// A press beside what is in a dialog puts the focus on the page behind it.
    const BEHIND_DIALOG: Situation = Situation {
        is_modal: true,
        ..PAGE
    };
    /// The commands or the help are open.
    const OWN_DIALOG: Situation = FIELD;
    const SWITCHED_OFF: Situation = Situation {
        has_single_keys: false,
        ..PAGE
    };
    const MENU_SWITCHED_OFF: Situation = Situation {
        has_single_keys: false,
        ..MENU
    };
    const APPLE: Situation = Situation {
        is_apple: true,
        ..PAGE
    };
    const APPLE_FIELD: Situation = Situation {
        is_apple: true,
        ..FIELD
    };

    const COMPOSING: Situation = Situation {
        is_taken: true,
        ..SEARCH_IN_MENU
    };

    /// A press in words: `Ctrl+Shift+K`. The last word is what the key types; behind `@` stands which
    /// key it is.
    fn press(words: &str) -> Press<'_> {
        let (keys, code) = words.split_once('@').unwrap_or((words, ""));
        let held = |name: &str| keys.starts_with(name) || keys.contains(&format!("+{name}"));
        Press {
            key: keys.rsplit('+').next().unwrap(),
            code,
            ctrl: held("Ctrl+"),
            meta: held("Meta+"),
            alt: held("Alt+"),
            shift: held("Shift+"),
        }
    }

    #[test]
    fn a_key_is_the_apps_where_it_does_something() {
        for (words, at) in [
            ("Ctrl+k", PAGE),
            ("Ctrl+k", FIELD),
            ("Ctrl+k", MENU),
            ("Ctrl+k", SEARCH_IN_MENU),
            ("Ctrl+k", SWITCHED_OFF),
            // From the help to the commands, and not to the browser's search.
            ("Ctrl+k", OWN_DIALOG),
            ("Meta+k", APPLE),
            ("Meta+k", APPLE_FIELD),
            // With caps lock.
            ("Ctrl+K", PAGE),
            // Keyboards of other letters.
            ("Ctrl+л@KeyK", PAGE),
            ("Ctrl+κ@KeyK", PAGE),
            // Dvorak has it where the United States have V.
            ("Ctrl+k@KeyV", PAGE),
            ("Shift+?@Slash", PAGE),
            // Germany, and France.
            ("Shift+?@Minus", PAGE),
            ("Shift+?@KeyM", PAGE),
            // Where it takes no Shift.
            ("?", PAGE),
            ("?", MENU),
            ("?", APPLE),
            ("/@Slash", PAGE),
            ("/@NumpadDivide", PAGE),
            // Germany, and France.
            ("Shift+/@Digit7", PAGE),
            ("Shift+/@Period", PAGE),
            ("ArrowDown", MENU),
            ("ArrowUp", MENU),
            ("Home", MENU),
            ("End", MENU),
            ("ArrowDown", SEARCH_IN_MENU),
            ("ArrowUp", SEARCH_IN_MENU),
            ("ArrowDown", MENU_SWITCHED_OFF),
            ("End", MENU_SWITCHED_OFF),
        ] {
            assert!(press(words).is_ours(|| at), "{words} {at:?}");
        }
    }

    #[test]
    fn a_key_is_left_alone_where_it_means_something_else() {
        for (words, at) in [
            // Typed.
            ("Shift+?", FIELD),
            ("/", FIELD),
            ("/", SEARCH_IN_MENU),
            ("k", PAGE),
            ("k", FIELD),
            ("л@KeyK", PAGE),
            // A dialog is open.
            ("Ctrl+k", DIALOG),
            ("Ctrl+k", BEHIND_DIALOG),
            ("Shift+?", DIALOG),
            ("Shift+?", BEHIND_DIALOG),
            ("/", BEHIND_DIALOG),
            ("?", OWN_DIALOG),
            ("/", OWN_DIALOG),
            // Switched off.
            ("Shift+?", SWITCHED_OFF),
            ("/", SWITCHED_OFF),
            ("?", MENU_SWITCHED_OFF),
            // Of the browser or the system, or another letter.
            ("Ctrl+Shift+K", PAGE),
            ("Ctrl+Alt+k", PAGE),
            ("Ctrl+Meta+k", PAGE),
            ("Alt+k", PAGE),
            ("Meta+k", PAGE),
            ("Ctrl+/", PAGE),
            ("Meta+/", APPLE),
            ("Ctrl+Shift+?", PAGE),
            ("Alt+/", PAGE),
            ("Ctrl+Alt+?", PAGE),
            // Control and K delete to the end of the line there.
            ("Ctrl+k", APPLE),
            ("Ctrl+k", APPLE_FIELD),
            ("Ctrl+Meta+k", APPLE),
            // Another key that is where K is elsewhere.
            ("Ctrl+t@KeyK", PAGE),
            ("Ctrl+л@KeyJ", PAGE),
            // Of the page, a text or a select.
            ("ArrowDown", PAGE),
            ("ArrowUp", FIELD),
            ("Home", PAGE),
            ("End", FIELD),
            ("Home", SEARCH_IN_MENU),
            ("End", SEARCH_IN_MENU),
            ("Shift+ArrowDown", SEARCH_IN_MENU),
            ("Ctrl+ArrowDown", MENU),
            ("Alt+ArrowUp", MENU),
            ("Meta+ArrowUp", MENU),
            ("Ctrl+Home", MENU),
            ("ArrowLeft", MENU),
            ("Enter", MENU),
            ("Tab", MENU),
            ("Escape", MENU),
            // Part of a letter that is composed, or done by somebody else.
            ("ArrowDown", COMPOSING),
            ("Ctrl+k", COMPOSING),
            ("Process", SEARCH_IN_MENU),
            ("Dead", PAGE),
            ("Unidentified", PAGE),
            ("", PAGE),
        ] {
            assert!(!press(words).is_ours(|| at), "{words} {at:?}");
        }
    }

    #[test]
    fn the_page_is_not_looked_at_for_a_key_that_is_no_command() {
        for words in ["a", "Shift+A", "Enter", "Tab", "Ctrl+c", "Shift+ArrowDown"] {
            assert!(!press(words).is_ours(|| unreachable!()), "{words}");
        }
    }
}
