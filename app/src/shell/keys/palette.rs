//! The commands: a field to type a part of a name, and the list of those that are meant.
//!
//! A combobox with a list, as the ARIA practices describe it: the focus stays in the field, and the
//! arrows say which command Enter runs.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::commands::{Command, Does, meant};
use super::step::Step;
use crate::ui::dialog::Dialog;
use crate::ui::foreign::visible;
use crate::ui::handlers::{entered, pressed};
use crate::ui::reactive::{attribute, dynamic, text};

/// How many commands are in the page at once.
const MOST: usize = 50;

/// The id of the list.
const LIST: &str = "keys-commands-list";

/// What is typed, and which commands are meant by it.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    commands: Vec<Command>,
    typed: String,
    /// The places of those that are meant, the best first.
    meant: Vec<usize>,
    /// The one that Enter runs, by its place among these.
    active: usize,
}

impl Palette {
    /// Every command that there is, the first one active.
    pub(super) fn new(commands: Vec<Command>) -> Self {
        let mut palette = Self {
            commands,
            ..Self::default()
        };
        palette.search(String::new());
        palette
    }

    /// Something else was typed: the best match is active.
    fn search(&mut self, typed: String) {
        self.meant = meant(&self.commands, &typed);
        self.typed = typed;
        self.active = 0;
    }

    /// Goes to another command that is shown.
    fn step(&mut self, step: Step) {
        let to = step.from(Some(self.active), self.shown().count());
        self.active = to.unwrap_or_default();
    }

    /// The commands that are shown.
    fn shown(&self) -> impl Iterator<Item = &Command> {
        let shown = self.meant.iter().take(MOST);
        shown.filter_map(|at| self.commands.get(*at))
    }

    /// What one of them does.
    fn does(&self, at: usize) -> Option<Does> {
        self.shown().nth(at).map(|command| command.does.clone())
    }

    /// How many there are, in words.
    fn count(&self) -> String {
        match self.meant.len() {
            0 => "No command has all of these words.".to_owned(),
            1 => "1 command".to_owned(),
            all if all > MOST => {
                format!("The first {MOST} of {all} commands: type more to find the others.")
            }
            all => format!("{all} commands"),
        }
    }
}

