//! What can be done from anywhere, by name: a list for whoever types a part of it.

use super::matching::distance;
use crate::shell::routes::{Page, Part, Place, Route};
use crate::shell::theme::Theme;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// What it is called.
    pub(super) name: String,
    /// Other words that somebody may type for it.
    words: &'static str,
    /// The key that does it as well.
    pub(super) key: Option<&'static str>,
    /// What it does.
    pub(super) does: Does,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Goes to a path of the app.
    Go(String),
    /// Changes how the page looks.
    Look(Theme),
    /// Leads to the search field of the page.
    Search,
    /// Shows which keys there are.
    ShowKeys,
    /// Signs out.
    SignOut,
}

/// Where somebody is, and what is possible there.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked of another part of the page"
)]
#[derive(Clone, Debug)]
pub(super) struct Here {
    /// The page that is shown.
    pub(super) route: Route,
    /// Whether the place of the page is open to the person.
    pub(super) is_open: bool,
    /// Whether credentials may be added there, as far as that is told.
    pub(super) may_add: bool,
    /// Whether the page has a search field.
    pub(super) has_search: bool,
    /// Whether keys work that are pressed alone.
    pub(super) has_single_keys: bool,
    /// Whether this installation lets people have credentials of their own.
    pub(super) has_personal: bool,
    /// The workspaces that are open to the person.
    pub(super) workspaces: Vec<Place>,
    /// How the page looks.
    pub(super) theme: Theme,
}

impl Here {
    /// Everything that can be done, what belongs to the page first.
    pub(super) fn commands(&self) -> Vec<Command> {
        let place = self.route.place();
        let single = |key| self.has_single_keys.then_some(key);
        let mut all = Vec::new();
        if self.has_search {
            let words = "find filter credentials";
            all.push(Command::new("Search the list", words, Does::Search).with(single("/")));
        }
        if self.is_open && (place != Place::Personal || self.has_personal) {
            let page = |name: &str, words, page| self.to(name.to_owned(), words, &place, page);
            all.extend(page(
                Part::Credentials.label(&place),
                "list registry login secrets",
                Page::Credentials,
            ));
            if self.may_add {
                let words = "new create store registry login secret";
                all.extend(page("Add Credentials here", words, Page::NewCredentials));
            }
            all.extend(page(
                Part::Images.label(&place),
                "check container wave pull coverage log error diagnose",
                Page::Images,
            ));
            all.extend(page(
                Part::Launch.label(&place),
                "nextflow config pipeline run",
                Page::Launch,
            ));
            all.extend(page(
                "Guides",
                "registry how to get a login token help",
                Page::Guides,
            ));
        }
        let words = "switch change context organization";
        let others = self.workspaces.iter().filter(|other| **other != place);
        all.extend(others.filter_map(|other| {
            let name = format!("Credentials of {}", other.label());
            self.to(name, words, other, Page::Credentials)
        }));
        if place != Place::Personal && self.has_personal {
            let name = Part::Credentials.label(&Place::Personal).to_owned();
            let words = "personal own switch change context";
            all.extend(self.to(name, words, &Place::Personal, Page::Credentials));
        }
        let themes = Theme::ALL.into_iter().filter(|it| *it != self.theme);
        all.extend(themes.map(|theme| {
            let words = "colours colors appearance mode look switch change";
            Command::new(theme.label(), words, Does::Look(theme))
        }));
        let words = "help keys hotkeys single-key";
        let show_keys = Command::new("Keyboard shortcuts", words, Does::ShowKeys);
        all.push(show_keys.with(single("?")));
        all.push(Command::new(
            "Sign out",
            "log out logout leave",
            Does::SignOut,
        ));
        all
    }

    /// The way to a page, unless it is the one that is shown.
    fn to(&self, name: String, words: &'static str, place: &Place, page: Page) -> Option<Command> {
        let route = Route::In(place.clone(), page);
        (route != self.route).then(|| Command::new(name, words, Does::Go(route.path())))
    }
}

impl Command {
    fn new(name: impl Into<String>, words: &'static str, does: Does) -> Self {
        Self {
            name: name.into(),
            words,
            key: None,
            does,
        }
    }

    fn with(self, key: Option<&'static str>) -> Self {
        Self { key, ..self }
    }
}

