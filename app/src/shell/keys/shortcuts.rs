//! Which keys there are, and where each of them works.

/// Keys that do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shortcut {
    /// What is pressed, each at the same time or in its turn, in words. `Mod` is Command on a Mac and
    /// Ctrl elsewhere.
    keys: &'static str,
    /// What it does.
    pub(super) does: &'static str,
    /// What has to be in the page for that; empty when nothing has to.
    wants: &'static str,
    /// Whether it can be switched off.
    is_single: bool,
}

impl Shortcut {
    /// What is pressed: alternatives, each of one or more keys at the same time.
    pub(super) fn presses(self, is_apple: bool) -> Vec<Vec<&'static str>> {
        let modifier = if is_apple { "⌘" } else { "Ctrl" };
        let keys = |press: &'static str| {
            let keys = press.split('+');
            keys.map(|key| if key == "Mod" { modifier } else { key })
                .collect()
        };
        self.keys.split(' ').map(keys).collect()
    }
}

/// A key that always works where its page has what it wants.
const fn fixed(keys: &'static str, does: &'static str, wants: &'static str) -> Shortcut {
    Shortcut {
        keys,
        does,
        wants,
        is_single: false,
    }
}

/// A key that is pressed alone and types something, which can be switched off.
const fn single(keys: &'static str, does: &'static str, wants: &'static str) -> Shortcut {
    Shortcut {
        is_single: true,
        ..fixed(keys, does, wants)
    }
}

/// All of them. What the page has is told by selectors, because what a feature shows is its own
/// business.
const ALL: [Shortcut; 13] = [
    fixed("Mod+K", "Find a page, a workspace or a command", ""),
    single("?", "Show these keys", ""),
    single("/", "Search the list", "#credentials-search"),
    fixed(
        "Down",
        "From the search to the rows",
        "#credentials-search[aria-keyshortcuts~=ArrowDown]",
    ),
    fixed(
        "Down Up",
        "From the box of one row to the next",
        ".wp-table__choice input",
    ),
    fixed(
        "Space",
        "Select a row, or no longer",
        ".wp-table__choice input",
    ),
    fixed(
        "Shift+Space",
        "Select the rows from the last one to this",
        ".wp-table__choice input",
    ),
    fixed(
        "Delete",
        "Ask whether to delete the selected rows",
        ".wp-table__choice input",
    ),
    fixed("Esc", "Select no row", ".wp-table__choice input"),
    fixed("Ctrl+Enter", "Check the images", "#images-text"),
    fixed("Left Right Home End", "From tab to tab", "[role=tablist]"),
    fixed("Down Up Home End", "From item to item in an open menu", ""),
    fixed("Esc", "Close a menu or a dialog", ""),
];

/// Those that work on a page, which says of a selector whether it has that.
pub(super) fn here(has_single_keys: bool, has: impl Fn(&str) -> bool) -> Vec<Shortcut> {
    let all = ALL.into_iter();
    all.filter(|it| has_single_keys || !it.is_single)
        .filter(|it| it.wants.is_empty() || has(it.wants))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::keys::press::{Press, Situation};
    use crate::shell::keys::{FIND, HELP, SEARCH};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn keys(all: &[Shortcut]) -> Vec<&'static str> {
        all.iter().map(|it| it.keys).collect()
    }

    #[test]
    fn keys_are_listed_where_they_work() {
        let everywhere = ["Mod+K", "?", "Down Up Home End", "Esc"];
        assert_eq!(keys(&here(true, |_| false)), everywhere);
        let list = keys(&here(true, |wants| wants == "#credentials-search"));
        assert_eq!(list, ["Mod+K", "?", "/", "Down Up Home End", "Esc"]);
        assert_eq!(here(true, |_| true), ALL);
    }

    #[test]
    fn keys_that_are_switched_off_are_not_listed() {
        let off = here(false, |_| true);
        assert_eq!(off.len(), ALL.len() - 2);
        assert!(!keys(&off).contains(&"?") && !keys(&off).contains(&"/"));
    }

    #[test]
    fn the_keys_that_can_be_switched_off_are_those_that_are() {
        let singles = ALL.iter().filter(|it| it.is_single);
        assert_eq!(singles.map(|it| it.keys).collect::<Vec<_>>(), [HELP, FIND]);
        let find = ALL.iter().find(|it| it.keys == FIND).unwrap();
        assert_eq!(find.wants, format!("#{SEARCH}"));
        for (is_on, all) in [(true, 2), (false, 0)] {
            let at = Situation {
                is_taken: false,
                is_typing: false,
                is_in_menu: false,
                is_modal: false,
                has_single_keys: is_on,
                is_apple: false,
            };
            let press = |key| Press {
                key,
                code: "",
                ctrl: false,
                meta: false,
                alt: false,
                shift: false,
            };
            let keys = ALL.iter().filter(|it| press(it.keys).is_ours(|| at));
            assert_eq!(keys.count(), all);
        }
    }

    #[test]
    fn what_is_pressed_is_named_as_it_stands_on_the_keyboard() {
        for (keys, is_apple, named) in [
            ("Mod+K", false, vec![vec!["Ctrl", "K"]]),
            ("Mod+K", true, vec![vec!["⌘", "K"]]),
            ("Ctrl+Enter", true, vec![vec!["Ctrl", "Enter"]]),
            ("Down Up", false, vec![vec!["Down"], vec!["Up"]]),
            ("/", false, vec![vec!["/"]]),
        ] {
            assert_eq!(fixed(keys, "", "").presses(is_apple), named, "{keys}");
        }
    }
}