/// The dialog.
#[component]
pub(super) fn PaletteDialog(
    /// What is in it.
    palette: RwSignal<Palette>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// A command was chosen.
    on_choose: Callback<Does>,
) -> impl IntoView {
    let choose = move |at: usize| {
        if let Some(does) = palette.with_untracked(|palette| palette.does(at)) {
            open.set(false);
            on_choose.run(does);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // Enter may end a letter that is being composed.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => choose(palette.with_untracked(|palette| palette.active)),
            // Home and End are the field's own.
            key @ ("ArrowDown" | "ArrowUp") => {
                if let Some(step) = Step::of(key) {
                    palette.update(|palette| palette.step(step));
                    request_animation_frame(move || {
                        reveal(palette.with_untracked(|palette| palette.active));
                    });
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let shown = Memo::new(move |_| {
        palette.with(|palette| {
            let shown = palette.shown();
            shown
                .map(|command| (command.name.clone(), command.key))
                .collect::<Vec<_>>()
        })
    });
    let active = Memo::new(move |_| palette.with(|palette| palette.active));
    let has_some = move || shown.with(|shown| !shown.is_empty());
    let options = move || {
        let options = shown.get().into_iter().enumerate();
        options
            .map(|(at, (name, key))| {
                view! { <Item at name key active on_press=move |()| choose(at)/> }
            })
            .collect_view()
    };
    let list = move || {
        dynamic(move || {
            if !has_some() {
                return ().into_any();
            }
            view! {
                <ul class="wp-palette" id=LIST role="listbox" aria-label="Commands">
                    {options()}
                </ul>
            }
            .into_any()
        })
    };
    view! {
        <Dialog
            id="keys-commands"
            title="Commands"
            open
            on_cancel=move |()| open.set(false)
        >
            <input
                class="wp-input"
                type="text"
                role="combobox"
                aria-label="Search commands"
                placeholder="Search commands"
                aria-autocomplete="list"
                aria-expanded=text(move || has_some().to_string())
                aria-controls=attribute(move || has_some().then(|| LIST.to_owned()))
                aria-activedescendant=attribute(move || has_some().then(|| item_id(active.get())))
                autofocus=true
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=text(move || palette.with(|palette| palette.typed.clone()))
                on:input=entered(move |typed| palette.update(|palette| palette.search(typed)))
                on:keydown=on_key
            />
            {list()}
            <p class="wp-palette__count" role="status">
                {text(move || palette.with(Palette::count))}
            </p>
        </Dialog>
    }
}

/// One of the commands.
#[component]
fn Item(
    at: usize,
    name: String,
    key: Option<&'static str>,
    active: Memo<usize>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    // A press leaves the focus in the field.
    let keep_focus = |event: MouseEvent| event.prevent_default();
    view! {
        <li
            class="wp-palette__item"
            id=item_id(at)
            role="option"
            aria-selected=text(move || (active.get() == at).to_string())
            aria-keyshortcuts=key
            on:mousedown=keep_focus
            on:click=pressed(move || on_press.run(()))
        >
            <bdi>{visible(&name)}</bdi>
            {key.map(|key| view! { <kbd class="wp-key" aria-hidden="true">{key}</kbd> })}
        </li>
    }
}

fn item_id(at: usize) -> String {
    format!("keys-command-{at}")
}

/// Scrolls so far that an item can be seen.
fn reveal(at: usize) {
    let page = document();
    let Some((item, list)) = page
        .get_element_by_id(&item_id(at))
        .zip(page.get_element_by_id(LIST))
    else {
        return;
    };
    let (item_at, list_at) = (
        item.get_bounding_client_rect(),
        list.get_bounding_client_rect(),
    );
    if item_at.top() < list_at.top() {
        item.scroll_into_view_with_bool(true);
    } else if item_at.bottom() > list_at.bottom() {
        item.scroll_into_view_with_bool(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::keys::commands::Here;
    use crate::shell::routes::{Page, Place, Route};
    use crate::shell::theme::Theme;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Somebody with so many workspaces.
    fn palette(workspaces: usize) -> Palette {
        let workspace = |at: usize| Place::Workspace {
            org: "acme".to_owned(),
            workspace: format!("w{at:03}"),
        };
        let here = Here {
            route: Route::In(Place::Personal, Page::Credentials),
            is_open: true,
            may_add: true,
            has_search: true,
            has_single_keys: true,
            has_personal: true,
            workspaces: (0..workspaces).map(workspace).collect(),
            theme: Theme::Light,
        };
        Palette::new(here.commands())
    }

    #[test]
    fn the_best_match_is_active_and_the_arrows_go_on_and_round() {
        let mut palette = palette(0);
        assert_eq!(palette.does(palette.active), Some(Does::Search));
        palette.search("theme".to_owned());
        let mut seen = Vec::new();
        for step in [
            None,
            Some(Step::Next),
            Some(Step::Next),
            Some(Step::Previous),
        ] {
            if let Some(step) = step {
                palette.step(step);
            }
            seen.push(palette.does(palette.active));
        }
        let (system, dark) = (Does::Look(Theme::System), Does::Look(Theme::Dark));
        let expected = [&system, &dark, &system, &dark].map(|it| Some(it.clone()));
        assert_eq!(seen, expected);
        // What is typed next begins with the best match again.
        palette.search("sign".to_owned());
        assert_eq!(palette.does(palette.active), Some(Does::SignOut));
    }

    #[test]
    fn where_nothing_is_meant_nothing_runs() {
        let mut palette = palette(0);
        palette.search("nothing of that".to_owned());
        palette.step(Step::Next);
        assert_eq!(palette.does(palette.active), None);
        assert_eq!(palette.count(), "No command has all of these words.");
        palette.search(String::new());
        assert_eq!(palette.does(palette.active), Some(Does::Search));
    }

    #[test]
    fn of_very_many_the_first_are_shown_and_the_others_are_found() {
        let mut palette = palette(120);
        let all = palette.commands.len();
        assert_eq!(palette.shown().count(), MOST);
        let said = format!("The first 50 of {all} commands: type more to find the others.");
        assert_eq!(palette.count(), said);
        palette.step(Step::Previous);
        assert_eq!(palette.active, MOST - 1);
        palette.search("w119".to_owned());
        assert_eq!(palette.count(), "1 command");
        let path = "/orgs/acme/workspaces/w119/credentials".to_owned();
        assert_eq!(palette.does(palette.active), Some(Does::Go(path)));
        palette.search("theme".to_owned());
        assert_eq!(palette.count(), "2 commands");
    }
}