/// The places of the commands that are meant by what was typed, the best first.
pub(super) fn meant(commands: &[Command], typed: &str) -> Vec<usize> {
    let found = commands.iter().enumerate().filter_map(|(at, command)| {
        let distance = distance(&command.name, command.words, typed)?;
        Some((distance, at))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn workspace(name: &str) -> Place {
        Place::Workspace {
            org: "acme".to_owned(),
            workspace: name.to_owned(),
        }
    }

    /// Somebody in one of two workspaces, who may everything.
    fn here(page: Page) -> Here {
        Here {
            route: Route::In(workspace("rnaseq"), page),
            is_open: true,
            may_add: true,
            has_search: false,
            has_single_keys: true,
            has_personal: true,
            workspaces: vec![workspace("rnaseq"), workspace("test")],
            theme: Theme::System,
        }
    }

    fn names(here: &Here) -> Vec<String> {
        let all = here.commands().into_iter();
        all.map(|command| command.name).collect()
    }

    fn does(here: &Here, name: &str) -> Option<Does> {
        let mut all = here.commands().into_iter();
        all.find(|it| it.name == name).map(|it| it.does)
    }

    #[test]
    fn there_is_a_command_for_every_place_to_go_and_thing_to_do() {
        let here = Here {
            has_search: true,
            ..here(Page::Credentials)
        };
        let all = [
            "Search the list",
            "Add Credentials here",
            "Images and errors",
            "Launch config",
            "Guides",
            "Credentials of acme / test",
            "Your credentials",
            "Light theme",
            "Dark theme",
            "Keyboard shortcuts",
            "Sign out",
        ];
        assert_eq!(names(&here), all);
        let path = |path: &str| Some(Does::Go(path.to_owned()));
        for (name, leads) in [
            (
                "Add Credentials here",
                path("/orgs/acme/workspaces/rnaseq/credentials/new"),
            ),
            (
                "Images and errors",
                path("/orgs/acme/workspaces/rnaseq/images"),
            ),
            ("Guides", path("/orgs/acme/workspaces/rnaseq/guides")),
            (
                "Credentials of acme / test",
                path("/orgs/acme/workspaces/test/credentials"),
            ),
            ("Your credentials", path("/credentials")),
            ("Dark theme", Some(Does::Look(Theme::Dark))),
            ("Sign out", Some(Does::SignOut)),
        ] {
            assert_eq!(does(&here, name), leads, "{name}");
        }
    }

    #[test]
    fn every_way_to_a_page_leads_to_one() {
        for place in [Place::Personal, workspace("rnaseq")] {
            let route = Route::In(place, Page::Credential("1S7A".to_owned()));
            for command in (Here {
                route,
                ..here(Page::Images)
            })
            .commands()
            {
                if let Does::Go(path) = command.does {
                    assert!(matches!(Route::parse(&path), Route::In(..)), "{path}");
                }
            }
        }
    }

    #[test]
    fn what_is_shown_already_or_not_possible_is_no_command() {
        let personal = |here: Here| Here {
            route: Route::In(Place::Personal, Page::Credentials),
            ..here
        };
        for (here, missing, there) in [
            (here(Page::Images), "Images and errors", "Credentials"),
            (here(Page::Credentials), "Credentials", "Images and errors"),
            (
                here(Page::NewCredentials),
                "Add Credentials here",
                "Credentials",
            ),
            (here(Page::Images), "Search the list", "Guides"),
            (here(Page::Images), "System theme", "Dark theme"),
            (
                Here {
                    may_add: false,
                    ..here(Page::Credentials)
                },
                "Add Credentials here",
                "Images and errors",
            ),
            // A workspace that is not there.
            (
                Here {
                    is_open: false,
                    ..here(Page::Credentials)
                },
                "Images and errors",
                "Credentials of acme / test",
            ),
            (
                Here {
                    has_personal: false,
                    ..here(Page::Images)
                },
                "Your credentials",
                "Credentials",
            ),
            (
                Here {
                    has_personal: false,
                    ..personal(here(Page::Images))
                },
                "Add Credentials here",
                "Credentials of acme / rnaseq",
            ),
            (
                personal(here(Page::Images)),
                "Your credentials",
                "Add Credentials here",
            ),
        ] {
            let names = names(&here);
            assert!(!names.contains(&missing.to_owned()), "{missing}: {names:?}");
            assert!(names.contains(&there.to_owned()), "{there}: {names:?}");
        }
    }

    #[test]
    fn a_key_is_named_only_while_it_works() {
        let on = Here {
            has_search: true,
            ..here(Page::Credentials)
        };
        let off = Here {
            has_single_keys: false,
            ..on.clone()
        };
        for (here, keys) in [(on, &["/", "?"][..]), (off, &[])] {
            let all = here.commands();
            let found: Vec<_> = all.iter().filter_map(|it| it.key).collect();
            assert_eq!(found, keys);
        }
    }

    #[test]
    fn the_best_match_is_first_and_equals_stay_in_order() {
        let all = Here {
            has_search: true,
            ..here(Page::Credential("1S7A".to_owned()))
        }
        .commands();
        for (typed, found) in [
            (
                "cred",
                &[
                    "Credentials",
                    "Credentials of acme / test",
                    "Add Credentials here",
                    "Your credentials",
                    "Search the list",
                ][..],
            ),
            ("cred acme", &["Credentials of acme / test"]),
            ("acme/te", &["Credentials of acme / test"]),
            ("dark", &["Dark theme"]),
            ("theme", &["Light theme", "Dark theme"]),
            ("new", &["Add Credentials here"]),
            ("log out", &["Sign out"]),
            ("nextflow", &["Launch config"]),
            ("help", &["Guides", "Keyboard shortcuts"]),
            ("nothing of that", &[]),
        ] {
            let names: Vec<_> = meant(&all, typed)
                .into_iter()
                .map(|at| all[at].name.as_str())
                .collect();
            assert_eq!(names, found, "{typed}");
        }
        assert_eq!(meant(&all, " ").len(), all.len());
    }
}
